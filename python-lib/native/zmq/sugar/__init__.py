"""The classes of the package, over the native module."""
from zmq import error
from zmq.sugar import context, frame, poll, socket, tracker, version

__all__ = []
for _module in (context, error, frame, poll, socket, tracker, version):
    __all__.extend(_module.__all__)

from zmq.error import *
from zmq.sugar.context import *
from zmq.sugar.frame import *
from zmq.sugar.poll import *
from zmq.sugar.socket import *
from zmq.sugar.stopwatch import Stopwatch
from zmq.sugar.tracker import *
from zmq.sugar.version import *

__all__.append('Stopwatch')
