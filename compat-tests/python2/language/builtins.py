# Builtins that only Python 2 had, or had otherwise.
import __builtin__
print __builtin__.len is len, __builtin__.__name__
__builtin__.added = 'added to builtins'
print added
print range(5), range(2, 5), range(5, 0, -2), type(range(1)), xrange(3)[1], len(xrange(10)), list(xrange(2, 8, 3))
print unichr(0x263a).encode('utf-8') == '\xe2\x98\xba', basestring, unicode('abc', 'ascii'), unicode('\xc3\xa9', 'utf-8') == u'\xe9'
print isinstance(5, (int, long)), isinstance('x', str), issubclass(str, basestring), isinstance(5, basestring)
b = buffer('hello world', 6)
print str(b), len(b), b[0], buffer('abc') + 'd'
print cmp(3, 2), reduce(lambda x, y: x + y, [[1], [2]], []), zip(), zip('ab'), any([0, 1]), all([])
print sum([1, 2], 3), max('abc'), min([3, 1, 2]), max([1, 5, 3], key=lambda x: -x), enumerate('ab').next(), list(reversed([1, 2]))
print hasattr([], 'append'), getattr('x', 'nothing', 'default'), vars().has_key('b'), 'b' in dir()
print id(b) == id(b), hash('a') == hash(u'a'), type(hash(1)), sorted(set('hello')), bool(None)
try:
    range(1.5)
except TypeError:
    print 'TypeError'
print map(str, [1, 2.5, None]), map(int, '123'), [int(x) for x in '12'], filter(str.isdigit, 'a1b2'), tuple(map(abs, (-1, 2)))
print str(u'text'), repr(u'text'.encode('ascii')), 'a' + u'b' == 'ab', u'%s' % 'x' == 'x', '\xe9' == u'\xe9' or True
f = file('/tmp/_ie_python2_builtins.txt', 'w')
print f.name, f.mode, f.closed, isinstance(f, file)
f.write('line one\nline two\n')
f.writelines(['three\n', 'four'])
f.close()
print f.closed, open('/tmp/_ie_python2_builtins.txt').read() == 'line one\nline two\nthree\nfour'
f = open('/tmp/_ie_python2_builtins.txt', 'r+b')
print repr(f.readline()), f.tell(), f.readlines()
f.seek(-4, 2)
print f.read(), f.tell()
f.seek(0)
print [line.strip() for line in f], list(f.xreadlines())
f.seek(5)
f.write('ONE')
f.close()
print open('/tmp/_ie_python2_builtins.txt', 'rU').readlines()[0]
try:
    open('/tmp/no/such/file')
except IOError, e:
    print e, e.errno, e.__class__.__name__
try:
    f.read()
except ValueError:
    print 'closed'
with open('/tmp/_ie_python2_builtins.txt', 'wb') as f:
    f.write('\x00\xff\xe9binary')
data = open('/tmp/_ie_python2_builtins.txt', 'rb').read()
print repr(data), len(data), [ord(c) for c in data[:3]]
import os
os.remove('/tmp/_ie_python2_builtins.txt')
print os.getcwd() == os.getcwdu(), apply(max, (1, 2)), execfile.__name__
