# Sessions over IPv4, IPv6 and Unix sockets: locals, exceptions, exit, several at once.
import io
import os
import re
import sys
import tempfile

import eventlet
from eventlet import backdoor
from eventlet.green import socket

sys.ps1 = '>>> '
streams = sys.stdin, sys.stdout, sys.stderr


class Client(object):
    def __init__(self, address, family):
        self.sock = eventlet.connect(address, family)
        self.file = self.sock.makefile('rw', newline='')
        self.banner = self.until('>>> ')

    def until(self, prompt='>>> '):
        text = ''
        while not text.endswith(prompt):
            more = self.file.read(1)
            if not more:
                return text + '<END>'
            text += more
        return text[:-len(prompt)]

    def say(self, *lines):
        answers = []
        for line in lines:
            self.file.write(line + '\r\n')
            self.file.flush()
            answers.append(self.until('... ' if line.endswith(':') or line.startswith(' ') else '>>> '))
        return answers


def run(listener, family):
    out, sys.stdout = sys.stdout, io.StringIO()
    shared = {'answer': 42, '__name__': 'shared'}
    server = eventlet.spawn(backdoor.backdoor_server, listener, shared)
    first = Client(listener.getsockname(), family)
    second = Client(listener.getsockname(), family)
    got = [first.say('answer', 'mine = [1]', 'import sys; print(sys.stdout.isatty(), sys.stdin is sys.stdout)', '__name__', ''),
           second.say('mine', 'def f(x):', '  return x * 2', '', 'f(4)', 'undefined_name', 'raise ValueError("v")', 'if', '_'),
           first.say('import eventlet; eventlet.sleep(0.01)', 'print("still mine", mine)', 'sys.stderr.write("err\\n")', 'locals() is globals()')]
    first.file.write('exit()\r\n')
    first.file.flush()
    got.append(first.until())
    second.sock.shutdown(socket.SHUT_RDWR)
    eventlet.sleep(0.02)
    server.kill()
    printed, sys.stdout = sys.stdout.getvalue(), out
    print(re.sub(r'(127\.0\.0\.1|::1):\d+', r'\1:PORT', printed.replace(str(listener_path), 'PATH')))
    for answers in got:
        for a in answers if isinstance(answers, list) else [answers]:
            print(repr(re.sub(r'File ".*?", line \d+', 'FILE', a)))
    print('InteractiveConsole' in first.banner, first.banner.splitlines()[1:3])
    print(listener.fileno(), sorted(k for k in shared if k != '__builtins__'))
    print((sys.stdin, sys.stdout, sys.stderr) == streams)


listener_path = os.path.join(tempfile.mkdtemp(), 'sock')
run(eventlet.listen(('127.0.0.1', 0)), socket.AF_INET)
try:
    listener = eventlet.listen(('::1', 0), socket.AF_INET6)
except OSError:
    print('no IPv6')
else:
    run(listener, socket.AF_INET6)
run(eventlet.listen(listener_path, socket.AF_UNIX), socket.AF_UNIX)
