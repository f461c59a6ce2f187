"""Signals at a running program: SIGINT wherever it waits or works, SIGTERM, handlers."""

import os
import signal
import socket
import time

import pytest

import harness
from programs import Program

both = pytest.mark.parametrize('side', ['cpython', 'ours'])

READY = 'print("ready")\n'
WAITS = {
    'sleep': 'import time\n' + READY + 'time.sleep(60)',
    'tight_loop': READY + 'while True: pass',
    'busy_function': READY + 'def f():\n    n = 0\n    while True:\n        n += len(str(n))\nf()',
    'generator': READY + 'def g():\n    while True:\n        yield 1\nfor x in g(): pass',
    'sum_range': READY + 'while True: sum(range(1000))',
    'recv': 'import socket\na, b = socket.socketpair()\n' + READY + 'a.recv(1)',
    'accept': 'import socket\ns = socket.socket()\ns.bind(("127.0.0.1", 0))\ns.listen()\n' + READY + 's.accept()',
    'select': 'import select, socket\na, b = socket.socketpair()\n' + READY + 'select.select([a], [], [])',
    'poll': 'import select, os\nr, w = os.pipe()\np = select.poll()\np.register(r, select.POLLIN)\n' + READY + 'p.poll()',
    'epoll': 'import select, os\nr, w = os.pipe()\np = select.epoll()\np.register(r, select.EPOLLIN)\n' + READY + 'p.poll()',
    'read_pipe': 'import os\nr, w = os.pipe()\n' + READY + 'os.read(r, 1)',
    'file_read': 'import os\nr, w = os.pipe()\n' + READY + 'open(r).read()',
    'lock': 'import threading\nl = threading.Lock()\nl.acquire()\n' + READY + 'l.acquire()',
    'lock_timeout': 'import threading\nl = threading.Lock()\nl.acquire()\n' + READY + 'l.acquire(timeout=60)',
    'event': 'import threading\ne = threading.Event()\n' + READY + 'e.wait()',
    'join': 'import threading, time\nt = threading.Thread(target=time.sleep, args=(60,), daemon=True)\nt.start()\n' + READY + 't.join()',
    'queue': 'import queue\nq = queue.Queue()\n' + READY + 'q.get()',
    'subprocess': 'import subprocess\np = subprocess.Popen(["sleep", "60"])\n' + READY + 'try:\n    p.wait()\nfinally:\n    p.kill()',
    'waitpid': 'import os, subprocess\np = subprocess.Popen(["sleep", "60"])\n' + READY + 'try:\n    os.waitpid(p.pid, 0)\nfinally:\n    p.kill()',
    'import': 'import sys\nsys.path.insert(0, ".")\nwith open("slow.py", "w") as f: f.write("import time\\nprint(\'ready\')\\ntime.sleep(60)\\n")\nimport slow',
    'asyncio': 'import asyncio\nasync def main():\n    print("ready")\n    await asyncio.sleep(60)\nasyncio.run(main())',
    'eventlet_sleep': 'import eventlet\n' + READY + 'eventlet.sleep(60)',
    'eventlet_recv': 'import eventlet\nfrom eventlet.green import socket\na, b = socket.socketpair()\n' + READY + 'a.recv(1)',
    'eventlet_accept': 'import eventlet\ns = eventlet.listen(("127.0.0.1", 0))\n' + READY + 's.accept()',
    'eventlet_pool': 'import eventlet\np = eventlet.GreenPool()\np.spawn(eventlet.sleep, 60)\n' + READY + 'p.waitall()',
    'eventlet_queue': 'import eventlet\nq = eventlet.Queue()\neventlet.spawn(eventlet.sleep, 60)\n' + READY + 'q.get()',
}


@both
@pytest.mark.parametrize('name', sorted(WAITS))
def test_interrupt(side, name):
    """KeyboardInterrupt, a traceback, and death by the signal as a shell expects it."""
    with Program(side, '-c', WAITS[name]) as program:
        assert program.line() == 'ready'
        time.sleep(0.3)
        sent = time.monotonic()
        program.signal(signal.SIGINT)
        assert program.wait(10) == -signal.SIGINT, program.errors
        assert time.monotonic() - sent < 5
        assert program.errors.decode().strip().splitlines()[-1] == 'KeyboardInterrupt'
        assert not harness.runtime_trace(program.errors)


CATCH = 'try:\n%s\nexcept KeyboardInterrupt:\n    print("caught")\nprint("after")\n'


@both
@pytest.mark.parametrize('name', ['sleep', 'tight_loop', 'recv', 'lock', 'select', 'eventlet_sleep', 'eventlet_recv', 'queue'])
def test_interrupt_caught(side, name):
    body = '\n'.join('    ' + line for line in WAITS[name].split('\n'))
    with Program(side, '-c', CATCH % body) as program:
        assert program.line() == 'ready'
        time.sleep(0.3)
        program.signal(signal.SIGINT)
        assert program.rest(10) == ['caught', 'after']
        assert program.wait(10) == 0


@both
def test_interrupt_during_start(side):
    """Whenever it comes, the program ends, and never with a stack trace of the runtime's."""
    for delay in (0.0, 0.02, 0.05, 0.1, 0.2):
        with Program(side, '-c', 'import json, email, asyncio, unittest.mock\nimport time\ntime.sleep(60)') as program:
            time.sleep(delay)
            program.signal(signal.SIGINT)
            status = program.wait(15)
            assert status in (-signal.SIGINT, 130, 1)
            assert not harness.runtime_trace(program.errors), program.errors


@both
@pytest.mark.parametrize('number', [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGQUIT, signal.SIGKILL, signal.SIGALRM])
def test_default_action(side, number):
    with Program(side, '-c', 'import resource, time\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n' + READY + 'time.sleep(60)') as program:
        program.line()
        time.sleep(0.2)
        program.signal(number)
        assert program.wait(10) == -number
        assert program.errors == b''


@both
def test_sigterm_runs_no_cleanup_but_a_handler_does(side):
    code = 'import atexit, signal, sys, time\natexit.register(print, "atexit")\n%s\nprint("ready")\ntime.sleep(60)'
    with Program(side, '-c', code % '') as program:
        program.line()
        time.sleep(0.2)
        program.signal(signal.SIGTERM)
        assert program.wait(10) == -signal.SIGTERM and program.rest() == []
    with Program(side, '-c', code % 'signal.signal(signal.SIGTERM, lambda n, f: sys.exit(n))') as program:
        program.line()
        time.sleep(0.2)
        program.signal(signal.SIGTERM)
        assert program.wait(10) == 15 and program.rest() == ['atexit']


@both
def test_ignored_and_restored(side):
    code = ('import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint("ready")\ntime.sleep(0.8)\nprint("ignored")\n'
            'signal.signal(signal.SIGINT, signal.default_int_handler)\nprint("again")\ntime.sleep(60)')
    with Program(side, '-c', code) as program:
        program.line()
        program.signal(signal.SIGINT)
        assert program.line() == 'ignored' and program.line() == 'again'
        time.sleep(0.2)
        program.signal(signal.SIGINT)
        assert program.wait(10) == -signal.SIGINT


@both
def test_many_signals(side):
    code = ('import signal, time\nseen = 0\ndef h(n, f):\n    global seen\n    seen += 1\nsignal.signal(signal.SIGUSR1, h)\nprint("ready")\n'
            'end = time.time() + 20\nwhile seen < 50 and time.time() < end:\n    time.sleep(0.01)\nsignal.signal(signal.SIGUSR1, signal.SIG_IGN)\nprint(seen >= 50)')
    with Program(side, '-c', code) as program:
        program.line()
        for _ in range(1000):
            if program.process.poll() is not None:
                break
            try:
                program.signal(signal.SIGUSR1)
            except ProcessLookupError:
                break
            time.sleep(0.01)
        assert program.rest() == ['True'] and program.wait() == 0


@both
def test_stop_and_continue(side):
    with Program(side, '-c', 'import time\nprint("ready")\ntime.sleep(1)\nprint("done")') as program:
        program.line()
        program.signal(signal.SIGSTOP)
        time.sleep(0.3)
        program.signal(signal.SIGCONT)
        assert program.rest(20) == ['done'] and program.wait() == 0


@both
def test_child_gets_default_signals(side):
    code = ('import subprocess, signal, sys\nsignal.signal(signal.SIGPIPE, signal.SIG_IGN)\np = subprocess.run(["sh", "-c", "kill -PIPE $$; echo survived"], capture_output=True)\n'
            'print(p.returncode, p.stdout)\np = subprocess.run(["sh", "-c", "kill -INT $$; echo survived"], capture_output=True)\nprint(p.returncode, p.stdout)')
    with Program(side, '-c', code) as program:
        assert program.rest() == ["-13 b''", "-2 b''"] and program.wait() == 0


@both
def test_interactive_prompt(side):
    """On a terminal: prompts, echo of values, several lines at once, errors, the way out."""
    master, slave = os.openpty()
    with Program(side, '-q', stdin=slave) as program:
        os.close(slave)
        for line in ('1 + 1', 'def f(n):', '    return n * 2', '', 'print(f(21))', '1/0', '"é"', 'x = (1,', '2)', 'x', 'import sys; sys.exit(3)'):
            os.write(master, line.encode() + b'\n')
            time.sleep(0.05)
        assert program.wait(20) == 3
        os.close(master)
        lines = [x.split('>>> ')[-1].split('... ')[-1] for x in program.rest()]
        wanted = ['2', '42', "'é'", '(1, 2)']
        assert [x for x in lines if x in wanted] == wanted, lines
        assert b'ZeroDivisionError: division by zero' in program.errors
