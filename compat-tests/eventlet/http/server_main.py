"""python -m eventlet.green.http.server serves the current directory, and ends at an interrupt."""
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile

folder = tempfile.mkdtemp()
os.makedirs(os.path.join(folder, 'cgi-bin'))
with open(os.path.join(folder, 'file.txt'), 'w') as f:
    f.write('content')
script = os.path.join(folder, 'cgi-bin', 's.sh')
with open(script, 'w') as f:
    f.write('#!/bin/sh\necho\necho "script $QUERY_STRING"\n')
os.chmod(script, 0o755)
os.chmod(folder, 0o755)
for module, options in (('http.server', []), ('http.server', ['--cgi', '-b', '127.0.0.1'])):
    child = subprocess.Popen([sys.executable, '-u', '-W', 'ignore', '-m', 'eventlet.green.' + module, '0', '--bind', '127.0.0.1'] + options, cwd=folder,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
    line = child.stdout.readline().decode()
    port = int(re.search(r'port (\d+)', line).group(1))
    print(line.replace(str(port), 'PORT'), end='')
    for path in ('/file.txt', '/cgi-bin/s.sh?q', '/missing'):
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
        connection.request('GET', path)
        response = connection.getresponse()
        print(path, response.status, response.read() if response.status == 200 else '')
    child.send_signal(signal.SIGINT)
    print(child.communicate()[0], child.returncode)
for options in (['x'], ['--nope'], ['1', '2']):
    done = subprocess.run([sys.executable, '-W', 'ignore', '-m', 'eventlet.green.http.server'] + options, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    print(done.returncode, done.stderr.decode().strip().split('\n')[-1])
