# Analyses a web server's log with regular expressions, generators and string formatting.
import re
import time
import urllib
import urlparse

LOG = r'''
10.0.0.1 - - [10/Oct/2010:13:55:36 +0000] "GET /index.html HTTP/1.0" 200 2326
10.0.0.2 - ann [10/Oct/2010:13:55:40 +0000] "POST /form?x=%41+b HTTP/1.1" 302 -
10.0.0.1 - - [10/Oct/2010:14:01:02 +0000] "GET /missing HTTP/1.0" 404 209
broken line
10.0.0.3 - - [11/Oct/2010:00:00:00 +0000] "GET /index.html?q=caf%C3%A9 HTTP/1.1" 200 1000
'''.lstrip()
PATTERN = re.compile(r'(?P<host>\S+) \S+ (?P<user>\S+) \[(?P<time>.+?)\] "(?P<request>.*?)" (?P<status>\d+) (?P<size>\S+)$')


def parse(lines):
    for number, line in enumerate(lines):
        match = PATTERN.match(line)
        if not match:
            print >>out, 'line %d: cannot read %r' % (number + 1, line)
            continue
        yield match.groupdict()


def field(records, name, convert):
    for record in records:
        record[name] = convert(record[name])
        yield record


class Output(list):
    def write(self, text):
        self.append(text)

out = Output()
records = parse(LOG.splitlines())
records = field(records, 'size', lambda s: s != '-' and int(s) or 0)
records = field(records, 'status', int)
records = list(records)
by_host, by_status = {}, {}
for r in records:
    by_host.setdefault(r['host'], []).append(r)
    by_status[r['status']] = by_status.get(r['status'], 0) + 1
for host in sorted(by_host):
    rs = by_host[host]
    print '%s: %d requests, %d bytes, average %d' % (host, len(rs), sum(r['size'] for r in rs), sum(r['size'] for r in rs) / len(rs))
print sorted(by_status.items()), [r['user'] for r in records if r['user'] <> '-']
for r in records:
    method, url, version = r['request'].split()
    path, query = urlparse.urlparse(url)[2:5:2]
    print method, path, urlparse.parse_qs(query), urllib.unquote_plus(query), version.split('/')[1]
when = time.strptime(records[0]['time'].split()[0], '%d/%b/%Y:%H:%M:%S')
print tuple(when)[:6], time.strftime('%A %j', when)
print ''.join(out),
print re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'), re.findall(r'\d+', 'a1b22'), re.sub('[aeiou]', lambda m: m.group().upper(), 'vowels')
