"""pickle and cPickle of Python 2: protocol 0 unless told otherwise, and pickles are text of bytes."""

import io
import pickle as _pickle
from pickle import PickleError, PicklingError, UnpicklingError

__all__ = ['dump', 'dumps', 'load', 'loads', 'Pickler', 'Unpickler', 'PickleError', 'PicklingError', 'UnpicklingError', 'HIGHEST_PROTOCOL']

HIGHEST_PROTOCOL = 2
format_version = '2.0'
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0']


class BadPickleGet(UnpicklingError):
    pass


def _protocol(protocol):
    return HIGHEST_PROTOCOL if protocol is not None and protocol < 0 else protocol or 0


class _Writer:
    def __init__(self, file):
        self._file = file

    def write(self, data):
        self._file.write(bytes(data).decode('latin-1'))


class _Reader:
    def __init__(self, file):
        self._file = file

    def read(self, *size):
        return _bytes(self._file.read(*size))

    def readline(self):
        return _bytes(self._file.readline())


def _bytes(data):
    return data.encode('latin-1') if isinstance(data, str) else data


class Pickler(_pickle.Pickler):
    def __init__(self, file, protocol=0):
        _pickle.Pickler.__init__(self, _Writer(file), _protocol(protocol))


class Unpickler(_pickle.Unpickler):
    def __init__(self, file):
        _pickle.Unpickler.__init__(self, _Reader(file), encoding='latin-1')

    noload = _pickle.Unpickler.load


def dumps(obj, protocol=0):
    """Return the pickle of the object as text."""
    return _pickle.dumps(obj, _protocol(protocol)).decode('latin-1')


def dump(obj, file, protocol=0):
    """Write the pickle of the object to a file."""
    file.write(dumps(obj, protocol))


def loads(string):
    """Read an object from a pickle."""
    return _pickle.loads(_bytes(string), encoding='latin-1')


def load(file):
    """Read an object from a file."""
    return Unpickler(file).load()
