b = b'Hello, World'
print(b.capitalize(), b.center(20, b'*'), b.count(b'l'), b.count(108), b.decode(), b.endswith(b'ld'), b.endswith((b'x', b'd')), b.find(b'o'), b.find(111, 5), b.index(b'W'), b.hex(), b.hex(':'), b.hex('-', 4), b.hex(' ', -3), bytes.fromhex('48 65 6c'), b'-'.join([b'a', bytearray(b'b'), memoryview(b'c')]))
print(b.lower(), b.upper(), b.swapcase(), b'a b'.title(), b.ljust(15, b'.'), b.rjust(15), b' x '.strip(), b'xax'.strip(b'x'), b'aab'.lstrip(b'a'), b'baa'.rstrip(b'a'), b.partition(b', '), b.rpartition(b'o'), b.replace(b'l', b'L', 2), b.rfind(b'o'), b.rindex(b'l'), b'a,b,,c'.split(b','), b' a b '.split(), b'a,b,c'.rsplit(b',', 1), b'a\nb\r\nc\x0bd'.splitlines(), b'a\n'.splitlines(True))
print(b.startswith(b'He'), b.startswith((b'x', b'H'), 0), b'5'.zfill(3), b'-5'.zfill(4), b.translate(bytes.maketrans(b'lo', b'01')), b.translate(None, b'lo'), b'ab'.removeprefix(b'a'), b'ab'.removesuffix(b'b'), b'a\tb'.expandtabs(4))
for t in (b'', b'abc', b'ABC', b'a1', b'12', b' \n', b'Ab Cd', b'\xff'):
    print(t, ''.join(str(int(getattr(t, m)())) for m in 'isalnum isalpha isascii isdigit islower isspace istitle isupper'.split()))
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes('é', 'utf-8'), bytes(b'x'), bytes(range(5)), bytes(bytearray(b'q')), bytes((x for x in (1, 2))), bytes(memoryview(b'mv')), bytes(source='a', encoding='ascii'))
print(b[0], b[-1], b[1:4], b[::-1], len(b), 72 in b, b'lo' in b, b + b'!', b * 2, list(b'ab'), b'a' < b'b', b == bytearray(b), b'' == '', repr(b'\x00\'"\n\\\x7f\xe9'), str(b'a'), [*b'xy'], max(b), sorted(b'cab'), b'%s %d %x %r %a %b %c %%' % (b'x', 5, 255, 'é', 1, b'y', 65), b'%(k)s' % {b'k': b'v'}, b'%5.1f|%-4d|%04d' % (1.25, 3, 7))
for f in (lambda: bytes(-1), lambda: bytes([256]), lambda: bytes(['a']), lambda: bytes('a'), lambda: bytes(1, 'ascii'), lambda: bytes(1.5), lambda: bytes(None), lambda: bytes.fromhex('4'), lambda: bytes.fromhex('zz'), lambda: bytes.fromhex('4 8'), lambda: b + 'x', lambda: b'a' + 1, lambda: b.join(['a']), lambda: b.join([1]), lambda: b[100], lambda: b['a'], lambda: b.index(b'zz'), lambda: b.split(b''), lambda: b.find('a'), lambda: 'a' in b, lambda: 300 in b, lambda: b'%s' % 'str', lambda: b'%d' % 'x', lambda: b'%c' % 256, lambda: b'%c' % b'ab', lambda: b.decode('ascii', 'strict', 1), lambda: b.replace('a', 'b'), lambda: b.startswith('a'), lambda: b.center(5, b'ab'), lambda: b.hex('ab'), lambda: b.hex('é'), lambda: bytes.maketrans(b'a', b'bc'), lambda: b.translate(b'abc'), lambda: b.count(256), lambda: b < 'a', lambda: b.__setitem__, lambda: bytes(10 ** 30), lambda: b.find([]), lambda: b.partition(b'')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class B(bytes):
    def __bytes__(self): return b'from __bytes__'
    
    
x = B(b'abc')
print(x, type(x + b'').__name__, type(x[:]).__name__, bytes(x), x == b'abc', {x: 1}[b'abc'])


class Buf:
    def __bytes__(self): return b'obj'


class Idx:
    def __index__(self): return 3


print(bytes(Buf()), bytes(Idx()), bytes([Idx()]), b'ab'.__contains__(97), b'abc'.find(Idx()), b'x' * Idx())
import io, pickle
print(pickle.loads(pickle.dumps(b'\x00\xff')), b'abc'.__getnewargs__(), b'\xc3\xa9'.decode(), b'a' b'b', b'\101\x41', rb'\x')
