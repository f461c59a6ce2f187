# -*- coding: utf-8 -*-
# Text as bytes: literals hold the bytes of this file, and stay what they are.
import codecs
import sys

s = 'Grüße, Ærø'
print len(s), repr(s)
print s
sys.stdout.write(s + '\n')
u = s.decode('utf-8')
print len(u), u == u'Grüße, Ærø', u.encode('utf-8') == s, repr(u.encode('utf-8')[:6])
print u.encode('latin-1').decode('latin-1') == u, u.encode('utf-16')[:2] == codecs.BOM_UTF16_LE, repr(u'€'.encode('utf-8')), len(u'€')
print repr(u'ä'.encode('latin-1')), u'ä'.encode('ascii', 'replace'), u'ä'.encode('ascii', 'ignore') == '', u'ä€'.encode('ascii', 'xmlcharrefreplace'), u'ä'.encode('unicode-escape')
print s.split(', ')[1], s.replace('ü', 'ue'), s.find('ß'), s.upper(), s[:2] + s[7:9], 'Æ' in s, s.startswith('Gr\xc3\xbc')
print '%s|%10s|%-8s|' % (s, 'é', 'ö'), ' '.join(['ä', 'ö']), 'à'.strip() == 'à', 'x\xa0y z'.split(), 'Å'.isalpha(), 'É'.lower() == 'É'
for encoding in ('ascii', 'latin-1', 'utf-8'):
    try:
        print encoding, len(s.decode(encoding))
    except UnicodeDecodeError, e:
        print encoding, e.encoding, e.start, e.reason
try:
    u'€'.encode('latin-1')
except UnicodeEncodeError, e:
    print e.encoding, e.reason
try:
    u'ä'.encode('ascii')
except UnicodeError, e:
    print e.__class__.__name__
import tempfile, os
name = tempfile.mktemp()
f = open(name, 'w')
f.write(s)
f.close()
print os.path.getsize(name) == len(s), open(name).read() == s
f = codecs.open(name, encoding='utf-8')
print f.read() == u
f.close()
f = codecs.open(name, 'w', 'latin-1')
f.write(u)
f.close()
print repr(open(name, 'rb').read())
import io
with io.open(name, 'w', encoding='utf-8') as f:
    f.write(u)
print io.open(name, encoding='utf-8').read() == u
os.remove(name)
import json
print json.dumps({'k': [1, 2.5, None, True, 'x']}), json.loads('{"a": [1, "\\u00e4"]}')['a'][1] == u'ä', json.loads('[1, 2]'), json.dumps(u'€')
print json.dumps([{'b': 1, 'a': 2}], sort_keys=True, indent=1).replace(' \n', '\n')
print unicode(s, 'utf-8') == u, unicode('abc') == 'abc', str(u'abc'), 'a\xffb'.decode('utf-8', 'replace') == u'a\ufffdb', 'a\xffb'.decode('ascii', 'ignore')
