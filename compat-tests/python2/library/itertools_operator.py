# itertools, operator, types, functools, collections and math as Python 2 had them.
import collections
import itertools
import operator
import types
from itertools import izip, imap, ifilter, ifilterfalse, izip_longest, islice, count, chain, groupby

print list(izip('abc', [1, 2])), izip('a', 'b').next(), list(imap(lambda x: x + 1, [1, 2])), list(imap(None, 'ab', (1, 2))), list(imap(pow, (2, 3), (3, 2)))
print list(ifilter(lambda x: x % 2, range(6))), list(ifilter(None, [0, 1])), list(ifilterfalse(lambda x: x % 2, range(6))), list(izip_longest('ab', [1], fillvalue='-'))
print list(islice(count(5), 3)), list(chain('ab', [1])), [(k, len(list(g))) for k, g in groupby('aabccc')], list(itertools.izip(*[iter(range(4))] * 2))
print list(itertools.product('ab', repeat=2))[:3], list(itertools.combinations(range(3), 2)), itertools.cycle('xy').next(), list(itertools.takewhile(lambda x: x < 2, range(5)))
print operator.div(7, 2), operator.truediv(7, 2), operator.itemgetter(1)('abc'), operator.attrgetter('real')(5), operator.isCallable(len), operator.isSequenceType([]), operator.isMappingType({}), operator.sequenceIncludes([1], 1), operator.isNumberType(3)
print operator.add(1, 2), operator.concat('a', 'b'), operator.contains('abc', 'b'), operator.methodcaller('upper')('x'), sorted([[2, 'a'], [1, 'b']], key=operator.itemgetter(0))
print isinstance('x', types.StringTypes), isinstance(u'x', types.UnicodeType), type(5) == types.IntType, type([]) is types.ListType, type({}) is types.DictType, type(()) is types.TupleType, type(None) is types.NoneType
print isinstance(lambda: 0, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType), isinstance(2.0, types.FloatType), isinstance(True, types.BooleanType), type(xrange(1)) is types.XRangeType, isinstance((x for x in ()), types.GeneratorType)
print isinstance(2 ** 80, types.LongType), isinstance(open('/dev/null'), types.FileType), types.DictionaryType is dict, isinstance([].append, types.BuiltinMethodType), isinstance(5, types.LongType)
P = collections.namedtuple('P', 'x y')
p = P(1, y=2)
print p, p.x + p.y, p._asdict().items(), isinstance({}, collections.Mapping), isinstance([], collections.Sequence), callable(collections.Callable)
d = collections.deque([1, 2, 3], 3)
d.append(4)
d.rotate(1)
print d, d.popleft(), list(d), collections.Counter('hello').most_common(1), sorted(collections.Counter('aab').items())
from types import *
print StringType, ListType, IntType is int, NoneType
import functools
print functools.reduce(operator.mul, [1, 2, 3, 4]), functools.partial(int, base=2)('101')


@functools.wraps(len)
def wrapped():
    pass

print wrapped.__name__
import math
print math.floor(2.5), math.ceil(2.1), math.sqrt(16), math.pi, math.fabs(-2), math.pow(2, 3), math.log(8, 2), math.trunc(2.7), math.factorial(5)
