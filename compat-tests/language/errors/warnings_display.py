# compat: stderr=yes
import warnings


def old():
    warnings.warn('old is deprecated', DeprecationWarning, stacklevel=2)


warnings.warn('user warning')
old()
warnings.warn('shown once')
for i in range(3):
    warnings.warn('in loop')
warnings.warn(FutureWarning('instance'))
warnings.simplefilter('error')
try:
    warnings.warn('now an error', UserWarning)
except UserWarning as e:
    print('raised', e)
warnings.simplefilter('ignore')
warnings.warn('ignored')
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings.warn('one')
    warnings.warn('two', RuntimeWarning)
    warnings.warn_explicit('three', UserWarning, 'file.py', 7)
print([(str(w.message), w.category.__name__, w.lineno) for w in caught])
warnings.resetwarnings()
warnings.filterwarnings('ignore', message='skip.*')
warnings.warn('skip this')
warnings.warn('not skipped', ResourceWarning)
for args in (('x', int), ('x', 'y')):
    try:
        warnings.warn(*args)
    except TypeError as e:
        print(e)
print(warnings.formatwarning('msg', UserWarning, 'f.py', 3, 'the line'), end='')
