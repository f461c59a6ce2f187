import eventlet, types
from eventlet import patcher
src = types.ModuleType('src'); src.__all__ = ['a', 'b', '__c__']; src.a = 1; src.b = 2; src.__c__ = 3; src.d = 4
d = {}
patcher.slurp_properties(src, d)
print(d)
d = {}
patcher.slurp_properties(src, d, ignore=['a'], srckeys=['a', 'd'])
print(d)
g = {}
m = patcher.inject('colorsys', g, ('time', __import__('eventlet.green.time', fromlist=['x'])))
print(m.__name__, 'rgb_to_hsv' in g, '__name__' in g, '__file__' in g, '__builtins__' in g)
f = patcher.patch_function(lambda: __import__('time').sleep is eventlet.sleep)
print(f(), __import__('time').sleep is eventlet.sleep)
f = patcher._original_patch_function(lambda: __import__('time'), 'time')
import time
print(f() is patcher.original('time'), __import__('time') is time)
s = patcher.SysModulesSaver(['time', 'not_there'])
import sys
sys.modules['time'] = 1; sys.modules['not_there'] = 2
s.restore()
print(sys.modules['time'] is time, 'not_there' in sys.modules)
