from collections import OrderedDict, deque, namedtuple
from dataclasses import dataclass
import array


def seq(x):
    match x:
        case []:
            return 'empty'
        case [x]:
            return 'one', x
        case (1, *_, 9):
            return 'one to nine'
        case [[a, b], {'k': [c]}]:
            return 'nested', a, b, c
        case [*head, last]:
            return head, last
        case _:
            return 'no sequence'


for x in ([], (), [5], (1, 9), [1, 2, 3, 9], [[1, 2], {'k': [3]}], deque([1, 2]), range(3), 'abc', b'ab', bytearray(b'x'),
          {1, 2}, iter([1]), array.array('i', [4, 5]), memoryview(b'ab'), namedtuple('N', 'a b')(1, 2)):
    print(type(x).__name__, seq(x))


def mapping(x):
    match x:
        case {'a': 1, 'b': b}:
            return 'ab', b
        case {'a': a, **rest}:
            return 'a', a, rest
        case {1: _, None: n}:
            return 'odd keys', n
        case {-1: 'm'}:
            return 'minus'
        case {}:
            return 'any mapping'
        case _:
            return 'none'


for x in ({'a': 1, 'b': 2}, {'a': 5, 'c': 6}, {1: 0, None: 'n'}, {-1: 'm'}, {}, {'z': 1}, OrderedDict(a=9), [1], 'a'):
    print(mapping(x))


@dataclass
class Point:
    x: int
    y: int = 0


class Custom:
    __match_args__ = ('p', 'q')

    def __init__(self, p, q):
        self.p, self.q = p, q


def cls(x):
    match x:
        case Point(0, 0):
            return 'origin'
        case Point(x=0, y=y):
            return 'on y', y
        case Point(x, y) if x == y:
            return 'diagonal', x
        case Point():
            return 'some point'
        case Custom(1, q=2):
            return 'custom 1 2'
        case Custom([a, *_], str(s)):
            return 'custom', a, s
        case int(n) | float(n):
            return 'number', n
        case str(s) | bytes(s):
            return 'text', s
        case dict(d):
            return 'dict', d
        case list([1, *r]) | tuple(r):
            return 'list or tuple', r
        case type():
            return 'a class'
        case _:
            return 'other'


for x in (Point(0), Point(0, 5), Point(3, 3), Point(1, 2), Custom(1, 2), Custom([7, 8], 's'), Custom(0, 0), 5, 2.5, True, 'ab', b'c',
          {'k': 1}, [1, 2], (4, 5), [2], int, None):
    print(cls(x))


class NoArgs:
    pass


class BadArgs:
    __match_args__ = ['x']


class Dup:
    __match_args__ = ('a', 'a')
    a = 1


for c, value in ((NoArgs, NoArgs()), (BadArgs, BadArgs()), (Dup, Dup()), (5, 5)):
    try:
        match value:
            case c(1, 2):
                print('matched')
    except TypeError as error:
        print(error)
try:
    match Point(1):
        case Point(1, 2, 3):
            pass
except TypeError as error:
    print(error)
try:
    match {'a': 1}:
        case {K.x: 1}:
            pass
except NameError as error:
    print(error)
