"""Green MySQLdb: every connection works in the thread pool."""
__MySQLdb = __import__('MySQLdb')

__all__ = __MySQLdb.__all__
__patched__ = ['connect', 'Connect', 'Connection', 'connections']

from eventlet.patcher import slurp_properties
slurp_properties(__MySQLdb, globals(), ignore=__patched__, srckeys=dir(__MySQLdb))

from eventlet import tpool

__orig_connections = __import__('MySQLdb.connections').connections


def Connection(*args, **kw):
    conn = tpool.execute(__orig_connections.Connection, *args, **kw)
    return tpool.Proxy(conn, autowrap_names=('cursor',))


connect = Connect = Connection


class MySQLdbConnectionsModule(object):
    """The connections submodule, with the green class."""


connections = MySQLdbConnectionsModule()
for var in dir(__orig_connections):
    if not var.startswith('__'):
        setattr(connections, var, getattr(__orig_connections, var))
connections.Connection = Connection

cursors = __import__('MySQLdb.cursors').cursors
converters = __import__('MySQLdb.converters').converters
