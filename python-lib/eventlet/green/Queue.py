"""The queue module's names over eventlet's queues. Here a maxsize of 0 means no limit, as it does there."""
from eventlet import queue

__all__ = ['Empty', 'Full', 'LifoQueue', 'PriorityQueue', 'Queue']
__patched__ = ['LifoQueue', 'PriorityQueue', 'Queue']

Empty = queue.Empty
Full = queue.Full


def _unlimited(maxsize):
    return None if maxsize == 0 else maxsize


class Queue(queue.Queue):
    def __init__(self, maxsize=0):
        super(Queue, self).__init__(_unlimited(maxsize))


class PriorityQueue(queue.PriorityQueue):
    def __init__(self, maxsize=0):
        super(PriorityQueue, self).__init__(_unlimited(maxsize))


class LifoQueue(queue.LifoQueue):
    def __init__(self, maxsize=0):
        super(LifoQueue, self).__init__(_unlimited(maxsize))
