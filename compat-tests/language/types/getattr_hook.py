"""__getattr__ takes over whenever the ordinary look-up raises AttributeError: for nothing found, empty slots, properties and descriptors."""


class Base:
    __slots__ = ('known',)

    def __init__(self):
        self.known = {'before': 1, 'after': 2, 'prop': 3, 'native': 4}

    def __getattr__(self, name):
        try:
            value = self.known[name]
        except KeyError:
            raise AttributeError(name)
        return value


class Descriptor:
    def __get__(self, obj, cls):
        raise AttributeError('from the descriptor')


class Slotted(Base):
    __slots__ = ['before', 'after']
    native = Descriptor()

    @property
    def prop(self):
        raise AttributeError('from the property')

    @property
    def unknown(self):
        raise AttributeError('from the property')

    @property
    def broken(self):
        raise KeyError('not an AttributeError')


class Overriding(Slotted):
    def __getattribute__(self, name):
        return super().__getattribute__(name)


def attempt(call):
    try:
        return call()
    except Exception as e:
        return type(e).__name__, e.args


for cls in (Slotted, Overriding):
    item = cls()
    print([(name, attempt(lambda: getattr(item, name)), hasattr(item, name), attempt(lambda: getattr(item, name, 'default')))
           for name in ('before', 'after', 'prop', 'native', 'unknown', 'broken', 'nothing') if name != 'broken'])
    print(attempt(lambda: item.before), attempt(lambda: item.prop), attempt(lambda: item.native), attempt(lambda: item.unknown), attempt(lambda: item.nothing))
    print(attempt(lambda: getattr(item, 'broken')), attempt(lambda: hasattr(item, 'broken')), attempt(lambda: item.broken))
    item.before = 'set'
    print(item.before, getattr(item, 'before'))
    del item.before
    print(item.before, getattr(item, 'before'))
    import operator
    print(attempt(lambda: operator.attrgetter('after')(item)), attempt(lambda: list(map(operator.attrgetter('prop'), [item]))))
