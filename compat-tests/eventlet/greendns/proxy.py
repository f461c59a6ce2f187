"""ResolverProxy: the hosts file first, raise_on_no_answer, TCP, search domains, caching, name servers."""
from _dns import *


def count(request, question, tcp):
    zone['counted.test', A] = count
    counted.append(1)
    return message(request, question, [a('10.0.0.%d' % len(counted), ttl=60)])


def truncated(request, question, tcp):
    if tcp:
        return message(request, question, [a('10.7.0.%d' % n) for n in range(100)])
    return message(request, question, [], flags=0x8380)


def no_ttl(request, question, tcp):
    counted.append(1)
    return message(request, question, [a('10.0.1.%d' % len(counted), ttl=0)])


counted = []
zone = {
    ('one.test', A): [a('10.0.0.1')],
    ('two.test', A): [a('10.0.0.1'), a('10.0.0.2')],
    ('one.test', TXT): [record(TXT, b'\x05hello')],
    ('six.test', AAAA): [aaaa('2001:db8::6')],
    ('alias.test', CNAME): [cname('one.test')],
    ('big.test', A): truncated,
    ('counted.test', A): count,
    ('fleeting.test', A): no_ttl,
    ('found.search.test', A): [a('10.9.9.9')],
    ('found.second.test', A): [a('10.8.8.8')],
    ('later.second.test', A): [a('10.8.8.9')],
    ('dotted.name.search.test', A): [a('10.8.8.10')],
    ('toplevel', A): [a('10.8.8.11')],
    ('failing.test', A): 2,
    ('refused.test', A): 5,
}
server = Server(zone)
proxy = use(server, '10.3.3.3 inhosts.test short one.search.test\n::5 sixhosts.test\n', lifetime=0.5, timeout=0.1)

for host in ('one.test', 'six.test', 'inhosts.test', 'INHOSTS.test', 'short', 'missing.test', 'sixhosts.test', 'failing.test', 'refused.test'):
    for rtype in (A, AAAA):
        # The original takes a name without such a record for an unknown one.
        print(host, rtype, ['none' if x in (None, 'NXDOMAIN', 'NoAnswer') else x for x in (
            kind(proxy.query, host, rtype, raise_on_no_answer=x) for x in (True, False))],
              kind(proxy.query, host, rtype, use_network=False), kind(proxy.query, host, rtype, raise_on_no_answer=False, use_network=False))
print(server.asked()[:2], kind(proxy.query, 'one.test', 'A'))
print(kind(proxy.query, 'alias.test', CNAME), kind(proxy.query, 'short', CNAME, _hosts_rdtypes=(CNAME,)))
print(kind(proxy.query, None))
answer = proxy.query('two.test')
print(len(answer), len(answer.rrset), sorted(x.address for x in answer), answer[0].address in ('10.0.0.1', '10.0.0.2'),
      str(answer.qname).rstrip('.'), int(answer.rdtype), int(answer.rdclass), str(answer.canonical_name).rstrip('.'), answer.rrset.ttl,
      answer.expiration > 0)
print([str(x.address) for x in answer[0:1]] in (['10.0.0.1'], ['10.0.0.2']))

print('TCP')
server.asked()
print(len(proxy.query('big.test')), server.asked())
print(kind(proxy.query, 'two.test', tcp=True), server.asked())
proxy.clear()
proxy._resolver.port = server.port
print(kind(proxy.query, 'two.test', tcp=True), server.asked())
print(kind(proxy.query, 'one.test', source='127.0.0.1'), server.asked())

print('cache')
print([kind(proxy.query, 'counted.test') for x in range(3)], counted)
print(kind(proxy.query, 'COUNTED.test'), counted)
proxy._resolver.cache.flush()
print(kind(proxy.query, 'counted.test'), counted)
del counted[:]
print([kind(proxy.query, 'fleeting.test') for x in range(3)], counted)
cached = proxy._resolver.cache
greendns.resolver = proxy
greendns.reset()
print(proxy._resolver.cache is cached, proxy._resolver.port)

print('search')
use(server, conf='nameserver 127.0.0.1\nsearch search.test second.test\n', lifetime=0.5, timeout=0.1)
proxy = greendns.resolver
for host in ('found', 'later', 'found.', 'one.test', 'dotted.name', 'toplevel', 'toplevel.', 'nowhere', 'no.where'):
    server.asked()
    print(host, kind(proxy.query, host))
    asked = server.asked()
    print([x for i, x in enumerate(asked) if x not in asked[:i]])
print(socket.gethostbyname('found'), socket.gethostbyname('toplevel'))
show('nowhere', socket.gethostbyname, 'nowhere')

print('name servers')
other = Server({('one.test', A): [a('10.99.0.1')], ('only.test', A): [a('10.99.0.2')]})
for servers in (['127.0.0.1'], ['127.0.0.2', '127.0.0.1']):
    use(server, lifetime=2, timeout=0.1, nameservers=servers)
    print(kind(greendns.resolver.query, 'one.test'))
