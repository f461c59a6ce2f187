"""Modules that are another module's, but for some names."""

import types


class ModuleProxy(types.ModuleType):
    """Reads and writes the attributes of a real module; what its own dict has comes first."""

    def __init__(self, name, real, own):
        types.ModuleType.__init__(self, name, real.__doc__)
        self.__dict__.update(own, _real=real)

    def __getattr__(self, name):
        return getattr(self._real, name)

    def __setattr__(self, name, value):
        self.__dict__.pop(name, None)
        setattr(self._real, name, value)

    def __delattr__(self, name):
        if name in self.__dict__:
            del self.__dict__[name]
        else:
            delattr(self._real, name)

    def __dir__(self):
        return sorted(set(dir(self._real)) | set(self.__dict__))

    def __repr__(self):
        return repr(self._real)
