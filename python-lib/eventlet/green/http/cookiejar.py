"""Green http.cookiejar."""
from eventlet import patcher
from eventlet.green import threading, time
from eventlet.green.http import client

patcher.inject('http.cookiejar', globals(), ('threading', threading), ('time', time), ('http.client', client))
del patcher, client
