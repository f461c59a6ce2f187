"""zmq.MessageTracker."""
import time
from threading import Event

from zmq.error import NotDone

_WEEK = 7 * 24 * 3600.0


class MessageTracker(object):
    """MessageTracker(*towatch)

    Tells when messages need the memory that they were sent from no longer. Watches threading.Event objects, other trackers
    and tracked frames; ValueError for a frame that is not tracked, TypeError for anything else.
    """

    def __init__(self, *towatch):
        import zmq.sugar.frame as frames
        self.events = set()
        self.peers = set()
        for watched in towatch:
            if isinstance(watched, Event):
                self.events.add(watched)
            elif isinstance(watched, MessageTracker):
                self.peers.add(watched)
            elif isinstance(watched, frames.Frame):
                if not watched.tracker:
                    raise ValueError('Not a tracked message')
                self.peers.add(watched.tracker)
            else:
                raise TypeError('Require Events or Message Frames, not %s' % type(watched))

    @property
    def done(self):
        """Whether all of them are done."""
        return all(e.is_set() for e in self.events) and all(p.done for p in self.peers)

    def wait(self, timeout=-1):
        """Waits until all are done, for at most timeout seconds (negative: a week); raises NotDone after that."""
        deadline = time.time() + (_WEEK if timeout is False or timeout < 0 else timeout)
        for event in self.events:
            if not event.wait(max(0, deadline - time.time())):
                raise NotDone
        for peer in self.peers:
            peer.wait(max(0, deadline - time.time()))


# Of nothing, done since ever. frame.py needs it before Frame is there.
_FINISHED_TRACKER = MessageTracker.__new__(MessageTracker)
_FINISHED_TRACKER.events = set()
_FINISHED_TRACKER.peers = set()

__all__ = ['MessageTracker', '_FINISHED_TRACKER']
