# What a failed pattern leaves bound, and in which order things are evaluated.
log = []


class Noisy:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        log.append((self.name, other))
        return False

    __hash__ = None


class N:
    a = Noisy('a')
    b = Noisy('b')


match 5:
    case N.a | N.b:
        pass
    case x if log.append('guard'):
        pass
    case y:
        print('y', y, 'x', x)
print(log)


def f(v):
    match v:
        case [a, 2]:
            return 'first', a
        case [b, c] if b > 5:
            return 'second', b, c
    return sorted(locals())


print(f([1, 2]), f([6, 3]), f([1, 3]), f(1))


def nested(command):
    match command.split():
        case ['go', ('north' | 'south') as direction]:
            return direction
        case ['get', obj] | ['pick', 'up', obj] | ['pick', obj, 'up']:
            return obj
        case ['drop', *objects] if objects:
            return objects
        case [] | ['']:
            return 'nothing'
        case _:
            return 'what?'


for c in ('go north', 'go up', 'get lamp', 'pick up lamp', 'pick lamp up', 'drop', 'drop a b', ''):
    print(c, nested(c))
for i in range(5):
    match i:
        case 1:
            continue
        case 3:
            break
    print(i)


def gen():
    match (yield 1):
        case 'a':
            yield 'got a'
        case other:
            yield other


g = gen()
print(next(g), g.send('a'))
g = gen()
print(next(g), g.send('z'))
