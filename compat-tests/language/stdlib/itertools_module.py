import operator
from itertools import *
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], operator.mul, initial=10)), list(chain([1], 'ab')), list(chain.from_iterable([[1], [2]])), list(combinations('abcd', 2)), list(combinations_with_replacement('ab', 2)), list(compress('abcd', [1, 0, 1])), list(islice(count(5, 2), 3)), list(islice(count(0.5), 2)), list(islice(cycle('ab'), 5)), list(dropwhile(lambda x: x < 3, [1, 4, 2])), list(filterfalse(lambda x: x % 2, range(5))))
print([(k, list(g)) for k, g in groupby('aabbca')], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4], key=lambda x: x % 2)], list(islice('abcdef', 2)), list(islice('abcdef', 1, None, 2)), list(islice('abcdef', 2, 4)), list(pairwise([1, 2, 3])), list(permutations('abc', 2)), list(permutations([1, 2])), list(product('ab', [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(repeat('x', 3)), list(starmap(pow, [(2, 3), (3, 2)])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(zip_longest('ab', [1], fillvalue='-')))
a, b, c = tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c), tee([1], 0))
g = groupby('aab')
k1, g1 = next(g)
k2, g2 = next(g)
print(list(g1), list(g2), next(count(10 ** 20)), repr(count(3)), repr(count(1, 2)), repr(repeat(5, 2)), repr(repeat('a')), next(islice(repeat(1), 5, 6)), operator.length_hint(repeat(1, 4)))
for f in (lambda: islice([], -1), lambda: islice([], 1, 2, 0), lambda: islice([], 'a'), lambda: combinations([1], -1), lambda: count('a'), lambda: repeat(), lambda: list(starmap(pow, [1])), lambda: tee([], -1), lambda: list(zip_longest([1], x=2)), lambda: product([1], repeat=-1), lambda: list(accumulate([1, 'a'])), lambda: cycle(5), lambda: next(cycle([])), lambda: chain.from_iterable(5), lambda: list(chain(1)), lambda: permutations([1], 'a'), lambda: list(dropwhile(5, [1])), lambda: list(product(5)), lambda: groupby(5), lambda: compress([1]), lambda: list(pairwise(5)), lambda: combinations()):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)
print(list(combinations('ab', 3)), list(permutations('ab', 3)), list(combinations(range(4), 0)), len(list(permutations(range(6)))), len(list(combinations(range(12), 6))), len(list(product(range(5), repeat=4))), list(islice(accumulate(count(1)), 5)), list(accumulate([3, 1, 5], max)), sum(1 for _ in combinations_with_replacement(range(5), 3)))
def raising():
    yield 1
    raise ValueError('source')
for it in (chain([0], raising()), islice(raising(), 5), accumulate(raising()), takewhile(bool, raising()), zip_longest(raising(), 'abc'), cycle(raising()), pairwise(raising()), starmap(max, ((x, 0) for x in raising())), tee(raising())[0], groupby(raising())):
    out = []
    try:
        for x in it: out.append(x if not isinstance(x, tuple) or not hasattr(x[-1], '__next__') else x[0])
    except ValueError as e:
        print(type(it).__name__, out, e)
import copy, pickle
for it in (count(3), cycle('ab'), repeat(1, 3), chain('ab'), islice('abc', 1, 3), accumulate([1, 2]), product('ab', 'c'), permutations('ab'), combinations('abc', 2), zip_longest('a', 'bc'), compress('ab', [1, 1]), takewhile(bool, [1, 0]), tee('xy')[0]):
    next(it)
    print(type(it).__name__, list(islice(copy.copy(it), 3)), list(islice(it, 3)))
s = iter(range(10))
print(list(islice(s, 3)), list(s), list(map(operator.add, [1, 2], [3, 4])), dict(zip(count(), 'ab')))
