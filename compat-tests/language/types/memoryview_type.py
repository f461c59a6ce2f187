import array
m = memoryview(b'abcdef')
print(m[0], m[-1], m[1:3].tobytes(), len(m), m.tobytes(), m.tolist(), m.format, m.itemsize, m.nbytes, m.ndim, m.shape, m.strides, m.suboffsets, m.readonly, m.c_contiguous, m.obj)
print(m[::2].tobytes(), m[::-1].tobytes(), m[::2].contiguous, m == b'abcdef', m[:3] == b'abc', m != b'x', hash(m) == hash(b'abcdef'), 97 in m, list(m[:2]), bytes(m), m.hex(), m.hex(':'), bytearray(m))
b = bytearray(b'12345678')
w = memoryview(b)
w[0] = 65
w[1:3] = b'BC'
w[3:5] = memoryview(b'DE')
print(b, w.readonly, w.toreadonly().readonly)
c = w.cast('I')
print(c.format, c.itemsize, len(c), c.shape, c.tolist() == [int.from_bytes(b[:4], 'little'), int.from_bytes(b[4:], 'little')])
c[0] = 0
print(b[:4], c.cast('B').nbytes, w.cast('B', (2, 4)).tolist(), w.cast('B', [2, 4])[1, 2], w.cast('c')[4], w.cast('h').tolist()[0], w.cast('?')[0], w.cast('b').tolist()[4:5])
a = array.array('d', [1.5, 2.5])
ma = memoryview(a)
ma[0] = 9.5
print(a, ma.format, ma.tolist(), ma.tobytes()[:2], memoryview(array.array('i', [1, 2, 3]))[1:].tolist(), memoryview(array.array('i', [1])) == memoryview(array.array('d', [1.0])))
for f in (lambda: m.__setitem__(0, 1), lambda: w.__setitem__(0, 256), lambda: w.__setitem__(0, 'a'), lambda: w.__setitem__(slice(0, 2), b'abc'), lambda: memoryview(5), lambda: memoryview('a'), lambda: m[10], lambda: m['a'], lambda: w.cast('d').cast('I'), lambda: w[:3].cast('I'), lambda: w.cast('zz'), lambda: hash(w), lambda: w.__delitem__(0), lambda: w[0, 1], lambda: w.cast('B', (3, 3)), lambda: m[::2].cast('B'), lambda: m + b'x', lambda: memoryview(), lambda: m.index if hasattr(m, 'index') else 'no index'):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
with memoryview(b) as v:
    print(v[0])
for f in (lambda: v[0], lambda: v.tobytes(), lambda: len(v), lambda: v.__enter__(), lambda: v == b'x'):
    try:
        print(f())
    except ValueError as e:
        print(e)
print(repr(v).startswith('<released memory at'), repr(m).startswith('<memory at'), v.release())
x = memoryview(b'nested')
y = memoryview(x)[1:]
print(y.obj, y.tobytes(), x.tobytes('C'), list(reversed(m))[:2], m[1:1].tobytes(), m[4:100].tobytes())
import io, struct
struct.pack_into('>H', w, 0, 0x4142)
print(b[:2], struct.unpack_from('>H', m, 1), io.BytesIO(m).read(2))
buf = io.BytesIO(b'abc')
view = buf.getbuffer()
view[0] = 90
print(buf.getvalue())
try:
    buf.write(b'1234567')
except BufferError as e:
    print(e)
view.release()
print(buf.write(b'12345'), buf.getvalue())
