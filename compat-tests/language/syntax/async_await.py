import inspect
import types


@types.coroutine
def suspend(value):
    return (yield value)


async def child(x):
    r = await suspend(('child', x))
    return r * 2


async def parent():
    a = await child(1)
    try:
        b = await child(2)
    except ValueError as error:
        b = 'caught %s' % error
    return a, b


c = parent()
print(c.send(None), c.send(5))
try:
    c.send(7)
except StopIteration as stop:
    print(stop.value)
c = parent()
c.send(None)
c.send(1)
try:
    c.throw(ValueError('bad'))
except StopIteration as stop:
    print(stop.value)


class Awaitable:
    def __await__(self):
        got = yield 'from __await__'
        return ('awaited', got)


async def use():
    return await Awaitable()


c = use()
print(c.send(None))
try:
    c.send('g')
except StopIteration as stop:
    print(stop.value)


class Bad:
    def __await__(self):
        return 5


class Bad2:
    def __await__(self):
        return iter_coro()


async def iter_coro():
    pass


async def aw(x):
    await x


for x in (5, Bad(), [1], None, Bad2()):
    try:
        aw(x).send(None)
    except TypeError as error:
        print(error)
c = iter_coro()
print(type(c).__name__, c.cr_code.co_name, c.cr_running, c.cr_await, inspect.getcoroutinestate(c), inspect.iscoroutinefunction(iter_coro))
c.close()
print(inspect.getcoroutinestate(c))
try:
    c.send(None)
except RuntimeError as error:
    print(error)
c = iter_coro()
try:
    c.send(1)
except TypeError as error:
    print(error)
try:
    iter(c)
except TypeError as error:
    print(error)
c.close()


async def cleanup():
    try:
        await suspend(1)
    finally:
        print('cleanup')


c = cleanup()
c.send(None)
c.close()


async def ctx():
    class M:
        async def __aenter__(self):
            await suspend('aenter')
            return self

        async def __aexit__(self, *e):
            await suspend('aexit')
            print('exit', e[0] and e[0].__name__)
            return True
    async with M() as m, M():
        raise KeyError
    return 'after'


c = ctx()
try:
    while 1:
        print(c.send(None))
except StopIteration as stop:
    print(stop.value)


class NoAsync:
    def __enter__(self): pass
    def __exit__(self, *a): pass


async def wrong():
    async with NoAsync():
        pass


async def wrong2():
    async for x in [1]:
        pass


for w in (wrong, wrong2):
    try:
        w().send(None)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
