"""CGIHTTPRequestHandler: scripts in Python and others, their environment, bodies, failures."""
# compat: timeout=60
from _serve import *
import os
import tempfile

root = tempfile.mkdtemp()
os.chmod(root, 0o755)
if 'TMPDIR' in os.environ:
    # Scripts run as nobody when the test is root's.
    os.chmod(os.environ['TMPDIR'], 0o711)
os.chdir(root)
os.makedirs('cgi-bin/sub')
os.makedirs('htbin')
os.chmod('cgi-bin', 0o755)


def script(path, text, mode=0o755):
    with open(path, 'w') as f:
        f.write(text)
    os.chmod(path, mode)


NAMES = ('GATEWAY_INTERFACE SERVER_PROTOCOL REQUEST_METHOD PATH_INFO SCRIPT_NAME QUERY_STRING REMOTE_ADDR AUTH_TYPE REMOTE_USER CONTENT_TYPE CONTENT_LENGTH HTTP_REFERER '
         'HTTP_ACCEPT HTTP_USER_AGENT HTTP_COOKIE REMOTE_HOST').split()
script('cgi-bin/env.sh', '#!/bin/sh\necho "Content-Type: text/plain"\necho\n' + ''.join('echo "%s=[$%s]"\n' % (x, x) for x in NAMES) + 'echo "args: $@"\n')
script('cgi-bin/body.sh', '#!/bin/sh\necho\ncat\n')
script('cgi-bin/fail.sh', '#!/bin/sh\necho\necho partly\nexit 3\n')
script('cgi-bin/noexec.sh', '#!/bin/sh\n', 0o644)
script('cgi-bin/hello.py', 'print("Content-Type: text/plain")\nprint()\nprint("hello from python")\n', 0o644)
script('htbin/h.sh', '#!/bin/sh\necho\necho htbin\n')
script('plain.txt', 'plain', 0o644)
script('outside.sh', '#!/bin/sh\necho\necho never run\n')


class Handler(server.CGIHTTPRequestHandler):
    def log_message(self, format, *args):
        text = (format % args).replace(root, 'ROOT').replace(sys.executable, 'PYTHON')
        # The status of a script is written in another way by newer versions.
        print('log:', re.sub('exit (status 0x300|code 3)', 'exit 3', text))


running = Running(Handler)
for request in (b'GET /cgi-bin/env.sh', b'GET /cgi-bin/env.sh?a=1&b=%20', b'GET /cgi-bin/env.sh/extra/info?x', b'GET /cgi-bin/env.sh?one+two', b'HEAD /cgi-bin/env.sh', b'GET //cgi-bin/env.sh',
                b'GET /cgi-bin/./env.sh', b'GET /x/../cgi-bin/env.sh', b'GET /cgi-bin%2fenv.sh', b'GET /htbin/h.sh', b'GET /cgi-bin/fail.sh', b'GET /cgi-bin/noexec.sh', b'GET /cgi-bin/missing.sh', b'GET /cgi-bin/sub',
                b'GET /cgi-bin', b'GET /cgi-bin/', b'GET /plain.txt', b'GET /outside.sh', b'POST /outside.sh', b'POST /plain.txt'):
    print('===', request)
    running.show(request + b' HTTP/1.0\r\n\r\n')
print('=== headers')
running.show(b'GET /cgi-bin/env.sh HTTP/1.1\r\nReferer: r\r\nUser-Agent: ua\r\nCookie: a=b\r\nCookie: c=d\r\nContent-Type: x/y\r\nContent-Length: 0\r\nAuthorization: Basic dXNlcjpwYXNz\r\n\r\n')
running.show(b'GET /cgi-bin/env.sh HTTP/1.0\r\nAuthorization: Digest abc\r\n\r\n')
running.show(b'GET /cgi-bin/env.sh HTTP/1.0\r\nAuthorization: Basic ???\r\n\r\n')
print('=== body')
running.show(b'POST /cgi-bin/body.sh HTTP/1.0\r\nContent-Length: 7\r\nContent-Type: t\r\n\r\n', b'the body')
running.show(b'POST /cgi-bin/body.sh HTTP/1.0\r\nContent-Length: x\r\n\r\n')


class NoFork(Handler):
    have_fork = False


print('=== without fork')
nofork = Running(NoFork)
nofork.show(b'POST /cgi-bin/body.sh HTTP/1.0\r\nContent-Length: 7\r\n\r\n', b'the body')
nofork.show(b'GET /cgi-bin/fail.sh HTTP/1.0\r\n\r\n')
nofork.show(b'GET /cgi-bin/hello.py HTTP/1.0\r\n\r\n')
print('=== names')
print(server.executable('cgi-bin/env.sh'), server.executable('plain.txt'))
for path in ('/cgi-bin/x', '/a/b/../c', '/', '', '/..', '/a/./b/', '/a?b/../c', '/%2e%2e/x', 'a/b', '/a//b'):
    try:
        print(repr(path), server._url_collapse_path(path))
    except Exception as e:
        print(repr(path), type(e).__name__, e)
print(server.CGIHTTPRequestHandler.cgi_directories, server.CGIHTTPRequestHandler.rbufsize)
