# Names of Unix sockets that lie in no file system, and sizes of control data.
import socket
import sys

s = socket.socket(socket.AF_UNIX)
print(s.getsockname())
s.bind('')
name = s.getsockname()
print(type(name), len(name), name[0], all(x in b'0123456789abcdef' for x in name[1:]))
s.listen()
c = socket.socket(socket.AF_UNIX)
c.connect(name)
peer, address = s.accept()
peer.sendall(b'hello')
print(c.recv(10), address)
for x in (c, peer, s):
    x.close()
for call in (socket.CMSG_LEN, socket.CMSG_SPACE):
    for n in (0, 1, 8, 9, 0x7fffffff - 32, 0x7fffffff - 24, 0x7fffffff - 23, 0x7fffffff - 16, 0x7fffffff - 15, -1, sys.maxsize):
        try:
            print(call.__name__, n, call(n))
        except OverflowError as e:
            print(call.__name__, n, e)
