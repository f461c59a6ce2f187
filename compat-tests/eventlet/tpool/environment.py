# compat: timeout=90
# EVENTLET_THREADPOOL_SIZE with good and bad values, and set_num_threads with bad ones: each in a process of its own.
import os
import subprocess
import sys

CODE = '''
import sys, threading, warnings
warnings.simplefilter('ignore')
warnings.simplefilter('always', RuntimeWarning)
warnings.showwarning = lambda message, category, *rest, **kw: print(category.__name__, ' '.join(str(message).split()))
try:
    from eventlet import tpool
    if len(sys.argv) > 1:
        tpool.set_num_threads(eval(sys.argv[1]))
    print(tpool._nthreads, tpool.execute(lambda: threading.current_thread() is threading.main_thread()), len(tpool._threads))
    print(tpool.execute(lambda: threading.current_thread() is threading.main_thread()), [t.name for t in tpool._threads][:2], [t.daemon for t in tpool._threads][:1])
    tpool.killall()
    print(tpool._threads)
except BaseException as e:
    print(type(e).__name__, e)
'''
for value in (None, '1', '3', '0', '-1', 'x', '', ' 2 ', '2.5'):
    env = dict(os.environ)
    env.pop('EVENTLET_THREADPOOL_SIZE', None)
    if value is not None:
        env['EVENTLET_THREADPOOL_SIZE'] = value
    run = subprocess.run([sys.executable, '-c', CODE], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    print(repr(value), run.returncode, run.stdout.decode().split('\n'))
for value in ('2', '0', '-3', '"x"', 'None', '1.5'):
    run = subprocess.run([sys.executable, '-c', CODE, value], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    print(value, run.returncode, run.stdout.decode().split('\n'))
