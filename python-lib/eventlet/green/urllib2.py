"""Green urllib2 of Python 2."""
from eventlet import patcher
from eventlet.green.urllib import request as _request

patcher.inject('python2.urllib2', globals(), ('urllib.request', _request))

del patcher
