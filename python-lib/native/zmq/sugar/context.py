"""zmq.Context."""
import atexit
import os
from threading import Lock
from warnings import warn
from weakref import WeakSet

from _zmq import Context as ContextBase

from zmq.constants import ContextOption, Errno, SocketOption
from zmq.error import ZMQError
from zmq.sugar.attrsettr import AttributeSetter
from zmq.sugar.socket import Socket

_exiting = False


def _notice_atexit():
    global _exiting
    _exiting = True


atexit.register(_notice_atexit)


class Context(ContextBase, AttributeSetter):
    """Context(io_threads=1)

    Makes sockets, by ctx.socket(zmq.REQ), and runs the threads that do their I/O. Attributes named as options of sockets
    (ctx.linger) are defaults for the sockets that it makes. Usable by several threads at once.
    """
    _instance = None
    _instance_lock = Lock()
    _instance_pid = None
    _shadow = False
    _warn_destroy_close = False
    _socket_class = Socket
    _repr_cls = 'zmq.Context'
    sockopts = None
    _sockets = None

    def __init__(self, io_threads=1, **kwargs):
        ContextBase.__init__(self, io_threads=io_threads, **kwargs)
        self.sockopts = {}
        self._sockets = WeakSet()

    def __del__(self):
        if _exiting or self.closed or self._sockets is None:
            return
        warn('Unclosed context %s' % (self,), ResourceWarning, stacklevel=2, source=self)
        # Unlike destroy this does not wait: whoever runs finalizers has other things to do.
        self._abandon()

    def __repr__(self):
        cls = self.__class__
        name = cls.__dict__.get('_repr_cls') or '%s.%s' % (cls.__module__, cls.__name__)
        count = len(self._sockets or ())
        sockets = '%d socket%s' % (count, 's' if count > 1 else '') if count else ''
        return '<%s(%s) at %#x%s>' % (name, sockets, id(self), ' closed' if self.closed else '')

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self._warn_destroy_close = True
        self.destroy()

    def __copy__(self, memo=None):
        return self

    __deepcopy__ = __copy__

    @classmethod
    def instance(cls, io_threads=1):
        """The context that programs share: made when it is first asked for, anew when it was terminated or after a fork."""
        def usable():
            return cls._instance is not None and cls._instance_pid == os.getpid() and not cls._instance.closed

        if not usable():
            with cls._instance_lock:
                if not usable():
                    cls._instance = cls(io_threads=io_threads)
                    cls._instance_pid = os.getpid()
        return cls._instance

    def term(self):
        """Ends the context: calls on its sockets raise ContextTerminated, and this waits until they are closed, and until
        what they sent is with the peers or LINGER is over."""
        ContextBase.term(self)

    def destroy(self, linger=None):
        """Closes the context's sockets, with linger set to so many milliseconds if given, and ends it. Not while another
        thread uses one of them."""
        if self.closed:
            return
        for s in list(self._sockets or ()):
            if not s.closed:
                if self._warn_destroy_close:
                    warn('Destroying context with unclosed socket %s' % (s,), ResourceWarning, stacklevel=3, source=s)
                if linger is not None:
                    s.setsockopt(SocketOption.LINGER, linger)
                s.close()
        self.term()

    def socket(self, socket_type, **kwargs):
        """A new socket of the type; keywords go to the socket's class. Raises ZMQError when the context is terminated."""
        if self.closed:
            raise ZMQError(Errno.ENOTSUP)
        s = self._socket_class(self, socket_type, **kwargs)
        for option, value in self.sockopts.items():
            try:
                s.setsockopt(option, value)
            except ZMQError:
                # An option that this type of socket does not have.
                pass
        self._add_socket(s)
        return s

    def _add_socket(self, socket):
        self._sockets.add(socket)

    def _rm_socket(self, socket):
        if self._sockets is not None:
            self._sockets.discard(socket)

    def setsockopt(self, opt, value):
        """Sets the default of an option for sockets made from now on."""
        self.sockopts[opt] = value

    def getsockopt(self, opt):
        """The default of an option for new sockets; KeyError when none is set."""
        return self.sockopts[opt]

    def _set_attr_opt(self, name, opt, value):
        if name in ContextOption.__members__:
            self.set(opt, value)
        elif name in SocketOption.__members__:
            self.sockopts[opt] = value
        else:
            raise AttributeError('No such context or socket option: %s' % name)

    def _get_attr_opt(self, name, opt):
        if name in ContextOption.__members__:
            return self.get(opt)
        if opt not in self.sockopts:
            raise AttributeError(name)
        return self.sockopts[opt]

    def __delattr__(self, key):
        name = key.upper()
        option = getattr(SocketOption, name, None)
        if option is None:
            raise AttributeError('No such socket option: %r' % name)
        if option not in self.sockopts:
            raise AttributeError(name)
        del self.sockopts[option]

    def __dir__(self):
        return dir(self.__class__) + list(ContextOption.__members__)


__all__ = ['Context']
