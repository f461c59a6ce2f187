import errno
from os import getcwd as getcwdu
