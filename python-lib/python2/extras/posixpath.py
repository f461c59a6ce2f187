import os as _os


def walk(top, func, arg):
    """Call func(arg, dirname, names) for each directory from top on; func may change the names in place."""
    try:
        names = _os.listdir(top)
    except OSError:
        return
    func(arg, top, names)
    for name in names:
        path = _os.path.join(top, name)
        if _os.path.isdir(path) and not _os.path.islink(path):
            walk(path, func, arg)
