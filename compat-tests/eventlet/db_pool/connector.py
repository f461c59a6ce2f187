from eventlet import db_pool
from _fake import Module
m = Module()
d = db_pool.DatabaseConnector(m, {'default': {'user': 'u'}, 'h2': {'user': 'v', 'passwd': 'w'}}, conn_pool=db_pool.RawConnectionPool, max_size=3)
a = d.get('h1', 'db1')
print(a is d.get('h1', 'db1'), a is d.get('h2', 'db1'), type(a).__name__, a.max_size)
print(a.get()._base.args)
print(d.get('h2', 'x').get()._base.args, d.credentials_for('nobody'))
for bad in (lambda: db_pool.DatabaseConnector(None, {}), lambda: db_pool.RawConnectionPool(None)):
    try:
        bad()
    except AssertionError:
        print('AssertionError')
