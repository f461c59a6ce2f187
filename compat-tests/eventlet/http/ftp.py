"""ftplib and the FTP parts of urllib against a server in the same process."""
import io

import eventlet
from eventlet.green import ftplib, socket
from eventlet.green.urllib import request, error

FILES = {'/a.txt': b'line one\r\nline two\r\n', '/b.bin': bytes(range(256)) * 20}


class Session(object):
    def __init__(self, connection):
        self.connection = connection
        self.file = connection.makefile('rb')
        self.data = None

    def reply(self, text):
        self.connection.sendall(text.encode() + b'\r\n')

    def open(self):
        return self.data.accept()[0]

    def send(self, data):
        self.reply('150 here it comes')
        c = self.open()
        c.sendall(data)
        c.close()
        self.reply('226 done')

    def run(self):
        self.reply('220-hello\r\n220 ready')
        for line in self.file:
            words = line.decode('latin-1').strip().split(' ', 1)
            command, rest = words[0].upper(), words[1] if len(words) > 1 else ''
            log.append(line.decode('latin-1').strip())
            if command == 'USER':
                self.reply('331 password' if rest != 'none' else '530 not you')
            elif command == 'PASS':
                self.reply('230 in' if rest != 'wrong' else '530 wrong password')
            elif command == 'PASV':
                self.data = eventlet.listen(('127.0.0.1', 0))
                port = self.data.getsockname()[1]
                self.reply('227 Entering (127,0,0,1,%d,%d)' % (port // 256, port % 256))
            elif command == 'EPSV':
                self.data = eventlet.listen(('127.0.0.1', 0))
                self.reply('229 Entering (|||%d|)' % self.data.getsockname()[1])
            elif command in ('TYPE', 'NOOP', 'CWD', 'CDUP', 'ALLO'):
                self.reply('550 no such directory' if rest == 'missing' else '250 ok')
            elif command == 'SIZE':
                data = FILES.get('/' + rest.lstrip('/'))
                self.reply('213 %d' % len(data) if data is not None else '550 no')
            elif command == 'RETR':
                data = FILES.get('/' + rest.lstrip('/'))
                if data is None:
                    self.reply('550 no such file')
                else:
                    self.send(data)
            elif command in ('NLST', 'LIST', 'MLSD'):
                names = sorted(x[1:] for x in FILES)
                self.send(''.join(('type=file;size=1; %s\r\n' if command == 'MLSD' else '%s\r\n') % x for x in names).encode())
            elif command == 'STOR':
                self.reply('150 go on')
                c = self.open()
                FILES['/' + rest] = c.makefile('rb').read()
                c.close()
                self.reply('226 stored')
            elif command == 'PWD':
                self.reply('257 "/a ""quoted"" dir" is it')
            elif command == 'MKD':
                self.reply('257 "%s" made' % rest)
            elif command in ('RNFR',):
                self.reply('350 to what')
            elif command in ('RNTO', 'DELE', 'RMD'):
                self.reply('250 gone')
            elif command == 'LONG':
                self.connection.sendall(b'2' + b'x' * 9000 + b'\r\n')
            elif command == 'ODD':
                self.reply('999 what')
            elif command == 'CLOSE':
                break
            elif command == 'QUIT':
                self.reply('221 bye')
                break
            else:
                self.reply('502 unknown')
        self.file.close()
        self.connection.close()


def serve():
    while True:
        eventlet.spawn_n(Session(listener.accept()[0]).run)


def attempt(label, function, *args):
    try:
        print(label, function(*args))
    except Exception as e:
        print(label, type(e).__name__, str(e)[:60])


log = []
listener = eventlet.listen(('127.0.0.1', 0))
port = listener.getsockname()[1]
eventlet.spawn_n(serve)
# Passive only: in active mode the original waits on a socket that is not green (compat-tests/library/better.py).
for again in range(2):
    f = ftplib.FTP(timeout=5)
    print(f.connect('127.0.0.1', port), f.login('me', 'secret'), f.getwelcome())
    lines = []
    print(f.retrlines('RETR a.txt', lines.append), lines)
    parts = []
    print(f.retrbinary('RETR b.bin', parts.append, 1000), len(b''.join(parts)), f.nlst(), f.size('b.bin'))
    print(f.storbinary('STOR up.bin', io.BytesIO(b'upload')), FILES['/up.bin'], f.storlines('STOR up.txt', io.BytesIO(b'a\nb\n')), FILES['/up.txt'])
    print(f.pwd(), f.mkd('new'), f.rename('x', 'y'), f.delete('z'), f.rmd('w'), f.cwd('d'), f.cwd('..'), f.voidcmd('NOOP'))
    print(list(f.mlsd()))
    del FILES['/up.bin'], FILES['/up.txt']
    attempt('missing', f.retrbinary, 'RETR nope', parts.append)
    attempt('missing', f.cwd, 'missing')
    attempt('unknown', f.sendcmd, 'WHAT')
    attempt('odd', f.sendcmd, 'ODD')
    attempt('newline', f.sendcmd, 'NOOP\r\nDELE x')
    print(f.quit(), f.sock)
print(log)
f = ftplib.FTP()
f.connect('127.0.0.1', port)
attempt('login', f.login, 'none')
attempt('login', f.login, 'me', 'wrong')
attempt('closed', f.sendcmd, 'CLOSE')
f.close()
f.connect('127.0.0.1', port)
attempt('long', f.sendcmd, 'LONG')
f.close()
with ftplib.FTP(timeout=5) as f:
    f.connect('127.0.0.1', port)
    f.login()
print(log[-3:], f.sock)
attempt('no timeout', lambda: ftplib.FTP('127.0.0.1', timeout=0))
silent = eventlet.listen(('127.0.0.1', 0))
f = ftplib.FTP()
attempt('silent', lambda: f.connect('127.0.0.1', silent.getsockname()[1], 0.05))
print([ftplib.FTP.port, ftplib.CRLF, ftplib.MAXLINE, [x.__name__ for x in ftplib.all_errors], issubclass(ftplib.error_perm, ftplib.Error)])

print('urllib')
opener = request.build_opener(request.ProxyHandler({}), request.CacheFTPHandler())
plain = request.build_opener(request.ProxyHandler({}))
for o in (plain, opener):
    for path in ('/a.txt', '/b.bin;type=i', '/missing.txt', '/'):
        try:
            r = o.open('ftp://127.0.0.1:%d%s' % (port, path), timeout=5)
            data = r.read()
            print(path, len(data), r.headers.get('Content-type'), r.headers.get('Content-Length'))
            r.close()
        except error.URLError as e:
            print(path, type(e).__name__, str(e.reason)[:40])
