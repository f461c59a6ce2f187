"""Turns modules green: afresh under another name (import_patched), or in place (monkey_patch)."""
import sys

__all__ = ['inject', 'import_patched', 'monkey_patch', 'is_monkey_patched']

# What a module keeps when it takes over the names of another.
_EXCLUDE = frozenset(('__builtins__', '__file__', '__name__', '__package__', '__spec__', '__loader__', '__path__',
                      '__cached__', '__doc__'))

# Names that Python 2 gave to modules, and that programs go on using with import_patched.
_PRESENT_NAMES = {
    'BaseHTTPServer': 'http.server', 'CGIHTTPServer': 'http.server', 'SimpleHTTPServer': 'http.server', 'Queue': 'queue',
    'SocketServer': 'socketserver', 'SimpleXMLRPCServer': 'xmlrpc.server', 'httplib': 'http.client', 'thread': '_thread',
    'urllib2': 'python2.urllib2', 'xmlrpclib': 'xmlrpc.client', 'cookielib': 'http.cookiejar',
}

# Bound before anything can be patched.
try:
    from os import register_at_fork
except ImportError:
    register_at_fork = None


class _ImportLock(object):
    """Holds the import lock: nobody else may see sys.modules while it is being rearranged."""

    def __enter__(self):
        import _imp
        _imp.acquire_lock()

    def __exit__(self, *exc):
        import _imp
        _imp.release_lock()


class SysModulesSaver(object):
    """Remembers entries of sys.modules, present or absent, and puts them back."""

    def __init__(self, module_names=()):
        import _imp
        self._saved = {}
        _imp.acquire_lock()
        self.save(*module_names)

    def save(self, *module_names):
        for modname in module_names:
            self._saved[modname] = sys.modules.get(modname, None)

    def restore(self):
        """Put the entries back and let others import again."""
        import _imp
        try:
            for modname, mod in self._saved.items():
                if mod is not None:
                    sys.modules[modname] = mod
                else:
                    sys.modules.pop(modname, None)
        finally:
            _imp.release_lock()


def slurp_properties(source, destination, ignore=[], srckeys=None):
    """Copy the public names of the module *source* into the dict *destination*: those in its ``__all__``, or
    *srckeys*, but none that is in *ignore* or begins with two underscores."""
    if srckeys is None:
        srckeys = source.__all__
    for name in srckeys:
        if not name.startswith('__') and name not in ignore:
            destination[name] = getattr(source, name)


def _present_name(module_name):
    """The name under which a module of Python 2 exists now, unless the program has a module of the old name."""
    present = _PRESENT_NAMES.get(module_name)
    if present is None:
        return module_name
    module = sys.modules.get(module_name)
    if module is not None:
        # In a program of Python 2 the old names lead to the same modules.
        return present if module is sys.modules.get(present) else module_name
    import importlib.util
    return module_name if importlib.util.find_spec(module_name) is not None else present


def inject(module_name, new_globals, *additional_modules):
    """Import *module_name* afresh with green modules in place of what it imports.

    *additional_modules* are (name, module) pairs; without any, everything that this package has is used. The module's
    names go into *new_globals* when that is a dict. The module is returned, and sys.modules is as before.
    """
    module_name = _present_name(module_name)
    patched_name = '__patched_module_' + module_name
    if patched_name in sys.modules:
        module = sys.modules[patched_name]
        _take_names(module, new_globals)
        return module

    if not additional_modules:
        additional_modules = (
            _green_os_modules() + _green_select_modules() + _green_socket_modules() + _green_thread_modules()
            + _green_time_modules())
    else:
        additional_modules = tuple(additional_modules) + tuple(
            (_PRESENT_NAMES[name], m) for name, m in additional_modules if name in _PRESENT_NAMES)

    if 'ssl' not in sys.modules and module_name != 'ssl' and any(name == 'socket' for name, m in additional_modules):
        # What the module imports for the first time it imports green. Not so ssl: its socket class derives from the
        # one that it finds in the socket module, which has to be the real one.
        try:
            import ssl  # noqa
        except ImportError:
            pass

    saver = SysModulesSaver([name for name, m in additional_modules])
    saver.save(module_name)
    try:
        for name, mod in additional_modules:
            sys.modules[name] = mod

        # The module itself and whatever is below it has to be executed again.
        # Importing it binds its name in its package, which has to keep the module that everybody knows.
        package_name, _, child_name = module_name.rpartition('.')
        package = sys.modules.get(package_name) if package_name else None
        bound = getattr(package, child_name, None) if package is not None else None
        sys.modules.pop(module_name, None)
        below = module_name + '.'
        for imported in list(sys.modules.keys()):
            if imported.startswith(below):
                saver.save(imported)
                sys.modules.pop(imported, None)

        module = __import__(module_name, {}, {}, module_name.split('.')[:-1])
        if bound is not None:
            setattr(package, child_name, bound)
        _take_names(module, new_globals)
        sys.modules[patched_name] = module
    finally:
        saver.restore()
    return module


def _take_names(module, new_globals):
    if new_globals is not None:
        for name, value in list(vars(module).items()):
            if name not in _EXCLUDE:
                new_globals[name] = value


def import_patched(module_name, *additional_modules, **kw_additional_modules):
    """Return a copy of the module that uses green modules, leaving the normal one alone."""
    return inject(module_name, None, *additional_modules + tuple(kw_additional_modules.items()))


def patch_function(func, *additional_modules):
    """Return *func* wrapped so that imports inside it find green modules."""
    if not additional_modules:
        additional_modules = (
            _green_os_modules() + _green_select_modules() + _green_socket_modules() + _green_thread_modules()
            + _green_time_modules())

    def patched(*args, **kw):
        saver = SysModulesSaver()
        for name, mod in additional_modules:
            saver.save(name)
            sys.modules[name] = mod
        try:
            return func(*args, **kw)
        finally:
            saver.restore()
    return patched


def _original_patch_function(func, *module_names):
    """Return *func* wrapped so that imports inside it find the originals of the named modules."""
    def patched(*args, **kw):
        saver = SysModulesSaver(module_names)
        for name in module_names:
            sys.modules[name] = original(name)
        try:
            return func(*args, **kw)
        finally:
            saver.restore()
    return patched


# Modules that keep working state of what they import must see originals there, too.
_DEPENDENCIES = {'threading': '_thread', 'queue': 'threading', 'Queue': 'threading', 'selectors': 'select'}


def original(modname):
    """Return a copy of the module that monkey_patch never touches."""
    original_name = '__original_module_' + modname
    known = sys.modules.get(original_name)
    if known is not None:
        return known

    if modname in sys.builtin_module_names:
        module = _copy_builtin(modname)
        sys.modules[original_name] = module
        return module

    saver = SysModulesSaver((modname,))
    sys.modules.pop(modname, None)
    try:
        dependency = _DEPENDENCIES.get(modname)
        if dependency is not None:
            saver.save(dependency)
            sys.modules[dependency] = original(dependency)
        real_mod = __import__(modname, {}, {}, modname.split('.')[:-1])
        if modname in ('Queue', 'queue') and not hasattr(real_mod, '_threading'):
            # It looks threading up while it runs, which would find the patched one.
            real_mod.threading = original('threading')
        sys.modules[original_name] = real_mod
    finally:
        saver.restore()
    return sys.modules[original_name]


# What monkey_patch replaced, by module: {'time': {'sleep': <built-in function sleep>}}.
_replaced = {}
# Stands there for what a module had not.
_ABSENT = object()


def _copy_builtin(modname):
    # A module in C has no source to execute again; a copy of its names is as good, with what was replaced put back.
    current = __import__(modname)
    module = type(sys)(modname, current.__doc__)
    attributes = vars(module)
    attributes.update(vars(current))
    for name, value in _replaced.get(modname, {}).items():
        if value is _ABSENT:
            attributes.pop(name, None)
        else:
            attributes[name] = value
    return module


already_patched = {}
# The names of the modules that each keyword has patched.
_patched_names = {}


_KEYWORDS = ('os', 'select', 'socket', 'thread', 'time', 'psycopg', 'MySQLdb', 'builtins', 'subprocess')


def monkey_patch(**on):
    """Replace the blocking parts of standard modules, in place, by green ones.

    Keywords choose what: os, select, socket, thread, time, subprocess, psycopg, MySQLdb, builtins. Without any,
    everything but MySQLdb and builtins. ``name=False`` leaves one out, ``name=True`` patches just those named.
    ``all`` sets the default for those not named. Calling it again patches what is not patched yet.
    """
    default_on = on.pop('all', None)
    for k in on:
        if k not in _KEYWORDS:
            raise TypeError('monkey_patch() got an unexpected keyword argument %r' % k)
    if default_on is None:
        default_on = not (True in on.values())
    for modname in _KEYWORDS:
        if modname in ('MySQLdb', 'builtins'):
            on.setdefault(modname, False)
        on.setdefault(modname, default_on)

    modules_to_patch = []
    for name, modules_function in (
        ('os', _green_os_modules),
        ('select', _green_select_modules),
        ('socket', _green_socket_modules),
        ('thread', _green_thread_modules),
        ('time', _green_time_modules),
        ('MySQLdb', _green_MySQLdb),
        ('builtins', _green_builtins),
        ('subprocess', _green_subprocess_modules),
    ):
        if on[name] and not already_patched.get(name):
            modules = modules_function()
            modules_to_patch += modules
            _patched_names[name] = [module_name for module_name, _ in modules]
            already_patched[name] = True

    if on['psycopg'] and not already_patched.get('psycopg'):
        try:
            from eventlet.support import psycopg2_patcher
            psycopg2_patcher.make_psycopg_green()
            already_patched['psycopg'] = True
        except ImportError:
            # Tried again at the next call: the driver may be installed or imported by then.
            pass

    patched_thread = False
    with _ImportLock():
        for name, mod in modules_to_patch:
            orig_mod = sys.modules.get(name)
            if orig_mod is None:
                orig_mod = __import__(name)
            saved = _replaced.setdefault(name, {})
            for attr_name in mod.__patched__:
                patched_attr = getattr(mod, attr_name, None)
                if patched_attr is not None:
                    saved.setdefault(attr_name, getattr(orig_mod, attr_name, _ABSENT))
                    setattr(orig_mod, attr_name, patched_attr)
            for attr_name in getattr(mod, '__deleted__', ()):
                if hasattr(orig_mod, attr_name):
                    saved.setdefault(attr_name, getattr(orig_mod, attr_name))
                    delattr(orig_mod, attr_name)
            if name == 'threading':
                patched_thread = True

    if patched_thread:
        import queue
        import threading
        # Locks and queues in C know threads only; their counterparts in Python are made of what was just patched.
        _replaced['threading'].setdefault('RLock', threading.RLock)
        threading.RLock = threading._PyRLock
        if hasattr(queue, '_PySimpleQueue'):
            _replaced['queue'].setdefault('SimpleQueue', queue.SimpleQueue)
            queue.SimpleQueue = queue._PySimpleQueue
        _green_existing_locks()


def unmonkey_patch(**on):
    """Put back what monkey_patch replaced, in place.

    Without keywords everything that is patched; ``name=True`` just those named, ``name=False`` all but those. What is not patched
    is left alone. Objects that exist keep what they are made of: green sockets, files and locks stay green, and other modules keep
    names that they imported from a patched module (``from time import sleep``).
    """
    for name in on:
        if name not in _KEYWORDS:
            raise TypeError('unmonkey_patch() got an unexpected keyword argument %r' % name)
    default = not (True in on.values())
    with _ImportLock():
        for keyword in [name for name in already_patched if on.get(name, default)]:
            if keyword == 'psycopg':
                from eventlet.support import psycopg2_patcher
                psycopg2_patcher.make_psycopg_blocking()
            else:
                for name in _patched_names.pop(keyword):
                    _put_back(name)
            del already_patched[keyword]


def _put_back(name):
    saved = _replaced.pop(name, None)
    module = sys.modules.get(name)
    if saved is None or module is None:
        return
    for attr_name, value in saved.items():
        if value is _ABSENT:
            # Only green modules have it.
            if hasattr(module, attr_name):
                delattr(module, attr_name)
        else:
            setattr(module, attr_name, value)


def is_monkey_patched(module):
    """True when monkey_patch patched the module, given by name or itself. Thread modules go by the name 'thread'."""
    return module in already_patched or getattr(module, '__name__', None) in already_patched


def _green_existing_locks():
    """Replace the reentrant locks that exist already.

    A lock of the C type that a module made before it was patched would block the whole process, and it counts
    owners by thread where greenthreads need to be told apart.
    """
    import gc
    import threading
    rlock_type = type(threading._CRLock()) if threading._CRLock is not None else None
    if rlock_type is None:
        return
    replacements = {}

    def replace(namespace):
        for key, value in list(namespace.items()):
            if type(value) is rlock_type:
                new = replacements.get(id(value))
                if new is None:
                    new = replacements[id(value)] = (_fix_py3_rlock(value), value)
                namespace[key] = new[0]

    for module in list(sys.modules.values()):
        namespace = getattr(module, '__dict__', None)
        if isinstance(namespace, dict) and not getattr(module, '__name__', '').startswith('__original_module_'):
            replace(namespace)

    logging = sys.modules.get('logging')
    if logging is not None:
        for reference in list(logging._handlerList):
            handler = reference() if callable(reference) else reference
            if handler is not None:
                replace(vars(handler))

    # Those held by other objects, where the collector can tell who holds what.
    try:
        candidates = [o for o in gc.get_objects() if type(o) is rlock_type and id(o) not in replacements]
    except (AttributeError, NotImplementedError):
        return
    for lock in candidates:
        for holder in gc.get_referrers(lock):
            if type(holder) is dict:
                replace(holder)
            elif not isinstance(holder, (list, tuple, set, frozenset)) and hasattr(holder, '__dict__'):
                replace(vars(holder))


def _fix_py3_rlock(old):
    """Return a green lock that is held as often as *old* is, which is released."""
    import threading
    new = threading._PyRLock()
    while old._is_owned():
        old.release()
        new.acquire()
    return new


def _green_os_modules():
    from eventlet.green import os
    return [('os', os)]


def _green_select_modules():
    from eventlet.green import select
    modules = [('select', select)]
    from eventlet.green import selectors
    modules.append(('selectors', selectors))
    return modules


def _green_socket_modules():
    from eventlet.green import socket
    try:
        from eventlet.green import ssl
        return [('socket', socket), ('ssl', ssl)]
    except ImportError:
        return [('socket', socket)]


def _green_subprocess_modules():
    from eventlet.green import subprocess
    return [('subprocess', subprocess)]


def _green_thread_modules():
    from eventlet.green import Queue
    from eventlet.green import thread
    from eventlet.green import threading
    return [('queue', Queue), ('_thread', thread), ('threading', threading)]


def _green_time_modules():
    from eventlet.green import time
    return [('time', time)]


def _green_MySQLdb():
    try:
        from eventlet.green import MySQLdb
        return [('MySQLdb', MySQLdb)]
    except ImportError:
        return []


def _green_builtins():
    from eventlet.green import builtin
    return [('builtins', builtin)]


if __name__ == '__main__':
    # python -m eventlet.patcher SCRIPT ARGUMENTS
    sys.argv.pop(0)
    monkey_patch()
    with open(sys.argv[0]) as f:
        code = compile(f.read(), sys.argv[0], 'exec')
        exec(code)
