import bdb
import io
import os
import pdb
import re
import sys


def helper(n):
    total = 0
    for i in range(n):
        total += i
    return total


def fails():
    value = {'k': 1}
    return value['missing']


def program():
    a = 1
    b = helper(3)
    c = [x * 2 for x in (a, b)]
    try:
        fails()
    except KeyError as e:
        c.append(str(e))
    return c


def clean(text):
    text = text.replace(os.path.dirname(os.path.abspath(__file__)) + os.sep, '')
    return re.sub(r'0x[0-9a-f]+', '0xN', text)


def session(commands, call=program):
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO('\n'.join(commands) + '\n'), stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    try:
        result = debugger.runcall(call)
    except bdb.BdbQuit:
        result = 'quit'
    except Exception as e:
        result = repr(e)
    finally:
        sys.settrace(None)
    print('====', ' ; '.join(commands))
    print(clean(out.getvalue()), result)


session(['next', 'next', 'step', 'step', 'where', 'p n, total', 'return', 'continue'])
session(['break helper', 'continue', 'args', 'list', 'until', 'until', 'next', 'next', 'up', 'p a', 'down', 'continue'])
session(['tbreak %d' % (helper.__code__.co_firstlineno + 3), 'continue', 'p i', 'next', 'next', 'p total', 'continue'])
session(['break helper, n == 3', 'break', 'continue', 'clear 1', 'continue'])
session(['next', '!a = 50', 'p a', 'next', 'next', 'p c', 'continue'])
session(['next', 'next', 'jump %d' % (program.__code__.co_firstlineno + 1), 'next', 'p a', 'continue'])
session(['step', 'step', 'step', 'quit'])
session(['next', 'display a', 'next', 'whatis b', 'pp b', 'source helper', 'continue'])
session(['break fails', 'continue', 'next', 'next', 'next', 'continue'])
session(['next', 'nothing', 'p nothing', 'interact_nothing', 'help next', 'continue'])
session(['next', 'debug helper(2)', 'step', 'step', 'continue', 'continue'])
session(['next', 'x = 5', 'p x', 'locals().keys()', 'alias pa p a', 'pa', 'continue'])


def stops():
    x = 1
    debugger = pdb.Pdb(stdin=io.StringIO('next\np x\nup\np marker\ncontinue\n'), stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    debugger.set_trace()
    x = 2
    return x


def calls_stops():
    marker = 'in the caller'
    return stops()


out = io.StringIO()
print(calls_stops())
print(clean(out.getvalue()))


class Recorder(bdb.Bdb):
    def user_line(self, frame):
        print('line', frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno)
        self.set_step()

    def user_call(self, frame, args):
        print('call', frame.f_code.co_name)

    def user_return(self, frame, value):
        print('return', frame.f_code.co_name, value)

    def user_exception(self, frame, info):
        print('exception', frame.f_code.co_name, info[0].__name__)


r = Recorder()
print(r.runcall(program))
r = Recorder(skip=['re', 'helpers*'])
r.run('x = 1\ny = x + 1', {}, {})
print(r.runeval('helper(1)', globals()))


def post_mortem():
    out = io.StringIO()
    try:
        fails()
    except KeyError:
        debugger = pdb.Pdb(stdin=io.StringIO('where\np value\nup\nquit\n'), stdout=out, nosigint=True, readrc=False)
        debugger.use_rawinput = False
        debugger.reset()
        debugger.interaction(None, sys.exc_info()[2])
    print(clean(out.getvalue()))


post_mortem()
