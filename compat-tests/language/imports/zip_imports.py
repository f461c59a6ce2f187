import sys, zipfile, zipimport, os
with zipfile.ZipFile('lib.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('zmod.py', 'x = "from zip"\ndef f():\n    raise ValueError("in zip")\n')
    z.writestr('zpkg/__init__.py', 'from . import inner\n')
    z.writestr('zpkg/inner.py', 'y = __name__\n')
    z.writestr('zpkg/data.txt', 'zip data')
    z.writestr('zns/', '')
    z.writestr('zns/thing.py', 'w = 1\n')
    z.writestr('sub/dirmod.py', 'v = "subdir"\n')
    z.writestr('__main__.py', 'print("zip main", __name__)\n')
sys.path.insert(0, os.path.join(os.getcwd(), 'lib.zip'))
import zmod, zpkg
print(zmod.x, zpkg.inner.y, type(zmod.__loader__).__name__, zmod.__file__.endswith('lib.zip/zmod.py'), zpkg.__path__[0].endswith('lib.zip/zpkg'))
import pkgutil, importlib.resources, traceback
print(pkgutil.get_data('zpkg', 'data.txt'), importlib.resources.files('zpkg').joinpath('data.txt').read_text())
import zns.thing
print(zns.thing.w)
sys.path.insert(0, os.path.join(os.getcwd(), 'lib.zip', 'sub'))
import dirmod
print(dirmod.v)
try:
    zmod.f()
except ValueError:
    print(traceback.format_exc().splitlines()[-2].strip())
zi = zipimport.zipimporter('lib.zip')
print(zi.archive, zi.prefix, zi.get_source('zmod').splitlines()[0], zi.is_package('zpkg'), zi.get_filename('zmod') == os.path.join('lib.zip', 'zmod.py'), zi.find_spec('nope'), zi.get_data('zpkg/data.txt'))
for f in (lambda: zipimport.zipimporter('nope.zip'), lambda: zipimport.zipimporter(''), lambda: zi.get_data('nope'), lambda: zi.get_source('nope'), lambda: zi.load_module('nope')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).replace(os.getcwd(), 'CWD'))
import runpy, subprocess
runpy.run_path('lib.zip')
print(subprocess.run([sys.executable, 'lib.zip'], capture_output=True, text=True).stdout, end='')
print([m.name for m in pkgutil.iter_modules([os.path.join(os.getcwd(), 'lib.zip')])])
with open('notzip.zip', 'w') as f: f.write('garbage')
sys.path.insert(0, 'notzip.zip')
try:
    import never_found
except ImportError as e:
    print(e)
