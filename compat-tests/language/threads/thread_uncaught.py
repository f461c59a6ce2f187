# compat: stderr=yes
import threading
def f(): g()
def g(): raise ValueError('in thread')
t = threading.Thread(target=f, name='worker-name')
t.start(); t.join()
class S(Exception): pass
def quiet(): raise SystemExit(3)
t = threading.Thread(target=quiet); t.start(); t.join()
print('main goes on')
raise S('main fails')
