import importlib, importlib.util, importlib.machinery, importlib.abc, importlib.resources, importlib.metadata
import sys, os, types
sys.path.insert(0, os.getcwd())
sys.dont_write_bytecode = True
def write(name, text):
    os.makedirs(os.path.dirname(name) or '.', exist_ok=True)
    with open(name, 'w') as f: f.write(text)
write('m1.py', 'x = 1\nprint("m1 executed")\n')
m = importlib.import_module('m1')
m.extra = 'kept'
write('m1.py', 'x = 22222\nprint("m1 again")\n')
importlib.invalidate_caches()
print(importlib.reload(m) is m, m.x, m.extra)
write('p/__init__.py', ''); write('p/q.py', 'z = 3'); write('p/data.txt', 'resource text'); write('p/sub/inner.txt', 'inner')
print(importlib.import_module('.q', 'p').z, importlib.import_module('p.q').__name__, importlib.util.resolve_name('.q', 'p'), importlib.util.resolve_name('..x', 'a.b'))
s = importlib.util.find_spec('p.q')
print(s.name, s.parent, os.path.basename(s.origin), s.has_location, s.submodule_search_locations, type(s.loader).__name__, importlib.util.find_spec('nope'), importlib.util.find_spec('sys').origin, importlib.util.find_spec('p').submodule_search_locations == [os.path.join(os.getcwd(), 'p')])
spec = importlib.util.spec_from_file_location('custom', 'm1.py')
mod = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mod)
print(mod.__name__, mod.x, 'custom' in sys.modules, os.path.basename(spec.loader.get_filename()), spec.loader.is_package('custom'), spec.loader.get_source('custom').splitlines()[0])


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith('virtual'):
            return importlib.machinery.ModuleSpec(name, Loader(), is_package=name == 'virtual')


class Loader(importlib.abc.Loader):
    def create_module(self, spec): return None
    def exec_module(self, module): module.made = 'by loader ' + module.__name__


sys.meta_path.insert(0, Finder())
import virtual.sub
print(virtual.made, virtual.sub.made, virtual.__path__)


class PathHook:
    def __init__(self, path):
        if path != 'MAGIC': raise ImportError
    def find_spec(self, name, target=None):
        if name == 'hooked': return importlib.machinery.ModuleSpec(name, Loader())


sys.path_hooks.append(PathHook)
sys.path.append('MAGIC')
import hooked
print(hooked.made, sys.path_importer_cache['MAGIC'].__class__.__name__)
for f in (lambda: importlib.import_module('.x'), lambda: importlib.import_module('nope.x'), lambda: importlib.reload(5), lambda: importlib.reload(types.ModuleType('ghost')), lambda: importlib.util.resolve_name('.x', None), lambda: importlib.util.find_spec('nope.x'), lambda: importlib.util.find_spec('.x'), lambda: importlib.import_module(''), lambda: importlib.util.resolve_name('...x', 'a')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
r = importlib.resources.files('p')
print((r / 'data.txt').read_text(), sorted(x.name for x in r.iterdir()), r.joinpath('sub', 'inner.txt').read_bytes(), (r / 'nope').is_file(), importlib.resources.is_resource('p', 'data.txt'), importlib.resources.read_text('p', 'data.txt'))
with importlib.resources.as_file(r / 'data.txt') as path:
    print(path.name)
t = types.ModuleType('made', 'doc')
t.a = 1
print(t, t.__doc__, t.__name__, sorted(vars(t)), t.__spec__, t.__loader__)
try:
    t.zz
except AttributeError as e:
    print(e)
lazy = importlib.util.LazyLoader.factory(importlib.machinery.SourceFileLoader)
print(importlib.machinery.SOURCE_SUFFIXES, __import__('_imp').source_hash(7, b'x').hex(), len(importlib.util.source_hash(b'x')), importlib.util.decode_source(b'# coding: latin-1\r\n\xe9'))
import pkgutil
print([x.name for x in pkgutil.iter_modules(['p'])], [x.name for x in pkgutil.walk_packages([os.getcwd()]) if x.name[0] in 'mp'], pkgutil.get_data('p', 'data.txt'), pkgutil.resolve_name('p.q:z'))
import runpy
print(runpy.run_path('m1.py', {'given': 1}, 'run_name')['__name__'], runpy.run_module('p.q')['z'])
