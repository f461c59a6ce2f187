# compat: timeout=60
"""concurrent.futures on green threads, and an event loop of one's own over selectors."""
import eventlet
eventlet.monkey_patch()
import concurrent.futures as cf
import selectors
import socket
import threading
import time

with cf.ThreadPoolExecutor(4, thread_name_prefix='worker') as pool:
    started = time.monotonic()
    futures = [pool.submit(lambda i=i: time.sleep(0.2) or i) for i in range(4)]
    print([f.result(5) for f in futures], time.monotonic() - started < 0.75)
    done, pending = cf.wait([pool.submit(time.sleep, 0.02), pool.submit(time.sleep, 3)], return_when=cf.FIRST_COMPLETED)
    print(len(done), len(pending))
    done, pending = cf.wait(pending, timeout=0.05)
    print(len(done), len(pending))
    print([f.result() for f in cf.as_completed([pool.submit(lambda d=d: time.sleep(d) or d) for d in (0.4, 0.05, 0.2)])])
    try:
        list(pool.map(time.sleep, [1.5], timeout=0.05))
    except cf.TimeoutError as e:
        print('TimeoutError')
    try:
        list(cf.as_completed([pool.submit(time.sleep, 0.4)], timeout=0.05))
    except cf.TimeoutError as e:
        print(e)
    failing = pool.submit(lambda: 1 / 0)
    print(repr(failing.exception()), failing.done())
    print(list(pool.map(lambda a, b: a * b, range(5), range(5, 10))))
    called = []
    f = pool.submit(lambda: 'value')
    f.add_done_callback(lambda f: called.append(f.result()))
    f.result()
    eventlet.sleep(0.01)
    print(called)
    print(sorted(set(pool.map(lambda _: threading.current_thread().name.split('_')[0], range(8)))))
pool = cf.ThreadPoolExecutor(1)
running = pool.submit(time.sleep, 0.2)
waiting = [pool.submit(time.sleep, 9) for i in range(3)]
eventlet.sleep(0.05)
print(waiting[0].cancel(), running.cancel(), waiting[0].cancelled())
pool.shutdown(cancel_futures=True)
print([f.cancelled() for f in waiting], running.done())
try:
    pool.submit(print)
except RuntimeError as e:
    print(e)

selector = selectors.DefaultSelector()
listener = socket.create_server(('127.0.0.1', 0))
listener.setblocking(False)
stop = threading.Event()


def accept(sock):
    conn, _ = sock.accept()
    conn.setblocking(False)
    selector.register(conn, selectors.EVENT_READ, echo)


def echo(conn):
    data = conn.recv(1000)
    if data:
        conn.sendall(data.upper())
    else:
        selector.unregister(conn)
        conn.close()


selector.register(listener, selectors.EVENT_READ, accept)


def loop():
    while not stop.is_set():
        for key, mask in selector.select(0.05):
            key.data(key.fileobj)


thread = threading.Thread(target=loop)
thread.start()


def ask(i):
    with socket.create_connection(listener.getsockname(), 5) as sock:
        sock.sendall(b'hello %d' % i)
        first = sock.recv(100)
        time.sleep(0.01)
        sock.sendall(b'more')
        return first, sock.recv(100)


print(list(eventlet.GreenPool(10).imap(ask, range(6))))
stop.set()
thread.join()
print(len(selector.get_map()) >= 1)
selector.close()
listener.close()
