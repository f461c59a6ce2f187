name, n, f = 'x', 42, 3.14159
print(f'{name}={n}', f'{f:.2f} {n:05d} {n:x} {name!r:>5} {n + 1}')
print('%s %d %.1f %r %5s|%-5s|%x %%' % (name, n, f, name, name, name, n))
print('{} {1} {name}'.replace('{1}', '{}').format(1, 2, name=3))
print('{0:>5}|{0:<5}|{0:^5}|{1:,}|{1:+d}'.format('ab', 1234567))
print(format(255, '#x'), format(0.5, '%'), str(1.0), repr(1e100), 1e16, 1e-5, 123456789.123)
print(f'{n=}', f'{{}}', f'{"nested"}')
