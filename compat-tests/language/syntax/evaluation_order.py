log = []


def t(x, value=None):
    log.append(x)
    return value if value is not None else x


def show(label):
    print(label, log)
    log.clear()


class O:
    def __setattr__(self, n, v):
        log.append('set ' + n)

    def __setitem__(self, k, v):
        log.append('setitem')

    def __getitem__(self, k):
        log.append('getitem')
        return 1


o = O()
t(1) + t(2) * t(3) ** t(4)
show('arithmetic')
{t('k1'): t('v1'), t('k2'): t('v2')}
show('dict')
t('o', o)[t('key')] = t('value')
show('item assignment')
t('a', o).x = t('b', o).y = t('v')
show('chain')
t('o', o)[t('i')] += t('v', 5)
show('augmented')
(lambda *a, **k: 0)(t('p'), *t('star', [1]), k=t('kw'), **t('ss', {'z': 1}))
show('call')
t(1) < t(2) < t(0.5) < t(9)
show('comparison')
t('then') if t('cond') else t('else')
show('conditional')
[t(i) for i in t('iter', [1, 2]) if t('if')]
show('comprehension')


@t('d1', lambda f: t('apply1', f))
@t('d2', lambda f: t('apply2', f))
def f(a: t('ann a') = t('default a'), *, b: t('ann b') = t('default b')) -> t('ann return'):
    pass


show('def')


@t('dc', lambda c: c)
class C(t('base', object), metaclass=t('meta', type)):
    t('body')
    x: t('ann') = t('value')


show('class')
x = t('l', [0]), t('r')
show('tuple')
del t('d', {1: 2})[t('dk', 1)]
show('del')
assert t('assert'), t('message')
show('assert')
a, o[t('i1')], *b = t('src', [1, 2, 3])
show('unpack')
print(t('and1', 0) and t('and2'), t('or1') or t('or2'))
show('short')
f'{t("f1")}{t("f2"):{t("spec", ">3")}}'
show('fstring')
t('s', [1, 2])[t('lo', 0):t('hi', 1):t('st', 1)]
show('slice')
for o[t('target')] in t('source', [1, 2]):
    t('loop')
show('for')
def ret():
    try:
        return t('returned')
    finally:
        t('finally')
ret()
show('return')
