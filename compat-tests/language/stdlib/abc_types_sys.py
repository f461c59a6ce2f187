import abc, types, sys, numbers, builtins, gc, errno
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): return 'base f'
    @property
    @abc.abstractmethod
    def p(self): ...
    @classmethod
    @abc.abstractmethod
    def c(cls): ...
    @classmethod
    def __subclasshook__(cls, C): return True if 'quack' in C.__dict__ else NotImplemented
class B(A):
    def f(self): return super().f() + ' B'
    p = 5
class Cc(B):
    @classmethod
    def c(cls): return 'c'
for g in (lambda: A(), lambda: B(), lambda: Cc().f()):
    try:
        print(g())
    except TypeError as e:
        print(e)
@A.register
class R: pass
class Q:
    def quack(self): pass
print(isinstance(R(), A), issubclass(Q, A), isinstance(Q(), A), issubclass(int, A), sorted(A.__abstractmethods__), B.__abstractmethods__, abc.get_cache_token() >= 0, A.register(int), isinstance(5, A), abc.update_abstractmethods(B) is B, isinstance(1, numbers.Integral), isinstance(1.5, numbers.Real), isinstance(1j, numbers.Complex), issubclass(bool, numbers.Number))
try:
    A.register(5)
except TypeError as e:
    print(e)
print(types.FunctionType, types.LambdaType is types.FunctionType, types.GeneratorType, types.BuiltinFunctionType, types.ModuleType('m'), types.SimpleNamespace(a=1, b='x'), types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1), types.new_class('N', (int,), {}, lambda ns: ns.update(z=1)).z, types.prepare_class('P')[0], types.NoneType, types.EllipsisType, types.NotImplementedType, types.MappingProxyType({1: 2}), types.UnionType, types.CodeType.__name__, types.DynamicClassAttribute.__name__, types.coroutine.__name__)
n = types.SimpleNamespace(); n.q = [n]; print(n, sorted(types.__all__)[:5])
print(sys.version_info[:2], sys.version_info.major, sys.version_info.releaselevel, sys.version.split()[0][:4], sys.byteorder, sys.maxunicode, sys.maxsize, sys.platform, sys.hexversion >> 16, sys.api_version, sys.copyright[:13], sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.getrecursionlimit(), sys.flags.optimize, sys.float_info.dig, sys.hash_info.width, sys.hash_info.modulus, sys.int_info, sys.thread_info.name, sys.stdlib_module_names >= {'os', 'sys'}, 'sys' in sys.builtin_module_names, sys.executable != '', sys.prefix != '', sys.base_prefix == sys.prefix, sys.path != [], sys.argv[1:], sys.warnoptions, sys._xoptions, sys.dont_write_bytecode, sys.tracebacklimit if hasattr(sys, 'tracebacklimit') else 'unset', sys.ps1 if hasattr(sys, 'ps1') else 'no ps1', sys.implementation.version[:2], sys.implementation.cache_tag is not None)
print(sys.intern('abc') is sys.intern('abc'), sys.getsizeof([]) > 0, sys.exc_info(), sys.is_finalizing(), sys.getrefcount([]) >= 1, sys.displayhook(None), sys.displayhook(5), builtins._, sys.call_tracing(lambda a: a + 1, (1,)), sys.getallocatedblocks() >= 0, sys.audit('x'), sys.get_asyncgen_hooks(), sys.get_coroutine_origin_tracking_depth(), sys.gettrace(), sys.getprofile(), sys.unraisablehook is sys.__unraisablehook__, sys.orig_argv != [], sys.platlibdir, sys.getswitchinterval())
for g in (lambda: sys.intern(5), lambda: sys.getsizeof(), lambda: sys.setswitchinterval(-1), lambda: sys._getframe('x'), lambda: sys.exit(1, 2), lambda: sys.getrefcount(), lambda: sys.set_int_max_str_digits(5), lambda: sys.nothing, lambda: sys.setrecursionlimit(-1)):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
hooked = []
sys.addaudithook(lambda ev, args: hooked.append(ev) if ev.startswith('mine') else None); sys.audit('mine.event', 1); print(hooked)
sys.tracebacklimit = 1
try:
    (lambda: (lambda: 1 / 0)())()
except ZeroDivisionError:
    import traceback; print(len(traceback.format_exc().splitlines()))
del sys.tracebacklimit
print([m for m in ('array', 'math', 'zlib', '_thread', 'posix', 'time', '_io', '_socket', 'select', 'itertools', '_struct', '_json', '_pickle', '_datetime', '_decimal', 'unicodedata', '_hashlib', '_ssl', 'binascii', '_random', '_bisect', '_heapq', '_csv', '_elementtree', 'pyexpat', '_ctypes', 'fcntl', 'termios', 'resource', 'grp', 'mmap', '_posixsubprocess', '_asyncio', '_queue', '_contextvars', '_opcode', '_symtable', '_tracemalloc', 'faulthandler', '_lsprof', 'readline', '_sqlite3', '_curses', '_uuid', 'syslog', '_bz2', '_lzma', '_multiprocessing', '_posixshmem', '_statistics', '_zoneinfo', '_locale', '_signal', '_stat', '_string', '_warnings', '_weakref', '_abc', '_ast', '_codecs', '_collections', '_functools', '_imp', '_operator', '_sre', '_typing', 'atexit', 'errno', 'gc', 'marshal', 'pwd') if not __import__('importlib.util').util.find_spec(m)])
