"""ZeroMQ sockets by the interface of pyzmq 24, on NetMQ: the engine's native module _zmq has the sockets.

What libzmq has and NetMQ has not raises ZMQError with EINVAL or ENOTSUP: docs/differences.md lists it.
"""
import _zmq

from zmq import constants, error
from zmq.sugar import frame as _frame

_zmq._setup(error._make, _frame._received, _frame._sent)

from zmq import backend
from zmq.constants import *
from zmq.backend import *
from zmq import sugar
from zmq.sugar import *

COPY_THRESHOLD = _frame.COPY_THRESHOLD
DRAFT_API = False


def get_includes():
    """Directories of C headers: there are none here."""
    return []


def get_library_dirs():
    """Directories of C libraries: there are none here."""
    return []


__all__ = ['get_includes', 'COPY_THRESHOLD', 'DRAFT_API'] + constants.__all__ + sugar.__all__ + backend.__all__
