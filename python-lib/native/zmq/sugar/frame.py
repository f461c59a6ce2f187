"""zmq.Frame."""
import _zmq

from zmq.error import ZMQError, _check_version
from zmq.sugar.attrsettr import AttributeSetter
from zmq.sugar.tracker import MessageTracker, _FINISHED_TRACKER

COPY_THRESHOLD = 65536


def _draft(version, feature):
    _check_version(version, feature)
    raise RuntimeError('libzmq and pyzmq must be built with draft support for %s' % feature)


class Frame(_zmq.Frame, AttributeSetter):
    """Frame(data=None, track=False, copy=None, copy_threshold=zmq.COPY_THRESHOLD)

    One part of a message: a buffer, with bytes, buffer and more. What is sent is copied at once, so a tracked frame is done.
    """
    more = False
    tracker = None
    tracker_event = None

    def __init__(self, data=None, track=False, copy=None, copy_threshold=COPY_THRESHOLD):
        _zmq.Frame.__init__(self, data)
        if track:
            self.tracker = _FINISHED_TRACKER

    def __len__(self):
        return len(self.buffer) if self.buffer.ndim == 1 and self.buffer.itemsize == 1 else self.buffer.nbytes

    def __str__(self):
        return self.bytes.decode()

    def __copy__(self):
        return self.__class__(self.buffer, track=self.tracker is not None)

    def __getitem__(self, key):
        return self.get(key)

    def get(self, option):
        """An option of the message (zmq.MORE, zmq.SHARED), or a property of its connection by name; ZMQError without one."""
        if isinstance(option, int):
            if option == _MORE:
                return int(self.more)
            if option == _SHARED:
                return 0

        raise ZMQError(_EINVAL)

    def set(self, option, value):
        """Sets an option of the message: there are none that can be set."""

        raise ZMQError(_EINVAL)

    @property
    def group(self):
        """The group of a RADIO or DISH socket's message, which libzmq has in drafts only."""
        _draft((4, 2), 'RADIO-DISH')

    @group.setter
    def group(self, group):
        _draft((4, 2), 'RADIO-DISH')

    @property
    def routing_id(self):
        """The peer of a CLIENT or SERVER socket's message, which libzmq has in drafts only."""
        _draft((4, 2), 'CLIENT-SERVER')

    @routing_id.setter
    def routing_id(self, routing_id):
        _draft((4, 2), 'CLIENT-SERVER')


_MORE, _SHARED, _EINVAL = 1, 3, 22
Message = Frame


def _received(data, more):
    """What the native module makes of a part that is received with copy=False."""
    frame = Frame(data)
    frame.more = more
    return frame


def _sent(data, track):
    """The tracker of what was sent with copy=False; data that is a frame must have one already."""
    if not track:
        return None
    if isinstance(data, Frame) and not data.tracker:
        raise ValueError('Not a tracked message')
    return MessageTracker(data) if isinstance(data, Frame) else _FINISHED_TRACKER


__all__ = ['Frame', 'Message']
