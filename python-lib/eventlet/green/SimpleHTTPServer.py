"""SimpleHTTPServer of Python 2: its names are in http.server now."""
from eventlet.green.BaseHTTPServer import *
from eventlet.green.BaseHTTPServer import SimpleHTTPRequestHandler, test
