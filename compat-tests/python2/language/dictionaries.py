# What dictionaries gave: lists, iterators and views.
d = {'one': 1}
print d.keys(), d.values(), d.items(), d.has_key('one'), d.has_key('two'), 'one' in d
print type(d.keys()), type(d.items()), d.keys()[0]
d['two'] = 2
d['three'] = 3
keys = d.keys()
keys.sort()
print keys, sorted(d.values()), sorted(d.iteritems()), sorted(d.iterkeys()), sorted(d.itervalues())
for key in d.keys():
    if key.startswith('t'):
        del d[key]
print d, len(d)
it = {'a': 1}.iteritems()
print it.next()
try:
    it.next()
except StopIteration:
    print 'end'
v = {'x': 1, 'y': 2}.viewkeys()
print sorted(v), len(v), 'x' in v, sorted(v & {'x': 0}.viewkeys())
print sorted({'x': 1}.viewitems()), list({'x': 5}.viewvalues())
e = dict([('k', 'v')], other=2)
print sorted(e.items()), e.get('none'), e.get('none', 0), e.setdefault('new', []), e.pop('k'), sorted(e)
e.update({'z': 26}, y=25)
print sorted(e.items()), e.copy() == e, dict.fromkeys('ab', 0) == {'a': 0, 'b': 0}


class Counting(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]

c = Counting()
print c['ab'], c, c.has_key('ab'), c.items()
print zip(*[(1, 'a'), (2, 'b')]), dict(zip('ab', range(2))) == {'a': 0, 'b': 1}
import os
print os.environ.has_key('PATH'), os.environ.has_key('NO_SUCH_VARIABLE_HERE')
from collections import defaultdict, OrderedDict
g = defaultdict(list)
for word in 'the quick the slow'.split():
    g[len(word)].append(word)
print sorted(g.items()), g.has_key(3)
o = OrderedDict([('b', 1), ('a', 2)])
print o.keys(), o.items(), o, list(o.iterkeys())
from UserDict import UserDict, DictMixin


class Upper(UserDict):
    def __setitem__(self, key, value):
        UserDict.__setitem__(self, key.upper(), value)

u = Upper()
u['abc'] = 1
u.update({'def': 2})
print sorted(u.items()), u.has_key('ABC'), len(u), sorted(u.keys()), u.get('ABC')


class Mix(DictMixin):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def keys(self):
        return self.d.keys()

m = Mix()
m['q'] = 1
m.update({'r': 2})
print sorted(m.items()), m.has_key('q'), m.get('x', 'default'), sorted(m), m.pop('q'), len(m)
