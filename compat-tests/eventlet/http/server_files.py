"""SimpleHTTPRequestHandler: files, directories, index pages, redirects, types, paths that lead out, errors."""
from _serve import *
import os
import tempfile

root = tempfile.mkdtemp()
os.chdir(root)
for path, content in (('a.txt', 'text'), ('page.html', '<p>'), ('data.bin', 'x' * 100), ('data.tar.gz', ''), ('noext', 'n'), ('A.TXT', 'upper'), ('sp ace & <t>.txt', 's'),
                      ('dir/inside.txt', 'in'), ('dir/.hidden', ''), ('index/index.html', 'index page'), ('htm/index.htm', 'htm page'), ('dir/sub/x', ''), ('un\u20acicode.txt', 'u')):
    os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
    with open(os.path.join(root, path), 'w') as f:
        f.write(content)
os.symlink('a.txt', 'link.txt')
os.symlink('dir', 'linkdir')


class Handler(server.SimpleHTTPRequestHandler):
    protocol_version = 'HTTP/1.0'


running = Running(Handler)
for path in ('/a.txt', '/page.html', '/data.bin', '/data.tar.gz', '/noext', '/A.TXT', '/sp%20ace%20%26%20%3Ct%3E.txt', '/un%E2%82%ACicode.txt', '/link.txt', '/a.txt?query=1', '/a.txt#frag', '/a.txt?q#f',
             '/nope', '/a.txt/', '/dir', '/dir?x=1', '/index', '/index/', '/htm/', '/dir/inside.txt', '/dir/./inside.txt', '/dir/../a.txt', '/../../a.txt',
             '/%2e%2e/%2e%2e/a.txt', '/dir/%2e%2e/a.txt', '//a.txt', '/dir//inside.txt', '/%ff'):
    print('===', path)
    running.show(b'GET ' + path.encode() + b' HTTP/1.0\r\n\r\n')
print('=== listings')
for path in (b'/dir/', b'/dir/sub/', b'/linkdir/', b'/'):
    running.show(b'GET ' + path + b' HTTP/1.0\r\n\r\n')
    running.show(b'HEAD ' + path + b' HTTP/1.0\r\n\r\n')
print('=== others')
for request in (b'HEAD /a.txt', b'HEAD /nope', b'HEAD /dir', b'POST /a.txt', b'PUT /a.txt'):
    running.show(request + b' HTTP/1.0\r\n\r\n')
running.show(b'GET /a.txt HTTP/1.0\r\nRange: bytes=1-2\r\n\r\n')
running.show(b'GET /a.txt\r\n')


class Own(Handler):
    extensions_map = dict(Handler.extensions_map, **{'.txt': 'text/mine', '': 'application/none'})

    def list_directory(self, path):
        self.send_error(403, 'No listing of ' + os.path.basename(path.rstrip('/')))

    def end_headers(self):
        self.send_header('X-Own', 'yes')
        Handler.end_headers(self)


own = Running(Own)
for path in (b'/a.txt', b'/noext', b'/dir/'):
    own.show(b'GET ' + path + b' HTTP/1.0\r\n\r\n')


class Probe(Handler):
    def do_GET(self):
        for path in ('/', '/x', '/x/', '/a/../b', '/../x', '/x?y', '/x#y', '/%7euser', '/a//b', '/a%2fb', '/.', '/x/.', '/x/..', '/x/./'):
            print(path, os.path.relpath(self.translate_path(path), root), self.translate_path(path).endswith('/'))
        for path in ('x.html', 'x.TXT', 'x', 'x.unknownext', 'x.tar.gz', 'x.JPEG', 'x.js', 'x.Z'):
            print(path, self.guess_type(path))
        self.send_response(204)
        self.end_headers()


Running(Probe).show(b'GET / HTTP/1.0\r\n\r\n')

# A directory that cannot be listed and a file that cannot be opened.
if os.geteuid():
    os.chmod('dir', 0)
    running.show(b'GET /dir/ HTTP/1.0\r\n\r\n')
    os.chmod('dir', 0o755)


def failing(path):
    raise OSError('no')


server.os.listdir, saved = failing, server.os.listdir
try:
    running.show(b'GET /dir/ HTTP/1.0\r\n\r\n')
finally:
    server.os.listdir = saved

from eventlet.green import BaseHTTPServer
old = BaseHTTPServer.HTTPServer(('127.0.0.1', 0), BaseHTTPServer.SimpleHTTPRequestHandler)
g = eventlet.spawn(old._handle_request_noblock)
client = socket.create_connection(old.server_address)
sys.stderr = Log()
client.sendall(b'GET /a.txt HTTP/1.0\r\n\r\n')
print(client.makefile('rb').read()[-4:])
g.wait()
