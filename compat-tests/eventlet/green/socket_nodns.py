"""green._socket_nodns: the socket module without names, and what green.socket adds to it."""
import socket as plain

import eventlet
from eventlet import greenio
from eventlet.green import _socket_nodns as nodns
from eventlet.green import socket

print(nodns.socket is greenio.GreenSocket, socket.socket is nodns.socket, nodns.timeout is plain.timeout, sorted(nodns.__patched__), nodns.__all__ == plain.__all__)
one, two = nodns.socketpair()
print(type(one).__name__, type(two).__name__)
g = eventlet.spawn(one.recv, 10)
eventlet.sleep(0)
two.sendall(b'pair')
print(g.wait())
three, four = nodns.socketpair(plain.AF_UNIX, plain.SOCK_DGRAM)
three.send(b'datagram')
print(four.recv(100), four.type == plain.SOCK_DGRAM)
again = nodns.fromfd(one.fileno(), plain.AF_UNIX, plain.SOCK_STREAM)
two.sendall(b'from a descriptor')
print(type(again).__name__, again.fileno() != one.fileno(), again.recv(100))
for wrong in (lambda: nodns.fromfd(-1, plain.AF_UNIX, plain.SOCK_STREAM), lambda: nodns.fromfd(9999, plain.AF_INET, plain.SOCK_STREAM), lambda: nodns.socketpair(99), lambda: nodns.fromfd()):
    try:
        wrong()
    except (OSError, TypeError) as e:
        print(type(e).__name__, getattr(e, 'errno', None))
print([hasattr(socket, x) for x in ('getaddrinfo', 'gethostbyname', 'gethostbyname_ex', 'getnameinfo', 'create_connection', 'create_server', 'has_dualstack_ipv6', 'gethostbyaddr', 'getfqdn')])
print(sorted(socket.__patched__))
print(nodns.gethostname() == plain.gethostname(), nodns.inet_aton('1.2.3.4'), nodns.htons(1) == plain.htons(1), nodns.getservbyname('http'), nodns._GLOBAL_DEFAULT_TIMEOUT is not None)

# create_connection tries the addresses in turn, and says what the last one did.
listener = eventlet.listen(('127.0.0.1', 0))
address = listener.getsockname()
c = socket.create_connection(address, 1, ('127.0.0.1', 0))
print(c.gettimeout(), c.getpeername() == address)
c = socket.create_connection(('localhost', address[1]))
print(c.getpeername() == address, c.gettimeout())
nobody = socket.socket()
nobody.bind(('127.0.0.1', 0))
for args in ((nobody.getsockname(),), (('127.0.0.1', 'nosuchservice'),), (('name.invalid', 1),) , (address, 1, ('10.254.254.254', 0))):
    try:
        socket.create_connection(*args)
    except (OSError, OverflowError) as e:
        if args[0][0] != 'name.invalid':
            print(type(e).__name__, e.args[0])
        else:
            print(isinstance(e, socket.gaierror))
