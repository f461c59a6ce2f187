"""exceptions of Python 2: the builtin exceptions as a module."""

import builtins as _builtins

for _name, _value in vars(_builtins).items():
    if isinstance(_value, type) and issubclass(_value, BaseException):
        globals()[_name] = _value
StandardError = Exception
