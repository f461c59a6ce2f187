from OpenSSL.version import *
from OpenSSL.version import __version__
