"""urllib.response does no input or output of its own: the standard module serves."""
from urllib import response as _response
from urllib.response import *
from eventlet.patcher import slurp_properties as _slurp

__all__ = _response.__all__
_slurp(_response, globals(), srckeys=dir(_response))
