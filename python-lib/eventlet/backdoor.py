"""An interactive interpreter inside a running program, for telnet."""
from code import InteractiveConsole
import errno
import socket
import sys

import eventlet
from eventlet import hubs
from eventlet.support import get_errno, greenlets

try:
    sys.ps1
except AttributeError:
    sys.ps1 = '>>> '
try:
    sys.ps2
except AttributeError:
    sys.ps2 = '... '


class FileProxy(object):
    """The connection as the console's stdin, stdout and stderr."""

    def __init__(self, f):
        self.f = f

    def isatty(self):
        return True

    def flush(self):
        pass

    def write(self, data, *a, **kw):
        try:
            self.f.write(data, *a, **kw)
            self.f.flush()
        except OSError as e:
            if get_errno(e) != errno.EPIPE:
                raise

    def readline(self, *a):
        return self.f.readline(*a).replace('\r\n', '\n')

    def __getattr__(self, attr):
        return getattr(self.f, attr)


class SocketConsole(greenlets.greenlet):
    """One session. While its greenlet runs, the standard streams are the connection."""

    def __init__(self, desc, hostport, locals):
        self.hostport = hostport
        self.locals = locals
        self.desc = FileProxy(desc)
        greenlets.greenlet.__init__(self)

    def run(self):
        try:
            console = InteractiveConsole(self.locals)
            console.interact()
        finally:
            self.switch_out()
            self.finalize()

    def switch(self, *args, **kw):
        self.saved = sys.stdin, sys.stderr, sys.stdout
        sys.stdin = sys.stdout = sys.stderr = self.desc
        greenlets.greenlet.switch(self, *args, **kw)

    def switch_out(self):
        # Called by the hub as well, each time that the console waits for input.
        sys.stdin, sys.stderr, sys.stdout = self.saved

    def finalize(self):
        # The file would keep the connection open.
        self.desc = None
        if len(self.hostport) >= 2:
            host = self.hostport[0]
            port = self.hostport[1]
            print('backdoor closed to %s:%s' % (host, port,))
        else:
            print('backdoor closed')


def backdoor_server(sock, locals=None):
    """Serve consoles on a listening socket, for ever. *locals* is the namespace that they share."""
    listening_on = sock.getsockname()
    if sock.family == socket.AF_INET:
        # Both address families print as host and port.
        listening_on = '%s:%s' % listening_on
    elif sock.family == socket.AF_INET6:
        ip, port, _, _ = listening_on
        listening_on = '%s:%s' % (ip, port,)
    # A Unix socket prints as its path.
    try:
        print('backdoor server listening on %s' % (listening_on,))
        while True:
            try:
                conn, addr = sock.accept()
                backdoor(conn_info=(conn, addr), locals=locals)
            except socket.error as e:
                # A client that went away in the meantime is no reason to stop.
                if get_errno(e) != errno.EPIPE:
                    raise
    finally:
        sock.close()


def backdoor(conn_info, locals=None):
    """Run one console on an accepted connection: (connection, address)."""
    conn, addr = conn_info
    if conn.family == socket.AF_INET:
        host, port = addr
        print('backdoor to %s:%s' % (host, port))
    elif conn.family == socket.AF_INET6:
        host, port, _, _ = addr
        print('backdoor to %s:%s' % (host, port))
    else:
        print('backdoor opened')
    fl = conn.makefile('rw')
    console = SocketConsole(fl, addr, locals)
    hub = hubs.get_hub()
    hub.schedule_call_global(0, console.switch)


if __name__ == '__main__':
    backdoor_server(eventlet.listen(('127.0.0.1', 9000)), {})
