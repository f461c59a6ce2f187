"""hmac as Python 2 had it: keys and messages are text of bytes, and the digest is MD5 unless told otherwise."""

import hmac as _hmac
import sys as _sys

from python2._proxy import ModuleProxy


def _bytes(data):
    return data.encode('latin-1') if isinstance(data, str) else data


def _digest(digestmod):
    return 'md5' if digestmod is None else digestmod


class HMAC(_hmac.HMAC):
    def __init__(self, key, msg=None, digestmod=None):
        _hmac.HMAC.__init__(self, _bytes(key), _bytes(msg), _digest(digestmod))

    def update(self, msg):
        _hmac.HMAC.update(self, _bytes(msg))


def new(key, msg=None, digestmod=None):
    """Create a new hashing object and return it."""
    return HMAC(key, msg, digestmod)


_sys.modules[__name__] = ModuleProxy('hmac', _hmac, {'HMAC': HMAC, 'new': new, '__name__': 'hmac'})
