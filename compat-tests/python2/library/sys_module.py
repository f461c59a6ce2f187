# sys, os, time, traceback and friends as version 2.7.
import os
import sys
import time
import traceback

print sys.version_info[:2], sys.version_info >= (2, 6), sys.version_info < (3,), sys.version[:3], sys.version_info.major, hex(sys.hexversion)[:5]
print sys.maxint == 2 ** 63 - 1, sys.maxint + 1 == 2 ** 63, sys.maxunicode > 65535, sys.getdefaultencoding(), sys.byteorder, sys.platform[:5]
reload(sys)
sys.setdefaultencoding('utf-8')
try:
    {}['x']
except KeyError:
    print sys.exc_type, sys.exc_value, sys.exc_info()[0] is KeyError, sys.exc_traceback is not None
saved = sys.stdout
from StringIO import StringIO
sys.stdout = StringIO()
print 'captured',
print 1
text = sys.stdout.getvalue()
sys.stdout = saved
print repr(text)
sys.stdout.write('direct\n')
sys.stdout.softspace = 0
print >>sys.stderr, 'to stderr'


def deep():
    raise ValueError('deep')

try:
    deep()
except ValueError:
    lines = traceback.format_exc().splitlines()
    print lines[0], lines[-1], len(lines), lines[-2].strip()
    out = StringIO()
    traceback.print_exc(file=out)
    print out.getvalue().splitlines()[-1], traceback.extract_tb(sys.exc_info()[2])[-1][1:3]
print traceback.format_exception_only(KeyError, KeyError('k')), traceback.extract_stack()[-1][2:]
sys.modules['made_up'] = type(sys)('made_up')
import made_up
print made_up.__name__, 'os' in sys.modules, sys.argv[1:], isinstance(sys.path, list), sys.getrecursionlimit() > 100
print time.strftime('%Y-%m-%d', time.gmtime(0)), time.clock() >= 0, time.mktime(time.localtime(1e9)) == 1e9
print os.path.splitext('a.b.py'), os.path.exists('/nonexistent'), os.getcwdu() == os.getcwd(), os.errno.ENOENT, os.sep, os.linesep == '\n'
try:
    os.remove('/nonexistent/file')
except OSError, e:
    print e, e.errno == os.errno.ENOENT, e.filename
try:
    os.listdir('/nonexistent')
except OSError, (code, message):
    print code, message
walked = []
import tempfile
top = tempfile.mkdtemp()
os.makedirs(os.path.join(top, 'sub'))
open(os.path.join(top, 'sub', 'f.txt'), 'w').close()
os.path.walk(top, lambda arg, folder, names: walked.append((os.path.basename(folder) if folder != top else 'top', sorted(names))), None)
print walked
import shutil
shutil.rmtree(top)


def on_exit():
    print 'exitfunc ran'

sys.exitfunc = on_exit
import atexit, exceptions, inspect, __main__
print exceptions.ValueError is ValueError, inspect.getargspec(deep), __main__.deep is deep, inspect.getargspec(lambda a, b=1, *c, **d: 0)
print getattr(sys, 'ps1', 'no prompt'), hasattr(sys, 'exc_clear'), sys.exc_clear()
sys.exit(0)
