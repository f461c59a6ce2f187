# The filters seen last apply where warnings.filters was deleted.
import warnings

with warnings.catch_warnings():
    warnings.filterwarnings('error', '', Warning, '', 0)
    for _ in range(2):
        try:
            warnings.warn('becomes an error')
        except UserWarning as e:
            print('raised', e)
        else:
            print('not raised')
        if hasattr(warnings, 'filters'):
            del warnings.filters
