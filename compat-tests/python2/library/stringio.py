# StringIO and cStringIO.
from StringIO import StringIO
import cStringIO

for factory in StringIO, cStringIO.StringIO:
    f = factory()
    f.write('first line\n')
    f.write('second\r\nthird')
    f.writelines(['\n', 'fourth\n'])
    print repr(f.getvalue()), f.tell()
    f.seek(0)
    print repr(f.readline()), repr(f.readline()), repr(f.read(2)), f.readlines()
    f.seek(-3, 2)
    print repr(f.read()), repr(f.read())
    f.seek(0)
    print [line for line in f], f.closed
    f.seek(6)
    f.truncate()
    print repr(f.getvalue())
    f.close()
    try:
        f.read()
    except ValueError, e:
        print e
r = cStringIO.StringIO('read me\nagain')
print r.read(4), r.next(), r.readline(), repr(r.readline())
s = StringIO('abc')
s.seek(5)
s.write('x')
print repr(s.getvalue()), s.len
print >>s, 'printed', 1,
print repr(s.getvalue())
