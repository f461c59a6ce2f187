"""green.profile: every way to start it; what is counted, per function and per greenthread; times are no part of it."""
import contextlib
import io
import os
import pstats
import re
import sys
import tempfile

import eventlet
from eventlet.green import profile


def inner():
    eventlet.sleep(0)
    return 1


def outer(n):
    return sum(inner() for i in range(n))


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def counts(p):
    """Calls of the functions of this file: {name: (primitive calls, callers)}."""
    p.create_stats()
    return sorted((key[2], value[0], value[1] if len(value) > 1 else '') for key, value in p.stats.items() if key[0] == __file__)


def quiet(function, *args, **kw):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        result = function(*args, **kw)
    return result, out.getvalue()


p = profile.Profile()
print(p.runcall(factorial, 5), p.running if hasattr(p, 'running') else '')
print([x[0] for x in counts(p)])
p = profile.Profile()
space = {'outer': outer}
p = profile.Profile()
print(p.runctx('r = outer(3)', space, space) is p, space['r'])
print('outer' in str(counts(p)), 'inner' in str(counts(p)))
p = profile.Profile()
print(p.run('import sys') is p)
p = profile.Profile()
for failing in (lambda: p.runcall(lambda: 1 / 0), lambda: p.runctx('1 / 0', {}, {}), lambda: p.runctx('(', {}, {})):
    try:
        failing()
    except (ZeroDivisionError, SyntaxError) as e:
        print(type(e).__name__)
print(sys.getprofile())

print('greenthreads')


def worker(n):
    for i in range(n):
        inner()
    return n


def many():
    return [g.wait() for g in [eventlet.spawn(worker, n) for n in (1, 2, 3)]]


p = profile.Profile()
print(p.runcall(many))
names = [x[0] for x in counts(p)]
print('worker' in names, 'inner' in names, 'many' in names, len(p.sleeping))

print('start and stop')
p = profile.Profile()
p.start()
p.start()
factorial(3)
p.stop()
print(p.running, 'factorial' in str(counts(p)), sys.getprofile())
p.start('again')
print(p.running)
p.stop()

print('functions')
folder = tempfile.mkdtemp()
path = os.path.join(folder, 'stats')
result, text = quiet(profile.run, 'x = 5')
print(result, 'function calls' in text)
print(quiet(profile.run, 'raise SystemExit')[0])
print(profile.run('x = 5', path), os.path.exists(path))
result, text = quiet(profile.runctx, 'y = outer(2)', globals(), {})
print(result, '(outer)' in text, '(inner)' in text)
print(profile.runctx('raise SystemExit(3)', {}, {}, path))
stats, text = quiet(lambda: pstats.Stats(path).print_stats() is not None)
print(stats, 'function calls' in text)
try:
    profile.run('1 / 0', path)
except ZeroDivisionError:
    print('ZeroDivisionError')
for sort in (-1, 'cumulative', 'name'):
    print('Ordered by' in quiet(profile.run, 'z = 1', None, sort)[1])
print(sorted(profile.__all__), profile.Profile.base.__name__, issubclass(profile.Profile, __import__('profile').Profile), sorted(profile.Profile.dispatch))
timer = iter(range(10 ** 6))
p = profile.Profile(timer=lambda: next(timer), bias=0)
print(p.runcall(factorial, 3), p.bias)
