"""A script that an embedding program runs: it knows nothing of .NET but the functions that it was given."""
import eventlet


def quote(symbol):
    # fetch_price is a C# async method. Calling it parks this greenthread; the others go on.
    return "%-5s %8.2f" % (symbol, fetch_price(symbol))


def quotes(symbols):
    pool = eventlet.GreenPool(100)
    return list(pool.imap(quote, symbols))


async def cheapest(symbols):
    # In async code the same method gives an awaitable.
    best = None
    for symbol in symbols:
        price = await fetch_price(symbol)
        if best is None or price < best[1]:
            best = symbol, price
    return best[0]
