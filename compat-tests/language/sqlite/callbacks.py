# What SQLite calls back: functions, aggregates, windows, collations, hooks; and backups, blobs, serialization.
import sqlite3
import sys


def attempt(f, *args, **kw):
    try:
        r = f(*args, **kw)
        print('ok', r if not isinstance(r, (sqlite3.Cursor, sqlite3.Blob)) else type(r).__name__)
    except BaseException as e:
        print(type(e).__name__, e, getattr(e, 'sqlite_errorname', None))


con = sqlite3.connect(':memory:')
con.create_function('types', -1, lambda *a: ','.join(type(x).__name__ for x in a))
print(con.execute("select types(), types(1, 1.5, 'x', null, x'00')").fetchone())
for value in (None, 5, 1.5, 'é', b'x', bytearray(b'y'), memoryview(b'z'), True, 1 << 70, object(), '\ud800', [1]):
    con.create_function('give', 0, lambda: value)
    attempt(lambda: con.execute('select give()').fetchone())
con.create_function('fail', 0, lambda: 1 / 0)
attempt(con.execute, 'select fail()')
con.create_function('memory', 0, lambda: (_ for _ in ()).throw(MemoryError()))
attempt(con.execute, 'select memory()')
attempt(con.create_function, 'many', 1000000, len)
attempt(con.create_function, 5, 1, len)
con.create_function('twice', 1, lambda x: x * 2, deterministic=True)
con.execute('create table t (x)')
con.executemany('insert into t values (?)', [(i,) for i in range(6)])
con.execute('create index i on t (x) where twice(x) > 4')


class Total:
    def __init__(self):
        self.sum = 0

    def step(self, x):
        self.sum += x

    def inverse(self, x):
        self.sum -= x

    def value(self):
        return self.sum

    def finalize(self):
        return self.sum


con.create_aggregate('total2', 1, Total)
print(con.execute('select total2(x), total2(x) from t where x > 1').fetchone(), con.execute('select total2(x) from t where x > 100').fetchone())
con.create_window_function('wtotal', 1, Total)
print(con.execute('select x, wtotal(x) over (order by x rows between 1 preceding and 1 following) from t').fetchall())
attempt(con.create_window_function, 'w', -100, Total)


class Bad:
    def __init__(self):
        pass

    def step(self, x):
        raise ValueError('step')


con.create_aggregate('bad', 1, Bad)
attempt(lambda: con.execute('select bad(x) from t').fetchall())
con.create_aggregate('bad2', 1, type('B', (), {'step': lambda self, x: None}))
attempt(lambda: con.execute('select bad2(x) from t').fetchall())
con.create_aggregate('bad3', 1, type('B', (), {'__init__': lambda self: 1 / 0}))
attempt(lambda: con.execute('select bad3(x) from t').fetchall())

con.create_collation('backwards', lambda a, b: (a < b) - (a > b))
print(con.execute("select * from (select 'a' as v union select 'b' union select 'c') order by v collate backwards").fetchall())
attempt(con.create_collation, 'x', 5)
con.create_collation('backwards', None)
attempt(con.execute, "select 'a' as v order by v collate backwards")

actions = []


def authorize(action, *rest):
    actions.append((action,) + rest)
    return sqlite3.SQLITE_DENY if rest[0] == 'secret' else sqlite3.SQLITE_OK


con.execute('create table secret (x)')
con.set_authorizer(authorize)
print(con.execute('select x from t where x = 1').fetchall(), actions)
attempt(con.execute, 'select x from secret')
con.set_authorizer(lambda *a: 'nonsense')
attempt(con.execute, 'select x from t')
con.set_authorizer(None)

calls = []
con.set_progress_handler(lambda: calls.append(1), 5)
con.execute('select count(*) from t a, t b, t c').fetchall()
print(len(calls) > 3)
con.set_progress_handler(lambda: 1, 5)
attempt(lambda: con.execute('select count(*) from t a, t b, t c').fetchall())
con.set_progress_handler(None, 0)

traced = []
con.set_trace_callback(traced.append)
con.execute('select ?, ?', ('x', 5)).fetchall()
con.execute('insert into t values (77)')
con.rollback()
con.set_trace_callback(None)
con.execute('select 1')
print(traced)

hooked = []
sys.unraisablehook = lambda u: hooked.append((type(u.exc_value).__name__, str(u.exc_value)))
sqlite3.enable_callback_tracebacks(True)
con.create_function('fail', 0, lambda: 1 / 0)
attempt(con.execute, 'select fail()')
sqlite3.enable_callback_tracebacks(False)
print(hooked)

# A cursor cannot be used by what it calls.
cur = con.cursor()
con.create_function('again', 0, lambda: cur.execute('select 1').fetchone()[0])
attempt(cur.execute, 'select again()')
con.create_function('nested', 0, lambda: con.execute('select 41 + 1').fetchone()[0])
print(con.execute('select nested()').fetchone())

# copies
con.execute('create table filled (x)')
con.executemany('insert into filled values (?)', [(i,) for i in range(100)])
con.commit()
con.create_function('twice', 1, lambda x: x * 2, deterministic=True)
other = sqlite3.connect(':memory:')
steps = []
con.backup(other, pages=1, progress=lambda status, remaining, total: steps.append((status, remaining)))
print(steps[-1], len(steps) > 1, other.execute('select count(*) from filled').fetchone())
attempt(con.backup, con)
attempt(con.backup, None)
attempt(con.backup, other, progress=5)
attempt(con.backup, other, name='nothing')
data = other.serialize()
print(type(data), data[:15])
third = sqlite3.connect(':memory:')
third.deserialize(data)
print(third.execute('select count(*) from filled').fetchone())
attempt(third.serialize, name='nothing')
third.deserialize(b'junk')
attempt(third.execute, 'select * from filled')

# blobs
con.execute('create table b (d blob)')
con.execute('insert into b values (zeroblob(10))')
blob = con.blobopen('b', 'd', 1)
blob.write(b'hello')
print(blob.tell(), len(blob), blob[0], blob[-1], blob[1:4], blob[::2], blob.read(), blob.read())
blob[0] = 72
blob[5:8] = b'xyz'
blob[1:8:3] = b'...'
print(blob.seek(0), blob.read(3), blob.seek(-2, 2), blob.read(), con.execute('select d from b').fetchone())
for f in (lambda: blob[10], lambda: blob['x'], lambda: blob.seek(11), lambda: blob.seek(0, 5), lambda: blob.write(b'x' * 11), lambda: blob.__setitem__(0, 256),
          lambda: blob.__setitem__(0, 'x'), lambda: blob.__setitem__(slice(0, 2), b'x'), lambda: blob.__delitem__(0), lambda: list(blob), lambda: 1 in blob):
    attempt(f)
con.execute("update b set d = x'00'")
attempt(blob.read, 1)
blob.close()
attempt(blob.read)
attempt(con.blobopen, 'b', 'd', 5)
attempt(con.blobopen, 'nothing', 'd', 1)
with con.blobopen('b', 'd', 1, readonly=True) as blob:
    print(blob.read())
    attempt(blob.write, b'x')
attempt(blob.read)
blob = con.blobopen('b', 'd', 1)
con.close()
attempt(blob.read)
