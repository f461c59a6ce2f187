import sys
print(sys.getrecursionlimit())


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(900 < depth() < 1000)


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


sys.setrecursionlimit(20000)
print(deep(15000))
sys.setrecursionlimit(1000)
tests = {}


def test(f):
    tests[f.__name__] = f


@test
def call(): (lambda f: f(f))(lambda f: f(f))
@test
def list_repr():
    l = []
    for i in range(100000): l = [l]
    repr(l)
@test
def dict_repr():
    l = {}
    for i in range(100000): l = {1: l}
    repr(l)
@test
def tuple_compare():
    a = b = ()
    for i in range(100000): a = (a,); b = (b,)
    a == b
@test
def tuple_hash():
    a = ()
    for i in range(100000): a = (a,)
    return isinstance(a, tuple)
@test
def getattr_loop():
    class C:
        def __getattr__(self, n): return getattr(self, n + 'x')
    C().a
@test
def str_loop():
    class C:
        def __str__(self): return str(self)
    str(C())
@test
def repr_loop():
    class C:
        def __repr__(self): return repr([self])
    repr(C())
@test
def eq_loop():
    class C:
        def __eq__(self, o): return o == self
    C() == C()
@test
def add_loop():
    class C:
        def __add__(self, o): return self + o
    C() + 1
@test
def call_loop():
    class C:
        def __call__(self): return self()
    C()()
@test
def iter_loop():
    class C:
        def __iter__(self): return iter(self)
    iter(C())
@test
def call_attr():
    class A: pass
    A.__call__ = A()
    A()()
@test
def isinstance_nested():
    t = int
    for i in range(100000): t = (t,)
    isinstance('', t)
@test
def sort_key():
    def k(x): return sorted([1, 2], key=k)
    k(1)
@test
def map_chain():
    it = iter([1])
    for i in range(100000): it = map(int, it)
    sys.setrecursionlimit(1000)
    return 'built'
@test
def gen_chain():
    def g(n): yield from g(n + 1)
    list(g(0))
@test
def json_dump():
    import json
    l = []
    for i in range(100000): l = [l]
    json.dumps(l)
@test
def json_load():
    import json
    json.loads('[' * 100000 + ']' * 100000)
@test
def pickle_dump():
    import pickle
    l = []
    for i in range(100000): l = [l]
    pickle.dumps(l)
@test
def copy_deep():
    import copy
    l = []
    for i in range(5000): l = [l]
    copy.deepcopy(l)
@test
def property_loop():
    class C:
        @property
        def p(self): return self.p
    C().p
@test
def hash_loop():
    class C:
        def __hash__(self): return hash((self,))
    hash(C())
@test
def del_loop():
    l = []
    for i in range(500000): l = [l]
    del l
    return 'freed'
@test
def exception_init():
    class E(Exception):
        def __init__(self): raise E()
    E()
@test
def compile_deep():
    for source in ('(' * 500 + ')' * 500, '-' * 100000 + '1', 'x' + '.a' * 100 + '()' * 100, '+'.join(['1'] * 500)):
        try:
            compile(source, 's', 'eval')
            print('ok', end=' ')
        except (SyntaxError, MemoryError, RecursionError) as e:
            print(type(e).__name__, end=' ')
    return 'done'


for name, f in tests.items():
    try:
        print(name, f())
    except RecursionError as e:
        print(name, 'RecursionError')
for v in (0, -5, 'x', 2 ** 40):
    try:
        sys.setrecursionlimit(v)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
