"""Makes psycopg2 wait in the hub."""
import psycopg2
from psycopg2 import extensions

import eventlet.hubs


def make_psycopg_green():
    """Install the wait callback."""
    if not hasattr(extensions, 'set_wait_callback'):
        raise ImportError('support for coroutines not available in this Psycopg version (%s)' % psycopg2.__version__)
    extensions.set_wait_callback(eventlet_wait_callback)


def make_psycopg_blocking():
    """Take the wait callback out again."""
    extensions.set_wait_callback(None)


def eventlet_wait_callback(conn, timeout=-1):
    """Called by psycopg2 whenever it would block."""
    while True:
        state = conn.poll()
        if state == extensions.POLL_OK:
            break
        elif state == extensions.POLL_READ:
            eventlet.hubs.trampoline(conn.fileno(), read=True)
        elif state == extensions.POLL_WRITE:
            eventlet.hubs.trampoline(conn.fileno(), write=True)
        else:
            raise psycopg2.OperationalError('Bad result from poll: %r' % state)
