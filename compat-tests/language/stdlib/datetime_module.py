from datetime import *
import datetime as dtm
d = date(2024, 2, 29)
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), d.isocalendar(), d.isoformat(), d.strftime('%Y/%m/%d %a %A %b %B %j %U %W %y %%'), d.ctime(), d.toordinal(), date.fromordinal(738000), date.fromisoformat('2020-01-02'), date.fromisocalendar(2020, 53, 5), d.replace(year=2020), d + timedelta(days=366), d - date(2024, 1, 1), d - timedelta(1), d < date(2025, 1, 1), d == datetime(2024, 2, 29), hash(d) == hash(date(2024, 2, 29)), date.min, date.max, date.resolution, d.timetuple()[:8], f'{d:%d.%m}')
t = time(12, 34, 56, 789, tzinfo=timezone.utc)
print(t, repr(t), t.isoformat('milliseconds'), t.replace(hour=1), t.utcoffset(), t.tzname(), time.fromisoformat('01:02:03.5+02:00'), time(1) < time(2), time.min, time.max, t.strftime('%H:%M:%S.%f %z %Z %p %I'), bool(time(0)), time(12, fold=1).fold, repr(time(1, 2, 0, 5)))
x = datetime(2020, 5, 17, 13, 14, 15, 678901)
print(x, repr(x), x.date(), x.time(), x.isoformat(' ', 'seconds'), x.isoformat(sep='_', timespec='hours'), x.timestamp(), x.replace(tzinfo=timezone.utc).timestamp(), datetime.fromtimestamp(1e9), datetime.fromtimestamp(1e9, timezone.utc), datetime.utcfromtimestamp(1.5), x + timedelta(hours=12), x - datetime(2020, 1, 1), x.strftime('%c | %x | %X | %s'), datetime.combine(d, time(1)), datetime.strptime('2020-01-02 03:04:05.6 +0130', '%Y-%m-%d %H:%M:%S.%f %z'), x.timetuple(), x.utctimetuple().tm_hour, datetime.min, datetime.max, x.astimezone(timezone(timedelta(hours=2))))
for s in ('2020-01-02', '2020-01-02T03', '2020-01-02T03:04', '20200102T030405', '2020-W01-1', '2020-01-02 03:04:05.123456+05:30', '2020-01-02T03:04:05Z', '2020-01-02T24', '2020-13-01', 'x', '', '2020-01-02T03:04:05.12', '2020-001'):
    try:
        print(s, datetime.fromisoformat(s))
    except ValueError as e:
        print(s, '->', e)
td = timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5, microseconds=6, weeks=1)
print(td, repr(td), td.days, td.seconds, td.microseconds, td.total_seconds(), -td, abs(-td), td * 2, td / 2, td // 2, td / timedelta(hours=1), td // timedelta(hours=1), td % timedelta(hours=1), divmod(td, timedelta(1)), td + td, td - td, timedelta(seconds=-1), timedelta(days=0.5), timedelta(1.5) * 1.5, td > timedelta(0), bool(timedelta()), timedelta.min, timedelta.max, timedelta.resolution, str(timedelta(microseconds=1)), sum([td, td], timedelta()), hash(td) == hash(td * 1), repr(timedelta()), timedelta(hours=-25))
tz = timezone(timedelta(hours=5, minutes=30), 'IST')
print(tz, repr(tz), tz.utcoffset(None), tz.tzname(x), timezone.utc, repr(timezone.utc), timezone(timedelta(0)), timezone(-timedelta(hours=3, seconds=7)), x.replace(tzinfo=tz), x.replace(tzinfo=tz).astimezone(timezone.utc), x.replace(tzinfo=tz) == x.replace(tzinfo=timezone.utc), x.replace(tzinfo=tz) - x.replace(tzinfo=timezone.utc), UTC, x.replace(tzinfo=tz).isoformat(), dtm.MINYEAR)
for f in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: date(2020, 13, 1), lambda: time(25), lambda: datetime(2020, 1, 1, 1, 60), lambda: date.max + timedelta(1), lambda: timedelta(days=10 ** 10), lambda: d < x, lambda: x < x.replace(tzinfo=tz), lambda: x - x.replace(tzinfo=tz), lambda: d + 1, lambda: d + d, lambda: datetime.strptime('x', '%Y'), lambda: datetime.strptime('2020', '%Y-%m'), lambda: datetime.strptime('2020 1', '%Y'), lambda: datetime.strptime('a', '%Q'), lambda: timezone(timedelta(hours=24)), lambda: timezone(5), lambda: date('a', 1, 1), lambda: date(2020), lambda: td / 0, lambda: td // timedelta(0), lambda: td * 'a', lambda: timedelta('a'), lambda: datetime.fromtimestamp(1e20), lambda: date.fromordinal(0), lambda: time(1) + timedelta(1), lambda: date.fromisoformat('2020-1-1'), lambda: x.isoformat(timespec='nope'), lambda: datetime(2020, 1, 1, tzinfo=5), lambda: d.replace(month=13), lambda: date.fromtimestamp('x'), lambda: d.strftime(5), lambda: datetime(2020, 1, 1, fold=2), lambda: x.astimezone(5), lambda: date(1.5, 1, 1), lambda: d == 5, lambda: d < 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class TZ(tzinfo):
    def utcoffset(self, dt): return timedelta(hours=1)
    def dst(self, dt): return timedelta(hours=1)
    def tzname(self, dt): return 'CET'


y = datetime(2020, 6, 1, 12, tzinfo=TZ())
print(y, y.dst(), y.timetuple().tm_isdst, y.astimezone(timezone.utc), y.utctimetuple()[3], y.strftime('%Z%z'))
class DT(datetime): pass
print(DT(2020, 1, 1) + timedelta(1), type(DT(2020, 1, 1) + timedelta(1)).__name__, type(DT.now()).__name__, datetime.now(timezone.utc).tzinfo, isinstance(datetime.today(), date))
import pickle, copy, calendar, zoneinfo
for v in (d, t, x, td, tz, y.replace(tzinfo=tz)):
    assert pickle.loads(pickle.dumps(v)) == v and copy.deepcopy(v) == v
print(calendar.month(2024, 2), calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.leapdays(2000, 2020), calendar.timegm((2020, 1, 1, 0, 0, 0)), calendar.day_name[0], calendar.month_abbr[12], calendar.weekday(2020, 1, 1), calendar.Calendar(6).monthdayscalendar(2020, 2)[0], len(calendar.HTMLCalendar().formatmonth(2020, 1)), list(calendar.Calendar().itermonthdays2(2020, 2))[:3])
try:
    print(datetime(2020, 7, 1, tzinfo=zoneinfo.ZoneInfo('Europe/Berlin')).utcoffset(), datetime(2020, 1, 1, tzinfo=zoneinfo.ZoneInfo('UTC')))
    zoneinfo.ZoneInfo('No/Where')
except zoneinfo.ZoneInfoNotFoundError as e:
    print(e)
