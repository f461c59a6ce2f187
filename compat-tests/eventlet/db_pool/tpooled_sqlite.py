import eventlet, sqlite3, tempfile, os
from eventlet import db_pool, tpool
path = os.path.join(tempfile.mkdtemp(), 'db')
p = db_pool.ConnectionPool(sqlite3, max_size=2, database=path, check_same_thread=False)
print(db_pool.ConnectionPool is db_pool.TpooledConnectionPool)
c = p.get()
cur = c.cursor()
print(type(cur).__name__)
cur.execute('create table t (a integer)')
for i in range(3):
    cur.execute('insert into t values (?)', (i,))
c.commit()
cur.execute('select sum(a) from t')
print(cur.fetchone())
try:
    cur.execute('select nonsense from nowhere')
except sqlite3.OperationalError as e:
    print(e)
c.close()
def query(i):
    with p.item() as conn:
        k = conn.cursor()
        k.execute('select count(*) + ? from t', (i,))
        return k.fetchone()[0]
print(list(eventlet.GreenPool().imap(query, range(5))))
p.clear()
tpool.killall()
