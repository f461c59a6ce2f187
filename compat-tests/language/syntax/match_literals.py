def f(x):
    match x:
        case 1:
            return 'one'
        case -2:
            return 'minus two'
        case 1.5:
            return 'float'
        case 1 + 2j:
            return 'complex'
        case -1 - 2j:
            return 'neg complex'
        case 'a' 'b':
            return 'ab'
        case b'x':
            return 'bytes'
        case True:
            return 'True (unreached for 1)'
        case None:
            return 'None'
        case 'p' | 'q' | 'r':
            return 'pqr'
        case 100 | 200 as n:
            return 'hundreds', n
        case _:
            return 'default'


for x in (1, True, 1.0, -2, 1.5, 1 + 2j, -1 - 2j, 'ab', b'x', None, False, 0, 'q', 200, [], object):
    print(x, f(x))


class K:
    A = 1
    B = 'b'

    class Inner:
        C = (1, 2)


def g(x):
    match x:
        case K.A:
            return 'K.A'
        case K.B:
            return 'K.B'
        case K.Inner.C:
            return 'C'
    return 'none'


print(g(1), g('b'), g((1, 2)), g(0))
match = 5
case = 6
_ = 7
print(match, case, _)
match [match, case]:
    case [5, _]:
        print('soft keywords', _)
match x := 5, 6:
    case a, b:
        print(a, b, x)
match *[1, 2], 3:
    case a, *b:
        print(a, b)
for bad in ('match x:\n case a: pass\n case _: pass', 'match x:\n case a | b: pass', 'match x:\n case 1 + 1: pass',
            'match x:\n case a, a: pass', 'match x:\n case _ as _: pass', 'match x:\n case {**r, "a": 1}: pass',
            'match x:\n case *a, *b: pass', 'match x:\n case C(a=1, a=2): pass', 'match x:\n case C(a=1, 2): pass',
            'match x:\n case {"a": 1, "a": 2}: pass', 'match x:\n case f"a": pass', 'match x:\n case a | 1: pass',
            'match x:\n case 1 as a.b: pass', 'match x:\ncase 1: pass', 'match x:\n case 1 | a: pass'):
    try:
        compile(bad, 'm', 'exec')
        print('ok', repr(bad))
    except SyntaxError as error:
        print(repr(bad[10:]), type(error).__name__, error.msg, error.lineno)
