"""eventlet.asyncio and the asyncio hub of newer releases."""
import asyncio
import gc
import os
import socket as real_socket
import sys
import time
import warnings

import eventlet
import eventlet.asyncio
from eventlet import event, hubs
from eventlet.asyncio import spawn_for_awaitable
from eventlet.green import socket

# Another hub refuses.
def refused(function):
    try:
        function()
    except RuntimeError as e:
        assert 'EVENTLET_HUB=asyncio' in str(e), e
    else:
        raise AssertionError

async def seven():
    return 7

coroutine = seven()
refused(lambda: spawn_for_awaitable(coroutine))
coroutine.close()
g = eventlet.spawn(lambda: 1)
refused(g.__await__)
g.wait()

hubs.use_hub('asyncio')
from eventlet.hubs.asyncio import Hub
hub = hubs.get_hub()
assert isinstance(hub, Hub)

# Results, exceptions, futures and tasks.
assert spawn_for_awaitable(seven()).wait() == 7
assert hub.loop.is_running()

async def fails():
    await asyncio.sleep(0.001)
    raise ValueError('failed')

sys.stderr, stderr = open(os.devnull, 'w'), sys.stderr
try:
    spawn_for_awaitable(fails()).wait()
except ValueError as e:
    assert str(e) == 'failed'
else:
    raise AssertionError
sys.stderr = stderr

future = hub.loop.create_future()
g = spawn_for_awaitable(future)
eventlet.sleep(0)
future.set_result('from a greenthread, while the loop waits')
assert g.wait() == 'from a greenthread, while the loop waits'
task = hub.loop.create_task(seven())
assert spawn_for_awaitable(task).wait() == 7 and task.done()

try:
    sys.stderr = open(os.devnull, 'w')
    spawn_for_awaitable(7).wait()
except TypeError:
    pass
else:
    raise AssertionError
finally:
    sys.stderr = stderr

# Timers of the loop, set from outside too, and many at a time.
order = []
hub.loop.call_later(0.02, order.append, 'later')
hub.loop.call_soon(order.append, 'soon')
async def sleeper(n):
    await asyncio.sleep(0.01 * n)
    order.append(n)
for g in [spawn_for_awaitable(sleeper(n)) for n in (3, 1)]:
    g.wait()
assert order[0] == 'soon' and sorted(map(str, order)) == ['1', '3', 'later', 'soon'], order

async def many():
    return sum(await asyncio.gather(*[asyncio.sleep(0.001 * (i % 7), i) for i in range(500)]))
assert spawn_for_awaitable(many()).wait() == sum(range(500))

# Greenthreads awaited in async functions.
def green(x, y):
    eventlet.sleep(0.01)
    return x + y

async def awaits():
    first = await eventlet.spawn(green, 1, 2)
    others = await asyncio.gather(*[eventlet.spawn(green, i, i) for i in range(3)])
    finished = eventlet.spawn(green, 'a', 'b')
    await asyncio.sleep(0.05)
    return first, others, await finished
assert spawn_for_awaitable(awaits()).wait() == (3, [0, 2, 4], 'ab')

def breaks():
    eventlet.sleep(0)
    raise KeyError('broken')

async def awaits_broken():
    try:
        await eventlet.spawn(breaks)
    except KeyError as e:
        return e.args
sys.stderr = open(os.devnull, 'w')
assert spawn_for_awaitable(awaits_broken()).wait() == ('broken',)
sys.stderr = stderr

# Killing and cancelling, in both directions.
state = []
async def waits_long():
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        state.append('cancelled')
        raise
g = spawn_for_awaitable(waits_long())
eventlet.sleep(0.01)
g.kill()
eventlet.sleep(0.01)
assert state == ['cancelled'] and g.dead, state
try:
    g.wait()
except eventlet.greenlet.GreenletExit if hasattr(eventlet, 'greenlet') else BaseException as e:
    assert type(e).__name__ == 'GreenletExit'

g = spawn_for_awaitable(waits_long())
try:
    with eventlet.Timeout(0.01):
        g.wait()
except eventlet.Timeout:
    g.kill()
eventlet.sleep(0.01)
assert state == ['cancelled'] * 2

sleeping = eventlet.spawn(eventlet.sleep, 60)
async def gives_up():
    try:
        await asyncio.wait_for(sleeping, 0.01)
    except asyncio.TimeoutError:
        return 'gave up'
assert spawn_for_awaitable(gives_up()).wait() == 'gave up'
assert sleeping.dead

killed = eventlet.spawn(eventlet.sleep, 60)
async def awaits_killed():
    try:
        await killed
    except asyncio.CancelledError:
        return 'was killed'
g = spawn_for_awaitable(awaits_killed())
eventlet.sleep(0.01)
killed.kill()
assert g.wait() == 'was killed'

task = None
async def cancelled_by_others():
    global task
    task = asyncio.current_task()
    await asyncio.sleep(60)
g = spawn_for_awaitable(cancelled_by_others())
eventlet.sleep(0.01)
task.cancel()
try:
    sys.stderr = open(os.devnull, 'w')
    g.wait()
except asyncio.CancelledError:
    pass
else:
    raise AssertionError
finally:
    sys.stderr = stderr

# Streams against a green server, and a green client against an asyncio server.
listener = eventlet.listen(('127.0.0.1', 0))
def serve(sock, address):
    with sock:
        while True:
            data = sock.recv(1000)
            if not data:
                break
            sock.sendall(data.upper())
server = eventlet.spawn(eventlet.serve, listener, serve)

async def client(text):
    reader, writer = await asyncio.open_connection('127.0.0.1', listener.getsockname()[1])
    writer.write(text)
    await writer.drain()
    data = await reader.readexactly(len(text))
    writer.close()
    await writer.wait_closed()
    return data

async def clients():
    return await asyncio.gather(*[client(b'text %d' % i) for i in range(20)])
assert spawn_for_awaitable(clients()).wait() == [b'TEXT %d' % i for i in range(20)]
server.kill()

async def echo(reader, writer):
    writer.write(await reader.readline())
    await writer.drain()
    writer.close()
asyncio_server = spawn_for_awaitable(asyncio.start_server(echo, '127.0.0.1', 0)).wait()
address = asyncio_server.sockets[0].getsockname()
def green_client(i):
    with eventlet.connect(address) as sock:
        sock.sendall(b'line %d\n' % i)
        return sock.recv(100)
pool = eventlet.GreenPool()
assert list(pool.imap(green_client, range(20))) == [b'line %d\n' % i for i in range(20)]
asyncio_server.close()

# What blocks green inside an async function holds up no greenthread.
ticks = []
def tick():
    while True:
        ticks.append(1)
        eventlet.sleep(0)
ticker = eventlet.spawn(tick)
async def blocks_green():
    before = len(ticks)
    while len(ticks) < before + 5:
        eventlet.sleep(0)
    return True
assert spawn_for_awaitable(blocks_green()).wait()

# A loop that is never idle leaves the greenthreads their turns.
running = True
def again():
    if running:
        hub.loop.call_soon(again)
hub.loop.call_soon_threadsafe(again)
before = len(ticks)
with eventlet.Timeout(10):
    while len(ticks) < before + 50:
        eventlet.sleep(0)
running = False
ticker.kill()

# Threads hand work to the loop, and the loop to threads.
import threading
result = []
def other_thread():
    result.append(asyncio.run_coroutine_threadsafe(seven(), hub.loop).result(10))
thread = threading.Thread(target=other_thread)
thread.start()
with eventlet.Timeout(10):
    while not result:
        eventlet.sleep(0.005)
thread.join()
assert result == [7]
async def in_executor():
    return await asyncio.get_running_loop().run_in_executor(None, threading.get_ident)
assert spawn_for_awaitable(in_executor()).wait() != threading.get_ident()

async def runs_process():
    process = await asyncio.create_subprocess_exec('/bin/echo', 'from a process', stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    return out, process.returncode
assert spawn_for_awaitable(runs_process()).wait() == (b'from a process\n', 0)

# A stopped loop goes on; one callback's failure ends nothing.
hub.loop.stop()
assert spawn_for_awaitable(seven()).wait() == 7
problems = []
hub.loop.set_exception_handler(lambda loop, context: problems.append(type(context['exception'])))
hub.loop.call_soon(lambda: 1 / 0)
eventlet.sleep(0.01)
assert problems == [ZeroDivisionError]

# In a child process it runs as well, without touching the parent's.
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    try:
        os.write(w, b'%d' % spawn_for_awaitable(many()).wait())
    finally:
        os._exit(0)
os.close(w)
assert os.read(r, 100) == b'%d' % sum(range(500))
os.waitpid(pid, 0)
assert spawn_for_awaitable(many()).wait() == sum(range(500))

print('all passed')
