# The sqlite3 module: statements, rows, types, transactions, errors.
import datetime
import decimal
import os
import sqlite3
import tempfile
import threading


def attempt(f, *args, **kw):
    try:
        r = f(*args, **kw)
        print('ok', r if not isinstance(r, (sqlite3.Cursor, sqlite3.Connection)) else type(r).__name__)
    except BaseException as e:
        print(type(e).__name__, e, getattr(e, 'sqlite_errorcode', None), getattr(e, 'sqlite_errorname', None))


con = sqlite3.connect(':memory:')
cur = con.cursor()
print(cur.execute('create table t (a integer primary key, b text, c real, d blob)') is cur, cur.rowcount, cur.description, cur.lastrowid)
cur.execute('insert into t (b, c, d) values (?, ?, ?)', ('é😀', 1.5, b'\0\1'))
print(cur.rowcount, cur.lastrowid, con.in_transaction, con.total_changes)
cur.executemany('insert into t (b, c) values (:b, :c)', [{'b': 'x', 'c': 2}, {'b': None, 'c': float('inf')}])
print(cur.rowcount, cur.lastrowid)
con.commit()
print(con.in_transaction, list(cur.execute('select * from t')), cur.description)
print(cur.execute('select b from t order by a').fetchone(), cur.fetchmany(), cur.fetchmany(5), cur.fetchone(), cur.fetchall())
print([r for r in con.execute('select 1 union select 2')])
for sql, args in [('select ?', ()), ('select ?', (1, 2)), ('select :a', {'b': 1}), ('select ?', {'a': 1}), ('select ?', 5), ('select ?', (1 << 63,)),
                  ('select ?', (object(),)), ('select ?', ('\ud800',)), ('select', ()), ('select 1; select 2', ()), ('select 1 \0', ()), (5, ()),
                  ('insert into t (a) values (1)', ()), ('nonsense', ()), ('', ()), ('-- nothing', ()), ('select * from u', ())]:
    attempt(con.execute, sql, args)
attempt(con.executemany, 'select ?', [(1,)])
attempt(con.executescript, 'create table u (x); insert into u values (1); insert into u values (2); bad')
print(con.execute('select count(*) from u').fetchall())
attempt(con.executescript, 'select 1\0')
print(cur.execute('update t set b = 1 returning a, b').fetchall(), cur.rowcount)
con.rollback()

# rows
con.row_factory = sqlite3.Row
row = con.execute('select a, b as "B", 7 as é from t').fetchone()
print(row.keys(), len(row), tuple(row), row['A'], row['b'], row['é'], row[-1], row[0:2], list(row), isinstance(row, sqlite3.Row))
for key in (3, -4, 'x', None, 1.0, 1 << 70):
    attempt(row.__getitem__, key)
other = con.execute('select a, b as "B", 7 as é from t').fetchone()
print(row == other, hash(row) == hash(other), row != other, row == tuple(row))
con.row_factory = lambda cursor, values: {d[0]: v for d, v in zip(cursor.description, values)}
print(con.execute('select 1 as one, 2 as two').fetchall())
con.row_factory = None
con.text_factory = bytes
print(con.execute("select 'é', x'ff'").fetchone())
con.text_factory = bytearray
print(con.execute("select 'é'").fetchone())
con.text_factory = lambda b: b.decode('utf-8', 'replace')
print(con.execute("select cast(x'41ff' as text)").fetchone())
con.text_factory = str
attempt(con.execute("select cast(x'41ff' as text) as col").fetchone)

# types
sqlite3.register_adapter(decimal.Decimal, str)
sqlite3.register_converter('dec', lambda b: decimal.Decimal(b.decode()))
typed = sqlite3.connect(':memory:', detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
typed.execute('create table v (d date, t timestamp, n dec(10, 2), x)')
typed.execute('insert into v values (?, ?, ?, ?)', (datetime.date(2020, 2, 3), datetime.datetime(2020, 2, 3, 4, 5, 6, 7), decimal.Decimal('1.50'), None))
print(typed.execute('select * from v').fetchall(), typed.execute('select n as "m [dec]", t as "s [timestamp]" from v').fetchall())
c = typed.execute('select 1 as "x [foo]"')
print(c.description, c.fetchall())


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __conform__(self, protocol):
        if protocol is sqlite3.PrepareProtocol:
            return '%s;%s' % (self.x, self.y)


print(con.execute('select ?', (Point(1, 2),)).fetchone(), sqlite3.adapt(Point(3, 4)), sqlite3.adapt(5, sqlite3.PrepareProtocol, 'alt'))
attempt(sqlite3.adapt, object())

# transactions
path = os.path.join(tempfile.mkdtemp(), 'f.db')
a = sqlite3.connect(path, timeout=0.05)
b = sqlite3.connect(path, timeout=0.05, isolation_level=None)
print(repr(a.isolation_level), b.isolation_level)
a.execute('create table t (x unique)')
a.execute('insert into t values (1)')
attempt(b.execute, 'insert into t values (2)')
a.commit()
attempt(b.execute, 'insert into t values (1)')
try:
    with a:
        a.execute('insert into t values (5)')
        1 / 0
except ZeroDivisionError:
    print('rolled back', a.execute('select x from t').fetchall())
with a:
    a.execute('insert into t values (6)')
print(b.execute('select x from t').fetchall())
for level in ('immediate', None, 'bad', 5, '', 'EXCLUSIVE\0'):
    try:
        a.isolation_level = level
        print(repr(a.isolation_level))
    except Exception as e:
        print(type(e).__name__, e)
seen = []
thread = threading.Thread(target=lambda: attempt(lambda: a.execute('select 1').fetchall()) if False else seen.append(a))
thread.start()
thread.join()


def elsewhere():
    try:
        a.cursor()
    except sqlite3.ProgrammingError as e:
        print(str(e)[:80])


thread = threading.Thread(target=elsewhere)
thread.start()
thread.join()
a.close()
attempt(a.execute, 'select 1')
attempt(a.close)
attempt(sqlite3.connect, os.path.dirname(path))
attempt(sqlite3.connect, 5)
attempt(sqlite3.connect, path, isolation_level='x')
attempt(sqlite3.Cursor, 1)
attempt(sqlite3.Connection.__new__(sqlite3.Connection).cursor)
attempt(sqlite3.Cursor.__new__(sqlite3.Cursor).fetchone)
print(sqlite3.complete_statement('select 1;'), sqlite3.complete_statement('select'), sqlite3.apilevel, sqlite3.paramstyle, sqlite3.threadsafety)
print(issubclass(sqlite3.IntegrityError, sqlite3.DatabaseError), sqlite3.Connection.Error is con.Error, sqlite3.Warning.__mro__)
print(list(b.iterdump()))
attempt(con.setlimit, 99, 1)
attempt(con.getlimit, sqlite3.SQLITE_LIMIT_COLUMN)
print(con.execute('pragma foreign_keys').fetchone())
