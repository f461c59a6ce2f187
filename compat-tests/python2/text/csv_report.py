# csv, in and out of memory, with sums by key.
import csv
from StringIO import StringIO
from operator import itemgetter

data = '''name,city,amount
Ann,Berlin,10.5
"Bob, Jr.",Paris,20
Cid,Berlin,4.25
"Dee ""D""",Rome,7
'''
reader = csv.DictReader(StringIO(data))
print reader.fieldnames
rows = list(reader)
for row in sorted(rows, key=itemgetter('amount')):
    print '%(name)s from %(city)s: %(amount)s' % row
totals = {}
for row in rows:
    totals[row['city']] = totals.get(row['city'], 0) + float(row['amount'])
for city, total in sorted(totals.iteritems(), key=lambda (c, t): -t):
    print '%-8s%8.2f' % (city, total)
out = StringIO()
writer = csv.writer(out, delimiter=';', quoting=csv.QUOTE_MINIMAL)
writer.writerow(['a', 'b;c', 'd"e', 5, None, 1.5])
writer.writerows([[1, 2], ['x', 'y']])
print repr(out.getvalue())
out = StringIO()
w = csv.DictWriter(out, ['k', 'v'], lineterminator='\n', extrasaction='ignore')
w.writeheader()
w.writerow({'k': 1, 'v': 'two', 'extra': 3})
print out.getvalue(),
print list(csv.reader(['a b "c d"'], delimiter=' ')), csv.Sniffer().sniff('a;b;c\n1;2;3\n').delimiter
