"""fpformat of Python 2."""

__all__ = ['fix', 'sci', 'NotANumber']


class NotANumber(ValueError):
    pass


def fix(x, digs):
    """Format x as [-]ddd.ddd with digs digits after the point."""
    text = '%.*f' % (max(digs, 0), float(x))
    return text.partition('.')[0] if digs < 0 else text


def sci(x, digs):
    """Format x as [-]d.dddE[+-]ddd."""
    mantissa, _, exponent = ('%.*e' % (max(digs, 0), float(x))).partition('e')
    return '%se%s%03d' % (mantissa, exponent[0], int(exponent[1:]))
