"""http.cookies: parsing, writing, morsels, values that are coded, what is refused."""
import pickle
from http import cookies


def show(label, function, *args, **kw):
    try:
        print(label, function(*args, **kw))
    except Exception as e:
        print(label, 'raises', type(e).__name__, e)


for text in ('a=b', 'a=b; c=d', 'a="b c"; d', 'a="\\"q\\""; x=y', 'a=b; Path=/; Domain=x; Max-Age=5; Secure; HttpOnly; Version=1; Comment=hi', '$Version=1; a=b; $Path=/p',
             'a="\\012\\303\\251"', 'a=b,c', 'keebler="E=mc2; L=\\"Loves\\"; fudge=\\012;"', 'a=; b=', '=b', 'a b=c', 'a=b;c', 'a=b; expires=Wed, 09 Jun 2021 10:18:14 GMT; c=d',
             'a=b; expires=Wed 09 Jun 2021', 'a=1;a=2', 'a = b ; c = d', 'a=b; secure=yes; d=e', 'a=b; httponly; max-age', '[a]=b', 'a=[b]', 'a=b; [c]=d', '', ';', 'a=b\n', "'a'=b",
             'comment=x', 'path=/; a=b', 'a==b', 'a=b=c', '\u20ac=x', 'a=\u20ac', 'a:b=c', 'a="unclosed', 'A=b; a=c', 'a=b; samesite=lax' if False else 'z=y'):
    c = cookies.SimpleCookie()
    try:
        c.load(text)
    except cookies.CookieError as e:
        print(ascii(text), 'raises', ascii(str(e)))
        continue
    print(ascii(text), sorted((ascii(k), ascii(v.value), ascii(v.coded_value), sorted((x, y) for x, y in v.items() if y)) for k, v in c.items()))
c = cookies.SimpleCookie('x=1')
c['a'] = 'b'
c['quoted'] = 'with "quotes"; and, \\ \xe9\u0100'
show('control', c.__setitem__, 'control', 'a\nb')
c['number'] = 5
c['none'] = None
c['a']['path'] = '/p'
c['a']['Domain'] = 'd.test'
c['a']['secure'] = True
c['a']['httponly'] = True
c['a']['max-age'] = 10
c['a']['comment'] = 'say; it'
c['a']['version'] = 1
print(ascii(c.output()))
print(ascii(c.output(header='Cookie:', sep='; ')), ascii(c.output(['path'], 'X:', '|')), ascii(str(c)), ascii(repr(c)))
print(ascii(c.js_output()))
print(ascii(c['a'].js_output()), c['a'].OutputString(), c['a'].OutputString(['path', 'secure']), c['a'].output(header='H:'))
c['gone'] = ''
c['gone']['expires'] = 'Thu, 01 Jan 1970 00:00:00 GMT'
c['gone']['max-age'] = 'text'
print(c['gone'])
c['number expiry'.replace(' ', '')] = 'x'
c['numberexpiry']['expires'] = 0
print('GMT' in c['numberexpiry'].OutputString())
for key in ('a b', '', 'a;b', 'expires', 'a=b', '\xe9', 'a,b', '$x', 'a:b', '"a"'):
    show('key %s' % ascii(key), c.__setitem__, key, 'v')
show('attribute', c['a'].__setitem__, 'nope', 'x')
show('load dict', c.load, {'from': 'dict', 'n': 3})
print(c['from'].value, c['n'].value, c['n'].coded_value)
show('bad load', c.load, 5)
print(c.value_decode('"a\\054"'), c.value_encode(5), c.value_encode('a b'), cookies._quote('a;b'), cookies._unquote('"a\\"b"'))


class Own(cookies.BaseCookie):
    def value_decode(self, value):
        return value.upper(), value

    def value_encode(self, value):
        return value, str(value)[::-1]


o = Own('a=bc')
o['d'] = 'ef'
print(o['a'].value, o['d'].coded_value, o)
m = cookies.Morsel()
print(m.key, m.value, m.coded_value, sorted(m.keys()), m.isReservedKey('Path'), m.isReservedKey('x'))
m.set('k', 'v', '"v"')
print(m, m == m.copy(), m != cookies.Morsel(), m == 'x', m.copy().key, pickle.loads(pickle.dumps(m)) == m)
show('reserved', m.set, 'path', 'v', 'v')
show('illegal', m.set, 'a b', 'v', 'v')
m.update({'path': '/x', 'Comment': 'c'})
show('update', m.update, {'bad': 1})
print(m.setdefault('path', 'z'), m.setdefault('Domain', 'w'), m.get('path'), m)
show('setdefault', m.setdefault, 'bad', 1)
print(pickle.loads(pickle.dumps(c))['a'].OutputString() == c['a'].OutputString(), cookies.CookieError.__mro__[1].__name__, sorted(cookies.__all__))
