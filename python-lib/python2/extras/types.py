import types as _types

import _python2 as _native
from python2._file import file as FileType
from python2._builtins import buffer as BufferType

NoneType = type(None)
TypeType = type
ObjectType = object
IntType = int
LongType = _native._LongType
FloatType = float
BooleanType = bool
ComplexType = complex
StringType = UnicodeType = str
StringTypes = (str, str)
TupleType = tuple
ListType = list
DictType = DictionaryType = dict
SliceType = slice
EllipsisType = type(Ellipsis)
NotImplementedType = type(NotImplemented)
XRangeType = range
ClassType = _native._ClassType
InstanceType = _native._InstanceType
UnboundMethodType = _types.FunctionType
DictProxyType = _types.MappingProxyType
