"""Options as attributes."""
import errno

from zmq import constants
from zmq.error import ZMQError


class AttributeSetter(object):
    """Makes attributes that the class does not have options, whatever the case of their names: s.linger is s.get(zmq.LINGER)."""

    def _option(self, name):
        try:
            return getattr(constants, name)
        except AttributeError:
            raise AttributeError('%s has no such option: %s' % (self.__class__.__name__, name)) from None

    def __setattr__(self, key, value):
        if key in self.__dict__ or any(key in c.__dict__ or key in c.__dict__.get('__annotations__', ()) for c in self.__class__.__mro__):
            object.__setattr__(self, key, value)
            return
        name = key.upper()
        self._set_attr_opt(name, self._option(name), value)

    def __getattr__(self, key):
        name = key.upper()
        option = self._option(name)
        try:
            return self._get_attr_opt(name, option)
        except ZMQError as e:
            if e.errno in (errno.EINVAL, errno.EFAULT):
                # hasattr and mocks expect this of an option that cannot be read.
                raise AttributeError('%s attribute is write-only' % key)
            raise

    def _set_attr_opt(self, name, opt, value):
        self.set(opt, value)

    def _get_attr_opt(self, name, opt):
        return self.get(opt)


__all__ = ['AttributeSetter']
