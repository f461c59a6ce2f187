d = {'a': 1, 'b': 2}
print(d, len(d), d['a'])
d['c'] = 3
d['a'] = 10
print(d)
print(d.get('x'), d.get('x', 0), 'a' in d, 'z' in d)
for k in d:
    print(k, d[k])
for k, v in d.items():
    print(k, v)
print(list(d.keys()), list(d.values()))
del d['b']
print(d.pop('c'), d)
d.update({'z': 26}, y=25)
print(d)
print({k: v for k, v in zip('ab', (1, 2))}, dict(x=1), dict([(1, 2)]))
try:
    d['missing']
except KeyError as error:
    print('KeyError', error)
print(d.setdefault('q', []), d)
print({1: 'a', 1.0: 'b', True: 'c'})
