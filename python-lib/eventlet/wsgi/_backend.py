"""The parser and writer in use: the native ones, or the ones in Python where those cannot be had."""
try:
    from _eventlet_http import InputBase, Reader, RequestHead, Response, Writer, parse_head, setup
except ImportError:
    from eventlet.wsgi._pure import InputBase, RequestHead, Response, parse_head, setup
    Reader = Writer = None
