# python2: auto=yes
# Nothing says that this is Python 2, but it parses as nothing else.
import eventlet

print "found out", 1 / 2, `eventlet.spawn(lambda (a, b): a + b, (1, 2)).wait()`
