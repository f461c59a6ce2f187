"""The import statement of the dialect: relative imports that do not say so, and modules under their old names."""

import builtins
import importlib
import importlib.machinery
import importlib.util
import os
import sys

# Directories of the program, whose modules come before those that Python 2's library had.
folders = []

# Old names of modules; what is not of this package is the same module under its new name.
NAMES = {
    '__builtin__': None,
    'BaseHTTPServer': 'http.server', 'Bastion': None, 'CGIHTTPServer': 'http.server', 'ConfigParser': 'python2.ConfigParser',
    'Cookie': 'http.cookies', 'HTMLParser': 'python2.HTMLParser', 'Queue': 'queue', 'SimpleHTTPServer': 'http.server',
    'SimpleXMLRPCServer': 'xmlrpc.server', 'DocXMLRPCServer': 'xmlrpc.server', 'SocketServer': 'socketserver',
    'StringIO': 'python2.StringIO', 'UserDict': 'python2.UserDict', 'UserList': 'python2.UserList', 'UserString': 'python2.UserString',
    'anydbm': 'python2.anydbm', 'cPickle': 'python2.cPickle', 'pickle': 'python2.cPickle', 'cProfile': 'cProfile',
    'cStringIO': 'python2.StringIO', 'commands': 'python2.commands', 'cookielib': 'http.cookiejar', 'copy_reg': 'copyreg',
    'dbhash': 'dbm', 'dumbdbm': 'dbm.dumb', 'dummy_thread': '_thread', 'exceptions': 'python2.exceptions', 'gdbm': 'dbm.gnu', 'hmac': 'python2.hmac',
    'htmlentitydefs': 'html.entities', 'httplib': 'http.client', 'markupbase': '_markupbase', 'math': 'python2.math', 'md5': 'python2.md5',
    'mimetools': 'python2.mimetools', 'os': 'python2.os', 'popen2': 'python2.popen2', 'random': 'python2.random',
    'repr': 'reprlib', 'rfc822': 'python2.mimetools', 'robotparser': 'urllib.robotparser', 'sets': 'python2.sets', 'sha': 'python2.sha',
    'sys': 'python2.sys', 'thread': '_thread', 'traceback': 'python2.traceback', 'urllib2': 'python2.urllib2',
    'urlparse': 'python2.urlparse', 'whichdb': 'python2.whichdb', 'xmlrpclib': 'xmlrpc.client', 'dbm': 'dbm',
    'new': 'python2.new', 'mutex': 'python2.mutex', 'fpformat': 'python2.fpformat',
    'Tkinter': 'tkinter', 'ScrolledText': 'tkinter.scrolledtext', 'tkMessageBox': 'tkinter.messagebox', 'tkFileDialog': 'tkinter.filedialog',
    'posixfile': None, '_winreg': 'winreg',
    'xml.etree.cElementTree': 'xml.etree.ElementTree',
    'email.MIMEText': 'email.mime.text', 'email.MIMEMultipart': 'email.mime.multipart', 'email.MIMEBase': 'email.mime.base',
    'email.MIMEImage': 'email.mime.image', 'email.MIMEAudio': 'email.mime.audio', 'email.MIMEMessage': 'email.mime.message',
    'email.MIMENonMultipart': 'email.mime.nonmultipart', 'email.Utils': 'email.utils', 'email.Encoders': 'email.encoders',
    'email.Header': 'email.header', 'email.Message': 'email.message', 'email.Parser': 'email.parser', 'email.Generator': 'email.generator',
    'email.Charset': 'email.charset', 'email.Errors': 'email.errors', 'email.Iterators': 'email.iterators',
}

# Modules that Python 2 had not, so that its programs may have some of these names.
_NEW = frozenset('''
asyncio builtins concurrent configparser contextvars copyreg dataclasses encodings ensurepip enum faulthandler
graphlib html http ipaddress lzma pathlib queue reprlib secrets selectors socketserver statistics tkinter tomllib
tracemalloc typing venv winreg xmlrpc zipapp zoneinfo
'''.split())
_program = {}


class _LibraryFirst:
    """Finds modules of Python 3's library for that library, whatever the program has beside it."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if path is not None or name not in _NEW or not folders or not _own(name):
            return None
        own = [os.path.abspath(folder or os.getcwd()) for folder in folders]
        rest = [entry for entry in sys.path if os.path.abspath(entry or os.getcwd()) not in own]
        return importlib.machinery.PathFinder.find_spec(name, rest)


sys.meta_path.insert(0, _LibraryFirst)


def _own_module(name):
    """A module of the program that is named as one of Python 3's library; it is not in sys.modules."""
    module = _program.get(name)
    if module is None:
        spec = importlib.machinery.PathFinder.find_spec(name, [folder or os.getcwd() for folder in folders])
        module = _program[name] = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del _program[name]
            raise
    return module


# Modules of which Python 2 knew more than Python 3: what they lack is in python2.extras.
EXTRAS = {
    'base64', 'collections', 'http.client', 'http.cookies', 'inspect', 'itertools', 'operator', 'socket',
    'posixpath', 'string', 'threading', 'time', 'types', 'urllib', 'xmlrpc.client', 'cgi', 'http.server', 'subprocess',
    'socketserver',
}
_GREEN = {
    'eventlet.green.socket': 'socket', 'eventlet.green.urllib': 'green_urllib', 'eventlet.green.threading': 'threading',
    'eventlet.green.time': 'time', 'eventlet.green.os': 'green_os',
    'eventlet.green.subprocess': 'subprocess', 'eventlet.green.httplib': 'http_client', 'eventlet.green.BaseHTTPServer': 'http_server',
    'eventlet.green.thread': 'green_thread', 'eventlet.green.SocketServer': 'socketserver',
}


def import_(name, globals=None, locals=None, fromlist=(), level=-1):
    """__import__(name, globals={}, locals={}, fromlist=[], level=-1) -> module"""
    fromlist = tuple(fromlist or ())
    if level < 0:
        found = _implicit(name, globals, locals, fromlist)
        if found is not None:
            return found
        level = 0
    if level == 0:
        if name in _NEW and _own(name):
            return _own_module(name)
        if name in NAMES or name.partition('.')[0] in NAMES:
            found = _renamed(name, fromlist)
            if found is not None:
                return found
    try:
        module = builtins.__import__(name, globals, locals, fromlist, level)
        if name in _ADJUSTED or name == 'eventlet.green' and 'asynchat' in fromlist:
            _adjust(sys.modules[name] if name in _ADJUSTED else module.asynchat)
        return module
    except ModuleNotFoundError as e:
        missing = e.name or ''
        if level or not (name + '.').startswith(missing + '.') or e.msg != "No module named '%s'" % missing:
            raise
        found = missing.rpartition('.')[0]
        missing = name[len(found) + 1:] if found else name
    raise ImportError('No module named ' + missing, name=name)


_ADJUSTED = {'asynchat', 'eventlet.green.asynchat'}


def _adjust(module):
    """asynchat refuses text where it wants bytes."""
    cls = module.async_chat
    push = cls.push
    if getattr(push, 'adjusted', False):
        return

    def push_text(self, data):
        push(self, data.encode('latin-1') if isinstance(data, str) else data)

    push_text.adjusted = True
    push_text.__name__ = push_text.__qualname__ = 'push'
    cls.push = push_text


def _package(globals):
    if globals is None:
        return ''
    package = globals.get('__package__')
    if package is None:
        name = globals.get('__name__', '')
        package = name if '__path__' in globals else name.rpartition('.')[0]
    return package


def _implicit(name, globals, locals, fromlist):
    package = _package(globals)
    if not package:
        return None
    first = name.partition('.')[0]
    full = package + '.' + first
    if full not in sys.modules:
        parent = sys.modules.get(package)
        path = getattr(parent, '__path__', None)
        if path is None or importlib.machinery.PathFinder.find_spec(full, path) is None:
            return None
    module = builtins.__import__(package + '.' + name, globals, locals, fromlist, 0)
    return module if fromlist else sys.modules[full]


def _own(name):
    """Whether the program itself has a module of the name."""
    for folder in folders:
        path = os.path.join(folder or os.getcwd(), name)
        if os.path.isfile(path + '.py') or os.path.isfile(os.path.join(path, '__init__.py')):
            return True
    return False


def load(name):
    """The module of an old name."""
    new = NAMES[name]
    if new is None:
        if name in sys.modules:
            return sys.modules[name]
        raise ImportError('No module named ' + name, name=name)
    module = importlib.import_module(new)
    if not _exists(name):
        sys.modules.setdefault(name, module)
    return module


def _exists(name):
    # Names that Python 3's library has as well keep what they are to it.
    return name in ('sys', 'os', 'pickle', 'random', 'traceback', 'dbm', 'cProfile', 'math', 'hmac')


def _renamed(name, fromlist):
    first = name.partition('.')[0]
    if name in NAMES:
        if '.' not in name and _own(name):
            return None
        module = load(name)
        if fromlist or '.' not in name:
            for item in fromlist:
                if item != '*' and hasattr(module, '__path__') and not hasattr(module, item):
                    try:
                        importlib.import_module(module.__name__ + '.' + item)
                    except ImportError:
                        pass
            return module
        return importlib.import_module(first)
    if first in NAMES and name == 'os.path':
        return load('os') if not fromlist else os.path
    return None


def find_in_module(module, name):
    """An attribute that Python 3's module lacks; '*' asks for all of them, for ``from module import *``."""
    own = getattr(module, '__name__', None)
    if own in _GREEN:
        part = _GREEN[own]
    elif own in EXTRAS:
        part = own.replace('.', '_')
    else:
        full = '%s.%s' % (own, name)
        if full in NAMES:
            return load(full)
        return NotImplemented
    extra = importlib.import_module('python2.extras.' + part)
    if name == '*':
        return {key: value for key, value in vars(extra).items() if not key.startswith('_')}
    return vars(extra).get(name, NotImplemented) if name[:2] != '__' else NotImplemented
