"""whichdb of Python 2."""

from dbm import whichdb

__all__ = ['whichdb']
