import os
os.environ['EVENTLET_IMPORT_VERSION_ONLY'] = '1'
import eventlet
print(eventlet.__version__, hasattr(eventlet, 'spawn'))
