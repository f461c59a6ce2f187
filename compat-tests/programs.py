"""Starts a program under CPython or under ours and talks to it; for the tests that need more than one run to the end."""

import os
import queue
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

import harness


def sides():
    """The two sides to compare, as (name, command, environment function)."""
    return {'cpython': ([harness.ORACLE], harness.base_environment), 'ours': (harness.engine_command(), harness.engine_environment)}


class Program:
    """A running program: its lines as they come, its end, its whole output. With start=False it waits for start(), for files in its folder."""

    def __init__(self, side, *argv, stdin=subprocess.DEVNULL, env=None, start=True, **kwargs):
        command, environment = sides()[side]
        self.folder = tempfile.mkdtemp(prefix='compat-')
        environment = environment(self.folder)
        environment['PYTHONUNBUFFERED'] = '1'
        environment.update(env or {})
        self.process, self.lines, self.errors = None, [], b''
        self.queue = queue.Queue()
        self.arguments = (command + list(argv),), dict(cwd=self.folder, env=environment, stdin=stdin, **kwargs)
        if start:
            self.start()

    def start(self):
        positional, named = self.arguments
        self.process = subprocess.Popen(*positional, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **named)
        self.pid = self.process.pid
        self.readers = [threading.Thread(target=self._read_out, daemon=True), threading.Thread(target=self._read_err, daemon=True)]
        for reader in self.readers:
            reader.start()

    def _read_out(self):
        for line in self.process.stdout:
            self.queue.put(line.decode('utf-8', 'backslashreplace').rstrip('\n'))
        self.queue.put(None)

    def _read_err(self):
        # As it comes: a test may wait for a line.
        for chunk in iter(lambda: self.process.stderr.read1(65536), b''):
            self.errors += chunk

    def line(self, timeout=30):
        """The next line of output; AssertionError when none comes."""
        try:
            line = self.queue.get(timeout=timeout)
        except queue.Empty:
            raise AssertionError('no output within %g s; stderr: %s' % (timeout, self.errors.decode('utf-8', 'replace'))) from None
        assert line is not None, 'ended; stderr: %s' % self.errors.decode('utf-8', 'replace')
        self.lines.append(line)
        return line

    def rest(self, timeout=30):
        """All lines until the end."""
        out, until = [], time.monotonic() + timeout
        while True:
            try:
                line = self.queue.get(timeout=max(0, until - time.monotonic()))
            except queue.Empty:
                raise AssertionError('still running after %g s' % timeout) from None
            if line is None:
                return out
            self.lines.append(line)
            out.append(line)

    def wait(self, timeout=30):
        """The exit status; AssertionError when it does not end."""
        try:
            status = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError('still running after %g s; stderr: %s' % (timeout, self.errors.decode('utf-8', 'replace'))) from None
        for reader in self.readers:
            reader.join(5)
        return status

    def signal(self, number):
        os.kill(self.pid, number)

    def descriptors(self):
        return len(os.listdir('/proc/%d/fd' % self.pid))

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        if self.process is not None:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def listening(program):
    """The port that a server prints in its first line."""
    return int(program.line().rsplit(':', 1)[1])


def connect(port, timeout=20):
    return socket.create_connection(('127.0.0.1', port), timeout)


def receive(sock, size):
    data = b''
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            break
        data += chunk
    return data
