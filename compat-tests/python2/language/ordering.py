# Everything has an order: None, numbers, then by the names of types.
values = ['text', 3, None, (1, 2), [1], {'k': 1}, 2.5, -1, 'abc', (), [], {}, True]
ordered = sorted(values)
print ordered
print None < -1e300, 10 < 'a', [] < (), {} < [], 'z' < (), 1 < [], None < None, None == None
print cmp(1, 2), cmp('b', 'a'), cmp([1, 2], [1, 3]), cmp((1,), (1, 2)), cmp(None, 0), cmp(1, 1.0), cmp({}, {'a': 1}), cmp('', None)
print min(3, 'a', None), max(3, 'a', None), max([1], 'b'), min({}, [])
print {'a': 1} < {'a': 2}, {'a': 1, 'b': 0} > {'z': 9}, {'a': 1} == {'a': 1}, cmp({'a': 1}, {'b': 1})
print (1, 'a') < (1, None), (1, None) < (1, 'a'), [1, [2]] < [1, 'x']
l = [5, 'five', None, 5.5]
l.sort()
print l
l.sort(reverse=True)
print l
l = ['b', 'A', 'c']
l.sort(lambda a, b: cmp(a.lower(), b.lower()))
print l
l.sort(cmp=lambda a, b: cmp(b, a))
print l
print sorted('hello', cmp=lambda a, b: -cmp(a, b)), sorted([3, 1, 2], lambda a, b: b - a), sorted([1, 2], reverse=1)
print sorted(['aa', 'b'], key=len), sorted([('x', 2), ('y', 1)], key=lambda p: p[1])
try:
    1j < 2
except TypeError, e:
    print e
import bisect, heapq
h = []
for item in [3, 'x', None, 1]:
    heapq.heappush(h, item)
print [heapq.heappop(h) for i in range(4)]
print bisect.bisect([1, 2, 'a'], 'Z'), 'a' in [1, 'a'], [1, 'b'].index('b')
