"""zmq.Socket."""
import pickle
import random
from warnings import warn

import _zmq

from zmq import constants
from zmq.constants import EADDRINUSE, ENOTSUP, POLLIN, SocketOption, SocketType, _OptType
from zmq.error import ZMQBindError, ZMQError
from zmq.sugar.attrsettr import AttributeSetter
from zmq.sugar.poll import Poller
from zmq.utils import jsonapi

DEFAULT_PROTOCOL = pickle.DEFAULT_PROTOCOL
_SUBSCRIBE, _UNSUBSCRIBE, _RCVMORE, _SNDMORE = constants.SUBSCRIBE, constants.UNSUBSCRIBE, constants.RCVMORE, constants.SNDMORE
_FIRST_FREE_PORT, _PORTS = 49152, 65536


class _SocketContext(object):
    """What bind and connect return: undoes them at the end of a with statement."""

    def __init__(self, socket, kind, addr):
        self.socket = socket
        self.kind = kind
        self.addr = addr

    def __repr__(self):
        return '<SocketContext(%s=%r)>' % (self.kind, self.addr)

    def __enter__(self):
        return self.socket

    def __exit__(self, *args):
        if not self.socket.closed:
            (self.socket.unbind if self.kind == 'bind' else self.socket.disconnect)(self.addr)


class Socket(_zmq.Socket, AttributeSetter):
    """A ZeroMQ socket, as context.socket(type) makes them. Options are attributes too: s.linger. One thread at a time may use it."""
    _repr_cls = 'zmq.Socket'
    _shadow = False
    _monitor_socket = None
    _type_name = 'UNKNOWN'
    _poller_class = Poller

    def __init__(self, *args, **kwargs):
        _zmq.Socket.__init__(self, *args, **kwargs)
        number = self.get(constants.TYPE)
        try:
            self.__dict__['type'] = SocketType(number)
            self._type_name = self.type.name
        except ValueError:
            self._type_name = str(number)

    def __del__(self):
        if not self.closed:
            warn('Unclosed socket %s' % (self,), ResourceWarning, stacklevel=2, source=self)
            self.close()

    def __repr__(self):
        cls = self.__class__
        name = cls.__dict__.get('_repr_cls') or '%s.%s' % (cls.__module__, cls.__name__)
        return '<%s(zmq.%s) at %#x%s>' % (name, self._type_name, id(self), ' closed' if self._closed else '')

    def __enter__(self):
        return self

    def __exit__(self, *args, **kwargs):
        self.close()

    def __copy__(self, memo=None):
        return self

    __deepcopy__ = __copy__

    def __dir__(self):
        return dir(self.__class__) + list(SocketOption.__members__)

    def __setattr__(self, key, value):
        # subscribe is a method as well as an option.
        if key not in self.__dict__ and key.lower() in ('subscribe', 'unsubscribe'):
            self.set(_SUBSCRIBE if key.lower() == 'subscribe' else _UNSUBSCRIBE, value.encode('utf8') if isinstance(value, str) else value)
        else:
            AttributeSetter.__setattr__(self, key, value)

    def close(self, linger=None):
        """Closes the socket; the context goes on to deliver what was sent, for linger milliseconds if given (option LINGER, -1: for ever)."""
        if self.context:
            self.context._rm_socket(self)
        _zmq.Socket.close(self, linger=linger)

    def bind(self, addr):
        """Listens on an endpoint, 'tcp://127.0.0.1:5555', 'tcp://*:*' or 'inproc://name'; in a with statement, to its end."""
        _zmq.Socket.bind(self, addr)
        return _SocketContext(self, 'bind', addr)

    def connect(self, addr):
        """Connects to an endpoint, in the background and again when the connection ends; in a with statement, to its end."""
        _zmq.Socket.connect(self, addr)
        return _SocketContext(self, 'connect', addr)

    @property
    def socket_type(self):
        """Deprecated name of type."""
        warn('Socket.socket_type is deprecated, use Socket.type', DeprecationWarning)
        return self.type

    setsockopt = _zmq.Socket.set
    getsockopt = _zmq.Socket.get

    def fileno(self):
        """A descriptor that becomes readable, once, when the socket's events may have changed; look at EVENTS then."""
        return self.FD

    def subscribe(self, topic):
        """Receives messages that begin with topic (SUB sockets)."""
        self.set(_SUBSCRIBE, topic.encode('utf8') if isinstance(topic, str) else topic)

    def unsubscribe(self, topic):
        """Undoes one subscribe of the same topic."""
        self.set(_UNSUBSCRIBE, topic.encode('utf8') if isinstance(topic, str) else topic)

    def set_string(self, option, optval, encoding='utf-8'):
        """Sets an option whose value is bytes by text."""
        if not isinstance(optval, str):
            raise TypeError('strings only, not %s: %r' % (type(optval), optval))
        return self.set(option, optval.encode(encoding))

    setsockopt_unicode = setsockopt_string = set_string

    def get_string(self, option, encoding='utf-8'):
        """An option whose value is bytes as text; TypeError for another one."""
        if SocketOption(option)._opt_type != _OptType.bytes:
            raise TypeError('option %s will not return a string to be decoded' % (option,))
        return self.get(option).decode(encoding)

    getsockopt_unicode = getsockopt_string = get_string

    def bind_to_random_port(self, addr, min_port=_FIRST_FREE_PORT, max_port=_PORTS, max_tries=100):
        """Binds to a free port of 'tcp://interface' and returns it: the system's choice, or one of min_port <= port < max_port.
        Raises ZMQBindError when max_tries were in use."""
        if min_port == _FIRST_FREE_PORT and max_port == _PORTS:
            self.bind('%s:*' % addr)
            return int(self.last_endpoint.decode('ascii', 'replace').rsplit(':', 1)[1])
        for _ in range(max_tries):
            port = random.randrange(min_port, max_port)
            try:
                self.bind('%s:%s' % (addr, port))
                return port
            except ZMQError as e:
                if e.errno != EADDRINUSE:
                    raise
        raise ZMQBindError('Could not bind socket to random port.')

    def get_hwm(self):
        """The high water mark: SNDHWM."""
        return self.get(constants.SNDHWM)

    def set_hwm(self, value):
        """Sets SNDHWM and RCVHWM, for connections made from now on."""
        self.set(constants.SNDHWM, value)
        self.set(constants.RCVHWM, value)

    hwm = property(get_hwm, set_hwm, None, 'How many messages may wait: sets SNDHWM and RCVHWM, tells SNDHWM.')

    def send(self, data, flags=0, copy=True, track=False, routing_id=None, group=None):
        """Sends one part of a message, bytes or any buffer; zmq.SNDMORE in flags says that more parts follow. Raises Again when it would
        have to wait and flags have NOBLOCK, or when SNDTIMEO is over. Returns a MessageTracker if track is set and copy is not."""
        if routing_id is not None or group is not None:
            frame = _zmq_frame(data, track)
            if routing_id is not None:
                frame.routing_id = routing_id
            if group is not None:
                frame.group = group
        return _zmq.Socket.send(self, data, flags=flags, copy=copy, track=track)

    def send_multipart(self, msg_parts, flags=0, copy=True, track=False, **kwargs):
        """Sends a message of several parts. TypeError, and nothing is sent, when one of them is no buffer."""
        for i, part in enumerate(msg_parts):
            if not isinstance(part, (_zmq.Frame, bytes, memoryview)):
                try:
                    memoryview(part)
                except Exception:
                    text = repr(part)
                    raise TypeError('Frame %i (%s) does not support the buffer interface.' % (i, text if len(text) <= 32 else text[:32] + '...'))
        for part in msg_parts[:-1]:
            self.send(part, _SNDMORE | flags, copy=copy, track=track)
        return self.send(msg_parts[-1], flags, copy=copy, track=track)

    def recv_multipart(self, flags=0, copy=True, track=False):
        """Receives all parts of a message as a list."""
        parts = [self.recv(flags, copy=copy, track=track)]
        while self.getsockopt(_RCVMORE):
            parts.append(self.recv(flags, copy=copy, track=track))
        return parts

    def _deserialize(self, recvd, load):
        return load(recvd)

    def send_serialized(self, msg, serialize, flags=0, copy=True, **kwargs):
        """Sends the parts that serialize(msg) returns."""
        return self.send_multipart(serialize(msg), flags=flags, copy=copy, **kwargs)

    def recv_serialized(self, deserialize, flags=0, copy=True):
        """What deserialize makes of the list of a message's parts."""
        return self._deserialize(self.recv_multipart(flags=flags, copy=copy), deserialize)

    def send_string(self, u, flags=0, copy=True, encoding='utf-8', **kwargs):
        """Sends text."""
        if not isinstance(u, str):
            raise TypeError('str objects only')
        return self.send(u.encode(encoding), flags=flags, copy=copy, **kwargs)

    send_unicode = send_string

    def recv_string(self, flags=0, encoding='utf-8'):
        """Receives text."""
        return self._deserialize(self.recv(flags=flags), lambda data: data.decode(encoding))

    recv_unicode = recv_string

    def send_pyobj(self, obj, flags=0, protocol=DEFAULT_PROTOCOL, **kwargs):
        """Sends an object, pickled."""
        return self.send(pickle.dumps(obj, protocol), flags=flags, **kwargs)

    def recv_pyobj(self, flags=0):
        """Receives a pickled object: from peers that are trusted only."""
        return self._deserialize(self.recv(flags), pickle.loads)

    def send_json(self, obj, flags=0, **kwargs):
        """Sends an object in JSON; keywords go to json.dumps."""
        options = dict((name, kwargs.pop(name)) for name in ('routing_id', 'group') if name in kwargs)
        return self.send(jsonapi.dumps(obj, **kwargs), flags=flags, **options)

    def recv_json(self, flags=0, **kwargs):
        """Receives an object in JSON; keywords go to json.loads."""
        return self._deserialize(self.recv(flags), lambda data: jsonapi.loads(data, **kwargs))

    def poll(self, timeout=None, flags=POLLIN):
        """Waits until the socket is ready, for at most timeout milliseconds; the events of flags that it is ready for, or 0."""
        if self.closed:
            raise ZMQError(ENOTSUP)
        poller = self._poller_class()
        poller.register(self, flags)
        return dict(poller.poll(timeout)).get(self, 0)

    def get_monitor_socket(self, events=None, addr=None):
        """A PAIR socket that receives the socket's events: not supported, raises ZMQError with ENOTSUP."""
        self.monitor(addr or 'inproc://monitor.s-%d' % self.FD, constants.EVENT_ALL if events is None else events)

    def disable_monitor(self):
        """Ends monitoring."""
        self.monitor(None, 0)


def _zmq_frame(data, track):
    from zmq.sugar.frame import Frame
    return data if isinstance(data, Frame) else Frame(data, track=track)


__all__ = ['Socket']
