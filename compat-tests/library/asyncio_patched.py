"""The asyncio hub, chosen by its environment variable, in a program that is monkey-patched first."""
import os
os.environ['EVENTLET_HUB'] = 'asyncio'
import eventlet
eventlet.monkey_patch()

import asyncio
import socket
import subprocess
import threading
import time

from eventlet.asyncio import spawn_for_awaitable

listener = socket.socket()
listener.bind(('127.0.0.1', 0))
listener.listen(50)


def serve():
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=serve_one, args=(sock,), daemon=True).start()


def serve_one(sock):
    with sock:
        for line in sock.makefile('rb'):
            time.sleep(0.001)
            sock.sendall(line.swapcase())


threading.Thread(target=serve, daemon=True).start()


async def client(i):
    reader, writer = await asyncio.open_connection('localhost', listener.getsockname()[1], family=socket.AF_INET)
    for n in range(3):
        writer.write(b'Line %d\n' % n)
        assert await reader.readline() == b'lINE %d\n' % n
    writer.close()
    await writer.wait_closed()
    return i


async def clients():
    return await asyncio.gather(*map(client, range(20)))

assert spawn_for_awaitable(clients()).wait() == list(range(20))


async def executor():
    # Its threads are greenthreads: of one thread of the system, and they sleep side by side.
    loop = asyncio.get_running_loop()
    barrier = threading.Barrier(4)
    return await asyncio.gather(*[loop.run_in_executor(None, lambda: (barrier.wait(30), original_thread.get_ident())[1]) for i in range(4)])
original_thread = eventlet.patcher.original('_thread')
assert spawn_for_awaitable(executor()).wait() == [original_thread.get_ident()] * 4


async def process():
    p = await asyncio.create_subprocess_shell('cat; exit 3', stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    out, _ = await p.communicate(b'through cat')
    return out, p.returncode
assert spawn_for_awaitable(process()).wait() == (b'through cat', 3)
assert subprocess.check_output(['/bin/echo', 'green']) == b'green\n'


class Queue:
    """Greenthreads produce, async functions consume."""

    def __init__(self):
        self.queue = asyncio.Queue()

    def produce(self, n):
        for i in range(n):
            self.queue.put_nowait(i)
            time.sleep(0)

    async def consume(self, n):
        return [await self.queue.get() for i in range(n)]


async def make():
    return Queue()
queue = spawn_for_awaitable(make()).wait()
consumer = spawn_for_awaitable(queue.consume(100))
eventlet.spawn(queue.produce, 100)
assert consumer.wait() == list(range(100))
print('all passed')
