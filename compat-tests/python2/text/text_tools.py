# textwrap, difflib, string methods, shlex, fnmatch, pprint, optparse: older tools.
import difflib
import fnmatch
import getopt
import optparse
import pprint
import shlex
import string
import textwrap

text = 'The quick brown fox jumps over the lazy dog. ' * 2
for line in textwrap.wrap(text, 30):
    print '|%s|' % line.ljust(30)
print textwrap.dedent('''
    indented
      more
''').strip()
for line in difflib.unified_diff(['a', 'b', 'c'], ['a', 'x', 'c'], 'old', 'new', lineterm=''):
    print line
print difflib.get_close_matches('appel', ['ape', 'apple', 'peach']), shlex.split('a "b c" d\\ e'), fnmatch.filter(['a.py', 'b.txt'], '*.py')
pprint.pprint({'numbers': range(3), 'nested': {'k': ('a', None)}})
pprint.pprint(['a long text number %d' % i for i in range(5)], width=40)
parser = optparse.OptionParser(usage='%prog [options]', prog='tool')
parser.add_option('-v', '--verbose', action='store_true', default=False, help='say more')
parser.add_option('-n', dest='number', type='int', default=1, help='how many [%default]')
options, args = parser.parse_args(['-v', '-n', '5', 'file'])
print options.verbose, options.number, args
print parser.format_help()
print getopt.getopt(['-a', '-b', 'x', '--long=y', 'rest'], 'ab:', ['long='])
print string.Template('$who likes $what').substitute(who='tim', what='kung pao'), string.capwords('hello big world')
print string.Formatter().format('{0}-{name}', 1, name='n'), 'x'.join('abc'), 'tacocat' == 'tacocat'[::-1]
print string.punctuation[:5], string.hexdigits, string.octdigits


def rot13(s):
    return s.translate(string.maketrans(string.lowercase + string.uppercase, string.lowercase[13:] + string.lowercase[:13] + string.uppercase[13:] + string.uppercase[:13]))

print rot13('Hello, World'), rot13(rot13('abc')), 'Hello'.encode('rot13')
