"""patcher.unmonkey_patch puts the standard modules back."""
import os
import queue
import select
import selectors
import socket
import ssl
import subprocess
import sys
import threading
import time
import types
import _thread

import eventlet
from eventlet import patcher

MODULES = os, queue, select, selectors, socket, ssl, subprocess, threading, time, _thread
# What a running program changes in them by itself.
CHANGING = {'_active', '_limbo', '_dangling', '_shutdown_locks', '_active_limbo_lock', '_counter', '__warningregistry__'}


def names():
    return {(m.__name__, name): value for m in MODULES for name, value in vars(m).items() if name not in CHANGING}


before = names()
real_ident = threading.get_ident()


def is_green():
    """Whether time.sleep leaves others their turn."""
    ticks = []
    g = eventlet.spawn(ticks.append, 1)
    time.sleep(0.001)
    green = bool(ticks)
    g.wait()
    return green


def differences():
    now = names()
    return sorted(key for key in before.keys() | now.keys() if before.get(key, before) is not now.get(key, before))


patcher.unmonkey_patch()
assert not differences() and not is_green()

for turn in range(2):
    eventlet.monkey_patch()
    assert is_green() and differences() and patcher.is_monkey_patched('socket') and patcher.is_monkey_patched(socket)
    assert not hasattr(select, 'epoll') and 'socket' in patcher.already_patched
    green_lock, green_socket, green_queue = threading.RLock(), socket.socket(), queue.Queue()
    original_time = patcher.original('time')
    assert original_time.sleep is before['time', 'sleep']

    # Part of it.
    patcher.unmonkey_patch(time=True, select=True)
    assert not is_green() and hasattr(select, 'epoll') and not patcher.is_monkey_patched('time')
    assert patcher.is_monkey_patched('os') and os.read is not before['os', 'read']
    eventlet.monkey_patch(time=True)
    assert is_green()
    patcher.unmonkey_patch(time=False)
    assert is_green() and list(patcher.already_patched) == ['time'] and {m for m, _ in differences()} == {'time'}, differences()

    patcher.unmonkey_patch()
    assert not differences(), differences()
    assert not patcher.already_patched and not patcher.is_monkey_patched('socket')
    assert not is_green() and threading.get_ident() == real_ident and threading.current_thread() is threading.main_thread()

    # The originals work, in threads of the system.
    result = []
    def work():
        a, b = socket.socketpair()
        a.sendall(b'x')
        result.append((b.recv(1), threading.get_ident(), subprocess.check_output(['/bin/echo', 'e'])))
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert result[0][0] == b'x' and result[0][1] != real_ident and result[0][2] == b'e\n'
    assert type(socket.socket()) is before['socket', 'socket'] and isinstance(threading.RLock(), type(before['threading', 'RLock']()))

    # What was made before goes on working.
    with green_lock:
        with green_lock:
            pass
    eventlet.spawn(green_queue.put, 1)
    assert green_queue.get() == 1
    listener = eventlet.listen(('127.0.0.1', 0))
    eventlet.spawn(lambda: listener.accept()[0].sendall(b'hello'))
    green_socket.connect(listener.getsockname())
    assert green_socket.recv(5) == b'hello'

try:
    patcher.unmonkey_patch(nothing=True)
except TypeError as e:
    assert str(e) == "unmonkey_patch() got an unexpected keyword argument 'nothing'"
else:
    raise AssertionError
print('all passed')
