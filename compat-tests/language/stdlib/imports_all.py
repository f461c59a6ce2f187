# Every module of the standard library that scripts of the eventlet world import: it comes up, and its public names are there.
import importlib
names = '''sys os posix pwd grp io time errno signal atexit gc threading _thread queue socket select selectors socketserver http http.client http.server http.cookies
urllib urllib.request urllib.parse urllib.error urllib.response urllib.robotparser email email.message email.parser email.policy json re struct logging logging.handlers logging.config collections collections.abc functools
itertools operator contextlib contextvars dataclasses enum typing types abc copy copyreg pickle weakref datetime calendar random math cmath statistics decimal fractions numbers hashlib hmac secrets base64 binascii zlib gzip bz2 lzma
uuid string textwrap pprint reprlib heapq bisect array tempfile shutil pathlib glob fnmatch stat subprocess traceback linecache tokenize token keyword ast inspect dis warnings unittest unittest.mock doctest argparse getopt optparse
configparser csv html html.parser html.entities mimetypes platform locale codecs encodings encodings.utf_8 encodings.idna unicodedata asyncio concurrent.futures multiprocessing multiprocessing.pool ssl fcntl resource termios tty mmap
zipfile tarfile zipimport importlib importlib.util importlib.resources importlib.metadata pkgutil runpy code codeop cmd shlex site sysconfig timeit trace profile cProfile pstats tracemalloc faulthandler symtable
xml.etree.ElementTree xml.sax xml.dom.minidom sched bdb pdb fileinput filecmp difflib gettext getpass graphlib ipaddress wsgiref.simple_server wsgiref.util xmlrpc.client smtplib ftplib imaplib poplib
stringprep rlcompleter opcode pickletools plistlib nturl2path ntpath posixpath genericpath this __future__ zoneinfo tomllib asyncore asynchat imp sre_compile colorsys netrc mailbox syslog ctypes'''.split()
import io, contextlib
for n in names:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            m = importlib.import_module(n)
        missing = [x for x in getattr(m, '__all__', ()) if not hasattr(m, x)]
        print(n, 'ok' if not missing else missing)
    except BaseException as e:
        print(n, type(e).__name__, e)
