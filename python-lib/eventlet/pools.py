"""Pools of things that are expensive to make and used by one greenthread at a time."""
import collections
from contextlib import contextmanager

from eventlet import queue

__all__ = ['Pool', 'TokenPool']


class Pool(object):
    """Hands out items made by ``create``, at most *max_size* of them.

    A subclass defines ``create``, or the constructor is given one. With *order_as_stack* the item given back last is
    handed out first.
    """

    def __init__(self, min_size=0, max_size=4, order_as_stack=False, create=None):
        self.min_size = min_size
        self.max_size = max_size
        self.order_as_stack = order_as_stack
        self.current_size = 0
        self.channel = queue.LightQueue(0)
        self.free_items = collections.deque()
        if create is not None:
            self.create = create
        for _ in range(min_size):
            self.current_size += 1
            self.free_items.append(self.create())

    def get(self):
        """Return an item, waiting for one when all are out."""
        if self.free_items:
            return self.free_items.popleft()
        # Counted before it is made: create may switch, and others must not exceed the limit meanwhile.
        self.current_size += 1
        if self.current_size <= self.max_size:
            try:
                created = self.create()
            except:
                self.current_size -= 1
                raise
            return created
        self.current_size -= 1
        return self.channel.get()

    @contextmanager
    def item(self):
        """``with pool.item() as thing``: get an item and give it back."""
        obj = self.get()
        try:
            yield obj
        finally:
            self.put(obj)

    def put(self, item):
        """Give an item back."""
        if self.current_size > self.max_size:
            # The pool has shrunk.
            self.current_size -= 1
            return
        if self.channel.getting():
            try:
                self.channel.put(item, block=False)
                return
            except queue.Full:
                pass
        if self.order_as_stack:
            self.free_items.appendleft(item)
        else:
            self.free_items.append(item)

    def resize(self, new_size):
        """Change the limit. Items that are out now are dropped as they come back, when they are too many."""
        self.max_size = new_size

    def free(self):
        """How many more could be handed out at once."""
        return len(self.free_items) + self.max_size - self.current_size

    def waiting(self):
        """How many greenthreads wait in ``get``."""
        return max(0, self.channel.getting() - self.channel.putting())

    def create(self):
        """Make an item."""
        raise NotImplementedError('Implement in subclass')


class Token(object):
    pass


class TokenPool(Pool):
    """A pool of tokens that mean nothing but a place in the pool."""

    def create(self):
        return Token()
