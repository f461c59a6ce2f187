"""Hub on epoll."""
from eventlet import patcher, support
from eventlet.hubs import hub, poll

select = patcher.original('select')


def is_available():
    return hasattr(select, 'epoll')


class Hub(poll.Hub):
    def _make_poll(self):
        self.poll = select.epoll()

    def do_poll(self, seconds):
        return self.poll.poll(seconds)
