"""Features from the future: division, print_function, unicode_literals, absolute_import."""
from __future__ import division, print_function
from __future__ import unicode_literals, absolute_import, with_statement
import sys
print(1 / 2, 7 // 2, 3 / 1, file=sys.stdout)
print("a", "b", sep="-", end="!\n")
print(*[1, 2, 3])
x = 9
x /= 2
print(x, eval("9 / 2"))
print(type("") is type(u""), isinstance("x", unicode))
f = print
f("as a function")
exec("print(5 / 2)")


class A(object):
    def __truediv__(self, other):
        return "true"

    def __div__(self, other):
        return "classic"

print(A() / 1)
