# compat: timeout=90
# EVENTLET_HUB, with good and bad values: each in a process of its own.
import os
import re
import subprocess
import sys

CODE = '''
import sys, eventlet
from eventlet import hubs
try:
    hub = hubs.get_hub()
    print(type(hub).__module__, type(hub).__name__, eventlet.spawn(lambda: 7).wait())
except BaseException as e:
    print(type(e).__name__, e)
'''
for value in ('poll', 'selects', 'epolls', 'eventlet.hubs.poll', 'eventlet.hubs.selects:Hub', ' eventlet.hubs.selects:Hub ', '', ' ', 'nosuch',
              'kqueue', 'pyevent', 'os.path', 'no.such', 'eventlet.hubs.poll:Nope', 'POLL', ' poll', None):
    env = dict(os.environ)
    env.pop('EVENTLET_HUB', None)
    if value is not None:
        env['EVENTLET_HUB'] = value
    run = subprocess.run([sys.executable, '-W', 'ignore', '-c', CODE], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    print(repr(value), run.returncode, re.sub(" from '[^']*'| \\([^)]*\\)", '', run.stdout.decode().strip()))
