"""Pools of database connections, for any DB-API module."""
import sys
import time
from collections import deque
from contextlib import contextmanager

from eventlet import hubs, timeout
from eventlet.greenthread import GreenThread
from eventlet.hubs.timer import Timer
from eventlet.pools import Pool

_MISSING = object()


class ConnectTimeout(Exception):
    """A connection did not come about in time."""


def cleanup_rollback(conn):
    """What is done by default with a connection that comes back: end its transaction."""
    conn.rollback()


class BaseConnectionPool(Pool):
    """A pool whose connections are closed after *max_idle* seconds without use and after *max_age* seconds at all.

    What else is given goes to the ``connect`` of *db_module*. *cleanup* is called with each connection given back.
    """

    def __init__(self, db_module, min_size=0, max_size=4, max_idle=10, max_age=30, connect_timeout=5,
                 cleanup=cleanup_rollback, *args, **kwargs):
        assert db_module
        self._db_module = db_module
        self._args = args
        self._kwargs = kwargs
        self.max_idle = max_idle
        self.max_age = max_age
        self.connect_timeout = connect_timeout
        self._expiration_timer = None
        self.cleanup = cleanup
        super(BaseConnectionPool, self).__init__(min_size=min_size, max_size=max_size, order_as_stack=True)

    def _schedule_expiration(self):
        """Have the connections looked at when the first of them expires."""
        if self.max_idle == 0 or self.max_age == 0:
            # Nothing is kept.
            return
        if self._expiration_timer is not None and not getattr(self._expiration_timer, 'called', False):
            return
        try:
            now = time.time()
            self._expire_old_connections(now)
            # Last used first: the idlest is at the end. The oldest may be anywhere.
            idle_delay = (self.free_items[-1][0] - now) + self.max_idle
            oldest = min(t[1] for t in self.free_items)
            age_delay = (oldest - now) + self.max_age
            next_delay = min(idle_delay, age_delay)
        except (IndexError, ValueError):
            # Nothing is free, so nothing expires; the next put schedules anew.
            self._expiration_timer = None
            return
        if next_delay > 0:
            self._expiration_timer = Timer(next_delay, GreenThread(hubs.get_hub().greenlet).switch,
                                           self._schedule_expiration, [], {})
            self._expiration_timer.schedule()

    def _expire_old_connections(self, now):
        """Close what has expired."""
        original_count = len(self.free_items)
        expired = [conn for last_used, created_at, conn in self.free_items
                   if self._is_expired(now, last_used, created_at)]
        new_free = [(last_used, created_at, conn) for last_used, created_at, conn in self.free_items
                    if not self._is_expired(now, last_used, created_at)]
        self.free_items.clear()
        self.free_items.extend(new_free)
        # The count goes down before anything is closed, which may switch.
        self.current_size -= original_count - len(self.free_items)
        for conn in expired:
            self._safe_close(conn, quiet=True)

    def _is_expired(self, now, last_used, created_at):
        if (self.max_idle <= 0 or self.max_age <= 0
                or now - last_used > self.max_idle
                or now - created_at > self.max_age):
            return True
        return False

    def _unwrap_connection(self, conn):
        """Return the bare connection of a wrapper, which cannot be used any more; None for what is no wrapper."""
        base = None
        try:
            if conn:
                base = conn._base
                conn._destroy()
        except AttributeError:
            pass
        return base

    def _safe_close(self, conn, quiet=False):
        """Close a connection, whatever state it is in."""
        try:
            conn.close()
        except AttributeError:
            pass  # no connection at all
        except Exception:
            if not quiet:
                print('Connection.close raised: %s' % (sys.exc_info()[1],))

    def get(self):
        """Return a connection, waiting for one. Its ``close`` gives it back."""
        conn = super(BaseConnectionPool, self).get()
        # None says that a connection came back broken: this is the place for a new one.
        if conn is None:
            try:
                conn = self.create()
            except Exception:
                self.current_size -= 1
                raise

        if isinstance(conn, tuple):
            _last_used, created_at, conn = conn
        else:
            created_at = time.time()

        wrapped = PooledConnectionWrapper(conn, self)
        wrapped._db_pool_created_at = created_at
        return wrapped

    def put(self, conn, cleanup=_MISSING):
        """Take a connection back. *cleanup* replaces that of the pool; None does nothing."""
        created_at = getattr(conn, '_db_pool_created_at', 0)
        now = time.time()
        conn = self._unwrap_connection(conn)

        if self._is_expired(now, now, created_at):
            self._safe_close(conn, quiet=False)
            conn = None
        elif cleanup is not None:
            if cleanup is _MISSING:
                cleanup = self.cleanup
            try:
                if conn:
                    cleanup(conn)
            except Exception as e:
                # Whatever it was: the connection is of no use.
                print('WARNING: cleanup %s raised: %s' % (cleanup, e))
                conn = None
            except:
                conn = None
                raise

        if conn is not None:
            super(BaseConnectionPool, self).put((now, created_at, conn))
        elif self.waiting() > 0:
            # The one who waits makes its own.
            super(BaseConnectionPool, self).put(None)
        else:
            self.current_size -= 1
        self._schedule_expiration()

    @contextmanager
    def item(self, cleanup=_MISSING):
        """``with pool.item() as connection``."""
        conn = self.get()
        try:
            yield conn
        finally:
            self.put(conn, cleanup=cleanup)

    def clear(self):
        """Close the connections that nobody uses."""
        if self._expiration_timer:
            self._expiration_timer.cancel()
        free_items, self.free_items = self.free_items, deque()
        for item in free_items:
            conn = item[2] if isinstance(item, tuple) else item
            self._safe_close(conn, quiet=True)
            self.current_size -= 1

    def __del__(self):
        self.clear()


class TpooledConnectionPool(BaseConnectionPool):
    """Connections that work in the thread pool: for drivers in C, which block."""

    def create(self):
        now = time.time()
        return now, now, self.connect(self._db_module, self.connect_timeout, *self._args, **self._kwargs)

    @classmethod
    def connect(cls, db_module, connect_timeout, *args, **kw):
        t = timeout.Timeout(connect_timeout, ConnectTimeout())
        try:
            from eventlet import tpool
            conn = tpool.execute(db_module.connect, *args, **kw)
            return tpool.Proxy(conn, autowrap_names=('cursor',))
        finally:
            t.cancel()


class RawConnectionPool(BaseConnectionPool):
    """Connections as they come: for drivers that are green already."""

    def create(self):
        now = time.time()
        return now, now, self.connect(self._db_module, self.connect_timeout, *self._args, **self._kwargs)

    @classmethod
    def connect(cls, db_module, connect_timeout, *args, **kw):
        t = timeout.Timeout(connect_timeout, ConnectTimeout())
        try:
            return db_module.connect(*args, **kw)
        finally:
            t.cancel()


# What "a connection pool" means where nothing else is said.
ConnectionPool = TpooledConnectionPool


def _forward(name):
    def method(self, *args, **kwargs):
        return getattr(self._base, name)(*args, **kwargs)
    method.__name__ = name
    return method


class GenericConnectionWrapper(object):
    """Passes everything that connections of the usual drivers have on to one."""

    def __init__(self, baseconn):
        self._base = baseconn

    def __enter__(self):
        return self._base.__enter__()

    def __exit__(self, exc, value, tb):
        return self._base.__exit__(exc, value, tb)

    def __repr__(self):
        return self._base.__repr__()

    for _name in ('affected_rows', 'autocommit', 'begin', 'change_user', 'character_set_name', 'close', 'commit',
                  'cursor', 'dump_debug_info', 'errno', 'error', 'errorhandler', 'insert_id', 'literal',
                  'set_character_set', 'set_sql_mode', 'show_warnings', 'warning_count', 'ping', 'query', 'rollback',
                  'select_db', 'server_capabilities', 'set_isolation_level', 'set_server_option', 'shutdown',
                  'sqlstate', 'stat', 'store_result', 'string_literal', 'thread_id', 'use_result'):
        locals()[_name] = _forward(_name)
    del _name


class PooledConnectionWrapper(GenericConnectionWrapper):
    """A connection out of a pool: ``close`` gives it back, and this object is of no use then."""

    def __init__(self, baseconn, pool):
        super(PooledConnectionWrapper, self).__init__(baseconn)
        self._pool = pool

    def __bool__(self):
        return hasattr(self, '_base') and bool(self._base)

    __nonzero__ = __bool__

    def _destroy(self):
        self._pool = None
        try:
            del self._base
        except AttributeError:
            pass

    def close(self):
        """Give the connection back."""
        if self and self._pool:
            self._pool.put(self)
        self._destroy()

    def __del__(self):
        # Not given back: another thread may collect this, where the pool cannot be touched.
        return


class DatabaseConnector(object):
    """Pools by host and database, made as they are asked for.

    *credentials* maps a host, or 'default', to the keywords for ``connect``.
    """

    def __init__(self, module, credentials, conn_pool=None, *args, **kwargs):
        assert module
        self._conn_pool_class = conn_pool
        if self._conn_pool_class is None:
            self._conn_pool_class = ConnectionPool
        self._module = module
        self._args = args
        self._kwargs = kwargs
        self._credentials = credentials
        self._databases = {}

    def credentials_for(self, host):
        if host in self._credentials:
            return self._credentials[host]
        return self._credentials.get('default', None)

    def get(self, host, dbname):
        """Return the pool for a database on a host."""
        key = (host, dbname)
        if key not in self._databases:
            new_kwargs = self._kwargs.copy()
            new_kwargs['db'] = dbname
            new_kwargs['host'] = host
            new_kwargs.update(self.credentials_for(host))
            dbpool = self._conn_pool_class(self._module, *self._args, **new_kwargs)
            self._databases[key] = dbpool
        return self._databases[key]
