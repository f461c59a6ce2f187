a = bytearray(b'hello')
a[0] = 72
a.append(33)
a.extend(b' ab')
a.extend([1, 2])
a += b'z'
print(a, len(a), a.pop(), a.pop(0), a)
a.insert(0, 65)
a.remove(65)
a.reverse()
print(a)
a[1:3] = b'XYZW'
print(a)
del a[0], a[-2:]
a[::2] = b'-' * len(a[::2])
print(a)
c = a.copy()
a.clear()
print(a, c, a is c, c == bytes(c))
c *= 2
print(c, c.find(b'-'), c.upper(), c.split(b'-')[:2], c.replace(b'-', b'+'), type(c.strip(b'-')).__name__, c.hex()[:6], c.decode('latin-1'), bytearray.fromhex('0102'), bytearray('é', 'utf-8'), bytearray(3), bytearray([1, 2]), bytearray(range(3)))
for f in (lambda: c.append(256), lambda: c.append('a'), lambda: c.extend('a'), lambda: c.extend([300]), lambda: c.__setitem__(0, -1), lambda: c.__setitem__(100, 1), lambda: bytearray().pop(), lambda: c.pop(100), lambda: c.remove(1), lambda: hash(c), lambda: c.__setitem__(slice(0, 4, 2), b'a'), lambda: c.insert(0, 'x'), lambda: c.__setitem__(0, b'a'), lambda: c.__delitem__(99), lambda: bytearray('x'), lambda: c + 'x', lambda: c.__setitem__(slice(0, 1), 5), lambda: c.__setitem__('a', 1), lambda: c.extend(5), lambda: c.append(1.5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = memoryview(c)
try:
    c.append(1)
except BufferError as e:
    print(e)
try:
    c[0:1] = b'ab'
except BufferError as e:
    print(e)
c[0] = 1
m.release()
c.append(2)
print(c[-1], c == bytearray(c), c < b'\xff', b'a' + bytearray(b'b'), bytearray(b'b') + b'a', type(b'a' + bytearray()).__name__, repr(bytearray(b'\'"\x00')), str(bytearray(b'x')), bytearray(b'%d') % 5, bytearray(b'abc')[1:], list(bytearray(b'ab')), 97 in bytearray(b'a'), b'bc' in bytearray(b'abc'))
x = y = bytearray(b'1')
x += b'2'
print(x, y, x is y, bytearray(b'a').__alloc__() > 0, bytearray(b'a,b').partition(b','), bytearray(b'ab').join([b'1', b'2']), sorted(bytearray(b'ba')), bytearray(b'abc').translate(None, b'b'), iter(bytearray(b'a')).__next__())


class BA(bytearray):
    pass


z = BA(b'abc')
z.attr = 1
print(z, z.attr, type(z[:]).__name__, isinstance(z, bytearray))
import pickle, copy
print(pickle.loads(pickle.dumps(bytearray(b'p'))), copy.copy(bytearray(b'q')), copy.deepcopy(z))
