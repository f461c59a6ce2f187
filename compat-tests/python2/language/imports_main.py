# Modules beside the program are read in the dialect; their relative imports need no dots.
import _py2pack
from _py2pack import first
from _py2pack.second import value, from_first
import _py2pack.sub.deep as deep
print _py2pack.__name__, first.describe(), value, from_first, deep.where
print deep.sibling.NAME, first.div(7, 2)
import _py2module
print _py2module.shout('done')
reload(_py2module)
print __import__('_py2module').__name__, __name__
from _py2pack import *
print exported
try:
    import no_such_module_at_all
except ImportError, e:
    print e
try:
    from _py2pack import missing
except ImportError, e:
    print 'ImportError'
execfile(__file__.replace('imports_main.py', '_py2script.py'))
print from_script
import sys
print '_py2pack.first' in sys.modules
