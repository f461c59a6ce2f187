#!/usr/bin/env python2
# python2: stdin="the quick brown fox\nthe lazy dog\n\nThe end, the END.\n" auto=no
"""Counts words of standard input, the way scripts of the time did."""
import re
import sys
import string

counts = {}
lines = 0
for line in sys.stdin:
    lines += 1
    for word in re.split(r'\W+', string.lower(line.strip())):
        if not word:
            continue
        if not counts.has_key(word):
            counts[word] = 0
        counts[word] += 1

items = counts.items()
items.sort(lambda a, b: cmp(b[1], a[1]) or cmp(a[0], b[0]))
for word, count in items:
    print '%-10s %3d' % (word, count)
print >>sys.stdout, lines, 'lines,', len(items), 'words,', reduce(lambda total, (w, n): total + n, items, 0), 'in all'
