import sys
print(int(), int(5.9), int(-5.9), int('  12  '), int('-0b101', 0), int('0x1F', 16), int('z', 36), int('1_000'), int(b'12'), int(bytearray(b'7')), int(True), int('٣'))
for f in (lambda: int('x'), lambda: int(''), lambda: int('1', 1), lambda: int('1', 37), lambda: int(1, 2), lambda: int([]), lambda: int(None), lambda: int('1__0'), lambda: int('_1'), lambda: int('0x'), lambda: int(float('nan')),
          lambda: int(float('inf')), lambda: int('12', x=1), lambda: int('\0'), lambda: int('9' * 5000), lambda: str(10 ** 5000), lambda: int('08', 0), lambda: int(b'\xff'), lambda: int(1j), lambda: int('1.5'), lambda: int('2', 2)):
    try:
        r = f()
        print(r)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
print((5).bit_length(), (-256).bit_length(), (0).bit_length(), (255).bit_count(), (-7).bit_count(), (5).as_integer_ratio(), (5).conjugate(), (5).numerator, (5).denominator, (5).real, (5).imag)
print((1024).to_bytes(2, 'big'), (1024).to_bytes(4, 'little'), (-1).to_bytes(2, 'big', signed=True), (5).to_bytes(), int.from_bytes(b'\x04\x00', 'big'), int.from_bytes(b'\xff\xff', 'little', signed=True),
      int.from_bytes([1, 2], 'big'), (2 ** 70).to_bytes(10, 'little'))
for f in (lambda: (256).to_bytes(1, 'big'), lambda: (-1).to_bytes(1, 'big'), lambda: (1).to_bytes(-1, 'big'), lambda: (1).to_bytes(1, 'x'), lambda: int.from_bytes('a', 'big'), lambda: (128).to_bytes(1, 'big', signed=True)):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3, divmod(-7, 3), divmod(7, -3), 7 / 2, -7 / 2)
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0), lambda: 0 ** -1, lambda: 1 << -1, lambda: 1 >> -1, lambda: pow(2, -1, 4), lambda: pow(1, 2, 0), lambda: 2 ** 'a', lambda: 10 ** 400 / 3, lambda: float(10 ** 400), lambda: 1 << (1 << 70), lambda: pow(2, 3, 1.5), lambda: pow(2.0, 3, 5)):
    try:
        print(f())
    except (ZeroDivisionError, ValueError, TypeError, OverflowError, MemoryError) as e:
        print(type(e).__name__, e)
print(2 ** 100, -2 ** 63, 2 ** 63 - 1 + 1, -(2 ** 63) - 1, 2 ** 64 * 2 ** 64, (2 ** 64) // 3, -(2 ** 64) // 3, (2 ** 64) % 1000, -(2 ** 64) % 1000, 2 ** 64 >> 60, -1 >> 100, 1 << 100, -5 >> 1, ~(2 ** 70))
print(2 ** 70 & 2 ** 70 - 1, -(2 ** 70) & 0xff, -(2 ** 70) | 1, (2 ** 70) ^ -1, -3 & 2 ** 70, pow(3, 200, 1000007), pow(3, -1, 7), pow(-3, 5, 7), pow(2, 10, -7), 10 ** 30 / 10 ** 29, 2 ** 1023 * 1.0, 3 ** 40 / 3 ** 39)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * 2, -9223372036854775808 // -1, abs(-9223372036854775808), -(-9223372036854775808), 3037000500 ** 2, 4294967296 * 4294967296)
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2), hash(10 ** 30), hash(2 ** 61 - 2) == hash(float(2 ** 61 - 2)) , hash(True), hash(-(2 ** 61)))
print(1 == 1.0, 2 ** 53 + 1 == float(2 ** 53), 2 ** 53 < 2 ** 53 + 1.0, 10 ** 400 > 1e308, 10 ** 400 > float('inf'), -10 ** 400 < float('-inf'), 1 < float('nan'), True == 1, 5 == '5', 10 ** 20 == 1e20)
print(round(15, -1), round(25, -1), round(35, -1), round(-15, -1), round(1234, -2), round(5, 2), round(149, -2), round(150, -2), round(250, -2), round(7, -5), (5).__round__(), (7).__floor__(), (7).__trunc__())
print(bin(10), bin(-10), oct(64), hex(-255), hex(2 ** 70), bin(0), '%x' % -255, '%o' % 8, '%#x %#o' % (255, 8), '%d' % 3.99, '%i' % True, '%5d|%-5d|%05d|%+d|% d' % (42, 42, 42, 42, 42), '%.5d' % 42, '%X' % 3735928559)
for spec in ('', 'd', '5', '<5', '^5', '>5', '=+5', '05', '+', ' ', '-', ',', '_', 'x', '#x', '#X', 'b', '#b', 'o', '#o', 'n', 'e', 'f', '.2f', 'g', '%', '*^9', '010,d', '_x', '_b', 'c', '+,', '#010x', ',.2f', '=5', '0>+8d', 'z.1f'):
    try:
        print(repr(spec), format(1234, spec), format(-1234, spec), end=' | ')
    except (ValueError, OverflowError) as e:
        print(e, end=' | ')
print()
for spec in ('s', '.2d', ',x', 'c5', 'q', '_c', '++d', ',_', ',,'):
    try:
        print(format(5, spec))
    except ValueError as e:
        print(repr(spec), e)
try:
    format(-1, 'c')
except OverflowError as e:
    print(e)


class I(int):
    def __repr__(self): return 'I(%d)' % self
    def __add__(self, o): return I(int(self) + o)


i = I(5)
print(i, i + 1, type(i + 1).__name__, type(i * 2).__name__, i == 5, hash(i) == hash(5), [i], {5: 'x'}[i], int(i), type(int(i)).__name__, isinstance(i, int), -i, i.__dict__, str(i), '%d' % i, f'{i}', f'{i:d}')
print(sys.maxsize, sys.int_info.bits_per_digit, int.__doc__.splitlines()[0], (3).__add__('x'), int.__add__(1, 2), (1).__eq__(1.0), (1).__lt__('x'), int.__index__(True), sys.get_int_max_str_digits())
