"""Serves an application and prints raw responses, with what changes from run to run made constant."""
import io
import re

import eventlet
from eventlet import wsgi
from eventlet.green import socket


class Server(object):
    def __init__(self, app, family=None, address=('127.0.0.1', 0), **kw):
        self.log = io.StringIO()
        self.sock = eventlet.listen(address, family) if family else eventlet.listen(address)
        self.family = family
        self.address = self.sock.getsockname()
        kw.setdefault('log', self.log)
        self.thread = eventlet.spawn(wsgi.server, self.sock, app, **kw)

    def connect(self):
        return eventlet.connect(self.address, self.family) if self.family else eventlet.connect(self.address)

    def raw(self, data, half_close=True):
        c = self.connect()
        c.sendall(data)
        if half_close:
            c.shutdown(socket.SHUT_WR)
        return read_all(c)

    def show(self, data, half_close=True):
        print('>', data[:100])
        print(clean(self.raw(data, half_close)))

    def get(self, path, headers=b'', method=b'GET', version=b'HTTP/1.1', body=b''):
        self.show(method + b' ' + path + b' ' + version + b'\r\nHost: h\r\n' + headers + b'\r\n' + body)

    def stop(self):
        eventlet.sleep(0.01)
        self.thread.kill()
        eventlet.sleep(0)

    def show_log(self):
        text = self.log.getvalue()
        text = re.sub(r'\d+/\w+/\d+ [\d:]+', 'TIME', text)
        text = re.sub(r'\d\.\d{6}', 'SECONDS', text)
        text = re.sub(r"\('127.0.0.1', \d+\)", 'ADDR', text)
        text = re.sub(r'127.0.0.1:\d+', 'ADDR', text)
        text = re.sub(r'\(\d+\)', '(PID)', text)
        text = re.sub(r'(?s)Traceback.*?\n(\w+: [^\n]*)\n', r'TRACEBACK \1\n', text)
        text = re.sub(r'" 500 [1-9]\d* ', '" 500 N ', text)
        print(text)


def read_all(c):
    parts = []
    with eventlet.Timeout(3, False):
        while True:
            d = c.recv(65536)
            if not d:
                break
            parts.append(d)
    c.close()
    return b''.join(parts)


def clean(data):
    data = re.sub(b'Date: [A-Z][a-z][a-z], .*GMT', b'Date: DATE', data)
    data = re.sub(b'(?s)Content-Length: \\d+(.*)Traceback.*\n(\\w+: [^\n]*)\n', b'Content-Length: N\\1TRACEBACK \\2\n', data)
    data = re.sub(b'x{100,}', b'X...', data)
    return data.decode('latin-1').replace('\r', '')
