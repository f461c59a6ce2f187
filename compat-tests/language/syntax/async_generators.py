import asyncio
import gc


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print('got', got)
            await asyncio.sleep(0)
    finally:
        print('finally')


async def collected():
    # What became unreachable is closed by tasks of the loop.
    gc.collect()
    for i in range(5):
        await asyncio.sleep(0)


async def main():
    print([x async for x in agen(3)])
    print({x: y async for x in agen(2) for y in 'a' if x})
    print([await asyncio.sleep(0, x) for x in range(3)])
    print(sorted([x async for x in agen(4) if x % 2 and await asyncio.sleep(0, True)]))
    g = agen(3)
    print(await g.__anext__(), await g.asend('hello'))
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print('stopped')
    g = agen(3)
    await g.__anext__()
    try:
        await g.athrow(ValueError('x'))
    except ValueError as error:
        print(repr(error))
    async for x in agen(5):
        if x == 1:
            continue
        if x == 2:
            break
    else:
        print('not reached')
    await collected()
    async for x in agen(1):
        pass
    else:
        print('else')
    print(await anext(agen(1)), await anext(agen(0), 'default'))
    await collected()
    async_gen_expression = (x * 2 async for x in agen(3))
    print(type(async_gen_expression).__name__, [x async for x in async_gen_expression])

    class Counter:
        def __init__(self):
            self.n = 0

        def __aiter__(self):
            return self

        async def __anext__(self):
            self.n += 1
            if self.n > 3:
                raise StopAsyncIteration
            return self.n

    print([x async for x in Counter()], [a + b async for a in Counter() async for b in Counter()])

    async def stops():
        yield 1
        raise StopAsyncIteration

    try:
        [x async for x in stops()]
    except RuntimeError as error:
        print(error)
    g = stops()
    print(g.ag_running, g.ag_await, g.ag_code.co_name, g.__name__)
    await g.aclose()

    async def never():
        await asyncio.sleep(0)
        return
        yield

    print([x async for x in never()])


asyncio.run(main())
print('done')
