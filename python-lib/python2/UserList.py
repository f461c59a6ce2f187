"""UserList of Python 2."""

from collections import UserList

__all__ = ['UserList']
