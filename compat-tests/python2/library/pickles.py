# pickle, cPickle, copy_reg, shelve, marshal, struct, base64, hashlib: bytes are text.
import base64
import binascii
import cPickle
import copy_reg
import hashlib
import marshal
import md5
import os
import pickle
import sha
import struct
import tempfile
import zlib
from cStringIO import StringIO

data = {'list': [1, 2.5, None, True], 'text': 'a\xffb', 'tuple': ('x', u'\u20ac'), 'long': 2 ** 70}
for module in pickle, cPickle:
    for protocol in (0, 1, 2, -1):
        s = module.dumps(data, protocol)
        print isinstance(s, str), module.loads(s) == data,
    print
print pickle.loads('(lp0\nI1\naS\'two\'\np1\na.'), pickle.loads("(dp0\nS'k'\np1\nF1.5\ns."), cPickle.dumps(5)
f = StringIO()
pickle.dump([1], f)
cPickle.dump('two', f, 2)
f.seek(0)
print pickle.load(f), cPickle.load(f)


class Point(object):
    def __init__(self, x):
        self.x = x

    def __cmp__(self, other):
        return cmp(self.x, other.x)

print pickle.loads(pickle.dumps(Point(3), 2)) == Point(3), cPickle.loads(cPickle.dumps(Point([1]))).x
name = tempfile.mktemp()
with open(name, 'wb') as f:
    pickle.dump(data, f, pickle.HIGHEST_PROTOCOL)
with open(name, 'rb') as f:
    print pickle.load(f) == data
os.remove(name)
print struct.pack('<HB4s', 1, 2, 'ab'), repr(struct.pack('>I', 0xDEADBEEF)), struct.unpack('<2sB', 'hi\x05'), struct.calcsize('!IH')
print base64.b64encode('hello \xff'), base64.b64decode('aGVsbG8='), base64.encodestring('text'), base64.decodestring('dGV4dA==\n'), base64.urlsafe_b64encode('\xfb\xff'), base64.b16encode('\x01\xab'), base64.b32encode('a')
print binascii.hexlify('\x01\xff'), repr(binascii.unhexlify('00ff')), binascii.crc32('abc') & 0xffffffff, repr(binascii.a2b_base64('AA=='))
print hashlib.md5('abc').hexdigest(), hashlib.sha1('a' + 'b').hexdigest()[:8], repr(hashlib.sha256('x').digest()[:4]), md5.new('abc').hexdigest(), sha.new('').hexdigest()[:8], md5.md5('q').hexdigest()[:6]
h = hashlib.new('md5')
h.update('a')
h.update('bc')
print h.hexdigest() == hashlib.md5('abc').hexdigest(), len(h.digest())
import hmac
print hmac.new('key', 'message', hashlib.sha1).hexdigest()
print zlib.decompress(zlib.compress('squeeze' * 50)) == 'squeeze' * 50, zlib.adler32('abc'), len(zlib.compress('a' * 1000)) < 50
print marshal.loads(marshal.dumps([1, 'x', (2.5, None)])), 'data'.encode('zlib').decode('zlib'), 'data'.encode('base64'), 'uryyb'.decode('rot13'), 'caf\xc3\xa9'.decode('utf-8') == u'caf\xe9', repr('a\n\'b'.encode('string-escape')), 'x\\ny'.decode('string-escape')
import gzip
buf = StringIO()
z = gzip.GzipFile(fileobj=buf, mode='wb')
z.write('zipped text')
z.close()
buf.seek(0)
print gzip.GzipFile(fileobj=buf).read()
import array
a = array.array('B', 'abc')
print a.tostring(), a.tolist(), array.array('i', [1, 2]).itemsize
