"""http.cookiejar: the two formats of files, dates, and the parsing of headers."""
import os
import tempfile

from eventlet.green.http import cookiejar


def cookie(name, value='v', domain='a.test', path='/', secure=False, expires=4102444800, discard=False, version=0, port=None, rest={}, comment=None):
    return cookiejar.Cookie(version, name, value, port, port is not None, domain, domain.startswith('.'), domain.startswith('.'), path, True, secure, expires, discard, comment, None, dict(rest))


def fill(jar):
    for c in (cookie('plain'), cookie('secure', secure=True), cookie('session', expires=None, discard=True), cookie('old', expires=5), cookie('dot', domain='.b.test', path='/p'), cookie('novalue', None), cookie('quoted', 'a "b" c'),
              cookie('v1', version=1, port='80', comment='hello'), cookie('rest', rest={'HttpOnly': None, 'X': 'y'})):
        jar.set_cookie(c)
    return jar


def show(label, function, *args, **kw):
    try:
        print(label, function(*args, **kw))
    except Exception as e:
        print(label, 'raises', type(e).__name__, type(e).__mro__[1].__name__, str(e).replace(folder, 'FOLDER'))


def table(jar):
    return sorted((c.domain, c.path, c.name, c.value, c.secure, c.expires, c.discard, c.version, c.port, c.comment, sorted(c._rest)) for c in jar)


folder = tempfile.mkdtemp()
for kind in (cookiejar.MozillaCookieJar, cookiejar.LWPCookieJar):
    print('===', kind.__name__)
    path = os.path.join(folder, kind.__name__)
    jar = fill(kind(path))
    for kw in ({}, {'ignore_discard': True}, {'ignore_expires': True}, {'ignore_discard': True, 'ignore_expires': True}):
        jar.save(**kw)
        with open(path) as f:
            print(sorted(kw), sorted(x for x in f.read().split('\n') if 'edit' not in x and 'generated' not in x.lower() and 'curl' not in x and 'http' not in x))
        back = kind()
        back.load(path)
        print(len(back), end=' ')
        back = kind(path)
        back.load(ignore_discard=True, ignore_expires=True)
        print(len(back))
        for row in table(back):
            print('  ', row)
    jar.revert()
    print(len(jar), jar.filename == path, jar.delayload)
    back.clear()
    back.revert(ignore_discard=True, ignore_expires=True)
    print(len(back))
    show('no name', kind().save)
    show('no name', kind().load)
    show('no name', kind().revert)
    show('missing', kind(os.path.join(folder, 'nope')).load)
    for text in ('', 'junk\n', '# Netscape HTTP Cookie File\n', '# Netscape HTTP Cookie File\nshort\n', '# HTTP Cookie File\n.a.test\tTRUE\t/\tFALSE\t4102444800\tn\tv\n\n# c\n$x\n', '#LWP-Cookies-2.0\n', '#LWP-Cookies-2.0\njunk\n',
                 '# Netscape HTTP Cookie File\na.test\tFALSE\t/\tTRUE\t\tsession\tv\na.test\tFALSE\t/\tFALSE\t4102444800\t\tnameless\n',
                 '#LWP-Cookies-2.0\nSet-Cookie3: a=b; path="/"; domain="a.test"; expires="2099-01-01 00:00:00Z"; version=0\nSet-Cookie3: c=d; path="/"; domain=".a.test"; path_spec; secure; discard; extra=1; version=1\n'):
        with open(path, 'w') as f:
            f.write(text)
        fresh = kind(path)
        show(repr(text[:60]), fresh.load, ignore_discard=True)
        print('  ', table(fresh))
print(sorted(fill(cookiejar.LWPCookieJar()).as_lwp_str(ignore_discard=False, ignore_expires=False).split('\n')))
print(issubclass(cookiejar.LoadError, OSError), cookiejar.FileCookieJar.__mro__[1].__name__)
show('abstract', cookiejar.FileCookieJar().save, os.path.join(folder, 'x'))

print('=== dates')
for text in ('Wed, 09 Feb 1994 22:23:32 GMT', 'Wednesday, 09-Feb-94 22:23:32 GMT', 'Wed Feb  9 22:23:32 1994', '09 Feb 1994 22:23:32', '09-Feb-1994 22:23', '09-Feb-94', '1994-02-09', '1994-02-03 14:15:29', '1994-02-03T14:15:29Z',
             '19940203T141529Z', '1994-02-03 14:15:29 +0100', '03/Feb/1994:17:03:55 -0700', 'Feb 3 1994', '3 Feb 1994 12:00:00 PM', '02-03-94  12:00AM', '1 Jan 1970 00:00:00 GMT', '', 'junk', '32 Feb 1994 22:23:32', '09 Foo 1994', '09 Feb 1994 25:23:32',
             'Thu, 01 Jan 2070 00:00:00 EST', '9 Feb 1994 1:2:3 UTC', '9 Feb 1994 01:02:03 -0530'):
    print(repr(text), cookiejar.http2time(text), cookiejar.iso2time(text))
print(cookiejar.time2isoz(0), cookiejar.time2isoz(951868800), len(cookiejar.time2isoz()))
print('=== headers')
for text in ('foo=bar', 'foo="b a r"; x', 'a, b; c=d', 'text/html; charset="iso-8859-1"', 'Basic realm="\\"foo\\bar\\""', 'a=b, c=d;e', '', 'a=;b', '"a"=b'):
    print(repr(text), cookiejar.split_header_words([text]), cookiejar.join_header_words(cookiejar.split_header_words([text])))
for text in ('a=b; expires=Foo; path=/x', 'a="b"; secure', 'a; b=c', 'expires=1 Jan 2001 00:00:00 GMT; max-age="5"; version=1', 'a=b;;c', ' '):
    print(repr(text), cookiejar.parse_ns_headers([text]))
for text in ('1.2.3.4', 'a.b', '1.2.3', 'x.1', ''):
    print(text, cookiejar.is_HDN(text), cookiejar.liberal_is_HDN(text), cookiejar.reach(text), [cookiejar.domain_match(text, x) for x in ('1.2.3.4', '.b', 'a.b')], [cookiejar.user_domain_match(text, x) for x in ('1.2.3.4', '.b', 'a.b')])
for a, b in (('x.y.com', '.y.com'), ('x.y.com', 'y.com'), ('y.com', '.y.com'), ('A.B.com', 'a.b.COM'), ('.x.y', '.y'), ('x.local', '.local'), ('x.y.com', '.com')):
    print(a, b, cookiejar.domain_match(a, b), cookiejar.user_domain_match(a, b), cookiejar.reach(a))
for path in ('/a b', '/%7ex', '/%2F', '/\xe9', '/a%c3%a9', '/<>"'):
    print(ascii(path), cookiejar.escape_path(path))
import urllib.request
for url in ('http://a.test/p?q#f', 'http://A.TEST:80', 'http://a.test:99/x', 'http://a.test:x/', 'http://short/', 'http://1.2.3.4/'):
    r = urllib.request.Request(url)
    print(url, cookiejar.request_host(r), cookiejar.eff_request_host(r), cookiejar.request_path(r), cookiejar.request_port(r), cookiejar.is_third_party(r))
print(sorted(cookiejar.__all__))
