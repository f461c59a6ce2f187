# Tuple parameters, lambdas, defaults, apply and the attributes of functions.


def pair((a, b), c=(1, 2), *rest, **named):
    return a, b, c, rest, sorted(named.items())

print pair((1, 2)), pair([3, 4], 5, 6, x=7)


def nested(a, (b, (c, d)), e=9):
    return a + b + c + d + e

print nested(1, (2, (3, 4)))
print (lambda (x, y): x * y)((3, 4)), map(lambda (k, v): '%s=%s' % (k, v), sorted({'a': 1, 'b': 2}.items()))
print sorted([(1, 'b'), (0, 'c')], key=lambda (n, s): s)


def outer(x):
    def inner((y, z)):
        return x + y + z
    return inner

print outer(1)((2, 3))
print apply(pair, ((8, 9),)), apply(dict, (), {'k': 1})
print pair.func_name, pair.func_defaults, pair.func_code.co_argcount, pair.__name__, outer.func_doc
pair.attribute = 5
print pair.func_dict, pair.attribute


class A(object):
    def method(self):
        return self

a = A()
print a.method.im_self is a, a.method.im_func.func_name, A.method.im_func.__name__, a.method.im_class is A
print A.method(a) is a


def generator(n):
    while n:
        got = yield n
        if got:
            print 'got', got
        n -= 1

g = generator(3)
print g.next(), g.send('x'), g.next()
try:
    g.next()
except StopIteration:
    print 'stop'


def late(x, seen=[]):
    seen.append(x)
    return seen

late(1)
print late(2)
try:
    pair()
except TypeError:
    print 'TypeError'
try:
    pair(5)
except TypeError, e:
    print 'TypeError'
f = lambda *a, **k: (a, k)
print f(1, *(2, 3), **{'z': 4})
print (lambda: (yield))().next()
total = 0


def counts():
    global total
    total += 1
    return total

print counts(), counts(), reduce(lambda a, b: a * b, range(1, 6)), reduce(max, [3, 9, 2], 5)
print map(None, 'ab', [1, 2, 3]), map(lambda a, b: (a, b), [1], [2, 3]), filter(lambda c: c > 'b', 'abcd'), filter(None, (0, 1, '', 'x'))
print coerce(1, 2.0), intern('name') is intern('na' + 'me'), callable(len), divmod(17, 5)
