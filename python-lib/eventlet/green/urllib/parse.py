"""urllib.parse does no input or output: the standard module serves."""
from urllib import parse as _parse
from urllib.parse import *
from eventlet.patcher import slurp_properties as _slurp

__all__ = _parse.__all__
_slurp(_parse, globals(), srckeys=dir(_parse))
