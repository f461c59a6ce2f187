# -*- coding: latin-1 -*-
s = 'ascii only here'
import sys
source = b'# vim: set fileencoding=iso-8859-15 :\nx = "\xa4"\n'
n = {}
exec(source, n)
print(n['x'])
exec(b'\xef\xbb\xbfy = "\xc3\xa9"', n)
print(n['y'])
exec('# coding: latin-1\nz = "é"', n)
print(n['z'])
for bad in (b'# coding: nonsense\nx = 1', b'x = "\xe9"', b'\xef\xbb\xbf# coding: latin-1\nx = 1', b'# coding: ascii\nx = "\xe9"', b'\n# coding: latin-1\nx = "\xe9"',
            b'\n\n# coding: latin-1\nx = "\xe9"', b'x = 1\n# coding: latin-1\ny = "\xe9"', b'"""\n# coding: latin-1\n"""', b'#!/usr/bin/x\n# -*- coding: cp1252 -*-\nx = "\x80"'):
    n = {}
    try:
        exec(bad, n)
        print('ok', n.get('x'))
    except SyntaxError as error:
        print(type(error).__name__, error.msg, error.lineno)
import tokenize, io
for b in (b'# coding: utf8\n', b'\xef\xbb\xbfx', b'x', b'#\n# coding=latin_1\n'):
    print(tokenize.detect_encoding(io.BytesIO(b).readline))
with open('m.py', 'wb') as f:
    f.write(b'# coding: cp1251\ntext = "\xcf\xf0\xe8"\n')
sys.path.insert(0, '.')
import m
print(m.text, len(m.text))
with open('bad_utf8.py', 'wb') as f:
    f.write(b'x = 1\ny = "\xff"\n')
try:
    import bad_utf8
except SyntaxError as error:
    print(error.msg)
