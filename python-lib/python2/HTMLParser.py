"""HTMLParser of Python 2."""

import html
from html.parser import HTMLParser as _HTMLParser

__all__ = ['HTMLParser', 'HTMLParseError']


class HTMLParseError(Exception):
    def __init__(self, msg, position=(None, None)):
        self.msg = msg
        self.lineno, self.offset = position


class HTMLParser(_HTMLParser):
    """Finds tags and other markup; references to characters are told one by one."""

    def __init__(self):
        _HTMLParser.__init__(self, convert_charrefs=False)

    def unescape(self, s):
        return html.unescape(s)

    def error(self, message):
        raise HTMLParseError(message, self.getpos())
