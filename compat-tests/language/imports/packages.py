import sys, os
os.makedirs('pkg/sub/deep'); os.makedirs('ns/part')
files = {
    'pkg/__init__.py': 'print("init pkg", __name__, __package__)\nvalue = 1\n__all__ = ["a", "value"]\n',
    'pkg/a.py': 'print("a", __name__, __package__)\nfrom . import b\nfrom .b import name as bname\nfrom .sub import deep\nx = 5\n_private = 6\n',
    'pkg/b.py': 'name = "b in " + __name__\n',
    'pkg/sub/__init__.py': 'from .. import value\nfrom ..b import name\n',
    'pkg/sub/deep/__init__.py': 'from ...a import *\nfrom ... import b as bb\n',
    'pkg/__main__.py': 'print("main of pkg", __name__, __package__, __spec__.name)\n',
    'ns/part/mod.py': 'y = "in namespace"\nprint(__name__)\n',
    'single.py': '"""doc of single"""\ncount = 0\ndef f(): return __name__\n',
    'star.py': '_hidden = 1\nshown = 2\n__all_ = 3\n', 'bad_syntax.py': 'x = = 1\n', 'raises.py': 'import single\n1/0\n',
    'cycle_a.py': 'import cycle_b\nname = "a"\nprint(cycle_b.name)\n', 'cycle_b.py': 'import cycle_a\nname = "b"\nprint(hasattr(cycle_a, "name"))\n',
    'cycle_c.py': 'from cycle_d import x\ny = 1\n', 'cycle_d.py': 'from cycle_c import y\nx = 1\n', 'getattr_mod.py': 'def __getattr__(n):\n  if n == "dyn": return "dynamic"\n  raise AttributeError(n)\ndef __dir__(): return ["z"]\n',
    'badall.py': '__all__ = ["nope"]\n', 'badall2.py': '__all__ = [5]\n',
}
for name, text in files.items():
    with open(name, 'w') as f: f.write(text)
sys.path.insert(0, os.getcwd())
import pkg.a
print(pkg.a.bname, pkg.value, pkg.sub.deep.bb.name, pkg.__path__ == [os.path.join(os.getcwd(), 'pkg')], pkg.a.__file__ == os.path.join(os.getcwd(), 'pkg', 'a.py'))
import ns.part.mod as m
print(m.y, type(sys.modules['ns'].__path__).__name__, sys.modules['ns'].__file__ if hasattr(sys.modules['ns'], '__file__') else 'no file', sys.modules['ns'].__spec__.origin, repr(sys.modules['ns'])[:14])
from pkg import *
print(value, a.x)
from star import *
print('shown' in dir(), '_hidden' in dir())
import single, single as s2
from single import f, count as c
print(single is s2, f(), c, single.__doc__, sys.modules['single'] is single, repr(single).startswith("<module 'single' from"), single.__spec__.name, single.__loader__.__class__.__name__)
import getattr_mod
print(getattr_mod.dyn, dir(getattr_mod))
from getattr_mod import dyn
for code in ('import nope', 'import pkg.nope', 'from pkg import nope', 'import single.x', 'from single import nope', 'import bad_syntax', 'import raises', 'import raises', 'from . import x', 'from .x import y', 'import pkg.a.x', 'from badall import *', 'from badall2 import *', 'import cycle_c', 'getattr_mod.other', 'single.nope', 'from getattr_mod import other', 'from .. import x', '__import__("pkg.nope")', 'import ns.nope'):
    try:
        exec(code, {'single': single, 'getattr_mod': getattr_mod, '__name__': '__main__', '__package__': None})
        print('ok', code)
    except BaseException as e:
        print(code, '->', type(e).__name__, str(e).replace(os.getcwd(), 'CWD'), getattr(e, 'name', None))
print('raises' in sys.modules, 'single' in sys.modules)
import cycle_a
print(__import__('pkg.sub').__name__, __import__('pkg.sub', fromlist=['x']).__name__, __import__('sub', {'__package__': 'pkg', '__name__': 'pkg.x'}, None, ['x'], 1).__name__)
sys.modules['blocked'] = None
try:
    import blocked
except ImportError as e:
    print(type(e).__name__, e)
sys.modules['fake'] = 'not a module'
import fake
print(fake)
