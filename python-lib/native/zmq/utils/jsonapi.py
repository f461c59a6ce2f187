"""JSON as bytes in UTF-8."""
import json

jsonmod = json


def dumps(o, **kwargs):
    """The object in JSON; keywords as json.dumps takes them."""
    return json.dumps(o, **kwargs).encode('utf8')


def loads(s, **kwargs):
    """The object of JSON in bytes or text; keywords as json.loads takes them."""
    return json.loads(s.decode('utf8') if isinstance(s, bytes) else s, **kwargs)


__all__ = ['dumps', 'loads']
