"""The command line: options, environment, standard streams and bad input, compared with CPython's."""

import os
import re
import resource
import subprocess
import sys
import tempfile

import pytest

import harness
from programs import sides


def run(side, argv, *, files=(), stdin=b'', env=None, timeout=60, shell=None):
    """One run in a folder of its own that holds `files`: (status, stdout, stderr) with what differs by name taken out."""
    command, environment = sides()[side]
    with tempfile.TemporaryDirectory(prefix='compat-') as folder:
        for name, content in dict(files).items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as f:
                f.write(content if isinstance(content, bytes) else content.encode())
        environment = environment(folder)
        environment.update(env or {})
        if shell:
            argv = ['/bin/sh', '-c', shell, 'sh'] + command + list(argv)
        else:
            argv = command + list(argv)
        result = harness.run_process(argv, cwd=folder, env=environment, stdin=stdin, timeout=timeout)
        assert not result.hung, 'hung; stderr: %r' % result.stderr[-2000:]
        if side == 'ours':
            assert not harness.runtime_trace(result.stderr), result.stderr.decode('utf-8', 'replace')
        return result.status, clean(result.stdout, folder), clean(result.stderr, folder)


def clean(data, folder):
    text = data.decode('utf-8', 'backslashreplace').replace(os.path.realpath(folder), 'FOLDER').replace(folder, 'FOLDER')
    text = re.sub(r'^\S*(python3|python3\.11|ironeventlet)(\.dll)?: ', 'PROGRAM: ', text, flags=re.M)
    # A frame of runpy's is an implementation's own.
    return re.sub(r'^  File "<frozen .*\n', '', text, flags=re.M)


def same(*argv, streams='oe', **kwargs):
    expected, actual = run('cpython', argv, **kwargs), run('ours', argv, **kwargs)
    assert actual[0] == expected[0], actual
    if 'o' in streams:
        assert actual[1] == expected[1]
    if 'e' in streams:
        assert actual[2] == expected[2]
    return actual


SHOW = 'import sys; print(sys.argv, sys.flags.optimize, sys.flags.dont_write_bytecode, sys.flags.ignore_environment, sys.flags.isolated, sys.flags.verbose, sys.warnoptions, sys.flags.no_site, sys.flags.quiet, sys.flags.utf8_mode, sys.flags.dev_mode, sys.flags.safe_path)'


@pytest.mark.parametrize('argv', [
    ['-c', SHOW], ['-c', SHOW, 'a', '-b', '--c=d', ''], ['-O', '-c', SHOW], ['-OO', '-c', SHOW], ['-B', '-c', SHOW], ['-E', '-c', SHOW], ['-I', '-c', SHOW], ['-W', 'ignore', '-Werror', '-c', SHOW], ['-bb', '-c', 'print(1)'],
    ['-s', '-S', '-c', SHOW], ['-q', '-c', SHOW], ['-X', 'utf8', '-c', SHOW], ['-X', 'dev', '-c', SHOW], ['-P', '-c', SHOW], ['-X', 'anything=1', '-c', 'import sys; print(sys._xoptions)'], ['-u', '-c', 'print(1)'], ['-BOu', '-c', SHOW],
    ['-O', '-c', 'assert 0; print(__debug__)'], ['-OO', '-c', 'def f(): "doc"\nprint(f.__doc__)'], ['-c', 'print(__debug__)'], ['-c', ''], ['-c', 'import sys; print(sys.path[0] == "", __name__, "__file__" in dir())'], ['-c', ' x = 1'], ['-c', 'x = = 1'], ['-c', '1/0'],
    ['-c', 'import warnings; warnings.warn("w", DeprecationWarning)'], ['-W', 'error', '-c', 'import warnings; warnings.warn("w")'], ['-W', 'nonsense', '-c', 'print(1)'], ['-Walways', '-c', 'print(1)'], ['-W', 'ignore::UserWarning', '-c', 'import warnings; warnings.warn("w")'],
    ['-m', 'nothing.here'], ['-m', 'nothing'], ['-m', 'json.tool', '--help'], ['-m', 'this'], ['-m', 'base64', '-t'], ['-m', 'calendar', '2020', '1'], ['-m', 'timeit', '-h'], ['-m', 'json'], ['-mjson.tool', '--version'],
    ['missing.py'], ['missing/dir/x.py'], ['.'], ['-c'], ['-m'], ['-W'], ['-X'], ['-c', 'import sys; sys.exit("text")'], ['-c', 'import sys; sys.exit(3)'], ['-c', 'raise SystemExit'], ['-c', 'import os; os._exit(5)'],
    ['-c', 'print("é", ascii("é"))'], ['-c', 'import sys; print(ascii(sys.argv[1]))', b'\xff\xe9'], ['-c', 'import sys; sys.stderr.write("err\\n"); sys.stdout.write("no newline")'], ['-c', 'import sys; print(sys.orig_argv[-1], len(sys.argv))', 'last'],
], ids=lambda argv: ' '.join(map(str, argv))[:50])
def test_options(argv):
    usage = argv in (['-c'], ['-m'], ['-W'], ['-X'])
    same(*argv, streams='o' if usage else 'oe')


@pytest.mark.parametrize('argv', [['-Z'], ['--nonsense']])
def test_unknown_option(argv):
    status, out, err = run('ours', argv)
    assert status == 2 and out == ''
    assert argv[0].lstrip('-') in err and len(err.splitlines()) <= 6


@pytest.mark.parametrize('option', ['-V', '--version'])
def test_version(option):
    status, out, err = run('ours', [option])
    assert status == 0 and re.search(r'3\.11', out) and len(out.splitlines()) == 1 and err == ''


@pytest.mark.parametrize('option', ['-h', '--help'])
def test_help(option):
    status, out, err = run('ours', [option])
    assert status == 0 and 'usage' in out.lower() and err == ''
    for word in ('-c', '-m', '-u', '-O', '-W', '-X', '-V'):
        assert word in out


@pytest.mark.parametrize('argv, stdin', [
    ([], b'print(__name__, 1)\nx = 2\nprint(x)\n'), (['-'], b'import sys; print(sys.argv)'), (['-', 'a', 'b'], b'import sys; print(sys.argv, sys.path[0] == "")'), ([], b''), ([], b'1/0\n'), ([], b'x = = 1\n'), ([], b'print("\xe9")\n'), ([], b'# coding: latin-1\nprint("\xe9")\n'),
    (['-c', 'print(input(), input("prompt "))'], b'one\ntwo\n'), (['-c', 'input()'], b''), (['-c', 'import sys; print(sys.stdin.read(), sys.stdin.readline(), list(sys.stdin))'], b'a\nb'), (['-c', 'import sys; print(ascii(sys.stdin.read()))'], b'\xff\xc3\xa9\r\n'), (['-c', 'import sys; print(sys.stdin.buffer.read())'], b'\x00\xff\r\n'),
    ([], b'def f():\n    return 5\n\nprint(f())\nif 1:\n  print(2)\n'), ([], b'print(1)\nraise SystemExit(4)\nprint(2)\n'), (['-c', 'for line in open(0): print(line.strip()[::-1])'], b'abc\ndef\n'), ([], b'\xef\xbb\xbfprint("bom")\n'), ([], b'print("cr")\r\nprint(2)\r\n'),
], ids=lambda v: repr(v)[:40])
def test_standard_input(argv, stdin):
    same(*argv, stdin=stdin)


@pytest.mark.parametrize('env, code', [
    ({'PYTHONPATH': 'lib:other'}, 'import sys, os; print([os.path.basename(p) for p in sys.path[1:3]]); import inlib; print(inlib.x)'), ({'PYTHONOPTIMIZE': '2'}, SHOW), ({'PYTHONWARNINGS': 'error,ignore::UserWarning'}, SHOW), ({'PYTHONDONTWRITEBYTECODE': '1'}, SHOW), ({'PYTHONUNBUFFERED': '1'}, 'import sys; print(sys.stdout.write_through)'),
    ({'PYTHONIOENCODING': 'latin-1:replace'}, 'import sys; print(sys.stdout.encoding, sys.stdout.errors, "é中")'), ({'PYTHONUTF8': '0', 'LC_ALL': 'C.UTF-8'}, 'import sys; print(sys.stdout.encoding, sys.getfilesystemencoding())'), ({'PYTHONHASHSEED': '0'}, 'print(hash("a") == hash("a"), __import__("sys").flags.hash_randomization)'), ({'PYTHONHASHSEED': 'x'}, 'print(1)'),
    ({'LC_ALL': 'C'}, 'import sys; print(sys.stdout.encoding, ascii(sys.argv))'), ({'PYTHONSAFEPATH': '1'}, 'import sys; print("" in sys.path)'), ({'PYTHONNODEBUGRANGES': '1'}, 'print(1)'), ({'X': '\udcff'}, 'import os; print(ascii(os.environ["X"]), os.environb[b"X"])'), ({'HOME': ''}, 'import os; print(os.path.expanduser("~"))'),
    ({'PYTHONINTMAXSTRDIGITS': '1000'}, 'import sys; print(sys.get_int_max_str_digits())'), ({'PYTHONWARNDEFAULTENCODING': '1'}, 'print(1)'),
], ids=lambda v: repr(v)[:40])
def test_environment(env, code):
    result = same('-c', code, env=env, files={'lib/inlib.py': 'x = "from lib"\n'}, streams='o' if env.get('PYTHONHASHSEED') == 'x' else 'oe')
    if env.get('PYTHONHASHSEED') == 'x':
        assert 'PYTHONHASHSEED' in result[2]


def test_hash_seed_is_random_by_default_and_fixed_on_request():
    code = 'print(hash("some string"))'
    assert run('ours', ['-c', code])[1] != run('ours', ['-c', code])[1]
    fixed = {'PYTHONHASHSEED': '7'}
    assert run('ours', ['-c', code], env=fixed)[1] == run('ours', ['-c', code], env=fixed)[1]


@pytest.mark.parametrize('argv, seed', [(['-R'], '0'), (['-E'], '0'), ([], ''), ([], 'random'), ([], '0')], ids=str)
def test_hash_seed_and_flags(argv, seed):
    same(*argv, '-c', 'import sys; print(sys.flags.hash_randomization)', env={'PYTHONHASHSEED': seed})
    code = 'print(hash("some string"))'
    runs = {run('ours', argv + ['-c', code], env={'PYTHONHASHSEED': seed})[1] for _ in range(2)}
    assert len(runs) == (1 if not argv and seed == '0' else 2)


@pytest.mark.parametrize('argv, env', [
    (['-X', 'int_max_str_digits'], {}), (['-X', 'int_max_str_digits=x'], {}), (['-X', 'int_max_str_digits=639'], {}), (['-X', 'int_max_str_digits=0'], {}),
    ([], {'PYTHONINTMAXSTRDIGITS': '10'}), (['-E'], {'PYTHONINTMAXSTRDIGITS': '10'}), (['-X', 'int_max_str_digits=5000'], {'PYTHONINTMAXSTRDIGITS': '10'}),
], ids=str)
def test_integer_limit(argv, env):
    code = 'import sys; print(sys.flags.int_max_str_digits, sys.get_int_max_str_digits())'
    same(*argv, '-c', code, env=env)


def test_verbose():
    status, out, err = run('ours', ['-v', '-c', 'print(1)'])
    assert (status, out) == (0, '1\n') and "import 'os'" in err and 'Traceback' not in err


@pytest.mark.parametrize('name, source', [
    ('syntax_error', 'def f(:\n  pass\n'), ('indentation', 'if 1:\nx\n'), ('invalid_utf8', b'x = 1\ny = "\xff"\n'), ('invalid_utf8_comment', b'# \xe9\nx = 1\n'), ('nul', b'x = 1\0\n'), ('unknown_coding', '# coding: klingon\n'), ('bom_and_coding', b'\xef\xbb\xbf# coding: latin-1\n'), ('latin1', b'# coding: latin-1\nprint(ascii("\xe9"))\n'),
    ('empty', ''), ('only_comment', '# nothing'), ('no_newline', 'print(1)'), ('cr_only', b'print(1)\rprint(2)\r'), ('form_feed', 'print(1)\n\x0cprint(2)\n'), ('ctrl_z', b'print(1)\n\x1a\n'), ('binary', bytes(range(256))), ('png', b'\x89PNG\r\n\x1a\n\x00\x00'),
    ('deep_parentheses', 'x = ' + '(' * 300 + ')' * 300), ('deep_brackets', 'x = ' + '[' * 199 + ']' * 199 + '\nprint(1)'), ('deep_indentation', ''.join(' ' * i + 'if 1:\n' for i in range(150)) + ' ' * 150 + 'x\n'), ('nested_loops', ''.join(' ' * i + 'for a in b:\n' for i in range(25)) + ' ' * 25 + 'x\n'),
    ('deep_recursion', 'def f(n): return f(n + 1)\nf(0)\n'), ('long_chain', 'x = ' + '+'.join(['1'] * 2000) + '\nprint(x)\n'), ('many_arguments', 'def f(*a): return len(a)\nprint(f(%s))\n' % ','.join(map(str, range(3000)))), ('many_names', ''.join('v%d = %d\n' % (i, i) for i in range(5000)) + 'print(v4999)\n'),
    ('long_line', 'x = "%s"\nprint(len(x))\n' % ('a' * 1_000_000)), ('many_lines', 'x = 0\n' + 'x += 1\n' * 20000 + 'print(x)\n'), ('big_dict', 'd = {%s}\nprint(len(d))\n' % ', '.join('%d: "%d"' % (i, i) for i in range(20000))), ('many_elif', 'x = 900\nif x == 0: pass\n' + ''.join('elif x == %d: print(%d)\n' % (i, i) for i in range(1, 1000))),
    ('exit_in_finally', 'import sys\ntry:\n    sys.exit(3)\nfinally:\n    print("finally")\n'), ('future_unknown', 'from __future__ import magic\n'),
])
def test_bad_and_odd_sources(name, source):
    same('script.py', files={'script.py': source}, streams='o' if name in ('deep_recursion',) else 'oe')


@pytest.mark.parametrize('name, source', [('minuses', 'x = ' + '-' * 100000 + '1\n'), ('attributes', 'x = a' + '.b' * 100000 + '\n'), ('calls', 'x = f' + '()' * 50000 + '\n'), ('nots', 'x = ' + 'not ' * 100000 + '1\n'), ('lambdas', 'x = ' + 'lambda: ' * 20000 + '1\n'), ('comparisons', 'x = ' + '1 < ' * 50000 + '1\n'),
                                          ('sums', 'x = ' + '1 + ' * 100000 + '1\nprint(x)\n'), ('powers', 'x = ' + '1 ** ' * 30000 + '1\n'), ('conditionals', 'x = ' + '1 if 0 else ' * 30000 + '1\n'), ('subscripts', 'x = a' + '[0]' * 50000 + '\n'), ('elifs', 'if 0: pass\n' + 'elif 0: pass\n' * 10000), ('fstrings', 'x = ' + 'f"{x}" ' * 10000 + '\n')])
def test_deep_source_ends_in_an_error_or_runs(name, source):
    """How deep is too deep is an implementation's own; a crash or a hang is not."""
    status, out, err = run('ours', ['script.py'], files={'script.py': source})
    assert status in (0, 1), (status, err[-500:])
    if status == 1:
        assert re.match(r'(RecursionError|MemoryError|SyntaxError|NameError|TypeError)\b', err.strip().splitlines()[-1]), err[-500:]


def test_hundred_megabyte_line():
    size = 100_000_000
    code = 'import sys\nline = sys.stdin.readline()\nprint(len(line), line[-2:].strip())\n'
    same('-c', code, stdin=b'a' * size + b'\nrest\n', timeout=120)


def test_hundred_megabyte_source_line():
    status, out, err = run('ours', ['script.py'], files={'script.py': b'x = "' + b'a' * 100_000_000 + b'"\nprint(len(x))\n'}, timeout=180)
    assert (status, out) == (0, '100000000\n'), err[-500:]


def test_script_is_a_directory_with_main():
    same('folder', 'arg', files={'folder/__main__.py': 'import sys; print(sys.argv, __name__)'})


def test_directory_without_main():
    status, out, err = same('folder', files={'folder/x.py': ''}, streams='o')
    assert "can't find '__main__' module in" in err


def test_script_imports_beside_itself():
    same('deep/script.py', files={'deep/script.py': 'import helper, sys, os\nprint(helper.x, os.path.basename(sys.path[0]))\n', 'deep/helper.py': 'x = 1\n'})


@pytest.mark.parametrize('code', ['print("x")', 'import sys; sys.stdout.write("x" * 100000)', 'import sys; sys.stdout.write("x"); sys.stdout.flush()', 'import os; os.write(1, b"x")', 'import sys; sys.stdout.close()', 'import sys; print("a", file=sys.stderr)'])
@pytest.mark.parametrize('target', ['/dev/full', 'closed'])
def test_unwritable_stdout(code, target):
    redirect = '"$@" >/dev/full' if target == '/dev/full' else '"$@" >&-'
    same('-c', code, shell=redirect)


@pytest.mark.parametrize('closed', ['<&-', '2>&-', '<&- >&- 2>&-'])
def test_closed_streams(closed):
    code = 'import sys\nprint(sys.stdin is None, sys.stdout is None, sys.stderr is None)\nif sys.stderr: print("e", file=sys.stderr)\nf = open("/dev/null")\nprint(f.fileno() >= 0)\n1/0'
    same('-c', code, shell='"$@" ' + closed, streams='o')


@pytest.mark.parametrize('code', ['for i in range(100000): print(i)', 'import sys\nfor i in range(100000): print(i)\nsys.stdout.flush()', 'print("one")', 'try:\n    for i in range(100000): print(i)\nexcept BrokenPipeError as e:\n    import os; os._exit(7)'])
def test_broken_pipe(code):
    """The reader goes away first, as in `program | head -0`."""
    outcomes = {}
    for side, (command, environment) in sides().items():
        with tempfile.TemporaryDirectory() as folder:
            reader, writer = os.pipe()
            os.close(reader)
            p = subprocess.Popen(command + ['-c', code], stdout=writer, stderr=subprocess.PIPE, env=environment(folder), cwd=folder)
            os.close(writer)
            err = p.communicate(timeout=60)[1]
            outcomes[side] = p.returncode, err.decode().strip().splitlines()[-1:]
            assert side == 'cpython' or not harness.runtime_trace(err)
    assert outcomes['ours'] == outcomes['cpython']


def test_buffering():
    """A pipe is block-buffered, stderr is not, -u makes stdout unbuffered; all is flushed at the end."""
    code = 'import sys, os\nprint("out")\nprint("err", file=sys.stderr)\nos.write(1, b"raw\\n")\n'
    assert run('ours', ['-c', code])[1] == run('cpython', ['-c', code])[1] == 'raw\nout\n'
    assert run('ours', ['-u', '-c', code])[1] == run('cpython', ['-u', '-c', code])[1] == 'out\nraw\n'
    same('-c', 'print("kept"); import os, sys; sys.stdout.write("x"); 1/0')
    same('-c', 'import threading; threading.Thread(target=lambda: print("from thread")).start(); print("main")')


def test_out_of_descriptors():
    code = 'files = []\ntry:\n    while 1: files.append(open("/dev/null"))\nexcept OSError as e:\n    print(e.errno, e.strerror)\nfor f in files: f.close()\nprint(open("/dev/null").close())'
    same('-c', code, shell='ulimit -n 64; "$@"')


# What only ours has: its code cache.

MODULE = {'script.py': 'import mod\nprint(mod.x)\n', 'mod.py': 'x = 41 + 1\n'}


def cache_run(cache, timeout=60):
    return run('ours', ['script.py'], files=MODULE, env={'XDG_CACHE_HOME': cache, 'PYTHONDONTWRITEBYTECODE': ''}, timeout=timeout)


def test_cache_that_is_no_folder(tmp_path):
    blocked = tmp_path / 'cache'
    blocked.write_text('a file')
    assert cache_run(str(blocked)) == (0, '42\n', '')
    assert blocked.read_text() == 'a file'


def test_cache_folder_that_cannot_be_made():
    assert cache_run('/proc/nothing/here') == (0, '42\n', '')


def test_garbage_in_the_cache(tmp_path):
    assert cache_run(str(tmp_path)) == (0, '42\n', '')
    files = [os.path.join(base, n) for base, _, names in os.walk(tmp_path) for n in names]
    for garbage in (b'', b'garbage' * 100, bytes(1000)):
        for name in files:
            with open(name, 'wb') as f:
                f.write(garbage)
        assert cache_run(str(tmp_path)) == (0, '42\n', ''), garbage[:10]
    for name in files:
        with open(name, 'rb') as f:
            content = f.read()
        with open(name, 'wb') as f:
            f.write(content[:len(content) // 2])
    assert cache_run(str(tmp_path)) == (0, '42\n', '')


def test_unreadable_cache(tmp_path):
    assert cache_run(str(tmp_path)) == (0, '42\n', '')
    for base, folders, names in os.walk(tmp_path):
        for name in names:
            # A folder in a file's place cannot be read by root either.
            path = os.path.join(base, name)
            os.remove(path)
            os.mkdir(path)
    assert cache_run(str(tmp_path)) == (0, '42\n', '')


def test_full_disk_under_the_cache(tmp_path):
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=4k,nr_inodes=20', 'tmpfs', str(tmp_path)], stderr=subprocess.DEVNULL).returncode:
        pytest.skip('cannot mount a small file system here')
    try:
        (tmp_path / 'filler').write_bytes(b'')
        try:
            with open(tmp_path / 'filler', 'wb', 0) as f:
                while True:
                    f.write(bytes(512))
        except OSError:
            pass
        assert cache_run(str(tmp_path)) == (0, '42\n', '')
    finally:
        subprocess.run(['umount', str(tmp_path)], check=True)


def test_missing_standard_library(tmp_path):
    status, out, err = run('ours', ['-c', 'print(1)'], env={'IRONEVENTLET_STDLIB': str(tmp_path / 'nothing')})
    assert status == 1 and out == ''
    assert str(tmp_path / 'nothing') in err and 'standard library' in err


def test_standard_library_by_setting():
    assert run('ours', ['-c', 'import json; print(json.dumps(1))'], env={'IRONEVENTLET_STDLIB': '/usr/lib/python3.11'}) == (0, '1\n', '')
