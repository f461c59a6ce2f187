"""HostsResolver: what counts as a line, types of records, aliases, and reading the file again."""
from _dns import *
import os
import time

path = write('')


def load(text, encoding='utf-8'):
    with open(path, 'wb') as f:
        f.write(text.encode(encoding))
    return greendns.HostsResolver(path)


def tables(hosts):
    one = lambda x: x if isinstance(x, str) else x[0]
    print(sorted((k, one(v)) for k, v in hosts._v4.items()), sorted((k, one(v)) for k, v in hosts._v6.items()), sorted(hosts._aliases.items()))


for text_ in ('', '\n\n', '# only\n', '10.0.0.1\n', '10.0.0.1 a', '10.0.0.1 a\r\n10.0.0.2 b\r\n', '  10.0.0.1\ta  b\tc  # d e\n#10.0.0.2 e\n',
              '10.0.0.1 a#b\n', '10.0.0.1 a b\n10.0.0.2 b a\n', 'FE80::1 upper\nfe80::2%eth0 zone\nfe90::1 other\n', '::1 a\n::1 b\n10.0.0.1 a\n',
              '010.0.0.1 octal\n', '10.0.1 short\n', '0x7f.1 hex\n', '1.2.3.4.5 five\n', '::ffff:1.2.3.4 mapped\n', '2001:DB8::A Upper Case\n',
              '10.0.0.1 A B\n', '10.0.0.1 a\v10.0.0.2 b\n', '10.0.0.1 x.y. z\n', '10.0.0.1 \N{SNOWMAN}name caf\xe9\n', '10.0.0.1 a\x0010.0.0.2\n', '\ufeff10.0.0.1 a\n'):
    print(ascii(text_), end=' ')
    tables(load(text_))
tables(load('10.0.0.1 caf\xe9 b\n', 'latin-1'))
print([len(list(greendns.HostsResolver(x)._readlines())) for x in ('/nonexistent/file', os.path.dirname(path))])

hosts = load('10.0.0.1 host.test h1 h2\n10.0.0.2 other.test\n::1 host.test h6\n10.0.0.9 last.test.\n')
print(hosts.fname == path, hosts.interval, greendns.HostsResolver(path, 5).interval, greendns.HostsResolver().fname, greendns.HOSTS_TTL)
for host in ('host.test', 'host.test.', 'HOST.test', 'h1', 'h6', 'last.test', 'last.test.', 'none.test', ''):
    for rtype in (A, AAAA, CNAME, TXT):
        print(repr(host), rtype, kind(hosts.query, host, rtype), end='; ')
    print()
answer = hosts.query('host.test')
print(type(answer).__name__, str(answer.qname).rstrip('.'), int(answer.rdtype), int(answer.rdclass), str(answer.canonical_name).rstrip('.'), len(answer.rrset))
print(0 < answer.rrset.ttl <= 10, answer.expiration > 0)
print(kind(hosts.query, 'host.test', A, greendns.socket.AF_UNIX, True, '127.0.0.1'))
for host in ('host.test', 'h1', 'h6', 'other.test', 'none.test'):
    show('getaliases %s' % host, lambda: hosts.getaliases(host))
empty = hosts.query('none.test', raise_on_no_answer=False)
print(bool(empty.rrset), text(empty) or 'nothing')

# Read again once the interval is over.
hosts = greendns.HostsResolver(path, interval=1000)
print(kind(hosts.query, 'new.test'))
with open(path, 'w') as f:
    f.write('10.0.0.5 new.test\n')
print(kind(hosts.query, 'new.test'))
hosts.interval = 0
eventlet.sleep(0.01)
print(kind(hosts.query, 'new.test'), kind(hosts.query, 'host.test'))
os.remove(path)
eventlet.sleep(0.01)
print(kind(hosts.query, 'new.test'))
print([greendns.is_ip_addr(x) for x in ('1.2.3.4', '01.2.3.4', '1.2.3', '::', ':::', '1::2::3', 'fe80::1%', 'abcd', '12345::', '::1.2.3', 1, b'1.2.3.4', b'::1', '1.2.3.4 ', ' ::1')])
print(greendns.HostsResolver.LINES_RE.findall('  a b # c\n\n#d\ne\r\n'))
