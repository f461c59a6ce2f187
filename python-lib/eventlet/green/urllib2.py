"""urllib2 of Python 2: urllib.request and urllib.error."""
from eventlet.green.urllib.request import *
from eventlet.green.urllib.error import *
from eventlet.green.urllib import request as _request
from eventlet.green.urllib.request import (
    AbstractBasicAuthHandler, AbstractDigestAuthHandler, AbstractHTTPHandler, HTTPError, URLError)
