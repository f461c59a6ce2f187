import string as _string

letters = _string.ascii_letters
lowercase = _string.ascii_lowercase
uppercase = _string.ascii_uppercase
index_error = atoi_error = atof_error = atol_error = ValueError


def maketrans(frm, to):
    """maketrans(frm, to) -> string: a table of 256 characters for translate()"""
    if len(frm) != len(to):
        raise ValueError('maketrans arguments must have same length')
    table = [chr(i) for i in range(256)]
    for old, new in zip(frm, to):
        table[ord(old)] = new
    return ''.join(table)


def join(words, sep=' '):
    return sep.join(words)


joinfields = join


def split(s, sep=None, maxsplit=-1):
    return s.split(sep, maxsplit)


splitfields = split


def rsplit(s, sep=None, maxsplit=-1):
    return s.rsplit(sep, maxsplit)


def lower(s):
    return s.lower()


def upper(s):
    return s.upper()


def swapcase(s):
    return s.swapcase()


def capitalize(s):
    return s.capitalize()


def strip(s, chars=None):
    return s.strip(chars)


def lstrip(s, chars=None):
    return s.lstrip(chars)


def rstrip(s, chars=None):
    return s.rstrip(chars)


def find(s, *args):
    return s.find(*args)


def rfind(s, *args):
    return s.rfind(*args)


def index(s, *args):
    return s.index(*args)


def rindex(s, *args):
    return s.rindex(*args)


def count(s, *args):
    return s.count(*args)


def replace(s, old, new, maxreplace=-1):
    return s.replace(old, new, maxreplace)


def translate(s, table, deletions=''):
    from python2 import _attributes
    return _attributes.translate(s, table, deletions)


def expandtabs(s, tabsize=8):
    return s.expandtabs(tabsize)


def ljust(s, width, *fill):
    return s.ljust(width, *fill)


def rjust(s, width, *fill):
    return s.rjust(width, *fill)


def center(s, width, *fill):
    return s.center(width, *fill)


def zfill(x, width):
    return (x if isinstance(x, str) else repr(x)).zfill(width)


def atoi(s, base=10):
    return int(s, base)


atol = atoi


def atof(s):
    return float(s)
