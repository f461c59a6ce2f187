import eventlet, greenlet
from eventlet import event, semaphore, queue
def run(name, function):
    def body():
        try:
            function()
        except BaseException as e:
            print(name, type(e).__name__)
            raise
    g = eventlet.spawn(body)
    eventlet.sleep(0)
    g.kill()
    eventlet.sleep(0)
ev = event.Event()
run('event', ev.wait)
sem = semaphore.Semaphore(0)
run('semaphore', sem.acquire)
print(sem.balance)
q = queue.Queue(1)
run('get', q.get)
q.put(1)
run('put', lambda: q.put(2))
print(q.getting(), q.putting(), q.qsize())
g = eventlet.spawn(eventlet.sleep, 5)
run('wait', g.wait)
g.kill()
ev.send('later')
sem.release()
print(ev.wait(), sem.acquire(False), q.get())
