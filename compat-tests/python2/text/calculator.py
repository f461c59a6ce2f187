# python2: stdin="1 + 2 * 3\n(1 + 2) * 3\n7 / 2\n7.0 / 2\n2 ** 3 ** 2\n-4 + 1\nx = 5\nx * x\n1 / 0\n1 +\nquit\n"
"""A calculator with a recursive descent parser, that reads by raw_input."""
import re


class ParseError(Exception):
    pass


class Calculator:
    token = re.compile(r'\s*(?:(\d+\.\d*|\d+)|(\*\*|[-+*/()=])|([a-z]\w*))')

    def __init__(self):
        self.names = {}

    def tokens(self, text):
        at = 0
        text = text.rstrip()
        while at < len(text):
            match = self.token.match(text, at)
            if not match:
                raise ParseError, 'unexpected %r' % text[at]
            at = match.end()
            number, operator, name = match.groups()
            if number:
                yield 'number', ('.' in number and float or int)(number)
            elif operator:
                yield operator, None
            else:
                yield 'name', name
        yield 'end', None

    def evaluate(self, text):
        self.rest = self.tokens(text)
        match = re.match(r'\s*([a-z]\w*)\s*=(.*)', text)
        if match:
            name, text = match.groups()
            value = self.names[name] = self.evaluate(text)
            return value
        self.advance()
        value = self.sum()
        if self.kind <> 'end':
            raise ParseError, 'unexpected %s' % self.kind
        return value

    def advance(self):
        self.kind, self.value = self.rest.next()

    def sum(self):
        value = self.product()
        while self.kind in ('+', '-'):
            kind = self.kind
            self.advance()
            other = self.product()
            value = kind == '+' and value + other or value - other
        return value

    def product(self):
        value = self.power()
        while self.kind in ('*', '/'):
            kind = self.kind
            self.advance()
            if kind == '*':
                value *= self.power()
            else:
                value /= self.power()
        return value

    def power(self):
        value = self.atom()
        if self.kind == '**':
            self.advance()
            value = value ** self.power()
        return value

    def atom(self):
        kind, value = self.kind, self.value
        self.advance()
        if kind == 'number':
            return value
        if kind == 'name':
            return self.names[value]
        if kind == '-':
            return -self.atom()
        if kind == '(':
            value = self.sum()
            if self.kind <> ')':
                raise ParseError('missing )')
            self.advance()
            return value
        raise ParseError, 'unexpected %s' % kind

c = Calculator()
while 1:
    try:
        line = raw_input('> ')
    except EOFError:
        break
    if line == 'quit':
        print 'bye'
        break
    try:
        print c.evaluate(line)
    except (ParseError, KeyError, ArithmeticError), e:
        print '%s: %s' % (e.__class__.__name__, e)
