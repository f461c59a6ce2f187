import eventlet
print(eventlet.__version__, eventlet.version_info)
names = 'BoundedSemaphore CappedSemaphore Event GreenPile GreenPool Queue Semaphore StopServe Timeout TimeoutError call_after_global connect convenience event exc_after getcurrent green greenio greenpool greenthread hubs import_patched is_timeout kill listen monkey_patch patcher queue semaphore serve sleep spawn spawn_after spawn_n support timeout with_timeout wrap_is_timeout wrap_ssl'
for n in names.split():
    o = getattr(eventlet, n)
    # The hottest functions are native here.
    kind = 'function' if callable(o) and not isinstance(o, type) else type(o).__name__
    print(n, kind, getattr(o, '__name__', ''))
try:
    eventlet.nothing_here
except AttributeError as e:
    print(e)
