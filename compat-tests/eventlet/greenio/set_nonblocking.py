import os, fcntl, socket
from eventlet import greenio
r, w = os.pipe()
print(bool(fcntl.fcntl(w, fcntl.F_GETFL) & os.O_NONBLOCK))
f = os.fdopen(w, 'wb')
greenio.set_nonblocking(f)
print(bool(fcntl.fcntl(w, fcntl.F_GETFL) & os.O_NONBLOCK))
s = socket.socket()
greenio.set_nonblocking(s)
print(s.gettimeout())
