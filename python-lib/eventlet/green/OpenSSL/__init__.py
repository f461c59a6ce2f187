"""Green pyOpenSSL."""
from . import crypto
from . import SSL
try:
    # Gone from pyOpenSSL since its version 20.
    from . import tsafe
except ImportError:
    pass
from .version import __version__
