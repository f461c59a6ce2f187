"""The resolver against a name server made for the purpose."""
import os
import struct
import tempfile

import eventlet
from eventlet.green import socket
from eventlet.support import dnsclient, greendns

queries = []


def name(text):
    return dnsclient.encode_name(text)


def record(owner, rtype, data, ttl=60):
    return owner + struct.pack('!2HIH', rtype, 1, ttl, len(data)) + data


POINTER = b'\xc0\x0c'  # to the question
ZONE = {
    ('one.test', 1): [record(POINTER, 1, bytes([10, 0, 0, 1]))],
    ('many.test', 1): [record(POINTER, 1, bytes([10, 0, 0, n])) for n in range(3)],
    ('six.test', 28): [record(POINTER, 28, bytes(15) + b'\x01')],
    ('six.test', 1): [],
    ('alias.test', 1): [record(POINTER, 5, name('real.test')), record(name('real.test'), 1, bytes([10, 1, 1, 1]))],
    ('alias.test', 28): [record(POINTER, 5, name('real.test'))],
    ('alias.test', 5): [record(POINTER, 5, name('real.test'))],
    ('loop.test', 1): [record(POINTER, 5, name('loop.test'))],
    ('1.0.0.10.in-addr.arpa', 12): [record(POINTER, 12, name('one.test'))],
    ('short.test', 1): [record(POINTER, 1, bytes([10, 0, 0, 9]), ttl=0)],
    ('found.search.test', 1): [record(POINTER, 1, bytes([10, 9, 9, 9]))],
    ('big.test', 1): 'truncated',
    ('silent.test', 1): 'silent',
    ('failing.test', 1): 'fail',
    ('forged.test', 1): 'forged',
    ('broken.test', 1): 'broken',
}


def answer(message, tcp=False):
    ident = message[:2]
    qname, offset = dnsclient.decode_name(message, 12)
    rtype = struct.unpack_from('!H', message, offset)[0]
    question = message[12:offset + 4]
    queries.append((qname, rtype, tcp))
    records = ZONE.get((qname.lower(), rtype))
    rcode = 0
    flags = 0x8180
    if records is None:
        known = any(k[0] == qname.lower() for k in ZONE)
        rcode, records = (0 if known else 3), []
    if records == 'truncated':
        if tcp:
            records = [record(POINTER, 1, bytes([10, 7, n // 256, n % 256])) for n in range(100)]
        else:
            records, flags = [], 0x8380
    if records == 'silent':
        return []
    if records and records[0] == 'nxdomain':
        return [struct.pack('!2s5H', ident, 0x8183, 1, 0, 1, 0) + question + records[1]]
    if records == 'fail':
        rcode, records = 2, []
    if records == 'forged':
        good = [record(POINTER, 1, bytes([10, 5, 5, 5]))]
        bad = struct.pack('!2s5H', b'\0\0' if ident != b'\0\0' else b'\1\1', flags, 1, 1, 0, 0) + question + record(
            POINTER, 1, bytes([6, 6, 6, 6]))
        other = struct.pack('!2s5H', ident, flags, 1, 0, 0, 0) + name('else.test') + b'\0\1\0\1'
        return [bad, other, b'junk',
                struct.pack('!2s5H', ident, flags, 1, 1, 0, 0) + question + good[0]]
    if records == 'broken':
        return [struct.pack('!2s5H', ident, flags, 1, 5, 0, 0) + question + b'\xc0\xff\xc0']
    return [struct.pack('!2s5H', ident, flags | rcode, 1, len(records), 0, 0) + question + b''.join(records)]


while True:
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(('127.0.0.1', 0))
    port = udp.getsockname()[1]
    try:
        tcp = eventlet.listen(('127.0.0.1', port))
        break
    except OSError:  # Other tests that run meanwhile may have the port for TCP.
        udp.close()


def serve_udp():
    while True:
        data, addr = udp.recvfrom(2000)
        for reply in answer(data):
            udp.sendto(reply, addr)


def serve_tcp():
    while True:
        c, _ = tcp.accept()
        data = c.recv(2000)
        for reply in answer(data[2:], True):
            # In pieces, as networks do.
            whole = struct.pack('!H', len(reply)) + reply
            c.sendall(whole[:1])
            eventlet.sleep(0.001)
            c.sendall(whole[1:700])
            eventlet.sleep(0.001)
            c.sendall(whole[700:])
        c.close()


eventlet.spawn_n(serve_udp)
eventlet.spawn_n(serve_tcp)

folder = tempfile.mkdtemp()
resolv = os.path.join(folder, 'resolv.conf')
with open(resolv, 'w') as f:
    f.write('# comment\n; comment\nnameserver 127.0.0.1\nsearch search.test other.test\noptions ndots:1 timeout:1 attempts:2 junk\n')
hosts = os.path.join(folder, 'hosts')
with open(hosts, 'w') as f:
    f.write('10.3.3.3 inhosts.test short\n')
greendns.resolver = proxy = greendns.ResolverProxy(hosts_resolver=greendns.HostsResolver(hosts), filename=resolv)
proxy._resolver.port = port
proxy._resolver.timeout = 0.1
assert proxy._resolver.search == ['search.test', 'other.test'] and proxy._resolver.attempts == 2


def raises(exception, function, *args):
    try:
        result = function(*args)
    except exception as e:
        return e
    raise AssertionError('%r expected, got %r' % (exception, result))


def addresses(*args):
    return [x[4][0] for x in socket.getaddrinfo(*args)]


assert socket.gethostbyname('one.test') == '10.0.0.1'
n = len(queries)
assert socket.gethostbyname('ONE.test') == '10.0.0.1' and len(queries) == n, 'cached'
socket.gethostbyname('short.test'); n = len(queries)
socket.gethostbyname('short.test')
assert len(queries) == n + 1, 'a TTL of 0 is not cached'
assert sorted(addresses('many.test', 80, 0, socket.SOCK_STREAM)) == ['10.0.0.0', '10.0.0.1', '10.0.0.2']
assert addresses('six.test', 80, 0, socket.SOCK_STREAM) == ['::1']
assert addresses('six.test', 80, socket.AF_INET6, socket.SOCK_STREAM) == ['::1']
assert addresses('one.test', 80, socket.AF_INET6, socket.SOCK_STREAM, 0, socket.AI_V4MAPPED) == ['::ffff:10.0.0.1']
assert socket.gethostbyname('alias.test') == '10.1.1.1'
assert addresses('alias.test', 80, 0, socket.SOCK_STREAM) == ['10.1.1.1']
assert socket.getaddrinfo('alias.test', 80, 0, socket.SOCK_STREAM, 0, socket.AI_CANONNAME)[0][3] == 'real.test'
assert socket.gethostbyname_ex('alias.test') == ('alias.test', ['real.test'], ['10.1.1.1'])
assert raises(socket.gaierror, socket.gethostbyname, 'loop.test').args == (-2, 'Name or service not known')
assert raises(socket.gaierror, socket.gethostbyname, 'missing.test').args == (-2, 'Name or service not known')
assert raises(socket.gaierror, socket.gethostbyname, 'six.test').args == (-2, 'Name or service not known')
assert socket.gethostbyname('found') == '10.9.9.9', 'search list'
assert socket.gethostbyname('short') == '10.3.3.3', 'hosts before DNS'
n = len(queries)
assert addresses('inhosts.test', 80, 0, socket.SOCK_STREAM) == ['10.3.3.3'] and len(queries) == n
assert len(addresses('big.test', 80, socket.AF_INET, socket.SOCK_STREAM)) == 100 and queries[-1] == ('big.test', 1, True)
assert raises(socket.gaierror, socket.gethostbyname, 'silent.test').args == (-3, 'Lookup timed out')
assert raises(socket.gaierror, socket.gethostbyname, 'failing.test').args[0] == -2
assert socket.gethostbyname('forged.test') == '10.5.5.5', 'answers to other questions are passed over'
assert raises(socket.gaierror, socket.gethostbyname, 'broken.test').args[0] in (-2, -3)
assert raises(socket.gaierror, socket.gethostbyname, 'a' * 64 + '.test')
assert raises(socket.gaierror, socket.gethostbyname, 'a..test')
assert raises(socket.gaierror, addresses, 'one.test', 80, 0, 0, 0, socket.AI_NUMERICHOST)
assert socket.getnameinfo(('10.0.0.1', 80), 0) == ('one.test', 'http')
assert socket.getnameinfo(('10.0.0.77', 80), 0)[0] == '10.0.0.77'
assert raises(socket.gaierror, socket.getnameinfo, ('10.0.0.77', 80), socket.NI_NAMEREQD)
assert dnsclient.reverse_name('::1') == '1' + '.0' * 31 + '.ip6.arpa'

# Others run while one waits.
ticks = []
def tick():
    while True:
        ticks.append(1)
        eventlet.sleep(0.01)
t = eventlet.spawn(tick)
raises(socket.gaierror, socket.gethostbyname, 'silent.test')
t.kill()
assert len(ticks) > 3
g = eventlet.spawn(socket.gethostbyname, 'silent.test')
eventlet.sleep(0.01)
g.kill()
assert g.dead

# A name that is no alias is its own canonical name, and one without the record asked for is not unknown.
assert socket.getaddrinfo('one.test', 80, 0, socket.SOCK_STREAM, 0, socket.AI_CANONNAME)[0][3] == 'one.test'
assert greendns.resolve_cname('one.test') == 'one.test'
assert 'six.test. IN A' in str(raises(dnsclient.NoAnswer, proxy.query, 'six.test'))
assert proxy.query('six.test', raise_on_no_answer=False).rrset is None
assert socket.gethostbyname(b'one.test') == '10.0.0.1'
assert socket.gethostbyname_ex('inhosts.test') == ('inhosts.test', ['short'], ['10.3.3.3'])

# What is not there is remembered for as long as the zone says.
def soa(ttl, minimum):
    return record(name('test'), 6, name('ns.test') + name('who.test') + struct.pack('!5I', 1, 2, 3, 4, minimum), ttl)
for ttl, minimum, again in ((60, 60, 0), (0, 60, 1), (60, 0, 1)):
    ZONE['absent.test', 1] = ('nxdomain', soa(ttl, minimum))
    proxy._resolver.cache.flush()
    raises(dnsclient.NXDOMAIN, proxy.query, 'absent.test')
    n = len(queries)
    raises(dnsclient.NXDOMAIN, proxy.query, 'absent.test.')
    assert len(queries) == n + again, (ttl, minimum)

# The cache counts, and drops what was not asked for.
cache = proxy._resolver.cache = dnsclient.Cache(max_size=2)
for host in ('one.test', 'many.test', 'one.test', 'alias.test'):
    proxy.query(host)
assert (cache.hits(), cache.misses()) == (1, 3) and sorted(k[0] for k in cache.data) == ['alias.test', 'one.test']
cache.flush(('one.test', 1))
cache.reset_statistics()
assert cache.get(('one.test', 1)) is None and (cache.hits(), cache.misses()) == (0, 1)

# Where nobody listens, the failure may pass; the hosts file does without.
proxy._resolver.nameservers = ['127.0.0.2']
assert raises(socket.gaierror, socket.gethostbyname, 'late.test').args == (-3, 'Lookup timed out')
assert raises(socket.gaierror, greendns.getaliases, 'late.test').args == (-3, 'Lookup timed out')
assert socket.gethostbyname_ex('inhosts.test') == ('inhosts.test', ['short'], ['10.3.3.3'])

# A server that refuses is passed over for the next.
proxy._resolver.nameservers = ['127.0.0.2', '127.0.0.1']
assert socket.gethostbyname('many.test') == '10.0.0.0'
greendns.reset()
assert proxy._cached_resolver is None
for junk in (b'', b'\xc0', b'\xc0\x00' * 3, b'\x3fabc', b'\x80', b'\x01a' * 200):
    raises(dnsclient.FormError, dnsclient.decode_name, junk, 0)
print('all passed')
