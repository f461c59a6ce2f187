async def value(x):
    return x


async def main():
    a = await value(1)
    b = await value(2)
    return a + b


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    raise RuntimeError('suspended')


print(run(main()))


async def agen():
    for i in range(3):
        yield i


async def collect():
    return [x async for x in agen()]


print(run(collect()))


class CM:
    async def __aenter__(self):
        return 'in'

    async def __aexit__(self, *exc):
        print('out', exc[0])


async def use():
    async with CM() as c:
        print(c)


run(use())
