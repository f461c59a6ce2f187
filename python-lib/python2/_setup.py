"""Brings the dialect up: called by the engine when the first code of the kind is loaded."""

import sys

import _python2
import _warnings

from python2 import _attributes, _builtins, _classes, _file, _imports

FINDERS = _attributes.FINDERS
FINDERS[''] = _imports.find_in_module

for _module in (_builtins, _classes, _file):
    for _name in _module.__all__:
        _python2._define(_name, getattr(_module, _name))
_python2._define('__import__', _imports.import_)
_python2._define('.unicode', _builtins.unicode_of)
_python2._define('.sort', _builtins.sort)
_python2._define('.encode', _attributes.encode)
_python2._define('.translate', _attributes.translate)
_python2._define('.makefile', _attributes.makefile)
for _name, _value in _classes.HIDDEN.items():
    _python2._define(_name, _value)


def start_program(folders):
    """The program itself is in the dialect: standard streams and the display hook become Python 2's."""
    _imports.folders.extend(folders)
    for name in 'stdin', 'stdout', 'stderr':
        stream = getattr(sys, name)
        if stream is not None and stream is getattr(sys, '__%s__' % name):
            own = _file.standard_stream(stream, name)
            setattr(sys, name, own)
            setattr(sys, '__%s__' % name, own)
    sys.displayhook = _builtins.displayhook
    if not sys.warnoptions:
        # Python 2.7 says nothing of what is deprecated, and the program cannot help being old.
        _warnings.filters.insert(0, ('ignore', None, DeprecationWarning, None, 0))
        _warnings._filters_mutated()
