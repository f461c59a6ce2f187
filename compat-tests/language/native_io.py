"""Files, buffers and text streams of the io module."""
import io, os, tempfile, sys
d = tempfile.mkdtemp()
os.chdir(d)
p = 'f.txt'
def t(name,f):
    try: print(name, repr(f()))
    except BaseException as e: print(name, type(e).__name__, e)
with open(p,'w') as f:
    print(f.mode, f.encoding, f.write('héllo\nworld\r\nx\ry'), f.tell())
with open(p,'rb') as f: print(f.read(), f)
for nl in (None,'','\n','\r','\r\n'):
    with open(p,newline=nl) as f: print(repr(nl), list(f), f.newlines)
with open(p,newline='') as f:
    print([f.readline() for _ in range(6)])
with open(p) as f:
    print(f.read(2), f.tell(), f.readline(), f.tell()); pos=f.tell(); r=f.read(); f.seek(pos); print(r==f.read(), f.seek(0,2), f.read())
with open(p,'r+') as f:
    f.write('hé'); f.seek(0); print(f.read())
with open(p,'a') as f: f.write('end'); print(f.tell())
with open(p,'r+b') as f:
    print(f.read(3)); f.write(b'ZZ'); print(f.tell()); f.seek(0); print(f.read()); f.truncate(4); f.seek(0); print(f.read())
t('closed', lambda: f.read())
t('closed2', lambda: f.write(b''))
t('ro', lambda: open(p).write('a'))
t('wo', lambda: open(p,'w').read())
t('mode', lambda: open(p,'zz')); t('mode2', lambda: open(p,'rw')); t('mode3',lambda: open(p,'rbt')); t('dir', lambda: open('.')); t('nofile', lambda: open(p+'x')); t('enc', lambda: open(p,'rb',encoding='x')); t('nl',lambda: open(p,newline='z')); t('buf0', lambda: open(p,buffering=0)); t('x', lambda: open(p,'x')); t('fd',lambda: open(-1)); t('float', lambda: open(1.5)); t('lookup', lambda: open(p,encoding='nosuch')); t('hex', lambda: open(p,encoding='hex'))
b=io.BytesIO(b'abc\ndef\n'); print(b.readline(), b.tell(), list(b), b.getvalue(), b.seek(1), b.read(2), b.write(b'XYZ'), b.getvalue(), b)if 0 else print(b.readline(), b.tell(), list(b), b.getvalue(), b.seek(1), b.read(2), b.write(b'XYZ'), b.getvalue())
m=b.getbuffer(); t('resize', lambda: b.write(b'x'*100)); m.release(); b.seek(20); b.write(b'q'); print(b.getvalue()); b.truncate(3); print(b.getvalue())
s=io.StringIO('a\nb\r\nc'); print(list(s), s.getvalue(), s.tell()); s.write('😀x'); print(s.getvalue()); s.seek(0); print(s.read(3), s.readline(), s.newlines); s.close(); t('sclosed', s.read)
s=io.StringIO(newline=None); s.write('a\r\nb\rc'); print(repr(s.getvalue()), s.newlines)
s=io.StringIO(newline='\r\n'); s.write('a\nb'); print(repr(s.getvalue()))
class Raw(io.RawIOBase):
    def __init__(self,data): self.d=data; self.w=[]
    def readable(self): return True
    def writable(self): return True
    def readinto(self,b):
        n=min(len(b),3,len(self.d)); b[:n]=self.d[:n]; self.d=self.d[n:]; return n
    def write(self,b): self.w.append(bytes(b)); return len(b)
r=io.BufferedReader(Raw(b'hello world\nfoo\nbar')); print(r.readline(), r.peek(), r.read(2), r.read1(10), r.read())
w=io.BufferedWriter(Raw(b''),4); w.write(b'ab'); w.write(b'cdefgh'); w.flush(); print(w.raw.w)
rw=io.BufferedRWPair(Raw(b'abc'),Raw(b'')); print(rw.read(2), rw.write(b'x'), rw.flush())
tw=io.TextIOWrapper(io.BufferedReader(Raw('é\nü'.encode()))); print(tw.readline(), tw.read())
t('unsup', lambda: io.RawIOBase().fileno()); t('unsup2', lambda: io.RawIOBase().seek(0)); print(io.UnsupportedOperation.__mro__, io.UnsupportedOperation)
tw=io.TextIOWrapper(io.BytesIO(),encoding='utf-16'); tw.write('ab'); tw.flush(); tw.write('c'); tw.flush(); print(tw.buffer.getvalue()); tw.seek(0); print(tw.read())
tw=io.TextIOWrapper(io.BytesIO(b'\xff\xfeabc'),encoding='utf-8',errors='surrogateescape'); print(ascii(tw.read()))
tw=io.TextIOWrapper(io.BytesIO(b'ab\xff'),encoding='utf-8'); t('dec', tw.read)
tw=io.TextIOWrapper(io.BytesIO(),encoding='ascii'); t('ence', lambda: tw.write('é'))
tw=io.TextIOWrapper(io.BytesIO(),write_through=True); tw.write('x'); print(tw.buffer.getvalue(), tw.reconfigure(line_buffering=True), tw.line_buffering)
dec=io.IncrementalNewlineDecoder(None,True); print(repr(dec.decode('a\r')), repr(dec.decode('\nb')), dec.newlines, dec.getstate())
print(io.open_code, io.text_encoding(None), io.DEFAULT_BUFFER_SIZE)
f=open(p,'w'); print(repr(f), f.buffer, f.buffer.raw, f.name==p, f.isatty(), f.fileno()>2, f.seekable(), f.writable(), f.readable()); f.close(); print(f.buffer.raw, repr(f)==repr(f))
f=open(p,'wb',0); print(f.write(b'abc'), f.seek(0), f.tell(), f.mode); f.close()
print(open(p,'rb').readlines(), open(p).readlines(2))
os.chdir('/')
import shutil
shutil.rmtree(d)
