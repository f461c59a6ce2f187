import os


def outer():
    x = 1

    def f():
        return x
    return f


f = outer()
for kw in ({}, {'closure': None}, {'closure': ()}, {'closure': (1,)}, {'closure': 5}):
    try:
        exec(f.__code__, {}, **kw)
    except TypeError as e:
        print(kw, e)
for g in (lambda: sorted(), lambda: sorted([], 2), lambda: sorted([], 1, 2), lambda: sorted([], foo=1), lambda: sorted(key=1), lambda: sorted(iterable=[]),
          lambda: sorted([], None, key=None), lambda: sorted([], reverse='x'), lambda: sorted([2, 3], reverse=2, key=None), lambda: sorted(1), lambda: format(1, 2),
          lambda: format(), lambda: format(1, None), lambda: format(1, 2, 3), lambda: ''.find(), lambda: ''.find(1, 2, 3, 4), lambda: ''.find(1), lambda: ''.count(),
          lambda: ''.count('a', 1, 2, 3), lambda: ''.index(), lambda: ''.rindex(), lambda: ''.rfind(), lambda: ''.startswith(), lambda: ''.endswith(),
          lambda: ''.startswith('', 1, 2, 3), lambda: b''.find(), lambda: b''.startswith(), lambda: b''.find(b'', 1, 2, 3), lambda: ''.find(sub=''),
          lambda: bytearray().count(), lambda: b''.startswith(b'', 1, 2, 3), lambda: os.sched_param(1), lambda: os.sched_param(sched_priority=3),
          lambda: os.sched_param((1,)), lambda: os.sched_param(), lambda: os.sched_param(1, 2), lambda: os.stat_result(), lambda: os.stat_result(dict={}),
          lambda: os.times_result(sequence=range(5)), lambda: 1 << (1 << 70), lambda: 0 << (1 << 70), lambda: -1 >> (1 << 70), lambda: (hash(''), hash(b'')),
          lambda: [type(None).__doc__, type(...).__doc__, type(NotImplemented).__doc__], lambda: os.mkfifo('nope/x'), lambda: os.utime('nope'),
          lambda: os.execv('nope', ['x'])):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
for it, change in ((lambda d: iter(d), 1), (lambda d: iter(d.items()), 1), (lambda d: reversed(d.values()), 1)):
    d = {1: 2, 3: 4}
    i = it(d)
    next(i)
    d[5] = 6
    for _ in range(2):
        try:
            next(i)
        except RuntimeError as e:
            print(type(i).__name__, e)
