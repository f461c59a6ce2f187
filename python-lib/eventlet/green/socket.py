"""Green socket module, with green name resolution."""
import os
import sys

import eventlet
from eventlet.green import _socket_nodns
from eventlet import greenio

__import__('eventlet.green._socket_nodns')
__socket = sys.modules['eventlet.green._socket_nodns']

__all__ = __socket.__all__
__patched__ = __socket.__patched__ + [
    'create_connection',
    'getaddrinfo',
    'gethostbyname',
    'gethostbyname_ex',
    'getnameinfo',
]

from eventlet.patcher import slurp_properties
slurp_properties(__socket, globals(), srckeys=dir(__socket))

if os.environ.get('EVENTLET_NO_GREENDNS', '').lower() == 'yes':
    # The C library resolves, and blocks every greenthread meanwhile, as the variable asks for.
    from eventlet.patcher import original as _original
    getaddrinfo = __socket.getaddrinfo
    gethostbyname = __socket.gethostbyname
    gethostbyname_ex = __socket.gethostbyname_ex
    getnameinfo = __socket.getnameinfo
    del _original
else:
    def _resolver():
        from eventlet.support import greendns
        return greendns

    def getaddrinfo(host, port, family=0, socktype=0, proto=0, flags=0, type=0):
        """Resolve a host and service, suspending this greenthread only.

        The standard library calls the fourth argument ``type``; either name does.
        """
        return _resolver().getaddrinfo(host, port, family, socktype or type, proto, flags)

    def gethostbyname(hostname):
        """Resolve a host to one IPv4 address."""
        return _resolver().gethostbyname(hostname)

    def gethostbyname_ex(hostname):
        """Resolve a host to its name, aliases and IPv4 addresses."""
        return _resolver().gethostbyname_ex(hostname)

    def getnameinfo(sockaddr, flags):
        """Name the host and service of an address."""
        return _resolver().getnameinfo(sockaddr, flags)


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None):
    """Connect to (host, port), trying each address of the host in turn."""
    err = 'getaddrinfo returns an empty list'
    host, port = address
    for res in getaddrinfo(host, port, 0, SOCK_STREAM):
        af, socktype, proto, canonname, sa = res
        sock = None
        try:
            sock = socket(af, socktype, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(sa)
            return sock
        except error as e:
            err = e
            if sock is not None:
                sock.close()
    if not isinstance(err, error):
        err = error(err)
    raise err
