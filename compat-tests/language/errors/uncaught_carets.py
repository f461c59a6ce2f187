# compat: stderr=yes
import sys
import traceback


def show(f):
    try:
        f()
    except Exception:
        traceback.print_exc(file=sys.stdout)


class O:
    pass


o = O()
o.d = {'a': {'b': None}}
t = (1, 2)


def f1(): return o.d['a']['b']['c']
def f2(): return o.d.x.y + 1
def f3(): return t[0] + t[1] + 'x' + 5
def f4(): return int('5') + int('x')
def f5(): return max(1, min(2, len(5)))
def f6():
    return (1 +
            o.missing +
            2)
def f7():
    x = [
        1,
        undefined,
    ]
def f8(): raise ValueError('plain raise')
def f9(): return [i / 0 for i in range(3)]
def f10(): return (lambda x: x.y)(5)
def f11(): return f'{t[5]}'
def f12(): o.x.y.z = 5
def f13(): del o.nothing
def f14(): a, b = 1, 2, 3
def f15(): assert t == 3, 'assertion'
def f16(): return -o
def f17(): return o @ t
def f18(): é = 'ö' + 5
def f19(): return "漢字" + 1
def f20(): t(1, 2)
def f21(): import nothing_here
def f22():
    for x in 5: pass
def f23():
    with o: pass
def f24(): t[0] = 1
def f25(): print(*5)
def f26(): return o.d['a']['x'](1)(2)
def f27(): return not o.bad
def f28(): return 1 if o.bad else 2
def f29(): return 1 < o < 2
def f30():
    return f1(
        1,
        2)
def f31(): o.d['q'] += 1
def f32(): return sum(x.bad for x in [1])
def f33(): yield_ = f8(); return 1
def f34(): raise KeyError('k') from ValueError('cause')


for i in range(1, 35):
    print('#', i)
    show(globals()['f%d' % i])
