"""Waiting for several sockets."""
from _zmq import zmq_poll

from zmq.constants import POLLERR, POLLIN, POLLOUT


class Poller(object):
    """Waits for ZeroMQ sockets, and for anything that has a descriptor."""

    def __init__(self):
        self.sockets = []
        self._map = {}

    def __contains__(self, socket):
        return socket in self._map

    def register(self, socket, flags=POLLIN | POLLOUT):
        """Waits for the events in flags of a zmq.Socket, descriptor or object with fileno() from now on; for no flags, not any more."""
        if flags:
            if socket in self._map:
                self.sockets[self._map[socket]] = (socket, flags)
            else:
                self._map[socket] = len(self.sockets)
                self.sockets.append((socket, flags))
        elif socket in self._map:
            self.unregister(socket)

    def modify(self, socket, flags=POLLIN | POLLOUT):
        """As register, for one that is registered."""
        self.register(socket, flags)

    def unregister(self, socket):
        """Waits for it no more; KeyError when it is not registered."""
        index = self._map.pop(socket)
        del self.sockets[index]
        for i in range(index, len(self.sockets)):
            self._map[self.sockets[i][0]] = i

    def poll(self, timeout=None):
        """Pairs of what is ready and its events, [] when timeout milliseconds are over; None or a negative number waits for ever."""
        return zmq_poll(self.sockets, timeout=-1 if timeout is None or timeout < 0 else int(timeout))


def select(rlist, wlist, xlist, timeout=None):
    """As select.select, for ZeroMQ sockets as well; timeout in seconds."""
    wanted = {}
    for sockets, flag in ((rlist, POLLIN), (wlist, POLLOUT), (xlist, POLLERR)):
        for s in sockets:
            wanted[s] = wanted.get(s, 0) | flag
    milliseconds = -1 if timeout is None or timeout < 0 else int(timeout * 1000.0)
    ready = zmq_poll(list(wanted.items()), milliseconds)
    return tuple([s for s, flags in ready if flags & flag] for flag in (POLLIN, POLLOUT, POLLERR))


__all__ = ['Poller', 'select']
