# SQLite's callbacks may switch greenlets, and threads may share a connection.
import sqlite3
import threading

import eventlet

con = sqlite3.connect(':memory:', check_same_thread=False)
con.execute('create table t (x)')
con.executemany('insert into t values (?)', [(i,) for i in range(5)])
con.commit()
log = []


def slow(x):
    log.append(x)
    eventlet.sleep(0.01)
    return x * 10


con.create_function('slow', 1, slow)


def reader(name):
    rows = con.execute('select slow(x) from t order by x').fetchall()
    log.append(name)
    return rows


def counter():
    total = 0
    for _ in range(5):
        total += con.execute('select count(*) from t').fetchone()[0]
        eventlet.sleep(0.004)
    return total


threads = [eventlet.spawn(reader, 'a'), eventlet.spawn(counter), eventlet.spawn(reader, 'b')]
print([t.wait() for t in threads])
print(log[:2], sorted(map(str, log)))

# A killed green thread leaves the connection usable.
victim = eventlet.spawn(reader, 'never')
eventlet.sleep(0.005)
victim.kill()
print(con.execute('select sum(x) from t').fetchone())

con.set_progress_handler(lambda: eventlet.sleep(0), 20)
print(con.execute('select count(*) from t a, t b, t c').fetchone())
con.set_progress_handler(None, 0)

# Threads.
errors = []


def work(n):
    try:
        for i in range(50):
            con.execute('insert into t values (?)', (n * 1000 + i,))
            con.execute('select count(*) from t').fetchone()
    except BaseException as e:
        errors.append(e)


workers = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(errors, con.execute('select count(*) from t').fetchone())
con.commit()

# interrupt() from another thread.
started = threading.Event()
con.create_function('tell', 0, lambda: started.set() or 1)


def interrupt():
    started.wait()
    con.interrupt()


w = threading.Thread(target=interrupt)
w.start()
try:
    con.execute('with recursive n(i) as (select tell() union all select i + 1 from n) select count(*) from n').fetchone()
except sqlite3.OperationalError as e:
    print(e, e.sqlite_errorname)
w.join()
