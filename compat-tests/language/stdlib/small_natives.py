# The small native modules: _symtable, _tracemalloc, syslog, _uuid, _crypt, _statistics, _queue, _typing, _stat, spwd.
import _queue
import _stat
import _statistics
import _symtable
import _tracemalloc
import _typing
import copy
import queue
import stat
import statistics
import symtable
import syslog
import threading
import time
import tracemalloc
import uuid
import warnings

warnings.simplefilter("ignore")
import _crypt
import crypt
import spwd


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


SOURCE = '''
import os, sys as system
from a import b as c
g = 1
def f(a, /, b, *args, c=1, **kw):
    global g
    x = a + b
    def inner():
        nonlocal x
        x += c
        return [i + x for i in range(kw)]
    class K(object):
        attr: int = 3
        __private = x
        def method(self):
            return __class__, super()
    lambda q: (q, undefined)
    for z in (y := [1]): pass
    del z
    return inner
class C:
    def __init__(self): self.__v = g
    async def co(self): await self
    def gen(self): yield 1
'''


def show(table, indent=0):
    pad = " " * indent
    print(pad, table.get_type(), table.get_name(), table.get_lineno(), table.is_optimized(), table.is_nested(), table.has_children(), sorted(table.get_identifiers()))
    if isinstance(table, symtable.Function):
        print(pad, table.get_parameters(), sorted(table.get_locals()), sorted(table.get_globals()), sorted(table.get_nonlocals()), sorted(table.get_frees()))
    if isinstance(table, symtable.Class):
        print(pad, sorted(table.get_methods()))
    for name in sorted(table.get_identifiers()):
        s = table.lookup(name)
        print(pad, " ", s, s.is_referenced(), s.is_parameter(), s.is_global(), s.is_nonlocal(), s.is_declared_global(), s.is_local(), s.is_annotated(), s.is_free(),
              s.is_imported(), s.is_assigned(), s.is_namespace(), [n.get_name() for n in s.get_namespaces()])
    for child in table.get_children():
        show(child, indent + 4)


show(symtable.symtable(SOURCE, "<src>", "exec"))
top = _symtable.symtable("def f(a,*b,c=1): x=a\nclass C: y=1", "<f>", "exec")
print(type(top), repr(top).startswith("<symtable entry top("), top.name, top.type, top.lineno, top.nested, top.varnames, top.symbols)
child = top.children[0]
print(child.varnames, child.symbols, child.symbols is child.symbols, child.id == child.id, top.children is top.children)
for args in ((), ("x", "f", "foo"), ("x", 5, "exec"), (5, "f", "exec"), ("x=", "f", "exec"), ("x\0", "f", "exec"), ("x", "f", 5),
             ("def f(x): nonlocal x", b"f", "exec"), ("x", "f", "eval"), ("x = 1", "f", "single"), ("def f():\n x = 1\n global x", "f", "exec")):
    attempt(args, lambda: _symtable.symtable(*args).symbols)
attempt("type", lambda: type(top)())
print(symtable.symtable("x", "<f>", "eval"))

# tracemalloc: what does not depend on the allocator
for args in ((0,), (1 << 20,), ("a",)):
    attempt(args, lambda: _tracemalloc.start(*args))
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit(), _tracemalloc._get_traces(), tracemalloc.get_object_traceback(top))
tracemalloc.start(5)
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit(), [n >= 0 for n in tracemalloc.get_traced_memory()])
tracemalloc.start(3)
block = bytearray(10_000_000)
current, peak = tracemalloc.get_traced_memory()
print(current > 5_000_000, peak >= current, tracemalloc.get_traceback_limit(), len(block))
tracemalloc.reset_peak()
tracemalloc.clear_traces()
print(tracemalloc.get_tracemalloc_memory() >= 0)
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), _tracemalloc._get_traces())

# syslog
for call in ("openlog(5)", "openlog('x', 'y')", "openlog(logoption=1)", "openlog(ident='a', x=1)", "syslog()", "syslog('a', 'b')", "syslog(1, 2)", "syslog(1, 'a', 'b')", "syslog('hi')",
             "syslog(syslog.LOG_DEBUG, '%s %d')", "setlogmask(3)", "setlogmask(255)", "setlogmask()", "LOG_MASK(3)", "LOG_UPTO(3)", "LOG_MASK('a')", "LOG_MASK()", "closelog()",
             "closelog(1)", "openlog('\\ud800')", "syslog('\\ud800')", "openlog('x', syslog.LOG_PID, syslog.LOG_LOCAL3)", "syslog('x')", "closelog()"):
    attempt(call, lambda: eval("syslog." + call))
print(syslog.LOG_ALERT, syslog.LOG_LOCAL7, syslog.LOG_PERROR)

# uuid
a, b = uuid.uuid1(), uuid.uuid1()
print(a != b, a.version, a.is_safe, a.variant, uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.uuid4().version)

# crypt
for args in (("pass", "ab"), ("pass", "$1$abc"), ("pass", "$6$abc"), ("pass", "$5$rounds=1000$abc"), ("a", ""), ("a", "*0"), ("a",), (1, 2), ("a\0", "ab"), ("\ud800", "ab")):
    attempt(args, lambda: _crypt.crypt(*args))
print([m.name for m in crypt.methods], crypt.crypt("x", crypt.crypt("x")).startswith("$"))

# statistics
for args in ((0.5, 1, 2), (0.9999, 0, 1), (1e-300, 0, 1), (0.3, 5, 0.1), (0.1, 0, 1), (0.99999999999, 3, 2), (5e-324, 0, 1), (0, 0, 1), (1, 0, 1), (0.5, 0, 0), (2, 0, 1), ("a", 0, 1), (0.1, "a"),
             (0.1, 2, -1), (float("nan"), 0, 1)):
    attempt(args, lambda: _statistics._normal_dist_inv_cdf(*args))
print(statistics.NormalDist(10, 2).inv_cdf(0.975), statistics.NormalDist(3, 4).quantiles(5))

# SimpleQueue
q = _queue.SimpleQueue()
print(queue.SimpleQueue is _queue.SimpleQueue, queue.Empty is _queue.Empty)
for call in ("get_nowait()", "get(False)", "get(True, 0.01)", "get(True, -1)", "get(True, 'a')", "get(True, 1e30)", "put(1)", "put(2, False, -1)", "put_nowait(3)", "put(item=4)", "qsize()", "empty()",
             "get()", "get(timeout=5)", "get(block=True, timeout=None)", "get_nowait()", "empty()", "put()", "put(1, 2, 3, 4)", "get(1, 2, 3)", "get(block=False, timeout=-5)", "put_nowait()", "qsize(1)"):
    attempt(call, lambda: eval("q." + call))
attempt("args", lambda: _queue.SimpleQueue(1))
attempt("generic", lambda: _queue.SimpleQueue[int])
try:
    q.get_nowait()
except queue.Empty as e:
    print(repr(e), e.args)
out = []
threads = [threading.Thread(target=lambda: out.append(q.get())) for _ in range(3)]
for t in threads:
    t.start()
time.sleep(0.05)
for i in range(3):
    q.put(i)
for t in threads:
    t.join()
print(sorted(out), q.empty())
start = time.monotonic()
attempt("wait", lambda: q.get(timeout=0.1))
print(0.09 < time.monotonic() - start < 5)


class Sub(_queue.SimpleQueue):
    pass


s = Sub()
s.x = 1
s.put(s.x)
print(s.get(), _typing._idfunc(5))
attempt("copy", lambda: copy.copy(q))

# stat
for mode in (0o100644, 0o104755, 0o102755, 0o101777, 0o104644, 0o102644, 0o101666, 0o140777, 0o120777, 0o060000, 0o020000, 0o010000, 0o040755, 0, 0o170000):
    print(oct(mode), stat.filemode(mode), oct(stat.S_IMODE(mode)), oct(stat.S_IFMT(mode)),
          [f(mode) for f in (stat.S_ISDIR, stat.S_ISCHR, stat.S_ISBLK, stat.S_ISREG, stat.S_ISFIFO, stat.S_ISLNK, stat.S_ISSOCK, stat.S_ISDOOR, stat.S_ISPORT, stat.S_ISWHT)])
for call in ("filemode('a')", "filemode()", "S_IFMT(1 << 40)", "S_IMODE(-1)", "S_IFMT(1 << 70)", "S_ISDIR(1.5)", "S_ISDOOR(-1)"):
    attempt(call, lambda: eval("_stat." + call))
print(stat.filemode is _stat.filemode, [n for n in dir(_stat) if n.isupper()])

attempt("spwd", lambda: spwd.getspnam("no-such-user"))
attempt("spwd", lambda: spwd.getspnam(5))
print(spwd.struct_spwd, spwd.struct_spwd.n_fields, spwd.struct_spwd.n_sequence_fields)
