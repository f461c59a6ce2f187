"""getnameinfo: addresses and names, every flag, every error."""
from _dns import *

zone = {
    ('1.0.0.10.in-addr.arpa', PTR): [ptr('one.test')],
    ('2.0.0.10.in-addr.arpa', PTR): [ptr('two.test'), ptr('second.test')],
    ('3.0.0.10.in-addr.arpa', PTR): 2,
    ('one.test', A): [a('10.0.0.1')],
    ('two.test', A): [a('10.0.0.2'), a('10.0.0.3')],
    ('failing.test', A): 2,
}
server = Server(zone)
proxy = use(server, '10.3.3.3 inhosts.test\n', lifetime=0.5, timeout=0.1)
FLAGS = ['NI_NAMEREQD', 'NI_NUMERICHOST', 'NI_NUMERICSERV', 'NI_DGRAM']
for host in ('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'):
    for bits in range(16):
        flags = sum(getattr(socket, x) for i, x in enumerate(FLAGS) if bits >> i & 1)
        if not flags & socket.NI_NUMERICHOST or flags & socket.NI_NAMEREQD:
            show('%s %s' % (host, bin(bits)), lambda: socket.getnameinfo((host, 80), flags)[0])
for host in ('one.test', 'inhosts.test', 'two.test'):
    for bits in range(16):
        flags = sum(getattr(socket, x) for i, x in enumerate(FLAGS) if bits >> i & 1)
        show('%s %s' % (host, bin(bits)), lambda: socket.getnameinfo((host, 53), flags)[0])
show('service', socket.getnameinfo, ('one.test', 80), 0)
show('service', socket.getnameinfo, ('one.test', 53), socket.NI_DGRAM)
for wrong in ('10.0.0.1', ['10.0.0.1', 80], None, 5):
    show('wrong %r' % (wrong,), lambda: socket.getnameinfo(wrong, 0)[0])


def silent(request, question, tcp):
    return []


zone['5.0.0.10.in-addr.arpa', PTR] = silent
zone['silent.test', A] = silent
show('silent', lambda: socket.getnameinfo(('10.0.0.5', 80), 0)[0])
show('silent required', socket.getnameinfo, ('10.0.0.5', 80), socket.NI_NAMEREQD)
show('silent name', socket.getnameinfo, ('silent.test', 80), 0)
