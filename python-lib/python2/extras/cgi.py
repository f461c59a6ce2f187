from html import escape as _escape
from urllib.parse import parse_qs, parse_qsl  # noqa: F401


def escape(s, quote=None):
    """Replace &, < and > (and with quote also ") by entities."""
    made = _escape(s, quote=False)
    return made.replace('"', '&quot;') if quote else made
