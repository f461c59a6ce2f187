import collections.abc
import types
import typing
print(list[int], dict[str, list[int]], tuple[int, ...], type[int], int | None, int | str | list[int], list[int] | None, (int | str) == (str | int), int | int, tuple[()], collections.abc.Callable[[int], str], list['fwd'])
x = list[int]
print(x.__origin__, x.__args__, x.__parameters__, x([1, 2]), type(x), x == list[int], hash(x) == hash(list[int]), isinstance(x, types.GenericAlias), x.append is list.append, repr(x), x.__class__, x.__doc__ == list.__doc__)
T = typing.TypeVar('T')
print(dict[T, int][str], list[T].__parameters__, dict[str, T][int], (list[T] | None)[int])
u = int | str
print(u.__args__, isinstance(5, u), issubclass(bool, u), type(u), u == typing.Union[int, str], int in u.__args__)
for f in (lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]), lambda: int[str], lambda: list[int][str], lambda: 5 | int, lambda: int | 5, lambda: isinstance(1, int | list[int]), lambda: dict[T, int][str, str], lambda: type(u)()):
    try:
        print(f())
    except TypeError as e:
        print(e)


class G(list[int]):
    pass


print(G.__bases__, G.__orig_bases__, G([1]), types.get_original_bases(G) if hasattr(types, 'get_original_bases') else '')


class P(typing.Generic[T]):
    def __init__(self, v: T): self.v = v


print(P[int](5).v, P[int], P.__parameters__, P[int].__origin__, typing.get_args(P[int]), typing.get_origin(list[int]), P['x'])
print([*tuple[*tuple[int, ...]].__args__], types.resolve_bases((list[int],)))
import pickle, copy
print(pickle.loads(pickle.dumps(list[int])), copy.copy(dict[int, str]), pickle.loads(pickle.dumps(int | None)))
