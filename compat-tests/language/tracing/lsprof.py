import _lsprof
import cProfile
import gc
import io
import pstats
import re


def f():
    return len([1]), [].append(1), 'a'.upper(), str.upper('b'), int('3'), [x for x in (1,)], max(1, 2), dict.fromkeys('ab')


def g(n):
    return n and g(n - 1)


def gen():
    yield 1
    yield 2


def fails():
    try:
        [].pop()
    except IndexError:
        pass
    raise KeyError


def name(code):
    return code if isinstance(code, str) else code.co_name


def show(p):
    for e in sorted(p.getstats(), key=lambda e: name(e.code)):
        print(name(e.code), e.callcount, e.reccallcount, type(e.totaltime).__name__, e.totaltime >= e.inlinetime >= 0,
              e.calls and sorted((name(c.code), c.callcount, c.reccallcount) for c in e.calls))


gc.collect()
p = _lsprof.Profiler()
p.enable()
f()
g(3)
list(gen())
sum(v for v in (1, 2))
try:
    fails()
except KeyError:
    pass
p.disable()
show(p)
print(type(p.getstats()[0]), len(p.getstats()[0]), _lsprof.profiler_entry, _lsprof.profiler_subentry)
p.clear()
print(p.getstats())
p.enable(subcalls=False, builtins=False)
f()
p.disable()
show(p)
ticks = iter(range(1000))
p = _lsprof.Profiler(lambda: next(ticks), 0.5)
p.enable()
g(1)
p.disable()
for e in p.getstats():
    if name(e.code) == 'g':
        print(e[1:5], [c[1:] for c in e.calls])
for arguments in {'timeunit': 'a'}, {'nope': 1}:
    try:
        _lsprof.Profiler(**arguments)
    except TypeError as e:
        print(e)


def outer():
    for i in range(3):
        inner(i)


def inner(i):
    return sorted([i], key=lambda v: v)


profile = cProfile.Profile()
print(profile.runcall(g, 2), profile.runctx('outer()', globals(), {}) is profile)
stream = io.StringIO()
stats = pstats.Stats(profile, stream=stream)
stats.sort_stats('name').print_stats()
stats.print_callers()
stats.print_callees('outer')
text = re.sub(r'\d+\.\d+', 'T', stream.getvalue())
print(re.sub(r'[^\s(]*/', '', text))
with cProfile.Profile() as profile:
    outer()
print(sorted((key[2], value[:2]) for key, value in pstats.Stats(profile).stats.items()))
stream = io.StringIO()
import contextlib
with contextlib.redirect_stdout(stream):
    cProfile.run('outer()', sort='name')
print(stream.getvalue().splitlines()[0].split(' in ')[0])
