"""Green subprocess: waiting for a child and talking to it let others run."""
import errno
import sys

import eventlet
from eventlet import greenio, patcher
from eventlet.green import select, selectors, threading, time

__patched__ = ['call', 'check_call', 'Popen', 'check_output']
to_patch = [('select', select), ('threading', threading), ('time', time), ('selectors', selectors)]

patcher.inject('subprocess', globals(), *to_patch)
import subprocess as subprocess_orig

mswindows = sys.platform == 'win32'

# The classes that everybody catches.
TimeoutExpired = subprocess_orig.TimeoutExpired
CalledProcessError = subprocess_orig.CalledProcessError

_InjectedPopen = Popen


class Popen(_InjectedPopen):
    """subprocess.Popen whose pipes are GreenPipes and whose ``wait`` suspends the greenthread only."""

    # A green communicate reads and writes in greenthreads of its own; the selector is not needed.
    def __init__(self, args, bufsize=0, *argss, **kwds):
        if not mswindows:
            # The streams get their text layer here, on top of the green pipe.
            self.__bufsize = bufsize
        _InjectedPopen.__init__(self, args, 0 if mswindows else bufsize, *argss, **kwds)
        for attr in ('stdin', 'stdout', 'stderr'):
            pipe = getattr(self, attr)
            if pipe is not None and type(pipe) is not greenio.GreenPipe:
                setattr(self, attr, self.__green(pipe, bufsize))

    def __green(self, pipe, bufsize):
        mode = 'w' if pipe.writable() else 'r'
        options = {}
        if hasattr(pipe, 'encoding'):
            options = {'encoding': pipe.encoding, 'errors': pipe.errors}
            line_buffered = getattr(pipe, 'line_buffering', False)
            write_through = getattr(pipe, 'write_through', False)
            raw_bufsize = 1 if line_buffered else -1
            green = greenio.GreenPipe(pipe, mode, raw_bufsize, **options)
            if mode == 'w' and (write_through or line_buffered):
                green.reconfigure(write_through=write_through, line_buffering=line_buffered)
            return green
        return greenio.GreenPipe(pipe, mode + 'b', bufsize)

    def wait(self, timeout=None, check_interval=0.01):
        if timeout is not None:
            endtime = time.time() + timeout
        try:
            while True:
                status = self.poll()
                if status is not None:
                    return status
                if timeout is not None and time.time() > endtime:
                    raise TimeoutExpired(self.args, timeout)
                eventlet.sleep(check_interval)
        except OSError as e:
            if e.errno == errno.ECHILD:
                # Reaped by someone else.
                return -1
            raise

    wait.__doc__ = 'Wait for the child to end; its exit status is asked for every *check_interval* seconds.'

    if not mswindows:
        def _communicate(self, input, endtime, orig_timeout):
            # Each stream has a greenthread. What came before a timeout is kept for the next call, as upstream
            # subprocess does.
            if not getattr(self, '_green_streams', None):
                self._green_streams = {}
                for name in ('stdout', 'stderr'):
                    stream = getattr(self, name)
                    if stream is not None:
                        self._green_streams[name] = self.__collect(stream)
                if self.stdin is not None:
                    self._green_streams['stdin'] = self.__feed(input)
            streams = self._green_streams
            for name in ('stdin', 'stdout', 'stderr'):
                entry = streams.get(name)
                if entry is None:
                    continue
                done = entry[0]
                if endtime is None:
                    done.wait()
                    continue
                remaining = endtime - _monotonic()
                if not done.ready():
                    with eventlet.Timeout(max(remaining, 0), False):
                        done.wait()
                if not done.ready():
                    raise TimeoutExpired(
                        self.args, orig_timeout,
                        output=b''.join(streams['stdout'][1]) if 'stdout' in streams else None,
                        stderr=b''.join(streams['stderr'][1]) if 'stderr' in streams else None)
            self.wait(timeout=None if endtime is None else max(endtime - _monotonic(), 0))
            self._communication_started = True
            result = []
            for name in ('stdout', 'stderr'):
                entry = streams.get(name)
                if entry is None:
                    result.append(None)
                    continue
                data = b''.join(entry[1])
                stream = getattr(self, name)
                if self.text_mode:
                    data = self._translate_newlines(data, stream.encoding, stream.errors)
                result.append(data)
            return tuple(result)

        def __collect(self, stream):
            chunks = []
            # Under the text layer: a chunk may end inside a character.
            source = getattr(stream, 'buffer', stream)
            raw = getattr(source, 'raw', source)

            def collect():
                while True:
                    data = raw.read(32768)
                    if not data:
                        break
                    chunks.append(data)
                stream.close()
            return self.__run(collect), chunks

        def __feed(self, input):
            stdin = self.stdin

            def feed():
                try:
                    if input:
                        stdin.write(input)
                    stdin.flush()
                except (BrokenPipeError, ValueError):
                    pass  # the child does not want it
                except OSError as e:
                    if e.errno not in (errno.EPIPE, errno.EINVAL):
                        raise
                try:
                    stdin.close()
                except OSError as e:
                    if e.errno not in (errno.EPIPE, errno.EINVAL):
                        raise
            return self.__run(feed), None

        def __run(self, function):
            done = eventlet.Event()

            def run():
                try:
                    function()
                except Exception as e:
                    done.send_exception(e)
                else:
                    done.send(None)
            eventlet.spawn_n(run)
            return done


from time import monotonic as _monotonic

# The functions look Popen up among the names of the module that they were defined in.
patched_subprocess = sys.modules['__patched_module_subprocess']
patched_subprocess.Popen = Popen
patched_subprocess.TimeoutExpired = TimeoutExpired
patched_subprocess.CalledProcessError = CalledProcessError

for _name in ('call', 'check_call', 'check_output', 'run'):
    globals()[_name] = getattr(patched_subprocess, _name)
del patcher, _name
