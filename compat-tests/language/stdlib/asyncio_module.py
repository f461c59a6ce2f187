import asyncio, time
async def work(n, d=0.01):
    await asyncio.sleep(d)
    return n * 2
async def fail(): await asyncio.sleep(0); raise ValueError('failed')
async def main():
    print(await work(1), await asyncio.gather(work(1), work(2), work(3)), await asyncio.gather(work(1), fail(), return_exceptions=True))
    t = asyncio.create_task(work(5, 10), name='tname'); await asyncio.sleep(0); print(t.get_name(), t.done(), t.cancel())
    try: await t
    except asyncio.CancelledError as e: print('cancelled', t.cancelled())
    try: await asyncio.wait_for(work(1, 10), 0.02)
    except asyncio.TimeoutError as e: print(type(e).__name__)
    try:
        async with asyncio.timeout(0.02): await asyncio.sleep(10)
    except TimeoutError: print('timeout cm')
    done, pending = await asyncio.wait([asyncio.create_task(work(i, 0.01 * i)) for i in range(3)], return_when=asyncio.ALL_COMPLETED); print(sorted(t.result() for t in done), len(pending))
    print([await f for f in asyncio.as_completed([work(2, 0.05), work(1, 0.01)])])
    q = asyncio.Queue(2)
    async def prod():
        for i in range(5): await q.put(i)
        await q.put(None)
    p = asyncio.create_task(prod()); got = []
    while (x := await q.get()) is not None: got.append(x)
    print(got, q.empty(), q.qsize())
    ev, lock, sem, cond = asyncio.Event(), asyncio.Lock(), asyncio.Semaphore(2), asyncio.Condition()
    order = []
    async def locked(n):
        async with lock: order.append(n); await asyncio.sleep(0.001); order.append(n)
    await asyncio.gather(*map(locked, range(3))); print(order, lock.locked())
    async def waiter(): await ev.wait(); return 'set'
    w = asyncio.create_task(waiter()); await asyncio.sleep(0); ev.set(); print(await w)
    async with sem: print(sem.locked())
    async with cond: cond.notify_all()
    loop = asyncio.get_running_loop(); fut = loop.create_future(); loop.call_later(0.01, fut.set_result, 'later'); loop.call_soon(order.append, 'soon'); print(await fut, order[-1], loop.time() > 0, fut.done())
    print(await loop.run_in_executor(None, time.sleep, 0.01), await asyncio.to_thread(pow, 2, 5), await asyncio.shield(work(3)))
    try:
        async with asyncio.TaskGroup() as tg: a = tg.create_task(work(1)); tg.create_task(fail())
    except* ValueError as eg: print(eg.exceptions)
    async with asyncio.TaskGroup() as tg: a, b = tg.create_task(work(1)), tg.create_task(work(2))
    print(a.result(), b.result())
    async def handle(r, w):
        while line := await r.readline(): w.write(line.upper()); await w.drain()
        w.close()
    srv = await asyncio.start_server(handle, '127.0.0.1', 0); r, w = await asyncio.open_connection(*srv.sockets[0].getsockname())
    w.write(b'hello\nworld\n'); print(await r.readline(), await r.readexactly(3), await r.readuntil(b'\n')); w.write_eof(); print(await r.read()); w.close(); await w.wait_closed(); srv.close(); await srv.wait_closed()
    p = await asyncio.create_subprocess_exec('cat', stdin=-1, stdout=-1); print(await p.communicate(b'sub'), p.returncode)
    p = await asyncio.create_subprocess_shell('exit 3'); print(await p.wait())
    print(asyncio.current_task().get_name().startswith('Task-'), len(asyncio.all_tasks()), asyncio.iscoroutinefunction(work), asyncio.isfuture(fut))
    t = asyncio.create_task(fail())
    try: await t
    except ValueError as e: print(repr(t.exception()), t.done())
    for bad in (lambda: fut.set_result(1), lambda: loop.create_future().result(), lambda: asyncio.run(work(1)), lambda: asyncio.Queue(1).get_nowait(), lambda: lock.release(), lambda: loop.run_forever()):
        try: bad()
        except Exception as e: print(type(e).__name__, str(e)[:60])
    import socket
    a, b = socket.socketpair(); a.setblocking(False); loop.add_reader(a, order.append, 'readable'); b.send(b'x'); await asyncio.sleep(0.02); loop.remove_reader(a); print('readable' in order, await loop.sock_recv(a, 5)); a.close(); b.close()
    loop.add_signal_handler(10, order.append, 'signal'); import os; os.kill(os.getpid(), 10); await asyncio.sleep(0.02); print(order[-1])
    class Proto(asyncio.Protocol):
        def connection_made(self, t): self.t = t
        def data_received(self, d): self.t.write(d[::-1])
    s = await loop.create_server(Proto, '127.0.0.1', 0); r, w = await asyncio.open_connection(*s.sockets[0].getsockname()); w.write(b'abc'); print(await r.read(3)); w.close(); s.close()
    return 'main result'
print(asyncio.run(main()))
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
try:
    asyncio.run(fail())
except ValueError as e:
    print(e)
loop = asyncio.new_event_loop(); print(loop.run_until_complete(work(9)), loop.is_running(), loop.is_closed(), loop.close(), loop.is_closed())
with asyncio.Runner() as r: print(r.run(work(4)))
try:
    asyncio.run(5)
except ValueError as e:
    print(e)
