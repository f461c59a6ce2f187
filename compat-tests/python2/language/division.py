# Classic division, and what the operators say to classes.
print 7 / 2, -7 / 2, 7 / -2, 7.0 / 2, 7 // 2, 7 % 3, -7 % 3, divmod(7, 2), divmod(-7, 2)
print 1 / 3 + 1, 10 ** 20 / 3, True / 2, 2 ** -1
n = 17
n /= 5
print n
f = 17.0
f /= 5
print f
values = [9, 8]
values[0] /= 2
print values


class Old:
    def __div__(self, other):
        return "div %r" % other

    def __rdiv__(self, other):
        return "rdiv %r" % other

    def __truediv__(self, other):
        return "truediv %r" % other

    def __floordiv__(self, other):
        return "floordiv %r" % other


class New(object):
    def __div__(self, other):
        return ("new div", other)

    def __idiv__(self, other):
        return ("idiv", other)

print Old() / 2, 2 / Old(), Old() // 3
print New() / 2
x = New()
x /= 4
print x
for a, b in ((1, 0), (1.0, 0), (1, 0.0)):
    try:
        print a / b
    except ZeroDivisionError, e:
        print e
try:
    1 % 0
except ZeroDivisionError, e:
    print e
try:
    1 // 0
except ZeroDivisionError, e:
    print e
print float(1) / 3, 1 / float(3), 22 / 7.0, 1e300 * 10, 5 / 2 * 2.0
print round(2.5), round(-2.5), round(1.25, 1), round(1234.5, -2), round(0.5), round(1.5)
print int(3.9), int(-3.9), long(3.9), abs(-5), pow(2, 10), pow(2, 10, 1000)
