# What the pools do with connections that fail to open, to be cleaned up, to close, or that are none.
import re
import sys

import eventlet
from eventlet import db_pool

from _fake import Connection, Module


class Out(object):
    # Warnings name functions by their addresses.
    def __init__(self, f):
        self.f = f

    def write(self, text):
        self.f.write(re.sub('0x[0-9a-f]+', '0xN', text))

    def flush(self):
        self.f.flush()


sys.stdout = Out(sys.stdout)


class Failing(Module):
    error = None

    def connect(self, *args, **kw):
        if self.error:
            raise self.error
        return Module.connect(self, *args, **kw)


def attempt(label, f, *args, **kwargs):
    try:
        print(label, f(*args, **kwargs))
    except BaseException as e:
        print(label, type(e).__name__, e)


m = Failing()
p = db_pool.RawConnectionPool(m, max_size=2)
m.error = ValueError('no database')
attempt('get', p.get)
attempt('get', p.get)
attempt('get', p.get)
print(p.current_size, p.free(), p.waiting())
m.error = None
c = p.get()
print(p.current_size, p.free(), type(c).__name__, repr(c), bool(c), c._db_pool_created_at > 0)

# A second one, while there is room; a third waits, and gets what it can when the first comes back broken.
d = p.get()
g = eventlet.spawn(p.get)
eventlet.sleep(0)
print(p.waiting(), p.free())
c._base.broken = True
c.close()
e = g.wait()
print(repr(e), p.current_size)
m.error = OSError('still none')
g = eventlet.spawn(p.get)
eventlet.sleep(0)
d._base.broken = True
d.close()
attempt('waiter', g.wait)
print(p.current_size, p.free())
m.error = None
e.close()

# Cleaning up.
class Own(BaseException):
    pass


def raises(error):
    def cleanup(conn):
        raise error
    cleanup.__name__ = 'cleanup'
    return cleanup


for error in (ValueError('v'), Own('own'), KeyboardInterrupt('k'), SystemExit(2), eventlet.Timeout(99)):
    p = db_pool.RawConnectionPool(m, max_size=1, cleanup=raises(error))
    c = p.get()
    base = c._base
    try:
        c.close()
        print(type(error).__name__, 'passed over', base.log)
    except BaseException as e:
        print(type(error).__name__, 'came out', base.log)
    print(p.current_size, p.free(), [x is None for x in p.free_items])

# Things that are no connections.
p = db_pool.RawConnectionPool(m, max_size=4)
for junk in (None, 5, 'text', object()):
    attempt('put %s' % type(junk).__name__, p.put, junk)
print(len(p.free_items), p.current_size, p.free())
c = p.get()
print(type(c).__name__, type(c._base).__name__)
attempt('unwrap', p._unwrap_connection, None)
attempt('unwrap', p._unwrap_connection, 5)
print(p._unwrap_connection(c) is not None, bool(c), hasattr(c, '_base') and c._base)
attempt('destroyed', c.close)
attempt('destroyed', lambda: c.cursor())


class Closing(Connection):
    error = None

    def close(self):
        self.log.append('close')
        if self.error:
            raise self.error


for error in (None, ValueError('close failed'), AttributeError('odd'), Own('own')):
    c = Closing()
    c.error = error
    attempt('close', p._safe_close, c)
    attempt('quiet', p._safe_close, c, quiet=True)
attempt('close None', p._safe_close, None)

# Wrappers.
c = p.get()
print(c == c, c != p, hash(c) == hash(c), c.cursor().execute('x'), c._base.log)
attempt('no attribute', getattr, c, 'no_such')
with c as entered:
    print(entered)
b = c._base
del c
import gc
gc.collect()
eventlet.sleep(0)
print(b.log)

# Ages.
for options in ({'max_age': 0}, {'max_idle': 0}, {'max_age': 0, 'max_idle': 0}):
    p = db_pool.RawConnectionPool(m, max_size=2, **options)
    c = p.get()
    b = c._base
    c.close()
    print(sorted(options.items(), key=str), b.log, p.current_size, len(p.free_items), p._expiration_timer is not None)
    p.clear()
    print(b.log, p.current_size)
print(p._is_expired(10, 0, 0), db_pool.RawConnectionPool(m, max_idle=5)._is_expired(10, 4, 9), db_pool.RawConnectionPool(m, max_age=5)._is_expired(10, 9, 4),
      db_pool.RawConnectionPool(m)._is_expired(10, 9, 9))

# Connectors.
attempt('no module', db_pool.DatabaseConnector, None, {})
attempt('no credentials', db_pool.DatabaseConnector(m, {}).credentials_for, 'h')
connector = db_pool.DatabaseConnector(m, {'h': {'user': 'u'}, 'default': {'user': 'd'}}, min_size=0)
print(connector._conn_pool_class is db_pool.ConnectionPool, connector._conn_pool_class is db_pool.TpooledConnectionPool)
pool = connector.get('h', 'db')
print(type(pool).__name__, sorted(pool._kwargs.items()), pool is connector.get('h', 'db'), connector.credentials_for('x'))
connection = pool.get()
print(type(connection._base).__name__, type(connection.cursor()).__name__)
connection.close()
m.error = ValueError('in a thread')
pool.clear()
attempt('tpooled', pool.get)
m.error = None
m.connect = lambda *a, **k: __import__('time').sleep(0.5)
attempt('slow', db_pool.TpooledConnectionPool(m, connect_timeout=0.02).get)
attempt('constructor', db_pool.BaseConnectionPool, None)
attempt('create', db_pool.BaseConnectionPool(m, min_size=0).create)
attempt('connect', db_pool.RawConnectionPool.connect, m, 5)
from eventlet import tpool
eventlet.sleep(0.6)
tpool.killall()
