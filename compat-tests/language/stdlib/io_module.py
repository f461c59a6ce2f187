import io, os
s = io.StringIO('line1\nline2\r\nline3')
print(s.readline(), s.read(3), s.tell(), s.seek(0), s.readlines(), s.read(), s.getvalue() == 'line1\nline2\r\nline3', s.seek(0, 2), s.write('X'), s.truncate(5), s.getvalue(), s.closed, s.readable(), s.seekable(), s.line_buffering, s.newlines)
s.close()
for f in (lambda: s.read(), lambda: io.StringIO(5), lambda: io.StringIO().write(b'x'), lambda: io.StringIO('a').seek(1, 1), lambda: io.StringIO().seek(-1), lambda: io.StringIO().fileno(), lambda: io.StringIO(newline='x'), lambda: io.BytesIO('a'), lambda: io.BytesIO().write('x'), lambda: io.BytesIO().seek(-1), lambda: open('nope'), lambda: open('x', 'q'), lambda: open('x', 'rw'), lambda: open('x', 'b'), lambda: open('x', 'rb', encoding='utf-8'), lambda: open('.'), lambda: open('/proc/version', 'w') if os.getuid() else open('nodir/x', 'w'), lambda: open('x', encoding='nope') if not open('x', 'w').close() else 0, lambda: open('x', buffering=0), lambda: open(-1), lambda: open(99), lambda: open('a\0b'), lambda: open('x', 'r', newline='q'), lambda: open('x').write('a'), lambda: open('x', 'w').read(), lambda: open('x', 'x'), lambda: open(1.5), lambda: io.open_code('nope'), lambda: io.TextIOWrapper(5), lambda: open('x', 'rb', 0).write(b''), lambda: open('x', errors='nope').read(), lambda: io.BufferedReader(5), lambda: open('x', 'rt+b')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
b = io.BytesIO(b'abc\ndef')
print(b.read(2), b.read1(1), b.readline(), b.tell(), b.seek(-2, 1), b.read(), b.seek(0), list(b), b.write(b'!'), b.getvalue(), bytes(b.getbuffer()), b.seek(20), b.write(b'z'), b.getvalue(), b.truncate(3), b.getvalue(), b.readinto(bytearray(2)), b.isatty())
with open('t', 'w', encoding='utf-8', newline='') as f:
    print(f.write('é\r\nb\nc\r'), f.name, f.mode, f.encoding, f.errors, f.fileno() > 2, f.writelines(['x\n', 'y']), f.flush())
print(open('t', 'rb').read(), open('t', encoding='utf-8').read(), open('t', encoding='utf-8', newline='').readlines(), open('t', encoding='utf-8', newline='\n').readlines(), open('t', encoding='latin-1').readline(), (g := open('t', encoding='utf-8')).readlines(), g.newlines, repr(open('t', encoding='ascii', errors='replace').readline()))
try:
    open('t', encoding='ascii').read()
except UnicodeDecodeError as e:
    print(e)
with open('t', 'r+b') as f:
    print(f.read(2), f.seek(0), f.write(b'ZZ'), f.seek(0), f.read(4), f.tell(), f.truncate(), type(f).__name__, type(f.raw).__name__, f.raw.mode, f.mode)
with open('t', 'a+') as f:
    f.write('append'); f.seek(0)
    print(f.read(), type(f).__name__, type(f.buffer).__name__)
with open('t', 'rb', 0) as f: print(type(f).__name__, f.read(1), f.readall(), f.closefd, f)
with open('t') as f:
    pos = []
    for line in iter(f.readline, ''): pos.append((line, f.tell()))
    f.seek(pos[0][1])
    print(pos, f.read())
with open('t') as f:
    next(f)
    try:
        f.tell()
    except OSError as e:
        print(e)
with open('t', 'w') as f: print(*range(3), sep=',', file=f)
print(open('t').read(), [l.rstrip() for l in open('t')], os.path.getsize('t'))
r, w = os.pipe()
with open(w, 'w') as f: f.write('through pipe')
with open(r) as f:
    print(f.read())
    try:
        f.seek(0)
    except OSError as e:
        print(type(e).__name__, e)


class Raw(io.RawIOBase):
    def __init__(self): self.data = b'raw data\nline two'
    def readable(self): return True
    def readinto(self, b):
        n = min(len(b), len(self.data), 4)
        b[:n] = self.data[:n]
        self.data = self.data[n:]
        return n


br = io.BufferedReader(Raw(), 8)
print(br.peek(2), br.read(5), br.readline(), br.read(), io.TextIOWrapper(Raw()).read(), Raw().read(3), Raw().readall(), list(Raw()))
bw = io.BufferedWriter(raw := io.BytesIO(), 4)
print(bw.write(b'ab'), raw.getvalue(), bw.write(b'cdefg'), bw.flush(), raw.getvalue(), bw.detach() is raw)
tw = io.TextIOWrapper(io.BytesIO(), 'utf-8', write_through=True, newline='\r\n')
tw.write('a\nb')
print(tw.buffer.getvalue(), tw.reconfigure(newline='\n', encoding='latin-1'), tw.write('é\n'), tw.flush(), tw.buffer.getvalue(), io.TextIOWrapper(io.BytesIO(b'\xef\xbb\xbfx'), 'utf-8-sig').read())
rw = io.BufferedRandom(open('t', 'r+b', 0))
print(rw.read(2), rw.write(b'Q'), rw.seek(0), rw.read())
d = io.IncrementalNewlineDecoder(None, True)
print(repr(d.decode('a\r')), repr(d.decode('\nb\r')), repr(d.decode('', True)), d.newlines, io.DEFAULT_BUFFER_SIZE, io.SEEK_END, issubclass(io.UnsupportedOperation, OSError), issubclass(io.UnsupportedOperation, ValueError), isinstance(io.StringIO(), io.TextIOBase), io.text_encoding(None), io.BufferedRWPair(io.BytesIO(b'r'), io.BytesIO()).read())
import sys
print(sys.stdout.name, sys.stdin.name, sys.stderr.name, sys.stdout.encoding, sys.stdout.errors, sys.stderr.errors, sys.stdout.fileno(), sys.stdout.buffer.name, sys.stdout.isatty(), sys.__stdout__ is sys.stdout)
sys.stdout.buffer.write(b'')
f = open('t')
f.close()
print(f.closed, repr(f))
for g in (lambda: f.read(), lambda: f.__enter__(), lambda: next(f), lambda: f.fileno()):
    try:
        g()
    except ValueError as e:
        print(e)
