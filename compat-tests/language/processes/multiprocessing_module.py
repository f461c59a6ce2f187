# compat: timeout=60
# multiprocessing: processes, queues, pipes, locks, pools and managers by the spawn method.
import multiprocessing
import os
import queue
import sys
import time


def work(q, lock, connection):
    with lock:
        q.put(("from child", multiprocessing.current_process().name))
    connection.send({"x": [1, 2], "parent": multiprocessing.parent_process() is not None})
    connection.close()


def square(x):
    if x < 0:
        raise ValueError("negative: %d" % x)
    return x * x


def leave(code):
    sys.exit(code)


def fail():
    sys.stderr = open(os.devnull, "w")
    raise KeyError("x")


def wait(event, q):
    q.put("waiting")
    q.put(event.wait(20))


def main(method):
    print("method", method)
    context = multiprocessing.get_context(method)
    q, lock = context.Queue(), context.Lock()
    here, there = context.Pipe()
    p = context.Process(target=work, args=(q, lock, there), name="worker")
    print(p.is_alive(), p.exitcode, p.daemon, p.name)
    p.start()
    print(q.get(timeout=20), here.recv())
    p.join(20)
    print(p.exitcode, p.is_alive())
    for target, args in ((leave, (7,)), (leave, (None,)), (leave, (0,)), (fail, ())):
        p = context.Process(target=target, args=args)
        p.start()
        p.join(20)
        print(target.__name__, args, p.exitcode)
    p = context.Process(target=time.sleep, args=(60,))
    p.start()
    p.terminate()
    p.join(20)
    print(p.exitcode)
    event = context.Event()
    p = context.Process(target=wait, args=(event, q))
    p.start()
    print(q.get(timeout=20), event.is_set())
    event.set()
    print(q.get(timeout=20))
    p.join(20)
    with context.Pool(2) as pool:
        print(pool.map(square, range(10)), pool.apply(square, (5,)), list(pool.imap(square, range(4))), sorted(pool.imap_unordered(square, range(4))))
        print(pool.apply_async(square, (3,)).get(20), pool.starmap(pow, [(2, 3), (3, 2)]))
        try:
            pool.map(square, [1, -1])
        except ValueError as e:
            print("ValueError", e)
    with context.Manager() as manager:
        shared = manager.dict(a=1)
        items = manager.list([1, 2])
        shared["b"] = 2
        items.append(3)
        print(dict(shared), list(items), len(shared))
    simple = context.SimpleQueue()
    simple.put([1])
    print(simple.get(), simple.empty())
    try:
        q.get(timeout=0.05)
    except queue.Empty:
        print("Empty")
    print(repr(context.Semaphore(3)), repr(context.BoundedSemaphore(2)), repr(lock), repr(context.Condition()))
    barrier = context.Barrier(1)
    print(barrier.wait(5), barrier.parties)


if __name__ == "__main__":
    for name in ("spawn",):
        main(name)
