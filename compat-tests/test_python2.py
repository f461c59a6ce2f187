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
    return os.environ.get('IRONEVENTLET_PYTHON27') or shutil.which('python2.7')


def environment(folder):
    made = dict(os.environ, HOME=folder, PYTHONDONTWRITEBYTECODE='1', LC_ALL='C.UTF-8', TZ='UTC')
    for name in ('PYTHONPATH', 'PYTHONUNBUFFERED', 'PYTHONIOENCODING', 'PYTHONWARNINGS', 'IRONEVENTLET_DIALECT'):
        made.pop(name, None)
    return made


ALL = programs()


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


@pytest.mark.skipif(python27() is None, reason='no CPython 2.7 here')
@pytest.mark.parametrize('program', [p for p in ALL if not p.green and p.options['oracle'] == 'yes'], ids=lambda p: p.name)
def test_recorded_output_is_that_of_cpython(program, tmp_path):
    result = program.run([python27()], environment(str(tmp_path)))
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


def record():
    """Write the outputs that CPython 2.7 can tell: python3 compat-tests/test_python2.py [NAME ...]"""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for program in ALL:
            if program.options['oracle'] == 'yes' and not program.green and (not wanted or any(x in program.name for x in wanted)):
                result = program.run([python27()], environment(folder))
                if str(result.status) != program.options['status']:
                    sys.exit('%s: exit status %d\n%s' % (program.name, result.status, result.stderr.decode('utf-8', 'replace')))
                with open(program.expected, 'wb') as f:
                    f.write(program.output(result))


if __name__ == '__main__':
    record()
