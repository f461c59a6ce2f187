"""Green http.server."""
from eventlet import patcher
from eventlet.green import SocketServer, os, select, socket, subprocess, time
from eventlet.green.http import client

patcher.inject(
    'http.server', globals(),
    ('socket', socket), ('socketserver', SocketServer), ('select', select), ('os', os), ('time', time),
    ('subprocess', subprocess), ('http.client', client))
del patcher, client

if __name__ == '__main__':
    # python -m eventlet.green.http.server, with the options of the original.
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('--cgi', action='store_true', help='Run as CGI Server')
    parser.add_argument('--bind', '-b', default='', metavar='ADDRESS',
                        help='Specify alternate bind address [default: all interfaces]')
    parser.add_argument('port', action='store', default=8000, type=int, nargs='?',
                        help='Specify alternate port [default: 8000]')
    options = parser.parse_args()
    test(HandlerClass=CGIHTTPRequestHandler if options.cgi else SimpleHTTPRequestHandler,
         port=options.port, bind=options.bind)
