# Futures and tasks as the native module _asyncio has them: states, messages, callbacks, steps, cancellation, what is reported.
import asyncio
import contextvars
import gc
import _asyncio
import types


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except BaseException as e:
        return '%s: %s' % (type(e).__name__, e)


print(asyncio.Future is _asyncio.Future, asyncio.Task is _asyncio.Task, asyncio.Future.__module__, asyncio.Task.__mro__[1].__name__)
print(attempt(_asyncio.get_running_loop), _asyncio._get_running_loop())
print(attempt(asyncio.Future, 1), '|', attempt(asyncio.Task))

loop = asyncio.new_event_loop()
future = asyncio.Future(loop=loop)
print(future, future._state, future._callbacks, future._loop is loop, future.get_loop() is loop, future._source_traceback)
print(attempt(future.result), '|', attempt(future.exception), '|', future.done(), future.cancelled())
print(attempt(setattr, future, '_asyncio_future_blocking', 1), future._asyncio_future_blocking)
print(attempt(delattr, future, '_asyncio_future_blocking'), '|', attempt(setattr, future, '_log_traceback', True), '|', attempt(setattr, future, '_state', 'x'))


def called(f):
    print('called with', f.result())


future.add_done_callback(called)
future.add_done_callback(called)
future.add_done_callback(print)
print(len(future._callbacks), future.remove_done_callback(called), future.remove_done_callback(called), len(future._callbacks))
print(future.remove_done_callback(print), future._callbacks)
future.add_done_callback(called)
future.set_result(5)
print(attempt(future.set_result, 6), '|', attempt(future.set_exception, ValueError), '|', future.cancel())
loop.run_until_complete(asyncio.sleep(0))
print(future, future.result(), future.exception())

for wrong in (StopIteration, StopIteration(), 7, 'text'):
    print(attempt(asyncio.Future(loop=loop).set_exception, wrong))
failed = asyncio.Future(loop=loop)
failed.set_exception(KeyError)
print(failed.exception(), attempt(failed.result), failed)
gone = asyncio.Future(loop=loop)
print(gone.cancel('why'), gone.cancel(), gone.cancelled(), attempt(gone.result), gone, gone._cancel_message)
print(attempt(asyncio.Future.__new__(asyncio.Future).result), '|', attempt(asyncio.Future.__new__(asyncio.Future).cancel))
print(attempt(repr, asyncio.Future.__new__(asyncio.Future)))

# The iterator behind await.
waiting = asyncio.Future(loop=loop)
iterator = iter(waiting)
print(type(iterator).__name__, next(iterator) is waiting, waiting._asyncio_future_blocking, attempt(next, iterator))
waiting.set_result('done')
print(attempt(iterator.send, None), '|', attempt(next, iterator))
iterator = waiting.__await__()
print(attempt(iterator.throw, ValueError, 'thrown'), '|', attempt(iterator.throw, 7), '|', attempt(next, iterator))


# Tasks: what their coroutines may yield.
class Odd:
    def __init__(self, *values):
        self.values = values

    def __await__(self):
        return iter(self.values)


async def odd(*values):
    try:
        return await Odd(*values)
    except RuntimeError as e:
        return str(e).split(' in task')[0].split('<')[0]


async def itself():
    try:
        await asyncio.current_task()
    except RuntimeError as e:
        return str(e).split(':')[0]


async def steps():
    other = asyncio.Future(loop=asyncio.new_event_loop())
    print(await odd(None, None), await odd(7), await odd(asyncio.Future()), await odd(x for x in ()))
    other._asyncio_future_blocking = True
    print(await odd(other))
    print(await asyncio.create_task(itself()))
    other.get_loop().close()


loop.run_until_complete(steps())


async def named():
    task = asyncio.current_task()
    print(task.get_name(), task.get_coro() is task._coro, task.cancelling(), task.uncancel(), task._fut_waiter, task._must_cancel)
    task.set_name(12)
    return task.get_name()


task = loop.create_task(named(), name='first')
print(attempt(task.set_result, 1), '|', attempt(task.set_exception, ValueError()))
print(loop.run_until_complete(task), task)
print(attempt(asyncio.Task, 7, loop=loop))
print(attempt(asyncio.Future.set_result, task, 1))


async def stubborn(log):
    for _ in range(2):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            log.append((e.args, asyncio.current_task().cancelling()))
    raise SystemError('at last')


async def cancelling():
    log = []
    task = asyncio.create_task(stubborn(log))
    await asyncio.sleep(0)
    print(task.cancel('one'), task._fut_waiter is not None)
    await asyncio.sleep(0)
    print(task.cancel(msg='two'), task.cancelling())
    print(await asyncio.gather(task, return_exceptions=True), log, task.cancel())
    early = asyncio.create_task(asyncio.sleep(1))
    early.cancel()
    try:
        await early
    except asyncio.CancelledError as e:
        print('cancelled', e.args, early.cancelled(), repr(early).split(' defined')[0])
    async with asyncio.timeout(5):
        print(await asyncio.wait_for(asyncio.sleep(0, 'in time'), 1))


loop.run_until_complete(cancelling())

# Contexts.
var = contextvars.ContextVar('var', default='none')


async def in_context(value):
    var.set(value)
    await asyncio.sleep(0)
    return var.get()


async def contexts():
    own = contextvars.copy_context()
    print(await asyncio.gather(in_context(1), in_context(2)), var.get())
    print(await asyncio.create_task(in_context(3), context=own), own[var])


loop.run_until_complete(contexts())
context = contextvars.copy_context()
print(attempt(context.run, context.run, print).split(': <')[0], '|', context.run(lambda a, b=0: (a, b), 1, b=2), '|', attempt(context.run, lambda: 1 / 0), '|', context.run(var.get))


# A future that looks like one, and subclasses.
class Counting(asyncio.Future):
    calls = 0

    def add_done_callback(self, *args, **kwargs):
        Counting.calls += 1
        super().add_done_callback(*args, **kwargs)


class MyTask(asyncio.Task):
    pass


async def awaits(future):
    return await future


counting = Counting(loop=loop)
loop.call_soon(counting.set_result, 'counted')
print(loop.run_until_complete(MyTask(awaits(counting), loop=loop)), Counting.calls)


# What nobody asked for is reported when it has become garbage.
reports = []
loop.set_exception_handler(lambda loop, context: reports.append((context['message'], type(context.get('exception')).__name__)))
lost = asyncio.Future(loop=loop)
lost.set_exception(OSError())
kept = asyncio.Future(loop=loop)
kept.set_exception(OSError())
kept.exception()
del lost, kept
gc.collect()
print(reports)
reports.clear()


async def pending():
    future = asyncio.Future()
    await future


forgotten = loop.create_task(pending())
loop.run_until_complete(asyncio.sleep(0))
print(len(asyncio.all_tasks(loop)), forgotten._fut_waiter is not None, [f.f_code.co_name for f in forgotten.get_stack()])
del forgotten
gc.collect()
print(reports, asyncio.all_tasks(loop))

# Entering and leaving tasks by hand.
a, b = object(), object()
_asyncio._enter_task(loop, a)
print(attempt(_asyncio._enter_task, loop, b).split('<')[0], attempt(_asyncio._leave_task, loop, b).split('<')[0], _asyncio._current_tasks[loop] is a)
_asyncio._leave_task(loop, a)
print(loop in _asyncio._current_tasks)
loop.close()


# coroutine.__await__() keeps the result.
async def plain():
    return 'kept'


def delegates(coroutine):
    return (yield from coroutine.__await__())


print(attempt(next, delegates(plain())), '|', attempt(next, plain().__await__()))
print(asyncio.run(types.coroutine(delegates)(plain())))
