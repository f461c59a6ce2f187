"""What modules of Python 2 had beyond those of Python 3 with the same name; see python2._imports.EXTRAS."""
