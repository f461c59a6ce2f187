import heapq, bisect, array
h = [5, 1, 8, 3]
heapq.heapify(h)
heapq.heappush(h, 2)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), [heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(2, ['ccc', 'a', 'bb'], key=len), list(heapq.merge([1, 4], [2, 3], [])), list(heapq.merge([3, 1], [2], reverse=True)), list(heapq.merge(['a'], ['B'], key=str.lower)))
for f in (lambda: heapq.heappop([]), lambda: heapq.heappush(5, 1), lambda: heapq.heapify((1,)), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush([1], 'a'), lambda: heapq.heapify([1, 'a'])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 3, 0, 2), bisect.insort(a, 4), a, bisect.insort_left(a, 1), a, bisect.bisect_left([(1, 'a'), (3, 'b')], 2, key=lambda p: p[0]), bisect.bisect([], 1))
for f in (lambda: bisect.bisect([1], 'a'), lambda: bisect.bisect(5, 1), lambda: bisect.bisect([1], 1, -1), lambda: bisect.bisect({1: 2}, 1, 0, 5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
x = array.array('i', [1, 2, 3])
x.append(4); x.extend([5]); x.insert(0, 0); x.fromlist([6]); x += array.array('i', [7])
print(x, x.typecode, x.itemsize, len(x), x[0], x[1:3], x.pop(), x.index(3), x.count(1), x.remove(1), x.tolist(), x.tobytes()[:8], x.reverse(), x, x * 2 == array.array('i', list(x) * 2), x == array.array('l', x), 3 in x, x.buffer_info()[1], array.typecodes, list(x), x[::-1])
x[1:2] = array.array('i', [9, 9]); del x[0]; x.byteswap(); x.byteswap(); x.frombytes(b'\1\0\0\0')
print(x, array.array('u', 'héy').tounicode(), array.array('d', [1.5]), array.array('b', b'\xff'), array.array('B', b'\xff'), array.array('q', range(3)), array.array('i') == array.array('i'), repr(array.array('f')), memoryview(x).format, bytes(array.array('H', [1])), array.array('i', [1]) < array.array('i', [2]), array.array('f', [0.1])[0])
for f in (lambda: array.array('z'), lambda: array.array('b', [200]), lambda: array.array('i', ['a']), lambda: array.array('i', [1.5]), lambda: x.append('a'), lambda: x + [1], lambda: x.remove(99), lambda: x[100], lambda: array.array('i').pop(), lambda: x.frombytes(b'abc'), lambda: x.extend(array.array('d')), lambda: array.array('B', [-1]), lambda: hash(x), lambda: array.array('i', 'str'), lambda: array.array('u', [1]), lambda: x.__setitem__(0, 2 ** 40), lambda: array.array('I', [2 ** 40]), lambda: x.fromlist(['x'])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import pickle, copy, io
print(pickle.loads(pickle.dumps(x)) == x, copy.copy(x) == x, array.array('i', x) == x)
with open('arr', 'wb') as f: x.tofile(f)
y = array.array('i')
with open('arr', 'rb') as f:
    y.fromfile(f, len(x))
    try:
        y.fromfile(f, 1)
    except EOFError as e:
        print(e)
print(y == x)
