import operator
from operator import *
print(add(1, 2), sub(5, 3), mul(2, 'a'), truediv(1, 4), floordiv(7, 2), mod(7, 3), pow(2, 3), neg(1), pos(-1), inv(5), invert(5), not_(0), truth([]), and_(6, 3), or_(6, 3), xor(6, 3), lshift(1, 3), rshift(8, 2), lt(1, 2), le(1, 1), eq(1, 1.0), ne(1, 2), ge(2, 1), gt(1, 2), is_(None, None), is_not(1, None), contains([1], 1), concat([1], [2]), countOf([1, 1], 1), indexOf([3, 4], 4), getitem([1, 2], 1), index(True), abs(-1), length_hint([1]), call(len, 'abc'))
l = [1, 2, 3]
setitem(l, 0, 9); delitem(l, 1)
print(l, iadd(l, [7]), l, ior({1}, {2}), iconcat([1], (2,)), imul(2, 3), ipow(2, 5), isub(5, 1), matmul.__name__)
i1, i2, i3 = itemgetter(1), itemgetter('a', 'b'), itemgetter(slice(1, 3))
print(i1('abc'), i2({'a': 1, 'b': 2}), i3('abcd'), repr(i1), repr(i2), attrgetter('real', 'imag')(1 + 2j), attrgetter('__class__.__name__')(5), repr(attrgetter('a.b', 'c')), methodcaller('upper')('x'), methodcaller('split', ',', maxsplit=1)('a,b,c'), repr(methodcaller('f', 1, k=2)), sorted([(1, 'b'), (0, 'z')], key=itemgetter(1)))
for f in (lambda: itemgetter(), lambda: itemgetter(5)([1]), lambda: attrgetter(5), lambda: attrgetter('x')(1), lambda: methodcaller(), lambda: methodcaller(5), lambda: methodcaller('nope')(1), lambda: indexOf([], 1), lambda: concat(1, 2), lambda: index(1.5), lambda: add(1), lambda: contains(5, 1), lambda: length_hint(5, 'x'), lambda: countOf(5, 1), lambda: add(a=1, b=2), lambda: call(), lambda: itemgetter(1)('a', 'b'), lambda: iconcat(1, [])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import pickle
print(pickle.loads(pickle.dumps(i2))({'a': 3, 'b': 4}), pickle.loads(pickle.dumps(methodcaller('upper')))('q'), pickle.loads(pickle.dumps(attrgetter('real')))(3))
print(sorted(operator.__all__), operator.__add__(1, 2), operator.__contains__([1], 1))
