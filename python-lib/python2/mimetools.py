"""mimetools and rfc822 of Python 2, as far as programs of HTTP use them."""

import email.message
import email.parser
from email.utils import formatdate, parseaddr, parsedate, parsedate_tz, mktime_tz, quote, unquote

__all__ = ['Message', 'choose_boundary', 'parseaddr', 'parsedate', 'parsedate_tz', 'mktime_tz', 'formatdate', 'quote', 'unquote']


class Message(email.message.Message):
    """The headers that a file holds, up to an empty line."""

    def __init__(self, fp, seekable=1):
        email.message.Message.__init__(self)
        lines = []
        while True:
            line = fp.readline()
            if not line or line in ('\n', '\r\n'):
                break
            lines.append(line)
        parsed = email.parser.Parser().parsestr(''.join(lines), headersonly=True)
        for name, value in parsed.items():
            self[name] = value
        self.fp = fp


def choose_boundary():
    """Return a text that is unlikely to occur in a message."""
    import uuid
    return uuid.uuid4().hex
