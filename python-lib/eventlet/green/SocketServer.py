"""Green socketserver."""
from eventlet import patcher
from eventlet.green import select, selectors, socket, threading

patcher.inject(
    'socketserver', globals(),
    ('socket', socket), ('select', select), ('selectors', selectors), ('threading', threading))
