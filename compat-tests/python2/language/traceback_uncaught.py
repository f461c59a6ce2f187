# python2: status=1 stderr=yes
# An exception that nobody catches: Python 2's lines, of the original source.
import sys


class Broken(Exception):
    pass


def inner(n):
    if n == 0:
        raise Broken, "at the bottom"
    inner(n - 1)


def outer():
    try:
        inner(1)
    except Broken, e:
        print "caught", e
        raise ValueError, "second: %s" % e

print "start"
outer()
