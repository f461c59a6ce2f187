# anext() with a default, over every kind of thing that __anext__ may return.
import types


class Base:
    def __init__(self):
        self.count = 0

    def __aiter__(self):
        return self

    def step(self):
        if self.count == 2:
            raise StopAsyncIteration
        self.count += 1
        return self.count


class Coroutines(Base):
    async def __anext__(self):
        return self.step()


class Generators(Base):
    @types.coroutine
    def __anext__(self):
        yield 'waiting'
        return self.step()


class NoIterator(Base):
    class Bad:
        def __await__(self):
            return 42

    def __anext__(self):
        return self.Bad()


class NoAwaitable(Base):
    def __anext__(self):
        yield


class CoroutineFromAwait(Base):
    class Bad:
        async def __await__(self):
            pass

    def __anext__(self):
        return self.Bad()


def run(coroutine):
    steps = []
    try:
        while True:
            steps.append(coroutine.send(None))
    except StopIteration as e:
        return steps, e.value
    except BaseException as e:
        return steps, type(e).__name__, str(e)


async def numbers():
    yield 1
    yield 2


async def with_default(iterator):
    return [await anext(iterator, 'default') for _ in range(4)]


async def without(iterator):
    return [await anext(iterator), await anext(iterator), await anext(iterator)]


for make in (numbers, Coroutines, Generators, NoIterator, NoAwaitable, CoroutineFromAwait):
    print(make.__name__, run(with_default(make())))
    print(make.__name__, run(without(make())))

for make in (numbers, Coroutines, Generators):
    # By hand.
    awaitable = anext(make(), 'default')
    print(type(awaitable).__name__, run(awaitable.__await__()))
    awaitable = anext(make(), 'default')
    try:
        awaitable.throw(KeyError('thrown'))
    except (KeyError, RuntimeError) as e:
        print(repr(e))
    awaitable = anext(make(), 'default')
    try:
        print(awaitable.close())
    except RuntimeError as e:
        print(repr(e))
