from builtins import zip as izip
from itertools import filterfalse as ifilterfalse, zip_longest as izip_longest


def imap(function, *iterables):
    """imap(func, *iterables) --> imap object"""
    if function is None:
        return izip(*iterables)
    return map(function, *iterables)


def ifilter(predicate, iterable):
    """ifilter(function or None, sequence) --> ifilter object"""
    return filter(predicate, iterable)
