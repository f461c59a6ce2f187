#!/usr/bin/env python2.7
# This parses as Python 3 as well; the first line decides.
import eventlet
print(1 / 2, "a tuple")
print(eventlet.spawn(lambda: 7 / 2).wait())
