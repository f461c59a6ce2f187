from contextlib import *
import sys, io
@contextmanager
def cm(name, swallow=False):
    print('enter', name)
    try:
        yield name.upper()
    except ValueError as e:
        print('caught', e)
        if not swallow: raise
    finally:
        print('exit', name)
with cm('a') as a: print(a)
with cm('s', True): raise ValueError('v')
try:
    with cm('r'): raise KeyError('k')
except KeyError as e:
    print(repr(e))
@cm('deco')
def f(x): return x + 1
print(f(1), f(2))
@contextmanager
def noyield():
    return
    yield
@contextmanager
def twice():
    yield 1
    yield 2
@contextmanager
def stops():
    yield
    raise StopIteration('x')
for c in (noyield, twice, stops):
    try:
        with c(): pass
    except RuntimeError as e:
        print(e)
try:
    with cm('si', True): raise StopIteration('through')
except StopIteration as e:
    print('StopIteration', e)
with ExitStack() as st:
    print([st.enter_context(cm(n)) for n in 'xy'])
    st.callback(print, 'callback', sep='')
    st.push(lambda *e: print('pushed', e[0]))
    @st.callback
    def last(): print('last')
try:
    with ExitStack() as st:
        st.push(lambda *e: True)
        st.enter_context(cm('in'))
        raise KeyError
    print('swallowed')
    with ExitStack() as st:
        st.callback(lambda: 1 / 0)
        raise ValueError('first')
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))
st = ExitStack(); st.callback(print, 'later'); st2 = st.pop_all(); st.close(); st2.close()
with suppress(KeyError, ValueError): raise KeyError
with suppress(): print('none')
out = io.StringIO()
with redirect_stdout(out), redirect_stderr(out): print('hidden'); print('err', file=sys.stderr)
print(repr(out.getvalue()), nullcontext(5).__enter__())
class C:
    def close(self): print('closed')
with closing(C()): pass
with chdir('/'): print(__import__('os').getcwd())
class D(ContextDecorator):
    def __enter__(self): print('in'); return self
    def __exit__(self, *e): print('out')
@D()
def g(): print('body')
g()
class A(AbstractContextManager):
    def __exit__(self, *e): return None
with A() as x: print(type(x).__name__, isinstance(A(), AbstractContextManager), isinstance(open('/dev/null'), AbstractContextManager))
import asyncio
@asynccontextmanager
async def acm():
    print('a in')
    try: yield 'val'
    finally: print('a out')
async def main():
    async with acm() as v: print(v)
    async with AsyncExitStack() as s:
        await s.enter_async_context(acm()); s.push_async_callback(asyncio.sleep, 0); s.enter_context(cm('sync'))
    async with aclosing(agen()) as g: print(await g.__anext__())
    @acm()
    async def deco(): return 'decorated'
    print(await deco())
async def agen():
    try: yield 1
    finally: print('agen closed')
asyncio.run(main())
import contextvars
v = contextvars.ContextVar('v'); t = v.set(1)
print(v.get(), v.reset(t), v.get('def'), repr(v)[:21], v.name, contextvars.copy_context().get(v), t.old_value is t.MISSING)
for f in (lambda: v.get(), lambda: v.reset(t), lambda: contextvars.ContextVar(5), lambda: contextvars.ContextVar('a').reset(t)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, str(e).split('<')[0])
ctx = contextvars.copy_context(); print(ctx.run(lambda: (v.set(9), v.get())[1]), v.get('unset'), ctx[v], v in ctx, len(ctx), list(ctx.values()))
try:
    ctx.run(ctx.run, print)
except RuntimeError as e:
    print(str(e).split(':')[0])
