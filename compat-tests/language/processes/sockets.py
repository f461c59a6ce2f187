import socket, select, threading, os, errno, time
s = socket.socket()
print(s.family, s.type, s.proto, s.timeout, s.getblocking(), s.fileno() > 0, s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1), s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), len(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
s.bind(('127.0.0.1', 0)); s.listen(5)
addr = s.getsockname()
def echo():
    c, a = s.accept()
    with c:
        while True:
            d = c.recv(1024)
            if not d: break
            c.sendall(d.upper())
t = threading.Thread(target=echo); t.start()
c = socket.create_connection(addr, timeout=5)
print(c.getpeername() == addr, c.send(b'hello'), c.recv(100), c.sendall(b'x'), c.recv_into(b := bytearray(5)), b, c.gettimeout(), c.settimeout(0.05))
try:
    c.recv(1)
except TimeoutError as e:
    print(type(e).__name__, e, e is not None and socket.timeout is TimeoutError)
c.settimeout(None)
f = c.makefile('rwb')
f.write(b'line\n'); f.flush()
print(f.readline(), c.shutdown(socket.SHUT_WR), c.recv(1), f.close(), c.close(), c.fileno(), repr(c).split(',')[0])
t.join(); s.close()
a, b = socket.socketpair()
a.setblocking(False)
for g in (lambda: a.recv(1), lambda: c.recv(1), lambda: socket.create_connection(('127.0.0.1', 1)), lambda: socket.socket(99), lambda: socket.inet_aton('x'), lambda: socket.inet_pton(socket.AF_INET6, 'z'), lambda: socket.gethostbyname('no.such.host.invalid'), lambda: a.bind('x' * 200), lambda: socket.socket().bind(('127.0.0.1', 99999)), lambda: socket.socket().bind(5), lambda: socket.socket().bind(('127.0.0.1',)), lambda: a.send('str'), lambda: a.sendall(5), lambda: socket.socket().connect(('127.0.0.1', 'p')), lambda: socket.socket().listen('x'), lambda: a.settimeout(-1), lambda: a.settimeout('x'), lambda: a.recv(-1), lambda: socket.socket().accept(), lambda: socket.socket().getpeername(), lambda: socket.htons(70000), lambda: a.setsockopt(1, 2), lambda: socket.getservbyname('nope'), lambda: socket.getaddrinfo('127.0.0.1', 'nosuch'), lambda: socket.socket(fileno=9999), lambda: socket.if_nametoindex('nope'), lambda: socket.create_server(('127.0.0.1', 0), family=99), lambda: a.shutdown(99), lambda: socket.socket().sendto(b'x'), lambda: a.recv_into(b'ro')):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
b.sendall(b'abcdef')
print(select.select([a], [a], [], 1) == ([a], [a], []), a.recv(2, socket.MSG_PEEK), a.recv(6), select.select([a], [], [], 0), b.close(), a.recv(1))
try:
    a.send(b'x')
except BrokenPipeError as e:
    print(e)
u1, u2 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u1.bind(('127.0.0.1', 0)); u2.bind(('127.0.0.1', 0))
print(u2.sendto(b'dgram', u1.getsockname()), u1.recvfrom(100) == (b'dgram', u2.getsockname()), u2.connect(u1.getsockname()), u2.send(b'c'), u1.recvfrom_into(bytearray(5))[0], u2.sendmsg([b'a', b'b']), u1.recvmsg(10)[:2])
p = 'sock'
un = socket.socket(socket.AF_UNIX); un.bind(p); un.listen()
uc = socket.socket(socket.AF_UNIX); uc.connect(p)
conn, ua = un.accept()
socket.send_fds(uc, [b'fd'], [0])
m, fds, fl, ad = socket.recv_fds(conn, 10, 1)
print(un.getsockname(), repr(ua), m, len(fds), conn.getsockname())
print(socket.inet_ntoa(b'\x7f\0\0\1'), socket.inet_aton('1.2.3.4'), socket.inet_pton(socket.AF_INET6, '::1'), socket.inet_ntop(socket.AF_INET6, bytes(16)), socket.htonl(1), socket.ntohs(256), socket.getservbyname('http'), socket.getservbyport(80), socket.gethostbyname('127.0.0.1'), socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM), socket.getaddrinfo('::1', None, proto=6)[0][4], socket.getdefaulttimeout(), socket.has_ipv6, socket.gethostname() != '', socket.getfqdn('127.0.0.1') != '', socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
s6 = socket.socket(socket.AF_INET6)
s6.bind(('::1', 0)); print(s6.getsockname()[0], s6.getsockname()[2:], s6.detach() > 0, s6.fileno())
srv = socket.create_server(('127.0.0.1', 0), backlog=1, reuse_port=True)
srv.settimeout(0.02)
try:
    srv.accept()
except TimeoutError as e:
    print(e)
d = srv.dup(); print(d.getsockname() == srv.getsockname(), d.fileno() != srv.fileno()); d.close()
socket.setdefaulttimeout(3); print(socket.socket().gettimeout()); socket.setdefaulttimeout(None)
ep = select.epoll(); x, y = socket.socketpair()
ep.register(x.fileno(), select.EPOLLIN | select.EPOLLOUT)
print(ep.poll(1) == [(x.fileno(), select.EPOLLOUT)], ep.modify(x, select.EPOLLIN), ep.poll(0), y.send(b'z'), ep.poll(1)[0][1] == select.EPOLLIN, ep.unregister(x), ep.close(), ep.closed)
po = select.poll(); po.register(x, select.POLLIN); print(po.poll(10)[0][1], po.unregister(x))
try:
    po.unregister(x)
except KeyError as e:
    print(e.args == (x.fileno(),))
for g in (lambda: ep.poll(), lambda: select.select([9999], [], [], 0), lambda: select.select([x], [], [], -1), lambda: select.select(5, [], []), lambda: select.select(['a'], [], []), lambda: po.modify(x, 1), lambda: po.register(-5), lambda: select.epoll(-2), lambda: select.select([x.close() or x], [], [], 0)):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
import selectors
sel = selectors.DefaultSelector(); q, r = socket.socketpair()
k = sel.register(q, selectors.EVENT_READ, 'data'); r.send(b'1')
print(sel.select(1)[0][0].data, sel.get_key(q).events, len(sel.get_map()), sel.unregister(q).data, sel.select(0), type(sel).__name__, sel.close())
