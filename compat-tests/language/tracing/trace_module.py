import contextlib
import io
import os
import profile
import pstats
import re
import sys
import tempfile
import trace


def work(n):
    total = 0
    for i in range(n):
        if i % 2:
            total += i
        else:
            total -= 1
    return total


def calls():
    return [work(n) for n in (1, 2)], helper()


def helper():
    pass


here = os.path.abspath(__file__)


def clean(text):
    return re.sub(r'[^\s(\'"]*/', '', text)


t = trace.Trace(count=1, trace=0, ignoredirs=[sys.prefix])
print(t.runfunc(calls))
counts = {line: n for (name, line), n in t.results().counts.items() if name == here}
first = work.__code__.co_firstlineno
print(sorted((line - first, n) for line, n in counts.items()))
t = trace.Trace(count=0, trace=0, countfuncs=1)
t.runfunc(calls)
print(sorted((os.path.basename(f), m, n) for f, m, n in t.results().calledfuncs if f == here))
t = trace.Trace(count=0, trace=0, countcallers=1)
t.runfunc(calls)
print(sorted((a[2], b[2]) for a, b in t.results().callers if a[0] == here == b[0]))
out = io.StringIO()
with contextlib.redirect_stdout(out):
    trace.Trace(count=0, trace=1, ignoremods=['contextlib']).runfunc(work, 2)
print(clean(out.getvalue()))
with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, 'covered.py')
    with open(path, 'w') as f:
        f.write('def f(x):\n    if x:\n        return 1\n    return 2\n\n\nf(1)\nfor i in range(3):\n    pass\n')
    t = trace.Trace(count=1, trace=0)
    with open(path) as f:
        t.runctx(compile(f.read(), path, 'exec'), {}, {})
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        t.results().write_results(show_missing=True, summary=False, coverdir=directory)
    with open(os.path.join(directory, 'covered.cover')) as f:
        print(f.read())
    script = os.path.join(directory, 'main.py')
    with open(script, 'w') as f:
        f.write('import covered\nprint("main", covered.f(0))\n')
    os.chdir(directory)
    out = io.StringIO()
    argv = sys.argv
    for options in (['--listfuncs'], ['--trace']):
        sys.argv = ['trace'] + options + ['--ignore-dir=' + os.path.dirname(os.__file__), script]
        with contextlib.redirect_stdout(out):
            trace.main()
    sys.argv = argv
    os.chdir('/')
    print('\n'.join(x for x in clean(out.getvalue()).splitlines() if 'covered' in x or 'main' in x))
p = profile.Profile()
print(p.runcall(work, 5))
out = io.StringIO()
pstats.Stats(p, stream=out).sort_stats('name').print_stats()
print(clean(re.sub(r'\d+\.\d+', 'T', out.getvalue())))
