# The print statement in all its forms, with the soft space between what it prints.
import sys
from StringIO import StringIO

print
print 1
print 1,
print 2
print "a", "b",
print
print "tab\t",
print "after a tab"
print "line\n",
print "after a line"
print "space ",
print "after a space"
print ("parenthesized")
print ("a", "tuple")
print ("a"), "b"
print "%s-%s" % (1, 2), "done"
print >>sys.stdout, "to stdout"
print >>sys.stdout
print >>None, "None is stdout"

out = StringIO()
print >>out, "x", 1,
print >>out, "y"
print >>out
print >>out, "z",
print repr(out.getvalue())


class Writer:
    def __init__(self):
        self.pieces = []

    def write(self, text):
        self.pieces.append(text)


writer = Writer()
print >>writer, "one", 2, 3.0, None
print >>writer, "four",
print >>writer, [5]
print writer.pieces, writer.softspace


def noisy(n):
    print "[%d]" % n,
    return n

print noisy(1), noisy(2)
print noisy(3),
sys.stdout.write("written\n")
print "a",; sys.stdout.write("b"); print "c"
print "", "", "x"
print u"text", 'a' 'b', r"\n", u"\x41"
if 1: print "in a line"; print "with another"
for i in range(3): print i,
print
