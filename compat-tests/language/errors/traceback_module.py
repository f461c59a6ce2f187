import sys
import traceback


def f():
    local = 1
    g(local)


def g(x):
    raise ValueError('g failed', x)


try:
    f()
except ValueError as e:
    error = e
    tb = sys.exc_info()[2]
for fs in traceback.extract_tb(tb):
    print(fs.name, fs.lineno, fs.line, fs.colno, fs.end_colno)
print(traceback.format_exception_only(error), traceback.format_exception_only(type(error), error))
lines = traceback.format_tb(tb)
print(len(lines), [l.splitlines()[1].strip() for l in lines])
te = traceback.TracebackException.from_exception(error, capture_locals=True)
print(te.exc_type.__name__, str(te), te.stack[-1].locals, [f.name for f in te.stack])
print(len(traceback.format_tb(tb, limit=1)), len(traceback.format_tb(tb, limit=-1)), traceback.format_tb(tb, limit=-1)[0].splitlines()[1])
print([f.name for f in traceback.extract_stack()])
t, names = tb, []
while t:
    names.append((t.tb_frame.f_code.co_name, t.tb_lineno, t.tb_frame.f_lineno))
    t = t.tb_next
print(names)
print([(f.f_code.co_name, l) for f, l in traceback.walk_tb(tb)])
print(''.join(traceback.format_list([('file', 1, 'name', 'source line'), ('file', 2, 'n', None)])))
e2 = error.with_traceback(None)
print(e2 is error, error.__traceback__)
try:
    raise error
except ValueError as e:
    print(len(traceback.extract_tb(e.__traceback__)))
try:
    raise error.with_traceback(tb)
except ValueError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)])


def rec(n):
    if n == 0:
        raise KeyError('deep')
    rec(n - 1)


try:
    rec(10)
except KeyError:
    print(traceback.format_exc().count('rec(n - 1)'), 'Previous line repeated' in traceback.format_exc())
try:
    tb.tb_next = tb
except ValueError as e:
    print(e)
try:
    tb.tb_lineno = 5
except AttributeError as e:
    print(type(e).__name__)
import types
print(isinstance(tb, types.TracebackType), types.TracebackType(None, tb.tb_frame, tb.tb_lasti, 99).tb_lineno)
traceback.print_stack(file=sys.stdout)
te = traceback.TracebackException(ValueError, ValueError('x'), None)
print(list(te.format()), te == traceback.TracebackException(ValueError, ValueError('x'), None))
traceback.print_exception(error, file=sys.stdout, chain=False, limit=0)
traceback.clear_frames(tb)
