"""Functions of Python 2's urllib, over the green urllib.request."""

from eventlet import patcher
from eventlet.green import urllib as _green  # noqa: F401
from eventlet.green.urllib import request as _request

patcher.inject('python2.extras.urllib', globals(), ('urllib.request', _request))
