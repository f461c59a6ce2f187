"""anydbm of Python 2: dbm, with keys and values that are text of bytes."""

import dbm
from collections.abc import MutableMapping

__all__ = ['open', 'error']

error = dbm.error


class _Database(MutableMapping):
    def __init__(self, real):
        self._real = real

    def __getitem__(self, key):
        return self._real[key.encode('latin-1')].decode('latin-1')

    def __setitem__(self, key, value):
        self._real[key.encode('latin-1')] = value.encode('latin-1')

    def __delitem__(self, key):
        del self._real[key.encode('latin-1')]

    def __iter__(self):
        return iter([key.decode('latin-1') for key in self._real.keys()])

    def __len__(self):
        return len(self._real.keys())

    def __contains__(self, key):
        return key.encode('latin-1') in self._real

    has_key = __contains__

    def keys(self):
        return list(self)

    def close(self):
        self._real.close()

    def sync(self):
        if hasattr(self._real, 'sync'):
            self._real.sync()


def open(file, flag='r', mode=0o666):
    """Open a database; *flag* is 'r', 'w', 'c' (make it when it is not there) or 'n'."""
    return _Database(dbm.open(file, flag, mode))
