"""Programs in Python 2 under ours, compared with what is recorded beside them.

A program's output is in <program>.out. What a program prints without eventlet was recorded from CPython 2.7, and is compared with it again
where one is installed (IRONEVENTLET_PYTHON27, or python2.7 on the path); `record()` below writes the files anew. Programs that use eventlet
were checked by reasoning, and with eventlet 0.33 on CPython 2.7.

The first lines of a program may say `# python2: status=1 stderr=yes args=a,b stdin="x\n" auto=yes oracle=no timeout=60`: the exit status, whether
standard error counts too, whether the dialect is to be found out, and whether CPython 2.7 can tell the output.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import pytest

import harness
from programs import sides

FOLDER = os.path.join(harness.HERE, 'python2')
ACCEPTANCE = os.path.join(os.path.dirname(harness.ROOT), 'shared', 'acceptance', 'seed_world.py')


class Program:
    def __init__(self, path):
        self.path = path
        self.name = os.path.relpath(path, FOLDER)
        self.expected = path[:-3] + '.out'
        self.options = {'status': '0', 'stderr': 'no', 'args': '', 'stdin': '', 'auto': 'no', 'oracle': 'yes', 'timeout': '60'}
        with open(path, 'rb') as f:
            source = f.read()
        for line in source.decode('latin-1').split('\n')[:4]:
            match = re.match(r'#\s*python2:\s*(.*)', line)
            for word in shlex.split(match.group(1)) if match else ():
                key, _, value = word.partition('=')
                if key not in self.options:
                    raise ValueError('unknown option %r in %s' % (key, self.name))
                self.options[key] = value
        self.green = b'eventlet' in source

    def run(self, command, environment):
        options = self.options
        stdin = options['stdin'].encode().decode('unicode_escape').encode('latin-1')
        argv = command + [os.path.basename(self.path)] + (options['args'].split(',') if options['args'] else [])
        result = harness.run_process(argv, cwd=os.path.dirname(self.path), env=environment, stdin=stdin, timeout=float(options['timeout']))
        assert not result.hung, 'hung; stdout: %r, stderr: %r' % (result.stdout[-2000:], result.stderr[-2000:])
        return result

    def output(self, result):
        if self.options['stderr'] != 'yes':
            return result.stdout
        return result.stdout + b'--- stderr\n' + result.stderr


def programs():
    found = []
    for base, folders, names in os.walk(FOLDER):
        folders[:] = sorted(x for x in folders if not x.startswith('_'))
        found += [Program(os.path.join(base, x)) for x in sorted(names) if x.endswith('.py') and not x.startswith('_')]
    return found


def python27():
    """The CPython 2.7 of this machine, or None."""
    candidate = os.environ.get('IRONEVENTLET_PYTHON27') or shutil.which('python2.7')
    if candidate is None:
        return None
    # A command of the name may be a switch between versions, none of which is chosen.
    try:
        said = subprocess.run([candidate, '-c', 'import sys; print(sys.version[:3])'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return candidate if said.returncode == 0 and said.stdout.strip() == b'2.7' else None


def environment(folder):
    made = dict(os.environ, HOME=folder, PYTHONDONTWRITEBYTECODE='1', LC_ALL='C.UTF-8', TZ='UTC')
    for name in ('PYTHONPATH', 'PYTHONUNBUFFERED', 'PYTHONIOENCODING', 'PYTHONWARNINGS', 'IRONEVENTLET_DIALECT'):
        made.pop(name, None)
    return made


ALL = programs()
PYTHON27 = python27()


@pytest.mark.parametrize('program', ALL, ids=[p.name for p in ALL])
def test_program(program, tmp_path):
    command, make = sides()['ours']
    folder = str(tmp_path)
    settings = make(folder)
    settings.update((k, v) for k, v in environment(settings['HOME']).items() if k in ('LC_ALL', 'TZ', 'PYTHONDONTWRITEBYTECODE'))
    auto = program.options['auto'] == 'yes'
    result = program.run(command + ([] if auto else ['--python2']), settings)
    assert not harness.runtime_trace(result.stderr), result.stderr.decode('utf-8', 'replace')
    with open(program.expected, 'rb') as f:
        expected = f.read()
    errors = result.stderr.decode('utf-8', 'replace')[-3000:]
    if auto:
        assert 'is taken for Python 2' in errors
    assert program.output(result).decode('latin-1') == expected.decode('latin-1'), errors
    assert str(result.status) == program.options['status'], errors


@pytest.mark.skipif(PYTHON27 is None, reason='no CPython 2.7 here')
@pytest.mark.parametrize('program', [p for p in ALL if not p.green and p.options['oracle'] == 'yes'], ids=lambda p: p.name)
def test_recorded_output_is_that_of_cpython(program, tmp_path):
    result = program.run([PYTHON27], environment(str(tmp_path)))
    with open(program.expected, 'rb') as f:
        assert program.output(result).decode('latin-1') == f.read().decode('latin-1')
    assert str(result.status) == program.options['status']


def test_there_are_enough_programs():
    assert len(ALL) >= 60


@pytest.mark.skipif(not os.path.exists(ACCEPTANCE), reason='../shared/acceptance is not there')
@pytest.mark.skipif(os.geteuid() != 0, reason='makes namespaces, which needs root')
@pytest.mark.skipif(shutil.which('unshare') is None, reason='needs unshare')
def test_acceptance_programs():
    if subprocess.call(['unshare', '-m', '-n', 'true'], stderr=subprocess.DEVNULL) != 0:
        pytest.skip('this machine lets nobody make namespaces')
    result = subprocess.run([sys.executable, ACCEPTANCE, os.path.join(harness.ROOT, 'scripts', 'ironeventlet')], stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, timeout=330)
    assert result.stdout.decode().splitlines()[-1] == '5 passed, 0 failed', result.stdout.decode()


def ours(argv, tmp_path, files=(), stdin=b'', env=()):
    """A run of ours in a folder of its own: (status, stdout, stderr)."""
    command, make = sides()['ours']
    for name, content in dict(files).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode())
    settings = make(str(tmp_path))
    settings.update(env)
    result = harness.run_process(command + list(argv), cwd=str(tmp_path), env=settings, stdin=stdin, timeout=60)
    assert not result.hung
    return result.status, result.stdout.decode('utf-8', 'surrogateescape'), result.stderr.decode()


OLD = 'print "old", 1 / 2\n'
BOTH = 'print(1 / 2)\n'


def test_option_and_environment_choose(tmp_path):
    files = {'both.py': BOTH, 'old.py': OLD}
    assert ours(['both.py'], tmp_path, files)[:2] == (0, '0.5\n')
    assert ours(['--python2', 'both.py'], tmp_path)[:2] == (0, '0\n')
    assert ours(['both.py'], tmp_path, env={'IRONEVENTLET_DIALECT': 'python2'})[:2] == (0, '0\n')
    assert ours(['--python2', '-c', BOTH], tmp_path)[:2] == (0, '0\n')
    assert ours(['--python2', '-m', 'both'], tmp_path)[:2] == (0, '0\n')
    assert ours(['--python2', '-'], tmp_path, stdin=BOTH.encode())[:2] == (0, '0\n')
    status, out, errors = ours(['--python3', 'old.py'], tmp_path)
    assert (status, out) == (1, '') and 'Missing parentheses' in errors


def test_the_dialect_is_found_out_and_said(tmp_path):
    status, out, errors = ours(['old.py'], tmp_path, {'old.py': OLD})
    assert (status, out) == (0, 'old 0\n') and errors.count('\n') == 1 and 'old.py is taken for Python 2' in errors
    for argv, env in ((['--no-dialect-notice', 'old.py'], {}), (['old.py'], {'IRONEVENTLET_DIALECT_NOTICE': '0'}), (['--python2', 'old.py'], {})):
        assert ours(argv, tmp_path, env=env) == (0, 'old 0\n', '')
    assert ours(['-c', 'print "x", `1`'], tmp_path)[:2] == (0, 'x 1\n')
    assert ours(['-'], tmp_path, stdin=b'print "x"')[:2] == (0, 'x\n')


def test_a_shebang_decides(tmp_path):
    files = {'a.py': '#!/usr/bin/python2\n' + BOTH, 'b.py': '#!/usr/bin/env python2.7 -u\n' + BOTH, 'c.py': '#!/usr/bin/python\n' + BOTH}
    assert [ours([x], tmp_path, files)[1:] for x in sorted(files)] == [('0\n', ''), ('0\n', ''), ('0.5\n', '')]


def test_what_parses_as_neither_has_the_error_of_python_3_first(tmp_path):
    status, out, errors = ours(['neither.py'], tmp_path, {'neither.py': 'print "a"\nx = = 2\n'})
    lines = errors.splitlines()
    assert status == 1 and out == ''
    assert lines[0] == '  File "%s", line 1' % (tmp_path / 'neither.py') and lines[3].startswith('SyntaxError: Missing parentheses')
    assert lines[4] == 'It is no Python 2 either (line 2: invalid syntax). --python2 forces that dialect, --python3 this one.'
    # A plain mistake in Python 3 is no reason to speak of Python 2.
    assert 'Python 2' not in ours(['typo.py'], tmp_path, {'typo.py': 'x = 1\nprint(x\n'})[2]
    errors = ours(['--python2', 'neither.py'], tmp_path)[2]
    assert errors == '  File "neither.py", line 2\n    x = = 2\n        ^\nSyntaxError: invalid syntax\n'


def test_modules_are_read_in_the_language_they_are_in(tmp_path):
    files = {
        'main.py': 'import sys\nsys.path.append("lib")\nimport beside, modern, old, queue\nprint beside.half, modern.half, old.half, queue.own, modern.data()\n',
        'beside.py': 'half = 1 / 2\n', 'queue.py': 'own = `1`\n',
        'lib/modern.py': 'half = 1 / 2\n\ndef data(*, end=b"\\xff"):\n    return end\n', 'lib/old.py': 'print "loaded",\nhalf = 1 / 2\n'}
    assert ours(['--python2', 'main.py'], tmp_path, files)[1] == 'loaded 0 0.5 0 1 \udcff\n'


def test_python_3_is_left_alone(tmp_path):
    program = """
import _socket, hashlib
for work in (lambda: 'a' < 1, lambda: hashlib.md5('x'), lambda: b'' + 'x', lambda: {}.has_key(1), lambda: memoryview('x'), lambda: Exception(1)[0]):
    try:
        work()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__)
try:
    import urllib2
except ImportError as e:
    print(e)
"""
    assert ours(['-c', program], tmp_path) == (0, 'TypeError\nTypeError\nTypeError\nAttributeError\nTypeError\nTypeError\n' + "No module named 'urllib2'\n", '')


def test_the_prompt(tmp_path):
    status, out, errors = ours(['--python2', '-i', '-q'], tmp_path, stdin=b'print 1/2\nfor x in 1, 2:\n    print x,\n\n2 ** 70, [u"x"]\n')
    assert (status, out) == (0, "0\n1 2\n(1180591620717411303424L, ['x'])\n"), errors


def record():
    """Write the outputs that CPython 2.7 can tell: python3 compat-tests/test_python2.py [NAME ...]"""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for program in ALL:
            if program.options['oracle'] == 'yes' and not program.green and (not wanted or any(x in program.name for x in wanted)):
                result = program.run([PYTHON27], environment(folder))
                if str(result.status) != program.options['status']:
                    sys.exit('%s: exit status %d\n%s' % (program.name, result.status, result.stderr.decode('utf-8', 'replace')))
                with open(program.expected, 'wb') as f:
                    f.write(program.output(result))


if __name__ == '__main__':
    record()
