import string, textwrap, pprint, reprlib, html, keyword, mimetypes, fnmatch
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits, string.octdigits, string.capwords('hello  wORLD'), len(string.printable))
t = string.Template('$who likes ${what} $$5')
print(t.substitute(who='a', what='b'), t.safe_substitute(who='x'), t.substitute({'who': 1}, what=2), t.template, t.is_valid(), t.get_identifiers())
for f in (lambda: t.substitute(), lambda: string.Template('$').substitute(), lambda: string.Template('a\n$1').substitute(), lambda: string.Template('${a').substitute(a=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class MyT(string.Template): delimiter = '%'
print(MyT('%a $b').substitute(a=1))
s = 'The quick brown fox jumped over the lazy dog. Averyveryverylongwordthatmustbreak here-and-there.'
print(textwrap.fill(s, 20), textwrap.wrap(s, 30, initial_indent='* ', subsequent_indent='  '), textwrap.shorten(s, 30), textwrap.dedent('  a\n    b\n\n  c'), textwrap.indent('a\n\nb', '> '), textwrap.wrap('', 5), textwrap.fill('a b', 10, break_long_words=False), textwrap.TextWrapper(width=15, max_lines=2, placeholder='~').fill(s), textwrap.indent('a\nb', '-', lambda l: 'b' in l), textwrap.wrap('tab\there', 5))
data = {'list': list(range(30)), 'nested': {'a': [1, {'b': 'x' * 50}], 'z': ('t',)}, 'str': 'long string ' * 10, 3: None}
pprint.pprint(data)
pprint.pprint(data, width=40, depth=2, compact=True, sort_dicts=False, indent=4)
print(pprint.pformat([]), pprint.pformat({'a'}), pprint.isreadable(data), pprint.isrecursive(data), pprint.saferepr({'x': [1]}), pprint.pformat(12345678, underscore_numbers=True))
l = [1]
l.append(l)
print(pprint.pformat(l)[:20], pprint.isrecursive(l))
from collections import OrderedDict, defaultdict, Counter, deque, namedtuple
from dataclasses import dataclass
@dataclass
class DC: a: int; b: list
import types
pprint.pprint([OrderedDict(a=1), defaultdict(int, x=1), Counter('ab'), deque([1]), DC(1, ['x' * 40, 'y' * 40]), types.SimpleNamespace(a=1), b'bytes' * 30, namedtuple('N', 'a')(1), range(3), {1: 'a'}.keys()])
print(reprlib.repr('x' * 100), reprlib.repr(list(range(100))), reprlib.repr({i: i for i in range(10)}), reprlib.repr(10 ** 100), reprlib.repr(set(range(10))), reprlib.Repr().repr([[[[[[[1]]]]]]]))
class R:
    @reprlib.recursive_repr('<...>')
    def __repr__(self): return 'R(%r)' % self
print(R())
print(html.escape('<a href="x">\'&'), html.unescape('&lt;&#233;&#xe9;&eacute;&amp;&nbsp;&notit;&unknown;'), html.escape('"', quote=False))
from html.parser import HTMLParser
class P(HTMLParser):
    def handle_starttag(self, t, a): print('start', t, a)
    def handle_endtag(self, t): print('end', t)
    def handle_data(self, d): print('data', repr(d))
    def handle_comment(self, d): print('comment', d)
    def handle_decl(self, d): print('decl', d)
P().feed('<!DOCTYPE html><p class="x" id=y>Hi &amp; <b>bye</b><br/><!-- c --></p><script>if (a<b) {}</script>')
print(keyword.kwlist, keyword.softkwlist, keyword.iskeyword('if'), keyword.issoftkeyword('match'))
print(mimetypes.guess_type('a.html'), mimetypes.guess_type('x.tar.gz'), mimetypes.guess_extension('image/png'), mimetypes.guess_type('noext'), mimetypes.guess_all_extensions('text/plain')[:1])
print(fnmatch.fnmatch('a.PY', '*.py'), fnmatch.filter(['a.py', 'b.txt'], '*.p?'), fnmatch.translate('[!a]*.[ch]?'), fnmatch.fnmatchcase('x', '[x-z]'))
