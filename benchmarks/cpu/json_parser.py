# bench: unit=s group=cpu
# A recursive-descent parser for JSON, character by character.
import _timing


class Parser:
    def __init__(self, text):
        self.text, self.pos = text, 0

    def skip(self):
        text, pos = self.text, self.pos
        while pos < len(text) and text[pos] in ' \n\t':
            pos += 1
        self.pos = pos

    def expect(self, c):
        if self.text[self.pos] != c:
            raise ValueError('%r expected at %d' % (c, self.pos))
        self.pos += 1

    def value(self):
        self.skip()
        c = self.text[self.pos]
        if c == '{':
            return self.object()
        if c == '[':
            return self.array()
        if c == '"':
            return self.string()
        for word, value in (('true', True), ('false', False), ('null', None)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return value
        return self.number()

    def object(self):
        result = {}
        self.expect('{')
        self.skip()
        if self.text[self.pos] == '}':
            self.pos += 1
            return result
        while True:
            self.skip()
            key = self.string()
            self.skip()
            self.expect(':')
            result[key] = self.value()
            self.skip()
            if self.text[self.pos] == '}':
                self.pos += 1
                return result
            self.expect(',')

    def array(self):
        result = []
        self.expect('[')
        self.skip()
        if self.text[self.pos] == ']':
            self.pos += 1
            return result
        while True:
            result.append(self.value())
            self.skip()
            if self.text[self.pos] == ']':
                self.pos += 1
                return result
            self.expect(',')

    def string(self):
        self.expect('"')
        chars = []
        text, pos = self.text, self.pos
        while True:
            c = text[pos]
            pos += 1
            if c == '"':
                break
            if c == '\\':
                c = {'n': '\n', 't': '\t'}.get(text[pos], text[pos])
                pos += 1
            chars.append(c)
        self.pos = pos
        return ''.join(chars)

    def number(self):
        text, start = self.text, self.pos
        pos = start
        while pos < len(text) and text[pos] in '+-0123456789.eE':
            pos += 1
        self.pos = pos
        word = text[start:pos]
        return float(word) if '.' in word else int(word)


def main():
    item = '{"id": %d, "name": "item \\"%d\\"", "tags": ["a", "bb", "ccc"], "price": %d.25, "ok": true, "none": null, "nested": {"x": [1, 2, [3, {}]]}}'
    text = '[' + ',\n '.join(item % (i, i, i) for i in range(3000)) + ']'
    data = Parser(text).value()
    assert len(data) == 3000 and data[7]['name'] == 'item "7"' and data[9]['price'] == 9.25


_timing.run(main, times=10)
