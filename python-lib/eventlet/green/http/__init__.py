"""Green http."""
import http as _http

__all__ = _http.__all__
from http import HTTPStatus
