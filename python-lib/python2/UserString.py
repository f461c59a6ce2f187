"""UserString of Python 2."""

from collections import UserString

__all__ = ['UserString']
