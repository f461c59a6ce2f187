"""md5 of Python 2."""

import hashlib as _hashlib

digest_size = 16
blocksize = 1


def new(string=''):
    """Return a new md5 object."""
    return _hashlib.md5(string.encode('latin-1') if isinstance(string, str) else string)


md5 = new
