"""sha of Python 2."""

import hashlib as _hashlib

digest_size = digestsize = 20
blocksize = 1


def new(string=''):
    """Return a new SHA-1 object."""
    return _hashlib.sha1(string.encode('latin-1') if isinstance(string, str) else string)


sha = new
