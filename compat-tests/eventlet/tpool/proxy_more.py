# Proxy: autowrap of attributes and results, iteration, copying, context managers, nonblocking, special methods.
import copy
import re

import eventlet
from eventlet import debug, patcher, tpool

threading = patcher.original('threading')
main = threading.get_ident()


class Inner(object):
    def __init__(self):
        self.where = threading.get_ident() != main

    def inner(self):
        return Inner()


class Thing(object):
    attribute = Inner()

    def __init__(self):
        self.log = []

    def make(self):
        return Inner()

    def thread(self):
        return threading.get_ident() != main

    def __deepcopy__(self, memo=None):
        self.log.append(('deepcopy', type(memo).__name__, self.thread()))
        return 'deep'

    def __copy__(self, memo=None):
        return 'shallow', type(memo).__name__

    def __getitem__(self, key):
        if isinstance(key, slice):
            return key.start, key.stop, self.thread()
        if key == 'inner':
            return Inner()
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.log.append((key, value, self.thread()))

    def __iter__(self):
        return iter([Inner(), 2])

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        self.log.append((kind and kind.__name__, str(value), tb is not None, self.thread()))
        return kind is KeyError

    def __call__(self, *args, **kw):
        return Inner() if not args else (args, kw)

    def nonblocking_seen(self, **kw):
        return kw, self.thread()


def attempt(label, f, *args, **kwargs):
    try:
        print(label, re.sub('0x[0-9a-f]+', '0xN', repr(f(*args, **kwargs))))
    except BaseException as e:
        print(label, type(e).__name__, e)


t = Thing()
for options in ({}, {'autowrap': (Inner,)}, {'autowrap': Inner}, {'autowrap_names': ('make', '__call__', 'attribute')}):
    p = tpool.Proxy(t, **options)
    print(sorted(options), type(p.make()).__name__, type(p.attribute).__name__, type(p()).__name__, type(p['inner']).__name__, type(p.log).__name__)
    print([type(x).__name__ for x in p], p.thread(), p.thread(nonblocking=True), p.thread(nonblocking=False))
p = tpool.Proxy(t, autowrap=(Inner,))
print(type(p.make().inner()).__name__, type(p.make().inner().inner()._obj).__name__, p.make().where)
print(p(1, a=2), p[1:2], p.nonblocking_seen(x=1), p.nonblocking_seen(x=1, nonblocking=True))
attempt('deepcopy', copy.deepcopy, p)
attempt('copy', copy.copy, p)
p['k'] = 'v'
print(t.log)
del t.log[:]
with p as entered:
    print(entered is t)
with p:
    raise KeyError('swallowed')
try:
    with p:
        raise ValueError('comes out')
except ValueError as e:
    print(e, t.log)
attempt('no key', lambda: p['missing'])
attempt('no item', lambda: tpool.Proxy(5)[0])
attempt('not callable', tpool.Proxy(5))
attempt('no len', len, tpool.Proxy(5))
attempt('no attribute', getattr, p, 'missing')
attempt('next', next, tpool.Proxy(iter([1])))
attempt('end', next, tpool.Proxy(iter([])))
attempt('old next', tpool.Proxy(iter([7])).next)
attempt('iter of an iterator', lambda: (lambda q: iter(q) is q)(tpool.Proxy(iter([]))))
attempt('iter', iter, tpool.Proxy(5))
attempt('loop', lambda: list(tpool.Proxy(iter('abc'))))
attempt('generator', lambda: list(tpool.Proxy(x * 2 for x in range(3))))
attempt('repr', repr, tpool.Proxy([1]))
attempt('str', str, tpool.Proxy('text'))
attempt('hash', lambda: hash(tpool.Proxy('text')) == hash('text'))
attempt('unhashable', hash, tpool.Proxy([]))
attempt('eq', lambda: (tpool.Proxy(3) == 3, tpool.Proxy(3) == tpool.Proxy(3), tpool.Proxy(3) != 4))
attempt('bool', lambda: (bool(tpool.Proxy(0)), bool(tpool.Proxy([0]))))
attempt('contains', lambda: 2 in tpool.Proxy([1, 2]))
attempt('module', tpool.Proxy(__import__('math')).sqrt, 16)
attempt('class', lambda: type(tpool.Proxy(Thing, autowrap=(Thing,))()).__name__)
attempt('proxy_call', tpool.proxy_call, (), len, 'abc')
attempt('proxy_call', lambda: type(tpool.proxy_call((list,), list, 'abc')).__name__)
attempt('proxy_call', tpool.proxy_call, (), threading.get_ident, nonblocking=True) if False else None
attempt('no autowrap', tpool.proxy_call, None, len, 'abc')
tpool.killall()
