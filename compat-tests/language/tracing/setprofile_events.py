import sys
import threading


def run(f, *args):
    events = []

    def profile(frame, event, arg):
        if frame.f_code.co_filename != __file__ or frame.f_code.co_name in ('run', 'profile'):
            return
        if event.startswith('c_'):
            arg = arg.__name__, type(arg).__name__
        elif ' at 0x' in repr(arg):
            arg = type(arg).__name__
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg))
    sys.setprofile(profile)
    try:
        f(*args)
    except Exception as e:
        sys.setprofile(None)
        print('raised', repr(e))
    sys.setprofile(None)
    print('----', f.__name__)
    for e in events:
        print(*e)


def natives():
    len([1])
    [3].append(2)
    'a b'.split()
    int('3')
    list((1,))
    dict(a=1)
    str.upper('a')
    max(1, 2, key=lambda v: v)
    print(end='')
    len(*[[1]])
    sorted([1], key=len)
    x = {}.get
    x(1)
    isinstance(1, int)


def fails():
    try:
        int('x')
    except ValueError:
        pass
    try:
        len(5)
    except TypeError:
        pass
    [].pop()


def gen():
    yield 1
    yield 2


def generators():
    for v in gen():
        len('x')
    g = gen()
    next(g)
    next(g)
    next(g, None)
    return sum(v for v in (1, 2))


class C:
    def __init__(self):
        self.v = 1

    def __len__(self):
        return self.v

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass

    @property
    def p(self):
        return self.v

    def __add__(self, other):
        return 5

    def __getitem__(self, i):
        return i


def objects():
    c = C()
    len(c)
    with c:
        c.p
    c + 1
    c[1]
    return C.__len__(c)


def outer():
    return inner(1)


def inner(n):
    if n:
        raise KeyError(n)
    return None


def raising():
    try:
        outer()
    except KeyError:
        pass
    return [v for v in (1,)]


def partials():
    import functools
    functools.partial(inner, 0)()
    functools.reduce(lambda a, b: a + b, [1, 2])


for f in natives, fails, generators, objects, raising, partials:
    run(f)
print(sys.getprofile(), sys.gettrace())


def bad(frame, event, arg):
    raise RuntimeError('in the profile function')


sys.setprofile(bad)
try:
    inner(0)
except RuntimeError as e:
    print(e, sys.getprofile())
sys.setprofile(None)


def bad(frame, event, arg):
    if event == 'line' and frame.f_code is inner.__code__:
        raise RuntimeError('in the trace function')
    return bad


sys.settrace(bad)
try:
    inner(0)
except RuntimeError as e:
    print(e, sys.gettrace())
sys.settrace(None)
seen = []


def in_thread(frame, event, arg):
    if frame.f_code is worker.__code__:
        seen.append(event)
    return in_thread


def worker():
    inner(0)


threading.settrace(in_thread)
threading.setprofile(in_thread)
t = threading.Thread(target=worker)
t.start()
t.join()
threading.settrace(None)
threading.setprofile(None)
print(seen, threading.gettrace(), threading.getprofile(), sys.gettrace())


def changes():
    a = 1
    b = 2
    return a, b


def changer(frame, event, arg):
    if frame.f_code is changes.__code__:
        if event == 'return':
            print('return', arg)
        frame.f_locals['b'] = 'changed'
        if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == 3:
            frame.f_locals['a'] = 'changed'
    return changer


sys.settrace(changer)
r = changes()
sys.settrace(None)
print(r)
events = []


def traced(frame, event, arg):
    events.append(event)
    if frame.f_code is worker.__code__ and event == 'call':
        sys.call_tracing(inner, (0,))
    return traced


sys.settrace(traced)
worker()
sys.settrace(None)
print(events)
events = []


def opcodes(frame, event, arg):
    if frame.f_code is not changes.__code__:
        return None
    frame.f_trace_lines = False
    frame.f_trace_opcodes = True
    events.append(event)
    return opcodes


sys.settrace(opcodes)
changes()
sys.settrace(None)
print(sorted(set(events)), events[0], events[-1])


def local_only():
    f = sys._getframe()
    f.f_trace = lambda *a: events.append(a[1])
    sys.settrace(lambda *a: None)
    x = 1
    x = 2
    sys.settrace(None)
    return x


events = []
local_only()
print(events)


def recursive(n):
    return n and recursive(n - 1)


sys.settrace(lambda *a: None)
try:
    recursive(2000)
except RecursionError as e:
    print(e)
sys.settrace(None)
for f in 5, 'x':
    sys.settrace(f)
    try:
        inner(0)
    except TypeError as e:
        print(e, sys.gettrace())
