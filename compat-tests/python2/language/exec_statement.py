# exec in its forms: names it binds are there afterwards, also in functions.
exec "a = 1"
print a
exec "b = a + 1; print b"
scope = {}
exec "x = 10\ny = x * 2" in scope
print scope['x'], scope['y'], '__builtins__' in scope
g, l = {'n': 3}, {}
exec "m = n * n" in g, l
print l, 'm' in g
exec("c = 5")
print c
exec("d = n", {'n': 7}, l)
print l['d']
code = compile("e = 'compiled'", '<here>', 'exec')
exec code
print e


def function(value):
    exec "local = value * 2"
    return local

print function(21)


def changes(value):
    exec "value = value + 1"
    return value

print changes(1)


def inner():
    names = {}
    exec "def f(x): return x + 1" in names
    return names['f'](41)

print inner()


def dynamic(name):
    exec "%s = 'bound'" % name
    print sorted(k for k in locals() if k != 'name')
    return anything

print dynamic('anything')
print eval("1 + 2"), eval("q * 2", {'q': 4}), eval(compile("3 ** 2", '<e>', 'eval'))

exec """
class Made(object):
    def method(self):
        print 'made', self.__class__.__name__
"""
Made().method()
try:
    exec "print 'unfinished"
except SyntaxError, error:
    print error.__class__.__name__
try:
    exec 5
except TypeError, error:
    print error
