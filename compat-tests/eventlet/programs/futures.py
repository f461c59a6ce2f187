import eventlet
eventlet.monkey_patch()
import time, threading
from concurrent.futures import ThreadPoolExecutor, as_completed, wait, FIRST_COMPLETED, TimeoutError
def job(n):
    time.sleep(0.01 * n)
    if n == 3:
        raise ValueError(n)
    return n * n
with ThreadPoolExecutor(4) as ex:
    fs = {ex.submit(job, n): n for n in range(6)}
    done = []
    for f in as_completed(fs, timeout=5):
        done.append((fs[f], type(f.exception()).__name__ if f.exception() else f.result()))
    print(sorted(done))
    print(list(ex.map(job, [0, 1, 2])))
    f = ex.submit(time.sleep, 0.2)
    try:
        f.result(timeout=0.01)
    except TimeoutError:
        print('timeout')
    done, pending = wait([ex.submit(job, 1), ex.submit(job, 9)], return_when=FIRST_COMPLETED)
    print(len(done), len(pending))
    f = ex.submit(job, 2)
    called = threading.Event()
    f.add_done_callback(lambda f: called.set())
    print(called.wait(5), f.result())
with ThreadPoolExecutor(1) as ex:
    a = ex.submit(time.sleep, 0.05); b = ex.submit(job, 1)
    print(b.cancel(), b.cancelled())
