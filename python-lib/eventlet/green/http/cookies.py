"""http.cookies does no input or output: the standard module serves."""
from http import cookies as _cookies
from http.cookies import *
from eventlet.patcher import slurp_properties as _slurp

__all__ = _cookies.__all__
_slurp(_cookies, globals(), srckeys=dir(_cookies))
