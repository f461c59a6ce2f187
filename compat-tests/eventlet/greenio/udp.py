import eventlet
from eventlet.green import socket
a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); a.bind(('127.0.0.1', 0))
b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); b.bind(('127.0.0.1', 0))
g = eventlet.spawn(a.recvfrom, 100)
eventlet.sleep(0)
print(b.sendto(b'datagram', a.getsockname()))
data, addr = g.wait()
print(data, addr == b.getsockname())
b.sendto(b'flags', 0, a.getsockname())
print(a.recv(100))
b.sendto(b'', a.getsockname())
print(a.recvfrom(10)[0])
b.connect(a.getsockname())
b.send(b'connected')
buf = bytearray(20)
n, addr = a.recvfrom_into(buf)
print(bytes(buf[:n]))
b.send(b'truncated'); print(a.recv(4))
a.settimeout(0.01)
try:
    a.recvfrom(1)
except socket.timeout as e:
    print(e)
