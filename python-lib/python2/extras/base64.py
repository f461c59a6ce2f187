import base64 as _base64


def encodestring(s):
    return _base64.encodebytes(s.encode('latin-1') if isinstance(s, str) else s)


def decodestring(s):
    return _base64.decodebytes(s.encode('latin-1') if isinstance(s, str) else s)
