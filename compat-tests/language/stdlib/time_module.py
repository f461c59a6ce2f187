import time
print(time.gmtime(0), time.gmtime(1e9)[:6], time.mktime(time.gmtime(0)), time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(1234567890)), time.strptime('30 Nov 00', '%d %b %y'), time.asctime(time.gmtime(0)), time.ctime(0), time.localtime(0).tm_zone, time.timezone, time.altzone, time.daylight, time.tzname)
a = time.monotonic()
time.sleep(0.05)
b = time.monotonic()
print(0.045 < b - a < 5, time.time() > 1.6e9, isinstance(time.time_ns(), int), time.perf_counter() >= 0, isinstance(time.monotonic_ns(), int), time.process_time() >= 0, time.thread_time() >= 0, time.get_clock_info('monotonic').monotonic, time.clock_gettime(time.CLOCK_MONOTONIC) > 0, time.get_clock_info('time').adjustable)
for f in (lambda: time.sleep(-1), lambda: time.sleep('x'), lambda: time.sleep(), lambda: time.gmtime('x'), lambda: time.gmtime(1e30), lambda: time.strptime('x', '%Y'), lambda: time.mktime((1, 2)), lambda: time.strftime(5), lambda: time.asctime((1,) * 8), lambda: time.asctime('x'), lambda: time.get_clock_info('nope'), lambda: time.strftime('%Y', (2020, 13, 1, 0, 0, 0, 0, 0, 0)), lambda: time.sleep(float('nan')), lambda: time.sleep(None), lambda: time.localtime(float('inf')), lambda: time.ctime(10 ** 20)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
t = time.struct_time((2020, 1, 2, 3, 4, 5, 6, 7, 0))
print(t, t.tm_year, t[0], len(t), t == (2020, 1, 2, 3, 4, 5, 6, 7, 0), t.tm_zone, t.n_fields, t.n_sequence_fields, t.n_unnamed_fields, time.strftime('%j %U %w %a', t), time.sleep(0), repr(time.struct_time(range(9))))
import os
os.environ['TZ'] = 'EST5EDT'
time.tzset()
print(time.tzname, time.timezone, time.localtime(1e9)[:6], time.strftime('%Z %z', time.localtime(1e9)), time.mktime((2020, 7, 1, 0, 0, 0, 0, 0, -1)))
print(time.strftime('%a %A %b %B %c %d %H %I %j %m %M %p %S %U %w %W %x %X %y %Y %%', time.gmtime(0)))
