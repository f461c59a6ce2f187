# compat: timeout=60
"""sqlite3 from greenthreads: through tpool, and a connection per thread."""
import eventlet
eventlet.monkey_patch()
import sqlite3
import threading
import time
from eventlet import tpool

setup = sqlite3.connect('work.db')
setup.execute('create table items (id integer primary key, worker text, n integer)')
setup.commit()
setup.close()


def writer(name):
    connection = sqlite3.connect('work.db', timeout=20)
    for n in range(10):
        with connection:
            connection.execute('insert into items (worker, n) values (?, ?)', (name, n))
        eventlet.sleep(0)
    connection.close()


threads = [threading.Thread(target=writer, args=('w%d' % i,)) for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
shared = tpool.Proxy(sqlite3.connect('work.db', check_same_thread=False), autowrap=(sqlite3.Cursor,))
print(shared.execute('select worker, count(*), sum(n) from items group by worker order by worker').fetchall())
shared.create_function('slow', 1, lambda x: time.time() and x)
ticks = []


def ticker():
    while True:
        ticks.append(1)
        eventlet.sleep(0.005)


running = eventlet.spawn(ticker)
eventlet.sleep(0)
# A long statement in the pool holds up nobody.
total = tpool.execute(lambda: sqlite3.connect('work.db').execute(
    'with recursive c(x) as (select 1 union all select x + 1 from c where x < 2000000) select count(*) from c').fetchone())
print(total, len(ticks) > 3)
running.kill()
try:
    tpool.execute(lambda: sqlite3.connect('work.db').execute('select nonsense from items'))
except sqlite3.OperationalError as e:
    print(e)
print(list(eventlet.GreenPool(5).imap(lambda i: tpool.execute(lambda: sqlite3.connect('work.db').execute('select n from items where id = ?', (i,)).fetchone()[0]),
                                      range(1, 5))) != [])
shared.close()
tpool.killall()
