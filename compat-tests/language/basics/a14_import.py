import sys
import os.path as path
from os.path import join, basename as base
import os, math

print(path.join('a', 'b'), join('x', 'y'), base('/q/r'))
print(os.sep, math.sqrt(16), math.pi)
print('os' in sys.modules, sys.modules['math'] is math)
try:
    import does_not_exist
except ImportError as error:
    print(type(error).__name__, error, error.name)
try:
    from os import does_not_exist
except ImportError as error:
    print(str(error).split(' (')[0])
