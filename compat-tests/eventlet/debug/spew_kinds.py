# Spew as a trace function: frames with and without a file, .pyc names, chosen modules, values.
import io
import sys

from eventlet import debug


def record(spew, code, names, filename='<none>'):
    out, sys.stdout = sys.stdout, io.StringIO()
    compiled = compile(code, filename, 'exec')
    try:
        sys.settrace(spew)
        try:
            exec(compiled, names)
        finally:
            sys.settrace(None)
        return sys.stdout.getvalue()
    except BaseException as e:
        return sys.stdout.getvalue() + '%s: %s' % (type(e).__name__, e)
    finally:
        sys.stdout = out


CODE = 'a = 1\nb = a + 1\n'
for names in ({'__file__': '/no/such/file.py', '__name__': 'm'}, {'__file__': '/no/such/file.pyc', '__name__': 'm'}, {'__file__': __file__, '__name__': 'here'},
              {'__file__': __file__ + 'c', '__name__': 'here'}):
    for spew in (debug.Spew(), debug.Spew(show_values=False), debug.Spew(['m']), debug.Spew(('here',)), debug.Spew([])):
        print(repr(record(spew, CODE, dict(names))))
s = debug.Spew()
print(s.trace_names, s.show_values)
frame = sys._getframe()
print(s(frame, 'call', None) is s, s(frame, 'return', 3) is s, s(frame, 'exception', (None, None, None)) is s)
out, sys.stdout = sys.stdout, io.StringIO()
result = s(frame, 'line', None)
text, sys.stdout = sys.stdout.getvalue(), out
print(result is s, text.splitlines()[0].split(':')[0])


def value():
    x = 3
    y = x
    return x + y


names = []
for arguments in ((), (None, True), (['__main__'], True), (['other'], True)):
    out, sys.stdout = sys.stdout, io.StringIO()
    debug.spew(*arguments)
    traced = sys.gettrace()
    value()
    debug.unspew()
    text, sys.stdout = sys.stdout.getvalue(), out
    print(type(traced).__name__, traced.trace_names, traced.show_values, sys.gettrace())
    print([line.split(': ', 1)[-1] for line in text.splitlines() if 'debug' not in line and 'sys' not in line])
