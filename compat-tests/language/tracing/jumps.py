import sys


def jump(f, source, target, *args, event='line'):
    output = []
    first = f.__code__.co_firstlineno

    def trace(frame, kind, arg):
        if frame.f_code is not f.__code__:
            return None
        if kind == event and frame.f_lineno == first + source and not trace.done:
            trace.done = True
            try:
                frame.f_lineno = target if not isinstance(target, int) else first + target
            except (ValueError, TypeError) as e:
                output.append('%s: %s' % (type(e).__name__, str(e).replace(str(first + target) if isinstance(target, int) else 'zzz', 'N')))
        return trace
    trace.done = False
    sys.settrace(trace)
    try:
        f(output, *args)
    except Exception as e:
        sys.settrace(None)
        output.append(repr(e))
    sys.settrace(None)
    print(f.__name__, source, target, event, output)


def straight(o):
    o.append(1)
    o.append(2)
    o.append(3)
    o.append(4)


def loop(o):
    o.append(1)
    for i in 1, 2:
        o.append(3)
        o.append(4)
    o.append(5)
    while len(o) < 7:
        o.append(7)
        o.append(8)
    o.append(9)


def two_loops(o):
    for i in 1, 2:
        o.append(2)
    for i in 3, 4:
        o.append(i)
    o.append(5)


def tries(o):
    o.append(1)
    try:
        o.append(3)
        o.append(4)
    except ValueError:
        o.append(6)
    finally:
        o.append(8)
    o.append(9)


def withs(o):
    o.append(1)
    with open('/dev/null') as f:
        o.append(3)
        o.append(4)
    o.append(5)


def branch(o):
    if o:
        o.append(2)
    else:
        o.append(4)
    o.append(5)


jump(straight, 1, 3)
jump(straight, 3, 1)
jump(straight, 2, 2)
jump(straight, 1, 40)
jump(straight, 1, -1)
jump(straight, 1, 'x')
jump(straight, 1, None)
jump(straight, 0, 2, event='call')
jump(straight, 4, 2, event='return')
jump(loop, 3, 4)
jump(loop, 4, 3)
jump(loop, 3, 5)
jump(loop, 3, 1)
jump(loop, 1, 3)
jump(loop, 1, 5)
jump(loop, 5, 8)
jump(loop, 7, 9)
jump(loop, 9, 7)
jump(two_loops, 2, 4)
jump(tries, 1, 3)
jump(tries, 1, 4)
jump(tries, 4, 9)
jump(tries, 1, 8)
jump(tries, 9, 1)
jump(tries, 1, 6)
jump(withs, 3, 4)
jump(withs, 3, 5)
jump(withs, 1, 5)
jump(withs, 1, 3)
jump(branch, 4, 2)
jump(branch, 5, 1)
try:
    sys._getframe().f_lineno = 5
except ValueError as e:
    print(e)
try:
    del sys._getframe().f_lineno
except (AttributeError, TypeError) as e:
    print(type(e).__name__, e)
