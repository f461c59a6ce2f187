"""What programs in the Python 2 dialect find: its builtins, its modules under their old names, the attributes that are gone.

The modules of this package are Python 3 and are loaded only when code in the dialect runs. Those whose names begin with an underscore
are the dialect's own parts; ``extras`` has what Python 2's modules had beyond those of the same name in Python 3; all others are
modules of Python 2 that Python 3 has not.
"""
