s = {1, 2, 3}
print(s.add(4), s.discard(9), s.remove(1), sorted(s), s.copy() == s, s.isdisjoint({9}), s.issubset(range(10)), s.issuperset([2]), s.union([9], (8,)) == {2, 3, 4, 8, 9}, s.intersection([2, 9], [2]), s.difference([2], [3]), sorted(s.symmetric_difference([2, 7])), s.clear(), s)
a, b = {1, 2, 3}, {2, 3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a < b, a <= a, a > {1}, a >= a, a == {3, 2, 1}, a != b, {1} < {1, 2} < {1, 2, 3}, not set(), len(a), 2 in a, a == frozenset(a), set() == frozenset())
a |= {9}
a &= {1, 2, 9}
a -= {1}
a ^= {2, 5}
print(sorted(a), a.update([1], 'x'), a.intersection_update([1, 5, 9]), a.difference_update([1]), a.symmetric_difference_update([5, 6]), sorted(a))
f = frozenset([1, 2])
print(f, f | {3} == {1, 2, 3}, type(f | {3}).__name__, type({3} | f).__name__, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset((1, 2))], frozenset(f) is f, f.copy() is f, frozenset(), set([1]), repr(set()), repr({1}), {frozenset([1])} == {frozenset([1])}, {1} in {frozenset([1])}, f.union('a') == {1, 2, 'a'})
for g in (lambda: {1}.remove(2), lambda: set().pop(), lambda: {[]}, lambda: {1} | [1], lambda: {1} + {2}, lambda: hash({1}), lambda: set(5), lambda: {1} < [1], lambda: {1}.add([]), lambda: f.add(1), lambda: set(1, 2), lambda: {{}}, lambda: [] in {1}, lambda: {1} - 1, lambda: {1}[0], lambda: set(x=1), lambda: {1}.__ior__([1]), lambda: {1}.union(5), lambda: {1}.update(5), lambda: frozenset(1, 2), lambda: {1} <= 5, lambda: {1}.remove([])):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
x = {1, 2, 3}
try:
    for i in x:
        x.add(i + 10)
except RuntimeError as e:
    print(e)
print({1, 1.0, True}, len({'a', 'a', 'b'}), {x * 0 for x in range(5)}, sorted({*[1, 2], *(2, 3)}), set('') , sorted(set('hello')), {i for i in range(5)} == set(range(5)), sum({1, 2}), {1}.pop(), sorted(set(range(1000)) - set(range(3, 998))))


class S(set):
    def add(self, v): super().add(v * 2)


z = S([1])
z.add(2)
z.attr = 1
print(sorted(z), type(z | {1}).__name__, type(z.copy()).__name__, z == {1, 4}, repr(S([7])), type({1} | z).__name__, repr(frozenset([7])))


class F(frozenset):
    pass


print(F([1]), F([1]) == {1}, type(F([1]) | {2}).__name__, hash(F([1])) == hash(frozenset([1])))


class NotImpl:
    def __ror__(self, o): return 'ror'
    def __eq__(self, o): return True
    __hash__ = None


print({1} | NotImpl(), {1} == NotImpl())
import pickle, copy
print(pickle.loads(pickle.dumps({1})), pickle.loads(pickle.dumps(f)), copy.deepcopy({1}), set([1, 2, 3]) & {2: 'dict'}.keys(), {1, 2}.issubset({1: 0, 2: 0}), {(1, 2), 3} - {(1, 2)}, hash(frozenset()) == hash(frozenset()), hash(frozenset([1, 2, 3])))
s1, s2 = set(range(100)), set(range(50, 150))
print(len(s1 | s2), len(s1 & s2), len(s1 ^ s2), sum(s1 - s2))
