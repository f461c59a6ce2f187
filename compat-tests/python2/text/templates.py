# A small template language with regular expressions and exec.
import re


class Template:
    tag = re.compile(r'\{\{(.*?)\}\}|\{%(.*?)%\}', re.S)

    def __init__(self, source):
        self.code = self.compile(source)

    def compile(self, source):
        lines, indent, at = [], 0, 0
        for match in self.tag.finditer(source):
            lines.append('    ' * indent + 'out.append(%r)' % source[at:match.start()])
            at = match.end()
            expression, statement = match.groups()
            if expression is not None:
                lines.append('    ' * indent + 'out.append(unicode(%s))' % expression.strip())
                continue
            statement = statement.strip()
            if statement == 'end':
                indent -= 1
            else:
                if statement.startswith('else'):
                    indent -= 1
                lines.append('    ' * indent + statement + ':')
                indent += 1
        lines.append('out.append(%r)' % source[at:])
        return compile('\n'.join(lines), '<template>', 'exec')

    def render(self, **names):
        out = []
        names['out'] = out
        exec self.code in names
        return ''.join(out)

page = Template("""<ul>{% for name, n in items %}<li>{{ name.upper() }}{% if n > 1 %} x{{ n }}{% else %} once{% end %}</li>{% end %}</ul>
{{ len(items) }} items, {{ 10 / 4 }}""")
print page.render(items=[('apple', 3), ('pear', 1)])
print page.render(items=())
try:
    Template('{{ missing }}').render()
except NameError, e:
    print e
