import collections
import gc
import io
import sys
import threading
import weakref

log = []


class D:
    def __init__(self, name, *held):
        self.name = name
        self.held = held

    def __del__(self):
        log.append(self.name)

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return 7

    def method(self):
        return self.name


class W:
    pass


def show(what, ordered=True):
    gc.collect()
    # What does not hold each other dies in no order that programs could rely on.
    print(what, log if ordered else sorted(log))
    log.clear()


D('statement')
show('dropped result')
D('receiver').method()
show('receiver of a call')
len([D('argument')])
show('argument of a native')


def takes(d):
    del d
    gc.collect()
    print('inside', log)


takes(D('moved into the callee'))
show('after the call')
x = D('a'), D('b')
x = 1
show('tuple', False)
y = [D('popped'), D('cleared'), D('sliced'), D('assigned'), D('kept')]
y.pop(0)
show('list pop')
del y[1:2]
show('list slice')
y[1] = None
show('list item')
y.clear()
show('list clear', False)
d = {1: D('deleted'), 2: D('popitem'), 3: D('popped'), 4: D('replaced'), D('key'): 5}
del d[1]
show('dict del')
d.pop(3)
d[4] = 0
show('dict pop and replace')
d.popitem()
show('dict popitem')
d.clear()
show('dict clear')
s = {D('in set')}
s.pop()
show('set pop')
s = {D('in set')}
s.clear()
show('set clear')
q = collections.deque([D('left'), D('right'), D('rotated'), D('cleared')])
q.popleft()
show('deque popleft')
q.rotate(1)
q.popleft()
show('deque rotate and popleft')
q.pop()
q.clear()
show('deque clear', False)
q = collections.deque([D('old')], 1)
q.append(D('new'))
show('deque maxlen')
q = None
show('deque')
o = collections.OrderedDict([(1, D('first')), (2, D('second'))])
o.popitem(False)
show('ordered dict')
del o
show('ordered dict gone')
d = collections.defaultdict(lambda: D('made'))
d[1]
d.clear()
show('default dict')
e = D('outer', D('inner', D('innermost')))
del e
show('chain')
e = D('parent')
e.child = D('child')
e.child.parent = e
del e
show('cycle')


class Chain:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        log.append(self.n)
        if self.n:
            Chain(self.n - 1)


Chain(3)
show('objects made by __del__')
back = []


class Phoenix:
    def __del__(self):
        log.append('risen')
        back.append(self)


p = Phoenix()
w = weakref.ref(p, lambda r: log.append('callback'))
del p
show('resurrected')
print(w() is back[0], gc.is_finalized(back[0]), gc.is_finalized(W()), len(back))
back.clear()
show('dies only once')
print(w())


class Sees:
    def __del__(self):
        log.append(self.ref() is self)


p = Sees()
p.ref = weakref.ref(p, lambda r: log.append('cleared'))
keep = p.ref
del p
show('weak reference in __del__')
print(keep())
p = W()
a, b = weakref.ref(p, lambda r: log.append('first')), weakref.ref(p, lambda r: log.append('second'))
del p
show('callbacks, the last first')


class List(list):
    def __del__(self):
        log.append('list')


class Str(str):
    def __del__(self):
        log.append('str')


class Err(Exception):
    def __del__(self):
        log.append('err')


List([1])
show('subclass of list')
t = Str('x')
del t
show('subclass of str')
try:
    raise Err
except Err:
    pass
show('exception')


def raises():
    local = D('local of a frame')
    raise ValueError(local.name)


try:
    raises()
except ValueError as error:
    kept = error
show('held by a traceback')
kept = None
show('traceback gone')
try:
    try:
        raises()
    finally:
        show('in finally')
except ValueError:
    show('in except')
show('after except')


def generator():
    held = D('held by the generator')
    try:
        yield held.name
        yield 2
    finally:
        log.append('finally')


g = generator()
next(g)
del g
show('suspended generator')
g = generator()
del g
show('generator that never ran')
for value in generator():
    break
show('left loop')
g = generator()
list(g)
show('finished generator')


def yields():
    yield D('yielded')
    yield 1


g = yields()
next(g)
show('yielded value')


def passes():
    yield len([D('temporary before a yield')])
    yield 1


g = passes()
next(g)
show('temporary of a suspended generator')
g = (D(str(i)) for i in range(3))
next(g), next(g)
show('generator expression', False)


def receives():
    while True:
        yield


g = receives()
next(g)
g.send(D('sent'))
show('sent value')


async def coroutine():
    await Once()


class Once:
    def __await__(self):
        yield D('awaited')


c = coroutine()
c.send(None)
show('coroutine')
c.close()


def cell():
    v = D('in a cell')

    def inner():
        return v
    return inner


f = cell()
f()
f = None
show('closure')


def parameter(v):
    def inner():
        return v
    inner()
    v = None
    gc.collect()
    print('parameter in a cell', log)


parameter(D('moved'))
show('after')


def walrus():
    if (z := D('walrus')) and z.name:
        del z
        gc.collect()
        print('walrus', log)


walrus()
log.clear()
with io.StringIO() as stream:
    print(D('printed').name, file=stream)
    show('in with')


class Manager:
    def __enter__(self):
        return D('entered')

    def __exit__(self, *args):
        self.exit = D('exited')


with Manager():
    show('in with without a name')
show('after with')
print([D('in comprehension').name for i in range(2)], end=' ')
show('comprehension')
match D('subject'):
    case D(name='subject'):
        pass
show('match')
f'{D("formatted").name}'
show('f-string')
D('left') == D('right')
show('comparison')
(D('or') or 1) and 2
show('or')
star, *rest = D('star'), D('rest')
star = rest = None
show('starred', False)
lst = [D('sorted 1'), D('sorted 2')]
lst.sort(key=lambda i: i.name)
lst = None
show('sort', False)


class Temp:
    member = D('class attribute')

    def method(self):
        return self.member


for _ in range(3):
    Temp().method()
    Temp.member
ref = weakref.ref(Temp)
del Temp
show('class')
print(ref())
namespace = {}
exec(compile('''
def f(): return v
def run(): return f()
''', 'x', 'exec'), namespace)
namespace['v'] = D('global of exec')
for _ in range(3):
    namespace['run']().name
namespace = None
show('exec')
code = compile('def f(): return v.name\nf()\n', 'x', 'exec')
for _ in range(3):
    exec(code, {'v': D('global of shared code')})
show('exec of shared code')


def deep(n, v):
    if n == 0:
        return v.name
    return deep(n - 1, v)


deep(50, D('recursion'))
show('recursion')


def thread(v):
    w = D('local of a thread')
    del v
    ready.set()
    done.wait()


ready, done = threading.Event(), threading.Event()
t = threading.Thread(target=thread, args=(D('argument of a thread'),))
t.start()
ready.wait()
done.set()
t.join()
del t
show('thread', False)
local = threading.local()
local.v = D('thread local')
del local
show('thread local')
f = __import__('functools').partial(D.method, D('partial'))
f()
del f
show('partial')
it = iter([D('iterated')])
next(it)
del it
show('iterator')
m = map(D, ['mapped'])
next(m)
show('map')
z = zip([D('zipped')], [1])
next(z)
del z
show('zip')
seen = []
gc.callbacks.append(lambda phase, info: seen.append((phase, sorted(info))))
gc.collect()
gc.callbacks.clear()
print(seen)


class Bad:
    def __del__(self):
        raise KeyError('bad')


sys.unraisablehook = lambda u: print('unraisable', repr(u.exc_value), u.object is not None)
Bad()
gc.collect()
sys.unraisablehook = lambda u: log.append(u)
Bad()
gc.collect()
print(type(log[0]).__name__, log[0].exc_type, log[0].err_msg)


class Base:
    def m(self, v):
        return self, v


class Derived(Base):
    def m(self, v):
        def inner():
            return self, v
        gc.collect()
        return super().m(v) == inner(), locals()['v']


print(Derived().m(5))


def keeps(v):
    # Collections in the middle of all kinds of instructions take nothing that is needed.
    class Collects:
        def __init__(self, *args, **kw):
            self.args = args

        def __getattr__(self, name):
            gc.collect()
            return lambda *args, **kw: (name, args, sorted(kw))

        def __add__(self, other):
            gc.collect()
            return NotImplemented

        def __radd__(self, other):
            gc.collect()
            return 'radd', other

        def __lt__(self, other):
            gc.collect()
            return NotImplemented

        def __gt__(self, other):
            gc.collect()
            return 'gt', type(other).__name__

        def __iter__(self):
            gc.collect()
            for i in range(3):
                gc.collect()
                yield [i]

        def __bool__(self):
            gc.collect()
            return True

        def __contains__(self, item):
            gc.collect()
            return item

        def __getitem__(self, item):
            gc.collect()
            return item

        def __setitem__(self, item, value):
            gc.collect()
            log.append((item, value))

        def __enter__(self):
            gc.collect()
            return self, 'entered'

        def __exit__(self, *args):
            gc.collect()
            return True

        def __format__(self, spec):
            gc.collect()
            return 'formatted ' + spec

        def __call__(self, *args, **kw):
            gc.collect()
            return args, kw

        def __hash__(self):
            gc.collect()
            return 5

        def __index__(self):
            gc.collect()
            return 1

    c = Collects()
    a, b, *d = c
    print(a, b, d, [x + [v] for x in c], {tuple(x): [v] for x in c}, *c, sep=':')
    print(c.name([1], key=[2]), c + Collects() if False else 1 + c, ([1] and c) < [2], [3] in c, c[[4], [5]], f'{[6]} {c:x} {[7]!r}')
    c[[8]] = [9], c([10], *[[11]], k=[12], **{'m': [13]})
    with c as (e, f), Collects() as (g, h):
        print(f, h, (c or [14]) is c, [15] if c else [16])
        raise ValueError([17])
    print(log, {c: [18], 1: [19]}[1], [[20], [21]][c], [22][c:], (lambda x=[23], *y: (x, y))(*c))
    try:
        try:
            raise KeyError([24])
        finally:
            c.name()
    except c.__class__ if False else KeyError as error:
        print(error.args, c[error.args])
    for x in c:
        for y in c:
            if x == y == [1]:
                break
        else:
            continue
        return x, y, v


log.clear()
print(keeps([0]))
