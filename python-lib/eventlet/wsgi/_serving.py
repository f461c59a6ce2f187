"""A listening socket and its connections."""
import errno
import os
import sys
import traceback
import warnings

import eventlet
from eventlet import greenio, support
from eventlet.green import BaseHTTPServer, socket
from eventlet.wsgi._log import LoggerNull, get_logger
from eventlet.wsgi._protocol import HttpProtocol

# Limits and switches are looked up there, where scripts set them.
_wsgi = sys.modules['eventlet.wsgi']

# What accept says when the process or the system has no room for another connection, and how many seconds to wait for some.
_EXHAUSTED = set((errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM))
_EXHAUSTED_PAUSE = 0.1
# What it says of a connection that is gone before it was accepted.
_GONE = set((errno.ECONNABORTED, errno.EPROTO))


def new(cls):
    return cls.__new__(cls)


class Server(BaseHTTPServer.HTTPServer):
    """What the connections of one ``server`` call share."""

    def __init__(self, socket, address, app, log=None, environ=None, max_http_version=None, protocol=HttpProtocol,
                 minimum_chunk_size=None, log_x_forwarded_for=True, keepalive=True, log_output=True,
                 log_format=_wsgi.DEFAULT_LOG_FORMAT, url_length_limit=_wsgi.MAX_REQUEST_LINE, debug=True, socket_timeout=None,
                 capitalize_response_headers=True):
        self.outstanding_requests = 0
        self.socket = socket
        self.address = address
        self.app = app
        self.log = LoggerNull()
        self.environ = environ
        self.max_http_version = max_http_version
        self.protocol = protocol
        self.pid = os.getpid()
        self.minimum_chunk_size = minimum_chunk_size
        self.log_x_forwarded_for = log_x_forwarded_for
        self.log_output = log_output
        self.log_format = log_format
        self.url_length_limit = url_length_limit
        self.debug = debug
        self.socket_timeout = socket_timeout
        self.capitalize_response_headers = capitalize_response_headers
        self.keepalive = keepalive
        if self.log_output:
            self.log = get_logger(log, debug)
        if not capitalize_response_headers:
            warnings.warn('capitalize_response_headers is disabled. Header names mean the same in either case, so that a client which needs them '
                          'as they are should be mended instead.', DeprecationWarning, stacklevel=3)

    def get_environ(self):
        d = {
            'wsgi.errors': sys.stderr,
            'wsgi.version': (1, 0),
            'wsgi.multithread': True,
            'wsgi.multiprocess': False,
            'wsgi.run_once': False,
            'wsgi.url_scheme': 'http',
        }
        # A TLS socket shakes hands.
        if hasattr(self.socket, 'do_handshake'):
            d['wsgi.url_scheme'] = 'https'
            d['HTTPS'] = 'on'
        if self.environ is not None:
            d.update(self.environ)
        return d

    def process_request(self, conn_state):
        """Serve one connection until it ends."""
        try:
            # The protocol class is set up before its constructor runs, because that does not return until the end.
            proto = new(self.protocol)
            if self.minimum_chunk_size is not None:
                proto.minimum_chunk_size = self.minimum_chunk_size
            proto.capitalize_response_headers = self.capitalize_response_headers
            try:
                if self._handshake_pending:
                    conn_state[1].do_handshake()
                proto.__init__(conn_state, self)
            except socket.timeout:
                # A client that was silent for too long.
                conn_state[1].close()
                self.log.debug('({0}) timed out {1!r}'.format(self.pid, conn_state[0]))
            except _wsgi.ACCEPT_EXCEPTIONS as e:
                if not self._handshake_pending or hasattr(proto, 'connection'):
                    raise
                # It never became a connection.
                conn_state[1].close()
                if support.get_errno(e) not in _wsgi.ACCEPT_ERRNO:
                    raise
        finally:
            proto = None

    # Set for TLS listeners, which accept without shaking hands, so that a slow client holds up nobody else.
    _handshake_pending = False

    def log_message(self, message):
        raise AttributeError('{0} is deprecated, use {1}'.format('wsgi.Server.log_message', 'server.log.info'))


def socket_repr(sock):
    """Name a listening socket for the log."""
    scheme = 'http'
    if hasattr(sock, 'do_handshake'):
        scheme = 'https'
    name = sock.getsockname()
    if sock.family == socket.AF_INET:
        hier_part = '//{0}:{1}'.format(*name)
    elif sock.family == socket.AF_INET6:
        hier_part = '//[{0}]:{1}'.format(*name[:2])
    elif sock.family == socket.AF_UNIX:
        hier_part = name
    else:
        hier_part = repr(name)
    return scheme + ':' + hier_part


def server(sock, site, log=None, environ=None, max_size=None, max_http_version=_wsgi.DEFAULT_MAX_HTTP_VERSION,
           protocol=HttpProtocol, server_event=None, minimum_chunk_size=None, log_x_forwarded_for=True,
           custom_pool=None, keepalive=True, log_output=True, log_format=_wsgi.DEFAULT_LOG_FORMAT,
           url_length_limit=_wsgi.MAX_REQUEST_LINE, debug=True, socket_timeout=None, capitalize_response_headers=True):
    """Serve the WSGI application *site* on the listening socket *sock*. Returns when the socket is closed.

    :param log: where requests and errors are logged: a file, or a logger; standard error by default
    :param environ: added to the environment of every request
    :param max_size: how many connections are served at once
    :param max_http_version: 'HTTP/1.0' keeps from the newer version
    :param protocol: the class that handles a connection
    :param server_event: an Event that is sent the Server object
    :param minimum_chunk_size: parts of a body are collected until they have this size
    :param log_x_forwarded_for: log what X-Forwarded-For says before the address
    :param custom_pool: a GreenPool to run in, or something like it
    :param keepalive: False closes every connection after one response
    :param log_output: False logs nothing
    :param log_format: a %-format with client_ip, client_port, date_time, request_line, status_code, body_length and
        wall_seconds
    :param url_length_limit: a longer request line is answered with 414
    :param debug: False leaves the traceback out of error pages, and some lines out of the log
    :param socket_timeout: how long one read or write may take
    :param capitalize_response_headers: write Header-Names as usual
    """
    serv = Server(
        sock, sock.getsockname(), site, log, environ=environ, max_http_version=max_http_version, protocol=protocol,
        minimum_chunk_size=minimum_chunk_size, log_x_forwarded_for=log_x_forwarded_for, keepalive=keepalive,
        log_output=log_output, log_format=log_format, url_length_limit=url_length_limit, debug=debug,
        socket_timeout=socket_timeout, capitalize_response_headers=capitalize_response_headers)
    if server_event is not None:
        warnings.warn(
            'eventlet.wsgi.Server() server_event kwarg is deprecated and will be removed soon',
            DeprecationWarning, stacklevel=2)
        server_event.send(serv)
    if max_size is None:
        max_size = _wsgi.DEFAULT_MAX_SIMULTANEOUS_REQUESTS
    if custom_pool is not None:
        pool = custom_pool
    else:
        pool = eventlet.GreenPool(max_size)

    if not (hasattr(pool, 'spawn') and hasattr(pool, 'waitall')):
        raise AttributeError('''\
eventlet.wsgi.Server pool must provide methods: `spawn`, `waitall`.
If unsure, use eventlet.GreenPool.''')

    # Connections by address: [address, socket, state].
    connections = {}

    def _clean_connection(_, key, conn):
        connections.pop(key, None)
        conn[2] = _wsgi.STATE_CLOSE
        if conn[1].fileno() != -1:
            # The protocol class did not come to its end, or has left that out.
            greenio.shutdown_safe(conn[1])
            conn[1].close()

    if getattr(sock, 'do_handshake_on_connect', False) and type(sock).__name__ == 'GreenSSLSocket':
        serv._handshake_pending = True

    try:
        serv.log.info('({0}) wsgi starting up on {1}'.format(serv.pid, socket_repr(sock)))
        while _wsgi.is_accepting:
            try:
                client_socket, client_addr = sock.accept()
                client_socket.settimeout(serv.socket_timeout)
                if type(serv.log) is not LoggerNull:
                    serv.log.debug('({0}) accepted {1!r}'.format(serv.pid, client_addr))
                # The clients of a Unix socket have no address to tell them apart.
                key = client_addr or id(client_socket)
                connections[key] = connection = [client_addr, client_socket, _wsgi.STATE_IDLE]
                pool.spawn(serv.process_request, connection).link(_clean_connection, key, connection)
            except _wsgi.ACCEPT_EXCEPTIONS as e:
                number = support.get_errno(e)
                if number in _EXHAUSTED:
                    # Connections that end make room; those that wait in the queue are served then.
                    serv.log.error('({0}) cannot accept: {1}'.format(serv.pid, e))
                    eventlet.sleep(_EXHAUSTED_PAUSE)
                elif number not in _wsgi.ACCEPT_ERRNO and number not in _GONE:
                    raise
            except (KeyboardInterrupt, SystemExit):
                serv.log.info('wsgi exiting')
                break
    finally:
        for cs in list(connections.values()):
            prev_state = cs[2]
            cs[2] = _wsgi.STATE_CLOSE
            if prev_state == _wsgi.STATE_IDLE:
                greenio.shutdown_safe(cs[1])
        pool.waitall()
        serv.log.info('({0}) wsgi exited, is_accepting={1}'.format(serv.pid, _wsgi.is_accepting))
        try:
            # Those who forked after listening share the socket, but not this object.
            sock.close()
        except socket.error as e:
            if support.get_errno(e) not in _wsgi.BROKEN_SOCK:
                traceback.print_exc()


for _object in (new, Server, socket_repr, server):
    _object.__module__ = 'eventlet.wsgi'
