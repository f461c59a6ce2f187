"""math as Python 2 had it: floor and ceil give floats."""

from math import *
from math import ceil as _ceil, floor as _floor


def floor(x):
    """Return the floor of x as a float."""
    return _whole(_floor, x)


def ceil(x):
    """Return the ceiling of x as a float."""
    return _whole(_ceil, x)


def _whole(function, x):
    x = float(x)
    if x != x or x in (inf, -inf):
        return x
    return copysign(float(function(x)), x)
