# compat: stderr=yes
def fail(n):
    raise ValueError(n)


errors = []
for i in range(3):
    try:
        fail(i)
    except ValueError as e:
        errors.append(e)
errors[1].add_note('noted')
try:
    raise TypeError('cause of third')
except TypeError as e:
    errors[2].__cause__ = e
nested = ExceptionGroup('inner', [KeyError('k'), OSError(1, 'perm')])
raise ExceptionGroup('outer', errors + [nested])
