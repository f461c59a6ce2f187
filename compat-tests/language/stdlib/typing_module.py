import typing
from typing import *
T = TypeVar('T')
K = TypeVar('K', bound=int)
A = TypeVar('A', str, bytes, covariant=False)
P = ParamSpec('P')
print(List[int], Dict[str, int], Optional[int], Union[int, str, int], Union[int], Tuple[int, ...], Tuple[()], Callable[[int], str], Callable[..., Any], Type[int], Any, NoReturn, Literal[1, 'a'], ClassVar[int], Final[int], Annotated[int, 'meta'], T, K, A, P, Iterable[T], Generator[int, str, None], Never, Self, LiteralString, Concatenate[int, P], Unpack[Tuple[int]], TypeGuard[int], Required[int], NotRequired[str])
print(get_origin(List[int]), get_args(Dict[str, int]), get_origin(Union[int, None]), get_args(Callable[[int], str]), get_args(Literal[1, 2]), get_origin(int), get_args(Annotated[int, 1]), Optional[int] == Union[int, None], List[T][int], Dict[T, List[T]][str], hash(List[int]) == hash(List[int]), Union[int, Union[str, float]], T.__name__, K.__bound__, A.__constraints__)


class Stack(Generic[T]):
    items: List[T]
    def push(self, x: T) -> 'Stack[T]': return self


class N(NamedTuple):
    """ndoc"""
    x: int
    y: str = 'd'

    def m(self): return self.x


class TD(TypedDict, total=False):
    a: int
    b: Required[str]


class Proto(Protocol):
    def meth(self) -> int: ...


@runtime_checkable
class RP(Protocol):
    def close(self): ...


class Impl:
    def close(self): pass


print(Stack[int], Stack[int]().push(1).__class__.__name__, Stack.__parameters__, N(1), N(1, 'z').m(), N.__annotations__, N._field_defaults, TD(a=1, b='x'), TD.__required_keys__, TD.__optional_keys__, TD.__total__, isinstance(Impl(), RP), isinstance(5, RP), issubclass(Impl, RP))
for f in (lambda: isinstance(Impl(), Proto), lambda: Proto(), lambda: isinstance([], List[int]), lambda: Union[()], lambda: Optional[1, 2], lambda: List[int, str], lambda: Generic[int], lambda: Any(), lambda: Literal[[]] and 'ok', lambda: TypeVar('X', int), lambda: Callable[int, str], lambda: isinstance(1, Any), lambda: cast(int, 'x'), lambda: Stack[int, str], lambda: NewType('UserId', int)(5), lambda: ClassVar[ClassVar[int]], lambda: type('S', (Generic[T], Generic[T]), {}), lambda: Annotated[int], lambda: issubclass(int, List)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class H:
    a: 'int'
    b: Optional['H'] = None
    c: 'List[str]'
    d: Annotated[int, 'm']


def fn(x: 'int', *args: 'str', k: 'H' = None) -> 'Dict[str, H]': ...


print(get_type_hints(H), get_type_hints(H, include_extras=True)['d'], get_type_hints(fn))
try:
    get_type_hints(type('Q', (), {'__annotations__': {'z': 'Undefined'}}))
except NameError as e:
    print(e)
UserId = NewType('UserId', int)
print(UserId(5), UserId.__name__, UserId.__supertype__, ForwardRef('int'), List['int'], TYPE_CHECKING, Text, AnyStr, overload(lambda: 0).__name__, final(Impl) is Impl, no_type_check(fn) is fn, get_overloads(fn), is_typeddict(TD), assert_type(5, int), reveal_type.__name__)
try:
    assert_never(5)
except AssertionError as e:
    print(e)
print(SupportsInt, isinstance(5, SupportsInt), isinstance(1.5, SupportsFloat), isinstance([], Sized), isinstance({}, Mapping), isinstance([], Iterable), issubclass(list, Sequence), IO[str], Pattern[str], ContextManager[int], Awaitable[int], AsyncIterator[int], Deque[int], DefaultDict[str, int], Counter[str], OrderedDict[str, int], ChainMap[str, int], FrozenSet[int], Set[int], Collection[int])
Ts = TypeVarTuple('Ts')
class Arr(Generic[Unpack[Ts]]): pass
print(Arr[int, str], Ts)
Point = TypedDict('Point', {'x': int, 'y': int})
NT = NamedTuple('NT', [('a', int), ('b', str)])
print(Point.__annotations__, NT(1, 'x'), Point(x=1, y=2))
class Sub(Stack[int]): pass
print(Sub.__orig_bases__, Sub.__mro__[1:], get_type_hints(Sub))
def dc(): 
    @dataclass_transform()
    def f(c): return c
    return f
print(dc().__dataclass_transform__['eq_default'])
import pickle
print(pickle.loads(pickle.dumps(List[int])), pickle.loads(pickle.dumps(Optional[str])))
print(len(typing.__all__), [n for n in typing.__all__ if not hasattr(typing, n)])
