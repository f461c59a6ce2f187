# The hooks for MySQLdb and psycopg2, with drivers that only look like them.
import os
import sys
import tempfile
import threading

folder = tempfile.mkdtemp()
os.makedirs(os.path.join(folder, 'MySQLdb'))
with open(os.path.join(folder, 'MySQLdb', '__init__.py'), 'w') as f:
    f.write('''
__all__ = ['connect', 'Connect', 'Connection', 'connections', 'paramstyle', 'Error']
paramstyle = 'format'
class Error(Exception):
    pass
from MySQLdb import connections
def connect(*args, **kwargs):
    return connections.Connection(*args, **kwargs)
Connect = Connection = connect
''')
with open(os.path.join(folder, 'MySQLdb', 'cursors.py'), 'w') as f:
    f.write('''
import _thread, time
class Cursor(object):
    def execute(self, text):
        time.sleep(0.02)
        return text.upper(), _thread.get_ident()
''')
with open(os.path.join(folder, 'MySQLdb', 'connections.py'), 'w') as f:
    f.write('''
import _thread
from MySQLdb.cursors import Cursor
class Connection(object):
    def __init__(self, *args, **kwargs):
        if kwargs.get('fail'):
            from MySQLdb import Error
            raise Error('no such host')
        self.args, self.ident = (args, kwargs), _thread.get_ident()
    def cursor(self):
        return Cursor()
    def ping(self):
        return 'pong', _thread.get_ident()
''')
with open(os.path.join(folder, 'MySQLdb', 'converters.py'), 'w') as f:
    f.write('conversions = {}')
os.makedirs(os.path.join(folder, 'psycopg2'))
with open(os.path.join(folder, 'psycopg2', '__init__.py'), 'w') as f:
    f.write('''
__version__ = '2.9 (fake)'
class OperationalError(Exception):
    pass
from psycopg2 import extensions
''')
with open(os.path.join(folder, 'psycopg2', 'extensions.py'), 'w') as f:
    f.write('''
POLL_OK, POLL_READ, POLL_WRITE = 0, 1, 2
callback = None
def set_wait_callback(function):
    global callback
    callback = function
''')
sys.path.insert(0, folder)

import eventlet
from eventlet import patcher

eventlet.monkey_patch(psycopg=True)
print(sorted(patcher.already_patched))
from psycopg2 import extensions
import psycopg2
import socket


class Connection(object):
    def __init__(self, states):
        self.states = states
        self.ours, self.theirs = eventlet.green.socket.socketpair()

    def poll(self):
        return self.states.pop(0)

    def fileno(self):
        return self.ours.fileno()


import eventlet.green.socket
c = Connection([extensions.POLL_WRITE, extensions.POLL_READ, extensions.POLL_OK])
order = []
eventlet.spawn_after(0.01, lambda: (order.append('sent'), c.theirs.send(b'x')))
extensions.callback(c)
order.append('ready')
print(order)
try:
    extensions.callback(Connection([17]))
except psycopg2.OperationalError as e:
    print(type(e).__name__, e)
try:
    with eventlet.Timeout(0.01):
        extensions.callback(Connection([extensions.POLL_READ]))
except eventlet.Timeout as e:
    print('Timeout', e)

# MySQLdb blocks in threads of its own; it is patched only when named.
import MySQLdb
print(MySQLdb.connect('a').ident == threading.get_ident(), patcher.is_monkey_patched('MySQLdb'))
from eventlet.green import MySQLdb as green
here = patcher.original('_thread').get_ident()
connection = green.connect('host', user='u')
print(type(connection).__name__, connection.args, connection.ident != here, connection.ping()[1] != here)
cursor = connection.cursor()
print(type(cursor).__name__)
ticks = []
ticker = eventlet.spawn(lambda: [ticks.append(eventlet.sleep(0.001)) for i in range(10)])
text, ident = cursor.execute('select')
print(text, ident != here, len(ticks) > 0)
ticker.wait()
print(green.paramstyle, green.Error is MySQLdb.Error, green.Connect is green.connect, green.Connection is green.connect)
try:
    green.connect(fail=True)
except MySQLdb.Error as e:
    print('Error', e)
eventlet.monkey_patch(MySQLdb=True)
print(patcher.is_monkey_patched('MySQLdb'), type(MySQLdb.connect('b')).__name__, MySQLdb.Connection is green.Connection)
