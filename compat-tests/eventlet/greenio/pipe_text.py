# GreenPipe in text mode: newlines, encodings, iteration, positions.
import os

import eventlet
from eventlet import greenio


def pair(*modes, **kwargs):
    r, w = os.pipe()
    return greenio.GreenPipe(r, *modes, **kwargs), w


def attempt(label, f, *args, **kwargs):
    try:
        print(label, repr(f(*args, **kwargs)))
    except BaseException as e:
        print(label, type(e).__name__, str(e).split(' object at ')[0])


DATA = b'one\r\ntwo\rthree\nfour'
for newline in (None, '', '\n', '\r', '\r\n'):
    R, w = pair('r', newline=newline)
    os.write(w, DATA)
    os.close(w)
    print(repr(newline), list(R), repr(R.newlines))
    R.close()
for newline in (None, '', '\n', '\r', '\r\n'):
    r, w = os.pipe()
    W = greenio.GreenPipe(w, 'w', newline=newline)
    W.writelines(['a\n', 'b\r\n', 'c'])
    W.close()
    print(repr(newline), os.read(r, 100))
    os.close(r)
for encoding, errors in (('ascii', None), ('ascii', 'replace'), ('ascii', 'ignore'), ('latin-1', None), ('utf-8', 'surrogateescape')):
    R, w = pair('r', encoding=encoding, errors=errors)
    os.write(w, b'caf\xc3\xa9 \xff!')
    os.close(w)
    attempt('%s %s' % (encoding, errors), R.read)
    print(R.encoding, R.errors, R.line_buffering, R.mode)
    R.close()
attempt('encoding', pair, 'r', encoding='no-such')
print(pair('r', errors='no-such')[0].errors)
attempt('newline', pair, 'r', newline='x')
attempt('type', pair, 'r', encoding=3)
attempt('binary', pair, 'rb', encoding='ascii')
attempt('unbuffered text', pair, 'r', 0)
R, w = pair('r')
os.write(w, b'some text\nmore\n')
attempt('read', R.read, 4)
attempt('readline', R.readline)
attempt('readline', R.readline, 2)
attempt('tell', R.tell)
attempt('seek', R.seek, 0)
attempt('write', R.write, 'x')
attempt('truncate', R.truncate)
print(R.readable(), R.writable(), R.seekable(), R.closed, R.isatty())
os.close(w)
print([line for line in R])
R.close()
attempt('read when closed', R.read)
attempt('readline when closed', R.readline)
attempt('iterate when closed', next, R)
attempt('fileno when closed', R.fileno)
attempt('with when closed', R.__enter__)
R.close()

r, w = os.pipe()
W = greenio.GreenPipe(w, 'w')
attempt('bytes', W.write, b'bytes')
attempt('number', W.write, 3)
attempt('read', W.read)
attempt('text', W.write, 'text')
os.set_blocking(r, False)
attempt('nothing yet', os.read, r, 10)
W.flush()
print(os.read(r, 10))
line_buffered = greenio.GreenPipe(os.dup(w), 'w', 1)
line_buffered.write('no newline')
attempt('nothing yet', os.read, r, 10)
line_buffered.write(', newline\n')
print(os.read(r, 100), line_buffered.line_buffering)
print(W.detach() is not None)
attempt('detached', W.write, 'x')
