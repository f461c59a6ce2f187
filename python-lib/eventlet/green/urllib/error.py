"""The exceptions of urllib: the standard module's classes, so that either name catches them."""
from urllib import error as _error
from urllib.error import *
from eventlet.patcher import slurp_properties as _slurp

__all__ = _error.__all__
_slurp(_error, globals(), srckeys=dir(_error))
