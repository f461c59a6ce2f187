import struct
print(struct.pack('<bBhHiIqQ', -1, 255, -2, 65535, -3, 4294967295, -4, 2 ** 64 - 1).hex(), struct.pack('>fd', 1.5, -2.25).hex(), struct.pack('?c5s3p', True, b'x', b'abc', b'abcdef'), struct.pack('<e', 1.5), struct.pack('!4xH', 1), struct.pack('3i', 1, 2, 3), struct.pack('=lL', 1, 2).hex(), struct.pack('n', -1), struct.pack('0i'), struct.pack('<0s', b'abc'), struct.pack('@bi', 1, 2), struct.pack('<bi', 1, 2), struct.pack('P', 0))
print(struct.unpack('<bBhH', b'\xff\xff\xfe\xff\xff\xff'), struct.unpack('>fd', struct.pack('>fd', 1.1, 2.2)), struct.unpack('5s3p?c', b'hello\x02ab\x01z'), struct.unpack_from('>H', b'\x00\x01\x02\x03', 1), struct.unpack('<e', b'\x00\x3e'), list(struct.iter_unpack('<Hb', b'\x01\x00\x05\x02\x00\x06')), struct.calcsize('bi'), struct.calcsize('<bi'), struct.calcsize('bhiqd0q'), struct.calcsize(' 3i 2s '), struct.calcsize('ci'), struct.calcsize('ic0i'))
b = bytearray(10)
struct.pack_into('>HH', b, 2, 1, 2)
print(b)
s = struct.Struct('>I4s')
print(s.size, s.format, s.pack(1, b'ab'), s.unpack(b'\0\0\0\1abcd'), s.unpack_from(b'x\0\0\0\1abcd', 1), list(s.iter_unpack(b'\0\0\0\1abcd')))
for f in (lambda: struct.pack('b', 128), lambda: struct.pack('B', -1), lambda: struct.pack('i', 'a'), lambda: struct.pack('i', 1.5), lambda: struct.pack('i'), lambda: struct.pack('i', 1, 2), lambda: struct.pack('c', 'a'), lambda: struct.pack('c', b'ab'), lambda: struct.pack('s', 'a'), lambda: struct.unpack('i', b'abc'), lambda: struct.unpack('i', 'abcd'), lambda: struct.pack('y', 1), lambda: struct.pack('<n', 1), lambda: struct.pack('f', 1e100), lambda: struct.pack('e', 1e10), lambda: struct.pack('h', 70000), lambda: struct.pack('H', 70000), lambda: struct.pack('q', 2 ** 64), lambda: struct.unpack_from('i', b'abc'), lambda: struct.unpack_from('i', b'abcd', 2), lambda: struct.pack_into('i', b, 8, 1), lambda: struct.pack_into('i', b'x', 0, 1), lambda: struct.pack('f', 'x'), lambda: struct.pack('?', 'truthy'), lambda: struct.Struct(5), lambda: list(struct.iter_unpack('i', b'abc')), lambda: struct.iter_unpack('', b''), lambda: struct.calcsize('5'), lambda: struct.unpack_from('b', b'abc', -1), lambda: struct.unpack_from('b', b'abc', -5), lambda: struct.pack('I', -1), lambda: struct.pack('99999999999999999999i'), lambda: struct.pack(b'<h', 1), lambda: struct.unpack('<i', memoryview(b'\1\0\0\0')), lambda: struct.pack('i', type('I', (), {'__index__': lambda s: 7})())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
