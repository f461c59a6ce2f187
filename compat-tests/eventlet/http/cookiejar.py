"""http.cookiejar: which cookies are taken and sent back, by every rule of the policy."""
import time
import urllib.request
from email.message import Message

from eventlet.green.http import cookiejar


class Response(object):
    def __init__(self, headers):
        self.message = Message()
        for key, value in headers:
            self.message[key] = value

    def info(self):
        return self.message


def visit(jar, url, *cookies, **kw):
    """Take the cookies of a response to a request for *url*; returns what the jar has then."""
    request = urllib.request.Request(url, origin_req_host=kw.get('origin'), unverifiable=kw.get('unverifiable', False))
    jar.extract_cookies(Response([(kw.get('header', 'Set-Cookie'), x) for x in cookies]), request)
    return names(jar)


def names(jar):
    return sorted('%s=%s %s%s%s' % (c.name, c.value, c.domain, c.path, ' secure' if c.secure else '') for c in jar)


def sends(jar, url, **kw):
    request = urllib.request.Request(url, origin_req_host=kw.get('origin'), unverifiable=kw.get('unverifiable', False))
    jar.add_cookie_header(request)
    return request.get_header('Cookie'), request.get_header('Cookie2')


def fresh(**kw):
    return cookiejar.CookieJar(cookiejar.DefaultCookiePolicy(**kw))


print('domains')
for url, cookie in (('http://www.a.test/', 'x=1'), ('http://www.a.test/', 'x=1; Domain=.a.test'), ('http://www.a.test/', 'x=1; Domain=a.test'), ('http://www.a.test/', 'x=1; Domain=www.a.test'),
                    ('http://www.a.test/', 'x=1; Domain=other.test'), ('http://www.a.test/', 'x=1; Domain=.test'), ('http://www.a.test/', 'x=1; Domain=test'), ('http://a.b.c.test/', 'x=1; Domain=c.test'),
                    ('http://10.0.0.1/', 'x=1; Domain=10.0.0.1'), ('http://10.0.0.1/', 'x=1; Domain=0.0.1'), ('http://10.0.0.1/', 'x=1'), ('http://localhost/', 'x=1'),
                    ('http://www.a.co.uk/', 'x=1; Domain=.co.uk'), ('http://WWW.A.test/', 'x=1; Domain=.A.Test'), ('http://a.test:8080/', 'x=1'), ('http://www.a.test/', 'x=1; Domain='), ('http://www.a.test/', 'x=1; Domain')):
    jar = cookiejar.CookieJar()
    print(url, cookie, visit(jar, url, cookie), [sends(jar, x)[0] for x in (url, 'http://www.a.test/', 'http://a.test/', 'http://sub.www.a.test/', 'http://x.c.test/', 'http://localhost/')])
print('paths')
for url, cookie in (('http://a.test/dir/page', 'x=1'), ('http://a.test/dir/page', 'x=1; Path=/'), ('http://a.test/dir/page', 'x=1; Path=/other'), ('http://a.test/dir/page', 'x=1; Path=/dir'),
                    ('http://a.test', 'x=1'), ('http://a.test/dir/', 'x=1; Path='), ('http://a.test/a%20b/', 'x=1'), ('http://a.test/dir?x=/y', 'x=1'), ('http://a.test/d;p/e', 'x=1')):
    jar = cookiejar.CookieJar()
    print(url, cookie, visit(jar, url, cookie), [sends(jar, x)[0] for x in ('http://a.test/', 'http://a.test/dir', 'http://a.test/dir/', 'http://a.test/dir/page/x', 'http://a.test/a%20b/c', 'http://a.test/d;p/')])
print('secure and ports')
jar = cookiejar.CookieJar()
print(visit(jar, 'https://a.test/', 's=1; Secure', 'n=2'), sends(jar, 'http://a.test/'), sends(jar, 'https://a.test/'))
for header in ('Set-Cookie', 'Set-Cookie2'):
    for cookie in ('x=1; Version=1', 'x=1; Version=1; Port', 'x=1; Version=1; Port="80,8080"', 'x=1; Version=1; Port="8080"', 'x=1; Version=1; Port="abc"', 'x=1; Version=1; Discard; Max-Age=100', 'x="q v"; Version="1"; Path="/"',
                   'x=1; Version=2', 'x=1; Version=x', 'x=1; Max-Age=x', 'x=1; Version=1; Domain=.a.test; Comment="c"; CommentURL="http://c/"'):
        jar = fresh(rfc2965=True)
        print(header, cookie, visit(jar, 'http://www.a.test/', cookie, header=header), sends(jar, 'http://www.a.test/'), sends(jar, 'http://www.a.test:8080/'))
jar = cookiejar.CookieJar()
print(visit(jar, 'http://a.test/', 'x=1; Version=1', header='Set-Cookie2'), visit(jar, 'http://a.test/', 'x=2; Version=1'))
jar = fresh(rfc2965=True, netscape=False)
print(visit(jar, 'http://a.test/', 'x=1'), visit(jar, 'http://a.test/', 'x=1; Version=1', header='Set-Cookie2'))
jar = fresh(rfc2109_as_netscape=False, rfc2965=True)
print(visit(jar, 'http://a.test/', 'x=1; Version=1'), [(c.version, c.rfc2109) for c in jar])

print('lifetimes')
jar = cookiejar.CookieJar()
visit(jar, 'http://a.test/', 'past=1; expires=Wed, 09 Jun 1999 10:18:14 GMT', 'future=1; expires=Wed, 09 Jun 2099 10:18:14 GMT', 'session=1', 'age=1; max-age=100', 'zero=1; max-age=0', 'negative=1; max-age=-5', 'bad=1; expires=never')
print(names(jar))
print([(c.name, c.expires is None, c.discard, c.is_expired(), c.is_expired(2 ** 40)) for c in sorted(jar, key=lambda c: c.name)])
visit(jar, 'http://a.test/', 'future=; expires=Wed, 09 Jun 1999 10:18:14 GMT')
print(names(jar))
jar.clear_session_cookies()
print(names(jar))
print('clearing')
visit(jar, 'http://a.test/x/', 'a=1', 'b=2')
visit(jar, 'http://b.test/', 'c=3')
for args in (('nowhere.test',), ('a.test', '/nope'), ('a.test', '/x', 'nope'), ('a.test', '/x', 'a'), ('a.test', '/x'), ('a.test',), (None, '/'), (None, None, 'x'), ()):
    try:
        print(args, jar.clear(*args), names(jar))
    except Exception as e:
        print(args, type(e).__name__, e)
print(len(jar), list(jar), repr(jar).replace('eventlet.green.', ''), str(jar).replace('eventlet.green.', ''))

print('policy')
for kw in ({'blocked_domains': ['a.test']}, {'blocked_domains': ['.a.test']}, {'allowed_domains': ['a.test']}, {'allowed_domains': []}, {'strict_domain': True},
           {'strict_ns_domain': cookiejar.DefaultCookiePolicy.DomainStrict}, {'strict_ns_domain': cookiejar.DefaultCookiePolicy.DomainRFC2965Match}, {'strict_ns_domain': cookiejar.DefaultCookiePolicy.DomainStrictNonDomain},
           {'strict_ns_set_initial_dollar': True}, {'strict_ns_set_path': True}, {'strict_ns_unverifiable': True}, {'strict_rfc2965_unverifiable': False}, {'hide_cookie2': True, 'rfc2965': True}, {'netscape': False}):
    jar = fresh(**kw)
    got = visit(jar, 'http://www.a.test/p/', 'x=1; Domain=.a.test', '$d=1', 'p=1; Path=/q') + visit(jar, 'http://a.test/', 'y=1') + visit(jar, 'http://deep.www.a.test/', 'z=1; Domain=.a.test')
    got += visit(jar, 'http://third.test/', 't=1', unverifiable=True, origin='first.test')
    print(sorted(kw), sorted(set(got)), sends(jar, 'http://www.a.test/p/'), sends(jar, 'http://third.test/', unverifiable=True, origin='first.test'))
policy = cookiejar.DefaultCookiePolicy(blocked_domains=['x.test', '.y.test'])
print(policy.blocked_domains(), policy.allowed_domains(), policy.is_blocked('x.test'), policy.is_blocked('a.y.test'), policy.is_blocked('z.test'), policy.is_not_allowed('x'))
policy.set_blocked_domains([])
policy.set_allowed_domains(['ok.test'])
print(policy.blocked_domains(), policy.allowed_domains(), policy.is_not_allowed('x'), policy.is_not_allowed('ok.test'))
policy.set_allowed_domains(None)
jar = cookiejar.CookieJar()
jar.set_policy(policy)
made = cookiejar.Cookie(0, 'n', 'v', None, False, 'h.test', False, False, '/', True, False, None, True, None, None, {'HttpOnly': None})
jar.set_cookie(made)
print(names(jar), made.has_nonstandard_attr('HttpOnly'), made.get_nonstandard_attr('z', 'd'), made.set_nonstandard_attr('z', 'q'), made.get_nonstandard_attr('z'), str(made))
print(repr(made))
request = urllib.request.Request('http://h.test/')
jar.set_cookie_if_ok(made, request)
print([c.name for c in jar.make_cookies(Response([('Set-Cookie', 'm=1'), ('Set-Cookie2', 'k=2; Version=1')]), request)])
try:
    cookiejar.Cookie(0, 'n', 'v', None, True, 'd', True, False, '/', True, False, None, True, None, None, {})
except ValueError as e:
    print(e)
order = cookiejar.CookieJar()
visit(order, 'http://a.test/x/y/', 'a=1; Path=/', 'b=2; Path=/x', 'c=3; Path=/x/y', 'quoted="a b"', 'empty=', '=nameless', 'novalue', '; x', 'sp ace=1', 'a=4; Path=/')
print(sends(order, 'http://a.test/x/y/z'))
request = urllib.request.Request('http://a.test/x/y/', headers={'Cookie': 'mine=1'})
order.add_cookie_header(request)
print(request.get_header('Cookie'))
