"""A NUL in a path is a character to os.path, and an error to the system: nothing is cut off there."""
import os
import posixpath

for path in ('\0', '/\0', '/a\0/../b', '/tmp/\0', 'a/\0b/../c', 'a\0b//c/.', '/safe\0/../../etc', b'/x\0y/..//z'):
    print(repr(path), repr(posixpath.normpath(path)), repr(posixpath.abspath(path)) if path[:1] in ('/', b'/') else '', repr(os.path.split(path)))
for path in ('/tmp\0', '/tmp/\0x', b'/tmp\0'):
    for function in (os.stat, os.listdir, os.open, open, os.mkdir, os.path.isdir, os.path.exists, os.path.realpath):
        try:
            print(function.__name__, function(path, *([os.O_RDONLY] if function is os.open else [])))
        except ValueError as e:
            print(function.__name__, e)
