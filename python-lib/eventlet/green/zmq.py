# coding: utf-8
"""Green ZeroMQ: the :mod:`zmq` package with a :class:`Context` and :class:`Socket` that suspend the greenthread only."""
__zmq__ = __import__('zmq')

from collections import deque

import eventlet.hubs
from eventlet.patcher import slurp_properties
from eventlet.support import greenlets as greenlet

__patched__ = ['Context', 'Socket']
slurp_properties(__zmq__, globals(), ignore=__patched__)

# The old names of two socket types, which some releases of the package lack.
if not hasattr(__zmq__, 'XREQ') and hasattr(__zmq__, 'DEALER'):
    XREQ = __zmq__.DEALER
if not hasattr(__zmq__, 'XREP') and hasattr(__zmq__, 'ROUTER'):
    XREP = __zmq__.ROUTER


class LockReleaseError(Exception):
    """A lock was released that nobody holds."""


class _QueueLock(object):
    """A lock for the greenthreads of one hub, which get it in the order in which they asked; its holder may acquire it again."""

    def __init__(self):
        self._waiters = deque()
        self._count = 0
        self._holder = None
        self._hub = eventlet.hubs.get_hub()

    def __bool__(self):
        return self._count > 0

    __nonzero__ = __bool__

    def __enter__(self):
        self.acquire()

    def __exit__(self, type, value, traceback):
        self.release()

    def acquire(self):
        """Takes the lock, after those who asked before."""
        current = greenlet.getcurrent()
        if self._holder is not current and (self._count or self._waiters):
            self._waiters.append(current)
            try:
                # Who is thrown into, or woken by others, must not take the turn of those before.
                while self._count or self._waiters[0] is not current:
                    self._hub.switch()
            except BaseException:
                first = self._waiters[0] is current
                self._waiters.remove(current)
                if first and not self._count:
                    self._wake_next()
                raise
            self._waiters.popleft()
        self._holder = current
        self._count += 1

    def release(self):
        """Undoes one acquire; raises LockReleaseError when the lock is free."""
        if not self._count:
            raise LockReleaseError('Cannot release unacquired lock')
        self._count -= 1
        if not self._count:
            self._holder = None
            self._wake_next()

    def _wake_next(self):
        if self._waiters:
            self._hub.schedule_call_global(0, self._wake, self._waiters[0])

    def _wake(self, waiter):
        # By now it may have been killed, or another may have taken the lock.
        if not self._count and self._waiters and self._waiters[0] is waiter:
            waiter.switch()


class _BlockedThread(object):
    """The place of at most one greenthread that waits until somebody wakes it."""

    def __init__(self):
        self._blocked_thread = None
        self._wakeupper = None
        self._hub = eventlet.hubs.get_hub()

    def __bool__(self):
        return self._blocked_thread is not None

    __nonzero__ = __bool__

    def block(self, deadline=None):
        """Waits for wake, or until the hub's clock shows deadline."""
        if self._blocked_thread is not None:
            raise Exception('Cannot block more than one thread on one BlockedThread')
        self._blocked_thread = greenlet.getcurrent()
        timer = None
        if deadline is not None:
            timer = self._hub.schedule_call_local(max(0, deadline - self._hub.clock()), self.wake)
        try:
            self._hub.switch()
        finally:
            self._blocked_thread = None
            # Either would wake the greenthread out of whatever it waits for next.
            if timer is not None:
                timer.cancel()
            if self._wakeupper is not None:
                self._wakeupper.cancel()
                self._wakeupper = None

    def wake(self):
        """Has the hub resume the greenthread that waits; False when none does, or it is about to be resumed already."""
        if self._blocked_thread is None or self._wakeupper is not None:
            return False
        self._wakeupper = self._hub.schedule_call_global(0, self._blocked_thread.switch)
        return True


class Context(__zmq__.Context):
    """A :class:`zmq.Context` whose sockets are green."""

    def socket(self, socket_type):
        """A new green :class:`Socket` of the type; raises ZMQError when the context is terminated."""
        if self.closed:
            raise ZMQError(ENOTSUP)
        return Socket(self, socket_type)


_Socket = __zmq__.Socket
_Socket_recv = _Socket.recv
_Socket_send = _Socket.send
_Socket_send_multipart = _Socket.send_multipart
_Socket_recv_multipart = _Socket.recv_multipart
_Socket_send_string = _Socket.send_string
_Socket_recv_string = _Socket.recv_string
_Socket_send_pyobj = _Socket.send_pyobj
_Socket_recv_pyobj = _Socket.recv_pyobj
_Socket_send_json = _Socket.send_json
_Socket_recv_json = _Socket.recv_json
_Socket_getsockopt = _Socket.getsockopt


def _wraps(source_fn):
    """Gives a method the name and the documentation of the one that it stands for."""
    def wrapper(dest_fn):
        dest_fn.__name__ = source_fn.__name__
        dest_fn.__doc__ = source_fn.__doc__
        return dest_fn
    return wrapper


# The descriptor of a ZeroMQ socket becomes readable when its threads have news, and stays so until send, recv or a look at EVENTS
# takes them in. Each of these three may so find that the other direction has become possible, of which the hub hears nothing
# any more: whoever does one of them wakes whoever waits for the other.

class Socket(_Socket):
    """A :class:`zmq.Socket` whose send and recv methods let other greenthreads run while they wait.

    Several greenthreads may use one socket: each message is sent, and received, as a whole.
    """

    def __init__(self, context, socket_type):
        super(Socket, self).__init__(context, socket_type)
        # Attributes of sockets are options unless they stand here.
        own = self.__dict__
        own['_eventlet_send_event'] = _BlockedThread()
        own['_eventlet_recv_event'] = _BlockedThread()
        own['_eventlet_send_lock'] = _QueueLock()
        own['_eventlet_recv_lock'] = _QueueLock()

        def event(fd):
            sender = self._eventlet_send_event.wake()
            receiver = self._eventlet_recv_event.wake()
            if not sender and not receiver:
                # Nobody would take the news in, and the hub would hear of them over and over.
                _Socket_getsockopt(self, EVENTS)

        hub = eventlet.hubs.get_hub()
        own['_eventlet_listener'] = hub.add(hub.READ, self.getsockopt(FD), event, lambda _: None, lambda: None)
        own['_eventlet_clock'] = hub.clock

    @_wraps(_Socket.close)
    def close(self, linger=None):
        super(Socket, self).close(linger)
        listener = self._eventlet_listener
        if listener is not None:
            self.__dict__['_eventlet_listener'] = None
            eventlet.hubs.get_hub().remove(listener)
            # They find the socket closed.
            self._eventlet_send_event.wake()
            self._eventlet_recv_event.wake()

    @_wraps(_Socket.getsockopt)
    def getsockopt(self, option):
        result = _Socket_getsockopt(self, option)
        if option == EVENTS:
            if result & POLLOUT:
                self._eventlet_send_event.wake()
            if result & POLLIN:
                self._eventlet_recv_event.wake()
        return result

    def _eventlet_at_once(self, call, *args):
        """A call that does not wait."""
        result = call(self, *args)
        self._eventlet_send_event.wake()
        self._eventlet_recv_event.wake()
        return result

    @_wraps(_Socket.send)
    def send(self, msg, flags=0, copy=True, track=False):
        if flags & NOBLOCK:
            return self._eventlet_at_once(_Socket_send, msg, flags, copy, track)
        with self._eventlet_send_lock:
            while True:
                try:
                    return _Socket_send(self, msg, flags | NOBLOCK, copy, track)
                except ZMQError as e:
                    if e.errno != EAGAIN:
                        raise
                    self._eventlet_send_event.block()
                finally:
                    self._eventlet_recv_event.wake()

    @_wraps(_Socket.recv)
    def recv(self, flags=0, copy=True, track=False):
        if flags & NOBLOCK:
            return self._eventlet_at_once(_Socket_recv, flags, copy, track)
        deadline = None
        if hasattr(__zmq__, 'RCVTIMEO'):
            timeout = self.getsockopt(__zmq__.RCVTIMEO)
            if timeout > 0:
                deadline = self._eventlet_clock() + timeout / 1000.0
            elif timeout != -1:
                raise ValueError(timeout)
        with self._eventlet_recv_lock:
            while True:
                try:
                    return _Socket_recv(self, flags | NOBLOCK, copy, track)
                except ZMQError as e:
                    if e.errno != EAGAIN:
                        raise
                    if deadline is not None and self._eventlet_clock() > deadline:
                        # EAGAIN may mean both.
                        e.is_timeout = True
                        raise
                    self._eventlet_recv_event.block(deadline=deadline)
                finally:
                    self._eventlet_send_event.wake()

    # The rest holds the lock over all that a message consists of; the inherited methods come back to send and recv.

    def _eventlet_locked(self, lock, call, flags, args, kwargs={}):
        if flags & NOBLOCK:
            return call(self, *args, **kwargs)
        with lock:
            return call(self, *args, **kwargs)

    @_wraps(_Socket.send_multipart)
    def send_multipart(self, msg_parts, flags=0, copy=True, track=False):
        return self._eventlet_locked(self._eventlet_send_lock, _Socket_send_multipart, flags, (msg_parts, flags, copy, track))

    @_wraps(_Socket.send_string)
    def send_string(self, u, flags=0, copy=True, encoding='utf-8'):
        return self._eventlet_locked(self._eventlet_send_lock, _Socket_send_string, flags, (u, flags, copy, encoding))

    @_wraps(_Socket.send_pyobj)
    def send_pyobj(self, obj, flags=0, protocol=2):
        return self._eventlet_locked(self._eventlet_send_lock, _Socket_send_pyobj, flags, (obj, flags, protocol))

    @_wraps(_Socket.send_json)
    def send_json(self, obj, flags=0, **kwargs):
        return self._eventlet_locked(self._eventlet_send_lock, _Socket_send_json, flags, (obj, flags), kwargs)

    @_wraps(_Socket.recv_multipart)
    def recv_multipart(self, flags=0, copy=True, track=False):
        return self._eventlet_locked(self._eventlet_recv_lock, _Socket_recv_multipart, flags, (flags, copy, track))

    @_wraps(_Socket.recv_string)
    def recv_string(self, flags=0, encoding='utf-8'):
        return self._eventlet_locked(self._eventlet_recv_lock, _Socket_recv_string, flags, (flags, encoding))

    @_wraps(_Socket.recv_json)
    def recv_json(self, flags=0, **kwargs):
        return self._eventlet_locked(self._eventlet_recv_lock, _Socket_recv_json, flags, (flags,), kwargs)

    @_wraps(_Socket.recv_pyobj)
    def recv_pyobj(self, flags=0):
        return self._eventlet_locked(self._eventlet_recv_lock, _Socket_recv_pyobj, flags, (flags,))
