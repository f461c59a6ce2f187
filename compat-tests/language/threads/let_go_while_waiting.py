# A thread that waits keeps alive what its variables hold, and nothing else: not what it looked at before.
# compat: timeout=60
import gc
import queue
import threading
import weakref


class Thing:
    attribute = 1

    def __init__(self):
        self.own = [1]
        self.text = 'text'

    def __len__(self):
        return 1

    def __getitem__(self, index):
        if index > 2:
            raise IndexError(index)
        return index

    def __setitem__(self, index, value):
        pass

    def __contains__(self, item):
        return item == 1

    def __call__(self, *args, **kwargs):
        return len(args)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return True

    def __add__(self, other):
        return 1

    __radd__ = __sub__ = __mul__ = __add__

    def __neg__(self):
        return 1

    def __eq__(self, other):
        return True

    __hash__ = object.__hash__

    def __lt__(self, other):
        return True

    def method(self, *args, **kwargs):
        return 1


def is_none(x):
    if x is None:
        pass


def is_not_none(x):
    if x is not None:
        pass


def is_other(x):
    if x is Thing:
        pass
    return x is x


def truth(x):
    if x:
        pass
    while not x:
        pass


def compared(x):
    x == 1
    x != x
    if x < 2:
        pass
    if 1 == x:
        pass


def attributes(x):
    x.own
    x.attribute
    x.text.upper()
    x.new = x
    del x.new


def methods(x):
    x.method()
    x.method(x, y=x)
    x()
    x(*[x], **{'y': x})


def items(x):
    x[0]
    x[1] = x
    1 in x
    x in [x]
    a, b, c = x


def arithmetic(x):
    x + 1
    1 + x
    x - x
    -x
    x * 2


def loops(x):
    for i in x:
        pass
    for y in [x]:
        pass
    [y for y in [x]]
    sum(1 for y in [x])
    del y, i


def containers(x):
    (x, x)
    [x]
    {x: x}
    {x}
    {'a': x}['a']
    '%s' % (x is x)
    f'{x.text}{len(x)}'


def calls(x):
    isinstance(x, Thing)
    len(x)
    id(x)
    str(x)
    max([x], key=lambda y: 1)
    list(map(id, [x]))
    (lambda: x)()


def raising(x):
    try:
        raise ValueError(x)
    except ValueError:
        pass
    try:
        x.absent
    except AttributeError:
        pass
    try:
        x / 2
    except TypeError:
        pass


def context(x):
    with x:
        pass
    with x as y:
        1 / 0
    del y


def matched(x):
    match x:
        case None:
            pass
        case Thing(text='other'):
            pass
        case [_, *_]:
            pass
        case Thing():
            pass


def inlined(look):
    """The same statements in the loop of the thread itself, where they stay on its frame."""
    source = open(__file__).read()
    start = source.index('def %s(x):\n' % look.__name__)
    body = source[start:].split('\n\n')[0].split('\n')[1:]
    body = [x.replace('return ', '') for x in body]
    lines = ['def worker(reference, jobs, done):', '  while True:', '    job = jobs.get()', '    if job is None:', '        return', '    del job', '    x = reference()']
    lines += body + ['    del x', '    done.release()']
    names = dict(globals())
    exec('\n'.join(lines), names)
    return names['worker']


def called(look):
    def worker(reference, jobs, done):
        while jobs.get() is not None:
            x = reference()
            look(x)
            del x
            done.release()
    return worker


def attempt(look, make):
    def start():
        thing = Thing()
        jobs, done = queue.SimpleQueue(), threading.Semaphore(0)
        thread = threading.Thread(target=make(look), args=(weakref.ref(thing), jobs, done))
        thread.start()
        for _ in range(30):
            jobs.put(1)
            done.acquire()
        return weakref.ref(thing), jobs, thread

    reference, jobs, thread = start()
    # The thread has said that it is done, and is on its way to wait.
    for _ in range(50):
        gc.collect()
        if reference() is None:
            break
        threading.Event().wait(0.01)
    print(look.__name__, make.__name__, 'gone' if reference() is None else 'kept')
    jobs.put(None)
    thread.join()


for look in [is_none, is_not_none, is_other, truth, compared, attributes, methods, items, arithmetic, loops, containers, calls, raising, context, matched]:
    attempt(look, inlined)
    attempt(look, called)
