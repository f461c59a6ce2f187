class M:
    def __init__(self, name, enter=None, exit=None, swallow=False):
        self.name, self.enter, self.exit, self.swallow = name, enter, exit, swallow

    def __enter__(self):
        print('enter', self.name)
        if self.enter:
            raise self.enter
        return self

    def __exit__(self, t, v, tb):
        print('exit', self.name, t and t.__name__, v, tb is not None)
        if self.exit:
            raise self.exit
        return self.swallow


def run(f):
    try:
        print('->', f())
    except Exception as error:
        print('!', repr(error), 'context', repr(error.__context__))


def ok():
    with M('a') as a, M('b') as b:
        return a.name + b.name


def enter_fails():
    with M('a'), M('b', enter=ValueError('e')):
        print('not reached')


def exit_fails():
    with M('a'), M('b', exit=KeyError('x')):
        raise ValueError('body')


def swallowed():
    with M('a', swallow=True):
        with M('b'):
            raise ValueError('body')
    return 'after'


def targets():
    class O: pass
    o, d = O(), {}
    with M('a') as o.attr, M('b') as d['k'], M('c') as (o.z):
        pass


def unpack():
    class P:
        def __enter__(self): return 1, (2, 3)
        def __exit__(self, *a): pass
    with P() as (a, (b, *c)):
        return a, b, c


def paren():
    with (M('p1') as a, M('p2') as b,):
        pass
    with (M('single')):
        pass
    with (M('q') as a):
        pass
    with (M('x'), M('y')):
        pass
    with (a, b)[0] as z:
        pass


def loop():
    for i in range(3):
        with M(i, swallow=True):
            if i == 0:
                continue
            if i == 1:
                raise ValueError
            break
    return i


class NoExit:
    def __enter__(self): pass


class NoEnter:
    def __exit__(self, *a): pass


def noexit():
    with NoExit(): pass


def noenter():
    with NoEnter(): pass


def instance_attribute():
    m = NoExit()
    m.__exit__ = lambda *a: None
    with m: pass


def truthy():
    class T:
        def __enter__(self): pass
        def __exit__(self, *a): return [1]
    with T():
        raise ValueError
    return 'truthy swallows'


for f in (ok, enter_fails, exit_fails, swallowed, unpack, paren, loop, noexit, noenter, instance_attribute, truthy):
    print('#', f.__name__)
    run(f)
