"""Name servers that are silent, cut off, or answer nonsense, by UDP and TCP, and by IPv6."""
from _dns import *
import struct


def silent(request, question, tcp):
    return b'' if tcp else []


def truncated(then):
    def reply(request, question, tcp):
        return then(request, question) if tcp else message(request, question, [], flags=0x8380)
    return reply


def stuck(request, question):
    eventlet.sleep(5)


def stranger(request, question):
    return b'\0\0' + message(request, question, [a('10.0.0.1')])[2:] if request[:2] != b'\0\0' else b''


zone = {
    ('one.test', A): [a('10.0.0.1')],
    ('six.test', AAAA): [aaaa('2001:db8::6')],
    ('silent.test', A): silent,
    ('silent.test', AAAA): silent,
    ('silent.test', CNAME): silent,
    ('failing.test', CNAME): 2,
    ('cut.test', A): truncated(lambda request, question: b''),
    ('short.test', A): truncated(lambda request, question: b'\0'),
    ('stuck.test', A): truncated(stuck),
    ('stranger.test', A): truncated(stranger),
    ('refused.test', A): truncated(lambda request, question: message(request, question, [], 5)),
    ('gone.test', A): truncated(lambda request, question: message(request, question, [], 3)),
    ('long.test', A): truncated(lambda request, question: message(request, question, [a('10.1.%d.%d' % (n // 200, n % 200)) for n in range(3000)])),
    ('short.udp', A): lambda request, question, tcp: b'\0\1\2',
    ('ttl.test', A): [a('10.0.0.1', 2 ** 31 - 1)],
    ('case.test', A): lambda request, question, tcp: message(request, question.replace(b'case', b'CaSe'), [a('10.0.0.3')]),
}
server = Server(zone)
proxy = use(server, lifetime=0.3, timeout=0.1)


def addresses(*args):
    return sorted(set((x[0].name, x[4]) for x in socket.getaddrinfo(*args)))


for host in ('silent.test', 'cut.test', 'short.test', 'stuck.test', 'refused.test', 'gone.test', 'ttl.test', 'case.test'):
    show(host, socket.gethostbyname, host)
    print(kind(proxy.query, host))
proxy._resolver.timeout = proxy._resolver.lifetime = 5
print(len(socket.gethostbyname_ex('long.test')[2]))
proxy._resolver.timeout, proxy._resolver.lifetime = 0.1, 0.3
for family in (0, socket.AF_INET, socket.AF_INET6):
    show('silent %d' % family, addresses, 'silent.test', 80, family)
show('connect', socket.create_connection, ('silent.test', 80))
for function in (greendns.resolve_cname, greendns.getaliases):
    show('silent', function, 'silent.test')
    show('failing', function, 'failing.test')
show('failing', lambda: greendns.resolve('failing.test', 77))
show('config', addresses, '10.0.0.1', 80, socket.AF_INET6, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)
show('config', addresses, '10.0.0.1', 80, socket.AF_INET, 77, 0, socket.AI_ADDRCONFIG)
show('nothing', addresses, 'six.test', 80, socket.AF_INET)

print('without hosts')
bare = greendns.ResolverProxy(filename=write('nameserver 127.0.0.1\n'))
bare._resolver.port = server.port
print(bare.getaliases('one.test'), kind(bare.query, 'one.test'))
show('proxy', lambda: text(greendns.resolve('one.test', _proxy=bare)))

print('IPv6')
six = Server(zone, '::1')
proxy = use(six, lifetime=1, timeout=0.3, nameservers=['::1'])
show('udp', socket.gethostbyname, 'one.test')
show('source', lambda: kind(proxy.query, 'six.test', AAAA, source='::1'))
print(kind(proxy.query, 'one.test', tcp=True), kind(proxy.query, 'ttl.test', tcp=True, source='::1'), six.asked())

# A lookup that is given up leaves nothing behind.
proxy = use(server, lifetime=30, timeout=30)
with eventlet.Timeout(0.05, False):
    socket.gethostbyname('silent.test')
    print('not reached')
lookup = eventlet.spawn(socket.gethostbyname, 'silent.test')
eventlet.sleep(0.01)
lookup.kill()
print(lookup.dead, socket.gethostbyname('one.test'))
