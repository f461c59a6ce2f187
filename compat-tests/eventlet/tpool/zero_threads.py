import os
os.environ['EVENTLET_THREADPOOL_SIZE'] = '0'
import warnings, threading
warnings.simplefilter('ignore')
from eventlet import tpool
main = threading.get_ident()
print(tpool._nthreads, tpool.execute(lambda: threading.get_ident() == main))
