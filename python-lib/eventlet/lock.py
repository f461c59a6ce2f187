"""Lock: a semaphore of one that behaves as threading's lock does when it is released unlocked."""
from eventlet import hubs
from eventlet.semaphore import Semaphore


class Lock(Semaphore):
    def release(self, blocking=True):
        if self.counter > 0:
            raise RuntimeError('release unlocked lock')
        self.counter += 1
        if self._waiters:
            hubs.get_hub().schedule_call_global(0, self._do_acquire)
        return True

    def _at_fork_reinit(self):
        self.counter = 1
        self._waiters.clear()
