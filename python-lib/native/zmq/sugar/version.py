"""Versions: of the interface that this package has, pyzmq's and libzmq's."""
from _zmq import zmq_version_info

__version__ = '24.0.1'
__revision__ = ''
VERSION_MAJOR, VERSION_MINOR, VERSION_PATCH = version_info = (24, 0, 1)
VERSION_EXTRA = ''


def pyzmq_version():
    """The version of the Python interface."""
    return __version__


def pyzmq_version_info():
    """The version of the Python interface as numbers."""
    return version_info


def zmq_version():
    """The version of libzmq whose options and errors these are."""
    return '%d.%d.%d' % zmq_version_info()


__all__ = ['zmq_version', 'zmq_version_info', 'pyzmq_version', 'pyzmq_version_info', '__version__', '__revision__']
