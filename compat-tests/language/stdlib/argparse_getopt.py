import argparse, getopt, optparse, io, contextlib, sys
p = argparse.ArgumentParser(prog='prog', description='A description.', epilog='The end.')
p.add_argument('pos', help='positional'); p.add_argument('rest', nargs='*', type=int, default=[9])
p.add_argument('-v', '--verbose', action='count', default=0); p.add_argument('-f', '--flag', action='store_true', help='a flag (default: %(default)s)'); p.add_argument('--num', type=int, choices=[1, 2, 3], metavar='N'); p.add_argument('-l', action='append'); p.add_argument('--const', action='store_const', const=42); p.add_argument('--opt', nargs='?', const='c', default='d'); p.add_argument('--pair', nargs=2); p.add_argument('--req', required=False, dest='renamed'); p.add_argument('--version', action='version', version='%(prog)s 1.0'); p.add_argument('--bool', action=argparse.BooleanOptionalAction); p.add_argument('--hidden', help=argparse.SUPPRESS)
g = p.add_mutually_exclusive_group(); g.add_argument('--ga', action='store_true'); g.add_argument('--gb', action='store_true')
p.add_argument_group('extra', 'group text').add_argument('--ex')
print(p.parse_args(['x', '1', '2', '-vv', '-f', '--num=2', '-la', '-l', 'b', '--const', '--opt', '--pair', 'p', 'q', '--req', 'r', '--no-bool', '--ga']))
print(p.parse_args(['x']), p.parse_known_args(['x', '--unknown', '5']), p.parse_args(['--verb', '--', '-x']))
def run(*argv, parser=p):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            print(parser.parse_args(list(argv)))
        except SystemExit as e:
            print('exit', e.code)
    print(argv, out.getvalue())
for a in ([], ['x', 'notint'], ['x', '--num', '5'], ['x', '--num', 'z'], ['x', '--nope'], ['x', '--ga', '--gb'], ['x', '--pair', '1'], ['-h'], ['--version'], ['x', '--flag=1'], ['x', '-l'], ['x', '--b'], ['x', '--ver']): run(*a)
s = argparse.ArgumentParser(prog='s', exit_on_error=True); sub = s.add_subparsers(dest='cmd', required=True, title='commands')
a = sub.add_parser('add', aliases=['a'], help='adds'); a.add_argument('n', type=float); a.set_defaults(func='FUNC')
sub.add_parser('del').add_argument('--force', action='store_true')
for x in (['add', '1.5'], ['a', '2'], ['del', '--force'], [], ['nope'], ['add'], ['-h'], ['add', '-h']): run(*x, parser=s)
e = argparse.ArgumentParser(exit_on_error=False); e.add_argument('--i', type=int)
try:
    e.parse_args(['--i', 'x'])
except argparse.ArgumentError as err:
    print(err)
print(argparse.Namespace(a=1), vars(argparse.Namespace(b=2)), 'a' in argparse.Namespace(a=1), p.get_default('opt'), p.format_usage())
r = argparse.ArgumentParser(prog='r', formatter_class=argparse.RawDescriptionHelpFormatter, description='raw\n  text', fromfile_prefix_chars='@', add_help=False, argument_default=7, prefix_chars='+-'); r.add_argument('+x'); open('args', 'w').write('+x\n5\n')
print(r.format_help(), r.parse_args(['@args']), r.parse_args([]))
print(getopt.getopt(['-a', '-b', 'v', '--long', '--val=x', 'rest'], 'ab:', ['long', 'val=']), getopt.gnu_getopt(['x', '-a'], 'a'))
for args in ((['-z'], 'a'), (['-b'], 'b:'), (['--zz'], '', ['yy']), (['--yy=1'], '', ['yy'])):
    try:
        getopt.getopt(*args)
    except getopt.GetoptError as err:
        print(err, err.opt)
o = optparse.OptionParser(prog='o', usage='%prog [options]', version='2'); o.add_option('-q', action='store_false', dest='verbose', default=True, help='quiet'); o.add_option('-n', type='int', metavar='NUM')
print(vars(o.parse_args(['-q', '-n', '5', 'arg'])[0]), o.format_help())
run('-n', 'x', parser=o)
