"""Attributes of objects that went away with Python 2.

FINDERS maps a name to a function that takes the object and gives the attribute, or NotImplemented where such objects never had it. They
are asked only by code in the dialect, when the object itself has no attribute of the name.
"""

import codecs
import functools
import io
import operator
import types

import _python2

FINDERS = {}


def finder(*names):
    def enter(function):
        for name in names:
            FINDERS[name] = function
        return function
    return enter


def method(name, *kinds):
    """Enters a function as a method of instances of some types, and as an attribute of the types themselves."""
    def enter(function):
        earlier = FINDERS.get(name)

        def find(obj):
            if isinstance(obj, kinds):
                return types.MethodType(function, obj)
            if isinstance(obj, type) and issubclass(obj, kinds):
                return function
            return earlier(obj) if earlier is not None else NotImplemented
        FINDERS[name] = find
        return function
    return enter


def _is_mapping(obj):
    return hasattr(obj, 'keys') and hasattr(obj, '__getitem__')


# Dictionaries, and whatever looks like one.

def _mapping_method(name):
    def enter(function):
        def find(obj):
            if isinstance(obj, type):
                return function if issubclass(obj, dict) or _is_mapping(obj) else NotImplemented
            return types.MethodType(function, obj) if _is_mapping(obj) else NotImplemented
        FINDERS[name] = find
        return function
    return enter


@_mapping_method('has_key')
def has_key(self, key):
    return key in self


@_mapping_method('iterkeys')
def iterkeys(self):
    return iter(self.keys())


@_mapping_method('itervalues')
def itervalues(self):
    return iter(self.values())


@_mapping_method('iteritems')
def iteritems(self):
    return iter(self.items())


class _View:
    """A view that stays one, where keys() and its like give lists."""

    def __init__(self, view):
        self._view = view

    def __getattr__(self, name):
        return getattr(self._view, name)

    def __len__(self):
        return len(self._view)

    def __iter__(self):
        return iter(self._view)

    def __contains__(self, item):
        return item in self._view

    def __repr__(self):
        return '%s(%s)' % (type(self._view).__name__, _python2.repr(list(self._view)))

    def __eq__(self, other):
        return self._view == _plain(other)

    def __and__(self, other):
        return self._view & _plain(other)

    def __or__(self, other):
        return self._view | _plain(other)

    def __sub__(self, other):
        return self._view - _plain(other)

    def __xor__(self, other):
        return self._view ^ _plain(other)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def __rsub__(self, other):
        return _plain(other) - self._view

    __hash__ = None


def _plain(view):
    return view._view if isinstance(view, _View) else view


@_mapping_method('viewkeys')
def viewkeys(self):
    return _View(self.keys())


@_mapping_method('viewvalues')
def viewvalues(self):
    return _View(self.values())


@_mapping_method('viewitems')
def viewitems(self):
    return _View(self.items())


# Iterators.

@finder('next')
def next_of(obj):
    step = getattr(type(obj), '__next__', None)
    return types.MethodType(step, obj) if step is not None else NotImplemented


# Text.

_BINARY = {
    'hex': 'hex', 'hex_codec': 'hex', 'base64': 'base64', 'base64_codec': 'base64', 'base_64': 'base64', 'zip': 'zlib', 'zlib': 'zlib',
    'zlib_codec': 'zlib', 'bz2': 'bz2', 'bz2_codec': 'bz2', 'uu': 'uu', 'uu_codec': 'uu', 'quopri': 'quopri', 'quopri_codec': 'quopri',
    'quoted_printable': 'quopri', 'quotedprintable': 'quopri',
}


def _codec(encoding):
    return encoding.lower().replace('-', '_')


@method('decode', str)
def decode(self, encoding='ascii', errors='strict'):
    """S.decode([encoding[, errors]]) -> text: the characters stand for bytes."""
    name = _codec(encoding)
    if name in ('rot13', 'rot_13'):
        return codecs.decode(self, 'rot13')
    if name == 'string_escape':
        return codecs.escape_decode(self.encode('latin-1'))[0].decode('latin-1')
    if name in ('unicode_escape', 'raw_unicode_escape'):
        return self.encode('latin-1').decode(name)
    if name == 'idna' or name == 'punycode':
        return self.encode('ascii').decode(name)
    try:
        data = self.encode('latin-1')
    except UnicodeEncodeError:
        # Text beyond bytes: Python 2 encoded it first, by its default encoding.
        data = self.encode('ascii')
    if name in _BINARY:
        return codecs.decode(data, _BINARY[name]).decode('latin-1')
    return data.decode(encoding, errors)


def encode(text, encoding='ascii', errors='strict'):
    """S.encode([encoding[, errors]]) for the codecs that Python 3 has no more for text; other encodings as in Python 3."""
    name = _codec(encoding)
    if name in _BINARY:
        return codecs.encode(text.encode('latin-1'), _BINARY[name]).decode('latin-1')
    if name in ('rot13', 'rot_13'):
        return codecs.encode(text, 'rot13')
    if name == 'string_escape':
        return codecs.escape_encode(text.encode('latin-1'))[0].decode('latin-1')
    return str.encode(text, encoding, errors)


# What sequences had for slices.

@method('__getslice__', list, tuple, str)
def getslice(self, i, j):
    return type(self).__mro__[-2].__getitem__(self, slice(max(i, 0), max(j, 0)))


@method('__setslice__', list)
def setslice(self, i, j, values):
    list.__setitem__(self, slice(max(i, 0), max(j, 0)), values)


@method('__delslice__', list)
def delslice(self, i, j):
    list.__delitem__(self, slice(max(i, 0), max(j, 0)))


# Numbers.

@method('__div__', int, float, complex)
def div(self, other):
    if isinstance(self, int) and isinstance(other, int):
        return self // other
    return self / other


@method('__nonzero__', int, float, complex)
def nonzero(self):
    return bool(self)


@method('__cmp__', int, float, str, list, tuple, dict)
def compare(self, other):
    return _python2.cmp(self, other)


# Functions and methods.

_FUNCTION = {'func_name': '__name__', 'func_code': '__code__', 'func_globals': '__globals__', 'func_defaults': '__defaults__',
             'func_dict': '__dict__', 'func_doc': '__doc__', 'func_closure': '__closure__'}


def _function_attribute(name):
    def find(obj):
        return getattr(obj, name) if isinstance(obj, (types.FunctionType, types.MethodType)) else NotImplemented
    return find


for _old, _new in _FUNCTION.items():
    FINDERS[_old] = _function_attribute(_new)


@finder('im_func')
def im_func(obj):
    if isinstance(obj, types.MethodType):
        return obj.__func__
    return obj if isinstance(obj, types.FunctionType) else NotImplemented


@finder('im_self', '__self__')
def im_self(obj):
    if isinstance(obj, types.MethodType):
        return obj.__self__
    return None if isinstance(obj, types.FunctionType) else NotImplemented


@finder('im_class')
def im_class(obj):
    if isinstance(obj, types.MethodType):
        return obj.__self__ if isinstance(obj.__self__, type) else type(obj.__self__)
    return None if isinstance(obj, types.FunctionType) else NotImplemented


@finder('gi_frame')
def gi_frame(obj):
    return NotImplemented


# Exceptions.

@finder('message')
def message(obj):
    if not isinstance(obj, BaseException):
        return NotImplemented
    return obj.args[0] if len(obj.args) == 1 else ''


# Files and sockets.

@finder('softspace')
def softspace(obj):
    return 0 if isinstance(obj, io.IOBase) else NotImplemented


@method('xreadlines', io.IOBase)
def xreadlines(self):
    return self


# Threads.

@finder('isAlive')
def is_alive(obj):
    import threading
    return obj.is_alive if isinstance(obj, threading.Thread) else NotImplemented


# The messages of HTTP and mail.

def _is_message(obj):
    import email.message
    return isinstance(obj, email.message.Message)


def _message_method(name):
    def enter(function):
        FINDERS[name] = lambda obj: types.MethodType(function, obj) if _is_message(obj) else NotImplemented
        return function
    return enter


@_message_method('getheader')
def getheader(self, name, default=None):
    return self.get(name, default)


@_message_method('getheaders')
def getheaders(self, name):
    return self.get_all(name) or []


@_message_method('getrawheader')
def getrawheader(self, name):
    value = self.get(name)
    return None if value is None else ' %s\r\n' % value


@_message_method('gettype')
def gettype(self):
    return self.get_content_type()


@_message_method('getmaintype')
def getmaintype(self):
    return self.get_content_maintype()


@_message_method('getsubtype')
def getsubtype(self):
    return self.get_content_subtype()


@_message_method('getparam')
def getparam(self, name):
    return self.get_param(name)


@_message_method('getplist')
def getplist(self):
    return ['%s="%s"' % pair if pair[1] else pair[0] for pair in (self.get_params() or [])[1:]]


@_message_method('getencoding')
def getencoding(self):
    return self.get('content-transfer-encoding', '7bit')


@_message_method('getfirstmatchingheader')
def getfirstmatchingheader(self, name):
    return ['%s: %s\r\n' % (name, value) for value in (self.get_all(name) or [])[:1]]


@_message_method('typeheader')
def typeheader(self):
    return self.get('content-type')


@finder('dict')
def message_dict(obj):
    return {name.lower(): value for name, value in obj.items()} if _is_message(obj) else NotImplemented


@finder('headers')
def message_headers(obj):
    return ['%s: %s\r\n' % pair for pair in obj.items()] if _is_message(obj) else NotImplemented


# Requests of urllib2.

def _request_method(name, function):
    def find(obj):
        # Green copies of the module have classes of their own.
        for cls in type(obj).__mro__:
            if cls.__name__ == 'Request' and cls.__module__ == 'urllib.request':
                return types.MethodType(function, obj)
        return NotImplemented
    FINDERS[name] = find


_request_method('get_data', lambda self: self.data.decode('latin-1') if isinstance(self.data, bytes) else self.data)
_request_method('has_data', lambda self: self.data is not None)
_request_method('get_host', lambda self: self.host)
_request_method('get_type', lambda self: self.type)
_request_method('get_selector', lambda self: self.selector)
_request_method('get_origin_req_host', lambda self: self.origin_req_host)
_request_method('is_unverifiable', lambda self: self.unverifiable)


def _add_data(self, data):
    self.data = data.encode('latin-1') if isinstance(data, str) else data


_request_method('add_data', _add_data)


# Arrays, regular expressions, queues, elements, and others of which one method has another name.

def _renamed(old, new, module, kind):
    def find(obj):
        import importlib
        cls = getattr(importlib.import_module(module), kind)
        return getattr(obj, new) if isinstance(obj, cls) or (isinstance(obj, type) and issubclass(obj, cls)) else earlier(obj)
    earlier = FINDERS.get(old, lambda obj: NotImplemented)
    FINDERS[old] = find


_renamed('tostring', 'tobytes', 'array', 'array')
_renamed('fromstring', 'frombytes', 'array', 'array')
_renamed('getchildren', '__iter__', 'xml.etree.ElementTree', 'Element')
_renamed('getiterator', 'iter', 'xml.etree.ElementTree', 'Element')
_renamed('assertItemsEqual', 'assertCountEqual', 'unittest', 'TestCase')
_renamed('assertRaisesRegexp', 'assertRaisesRegex', 'unittest', 'TestCase')
_renamed('readfp', 'read_file', 'configparser', 'RawConfigParser')


@method('getchildren', object)
def getchildren(self):
    import xml.etree.ElementTree as tree
    if not isinstance(self, tree.Element):
        raise AttributeError("'%s' object has no attribute 'getchildren'" % type(self).__name__)
    return list(self)


# Methods that the dialect calls differently although Python 3 has them: see CHANGED in the engine.

def makefile(sock, mode='r', bufsize=-1):
    """socket.makefile([mode[, bufsize]]) -> file object of text that stands for bytes"""
    from python2 import _sockets
    return _sockets.SocketFile(sock, mode, bufsize)


def translate(text, table, deletions=None):
    """S.translate(table [, deletechars]) -> text"""
    if deletions is None and not (table is None):
        if isinstance(table, str) and len(table) == 256:
            return ''.join([table[ord(c)] if ord(c) < 256 else c for c in text])
        return str.translate(text, table)
    removed = frozenset(deletions or '')
    kept = [c for c in text if c not in removed]
    if table is None:
        return ''.join(kept)
    return ''.join([table[ord(c)] if ord(c) < 256 else c for c in kept])
