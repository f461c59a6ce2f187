"""Runs one script under CPython and under IronEventlet, and compares what came out.

Knows nothing of pytest: conftest.py and the test modules do.
"""

import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
ORACLE = '/usr/bin/python3'
CACHE = os.path.join(ROOT, 'artifacts', 'oracle-cache')
KNOWN_FAILURES = os.path.join(HERE, 'known_failures.txt')
CASE_ROOTS = ('language', 'eventlet')
DEFAULT_TIMEOUT = 30.0
# What a process may print before it counts as runaway.
OUTPUT_LIMIT = 20_000_000


class Options:
    """What the `# compat:` comments in a case's first lines ask for."""

    def __init__(self):
        self.timeout = DEFAULT_TIMEOUT
        self.args = []
        self.flags = []
        self.stdin = b''
        self.forced = True
        self.stderr = False
        self.env = {}
        self.module = None
        self.needs = []

    @classmethod
    def parse(cls, text):
        options = cls()
        for line in text.split('\n')[:12]:
            match = re.match(r'#\s*compat:\s*(.*)', line)
            if not match:
                continue
            for word in shlex.split(match.group(1)):
                name, equals, value = word.partition('=')
                if not equals:
                    raise ValueError('compat option without a value: %r' % word)
                options.set(name, value)
        return options

    def set(self, name, value):
        if name == 'timeout':
            self.timeout = float(value)
        elif name == 'args':
            self.args += value.split(',') if value else []
        elif name == 'flags':
            self.flags += value.split(',') if value else []
        elif name == 'stdin':
            self.stdin = value.encode().decode('unicode_escape').encode('latin-1')
        elif name == 'forced':
            self.forced = yes_or_no(value)
        elif name == 'stderr':
            self.stderr = yes_or_no(value)
        elif name == 'module':
            self.module = value
        elif name == 'needs':
            self.needs += value.split(',')
        elif name == 'env':
            key, equals, setting = value.partition('=')
            if not equals:
                raise ValueError('env wants KEY=VALUE: %r' % value)
            self.env[key] = setting
        else:
            raise ValueError('unknown compat option %r' % name)


def yes_or_no(value):
    if value not in ('yes', 'no'):
        raise ValueError('yes or no expected, not %r' % value)
    return value == 'yes'


class Case:
    def __init__(self, path, root=HERE):
        self.path = os.path.abspath(path)
        self.name = os.path.relpath(self.path, root)
        with open(self.path, 'rb') as f:
            self.source = f.read()
        self.options = Options.parse(self.source[:4000].decode('latin-1'))

    def argv(self):
        options = self.options
        if options.module:
            return options.flags + ['-m', options.module] + options.args
        return options.flags + [self.path] + options.args

    def key(self, version):
        """Names the oracle's result: the script, what lies beside it, and the oracle's version."""
        digest = hashlib.sha256()
        for part in (version.encode(), self.path.encode(), self.source):
            digest.update(part)
            digest.update(b'\0')
        # Helpers (leading underscore) are imported by cases, so they are part of the question.
        folder = os.path.dirname(self.path)
        for base, folders, names in os.walk(folder):
            if base == folder:
                folders[:] = [x for x in folders if x.startswith('_') and x != '__pycache__']
            folders.sort()
            for name in sorted(names):
                if base == folder and not name.startswith('_') or name.endswith('.pyc'):
                    continue
                with open(os.path.join(base, name), 'rb') as f:
                    digest.update(name.encode())
                    digest.update(f.read())
        return digest.hexdigest()[:32]


class Result:
    def __init__(self, status, stdout, stderr, hung=False, seconds=0.0):
        self.status = status
        self.stdout = stdout
        self.stderr = stderr
        self.hung = hung
        self.seconds = seconds


def find_cases(root=HERE, tops=CASE_ROOTS):
    found = []
    for top in tops:
        for base, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = sorted(x for x in folders if not x.startswith(('_', '.')))
            found += [os.path.join(base, x) for x in sorted(names) if x.endswith('.py') and not x.startswith('_')]
    return found


def engine_command():
    """The command that runs ours: $IRONEVENTLET (a program, a .dll or a command with words), else the newest build output."""
    setting = os.environ.get('IRONEVENTLET')
    if setting:
        words = shlex.split(setting)
        return ['dotnet', 'exec'] + words if words[0].endswith('.dll') else words
    outputs = [os.path.join(ROOT, 'artifacts', 'ironeventlet', 'ironeventlet.dll')]
    for configuration in ('Release', 'Debug'):
        outputs.append(os.path.join(ROOT, 'IronEventlet', 'bin', configuration, 'net10.0', 'ironeventlet.dll'))
    outputs = [x for x in outputs if os.path.exists(x)]
    if not outputs:
        raise RuntimeError('no ironeventlet build found: run scripts/ironeventlet once, or set IRONEVENTLET')
    return ['dotnet', 'exec', max(outputs, key=os.path.getmtime)]


# What scripts/ironeventlet sets.
RUNTIME_SETTINGS = {
    'DOTNET_EnableWriteXorExecute': '0', 'DOTNET_EnableDiagnostics': '0', 'DOTNET_gcConcurrent': '0', 'DOTNET_TieredPGO': '0',
    'DOTNET_TC_CallCountingDelayMs': '20', 'DOTNET_TC_BackgroundWorkerTimeoutMs': '0x7fffffff',
    'DOTNET_GCgen0size': '0x1000000', 'DOTNET_GCLOHThreshold': '0x400000',
    'GLIBC_TUNABLES': 'glibc.pthread.stack_cache_size=1099511627776',
}


def launcher():
    """What sys.executable is to be for ours: a script that runs the program under test, whatever environment it is given."""
    command = engine_command()
    if command[:2] != ['dotnet', 'exec']:
        return None
    path = os.path.join(ROOT, 'artifacts', 'launchers', hashlib.sha256((command[2] + ' 3').encode()).hexdigest()[:8], 'ironeventlet')
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        settings = shlex.join('%s=%s' % x for x in dict(RUNTIME_SETTINGS, IRONEVENTLET_EXECUTABLE=path).items())
        # As scripts/ironeventlet: the runtime would take free numbers below 3 for its own files.
        text = '''#!/bin/sh
export %s
closed=
{ true <&0; } 2>/dev/null || { closed=0; exec 0</dev/null; }
{ true >&1; } 2>/dev/null || { closed=${closed}1; exec 1>/dev/null; }
{ true >&2; } || { closed=${closed}2; exec 2>/dev/null; }
[ -z "$closed" ] || export IRONEVENTLET_CLOSED=$closed
exec %s "$@"
''' % (settings, shlex.join([shutil.which('dotnet') or 'dotnet', 'exec', os.path.abspath(command[2])]))
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(handle, 'w') as f:
            f.write(text)
        os.chmod(temporary, 0o755)
        os.replace(temporary, path)
    return path


def base_environment(home):
    keep = ('DOTNET_ROOT', 'NUGET_PACKAGES')
    environment = {k: os.environ[k] for k in keep if k in os.environ}
    environment.update(PATH=os.environ.get('PATH', '/usr/bin:/bin'), HOME=home, LANG='C.UTF-8', LC_ALL='C.UTF-8', TZ='UTC',
                       TERM='dumb', TMPDIR=home)
    return environment


def engine_environment(home, forced=False):
    environment = base_environment(home)
    # The code cache is shared by all runs, so that only the first one compiles the stdlib.
    environment.update(RUNTIME_SETTINGS, DOTNET_NOLOGO='1', XDG_CACHE_HOME=os.path.join(ROOT, 'artifacts', 'code-cache'))
    executable = launcher()
    if executable:
        environment['IRONEVENTLET_EXECUTABLE'] = executable
    if 'IRONEVENTLET_JIT' in os.environ:
        environment['IRONEVENTLET_JIT'] = os.environ['IRONEVENTLET_JIT']
    if forced:
        environment['IRONEVENTLET_FORCE_SUSPEND'] = '1'
    return environment


def run_process(argv, *, cwd, env, stdin=b'', timeout=DEFAULT_TIMEOUT):
    """Runs to the end or to the time limit, and leaves no process of its group behind."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        # Files, not pipes: a grandchild that keeps a pipe open must not keep us waiting.
        process = subprocess.Popen(argv, cwd=cwd, env=env, stdin=given, stdout=out, stderr=err, start_new_session=True)
        hung = False
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            hung = True
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        out.seek(0)
        err.seek(0)
        return Result(process.returncode, out.read(OUTPUT_LIMIT), err.read(OUTPUT_LIMIT), hung, time.monotonic() - started)


class Runner:
    """Runs cases on a few threads ahead of the tests that ask for them."""

    def __init__(self, engine=None, oracle=(ORACLE,), cache=CACHE, workers=2, forced=False):
        self.engine = engine
        self.oracle = list(oracle)
        self.cache = cache
        self.forced = forced
        self.pool = ThreadPoolExecutor(workers)
        self.futures = {}
        self.lock = threading.Lock()
        self._version = None

    def version(self):
        with self.lock:
            if self._version is None:
                code = 'import sys; print(sys.version)\ntry:\n import eventlet; print(eventlet.__version__)\nexcept ImportError: pass'
                self._version = subprocess.run(self.oracle + ['-c', code], stdout=subprocess.PIPE, check=True).stdout.decode()
            return self._version

    def start(self, cases):
        for case in cases:
            if case.path not in self.futures:
                self.futures[case.path] = self.pool.submit(self.run, case)

    def result(self, case):
        self.start([case])
        return self.futures[case.path].result()

    def close(self):
        self.pool.shutdown(cancel_futures=True)

    def run(self, case):
        return self.run_oracle(case), self.run_engine(case)

    def run_oracle(self, case, afresh=False):
        path = os.path.join(self.cache, case.key(self.version()) + '.json')
        try:
            if not afresh:
                with open(path) as f:
                    saved = json.load(f)
                return Result(saved['status'], saved['stdout'].encode('latin-1'), saved['stderr'].encode('latin-1'))
        except (OSError, ValueError, KeyError):
            pass
        result = self.execute(case, self.oracle, base_environment)
        if not result.hung:
            os.makedirs(self.cache, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.cache)
            with os.fdopen(handle, 'w') as f:
                json.dump({'status': result.status, 'stdout': result.stdout.decode('latin-1'),
                           'stderr': result.stderr.decode('latin-1'), 'case': case.name}, f)
            os.replace(temporary, path)
        return result

    def run_engine(self, case):
        if self.engine is None:
            self.engine = engine_command()
        return self.execute(case, self.engine, lambda home: engine_environment(home, self.forced))

    def execute(self, case, command, environment):
        folder = tempfile.mkdtemp(prefix='compat-')
        try:
            env = environment(folder)
            env.update(case.options.env)
            if case.options.module:
                env.setdefault('PYTHONPATH', os.path.dirname(case.path))
            return run_process(command + case.argv(), cwd=folder, env=env, stdin=case.options.stdin,
                               timeout=case.options.timeout)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def compare(case, expected, actual):
    """None when both agree, else a text that says how they differ."""
    problems = []
    # Both fail in the same way where a package is not installed, which would prove nothing.
    for name in case.options.needs:
        if b"ModuleNotFoundError: No module named '%s'" % name.encode() in expected.stderr:
            problems.append('the oracle has no module %s: scripts/test installs it' % name)
    if expected.hung:
        problems.append('the oracle did not end within %g s' % case.options.timeout)
    if actual.hung:
        problems.append('hung: killed after %g s' % case.options.timeout)
    elif expected.status != actual.status:
        problems.append('exit status %s, expected %s' % (actual.status, expected.status))
    if runtime_trace(actual.stderr):
        problems.append('a .NET stack trace reached the user')
    if expected.stdout != actual.stdout:
        problems.append(difference('stdout', expected.stdout, actual.stdout))
    if case.options.stderr and expected.stderr != actual.stderr:
        problems.append(difference('stderr', expected.stderr, actual.stderr))
    if not problems:
        return None
    if not case.options.stderr and actual.stderr:
        problems.append('stderr of ours:\n' + clip(actual.stderr.decode('utf-8', 'backslashreplace')))
    return '%s\n%s' % (case.name, '\n'.join(problems))


def runtime_trace(stderr):
    """Whether the runtime's own words for an unhandled exception or a crash are in there."""
    return re.search(rb'^Unhandled exception\. |^Stack overflow\.$|^Process terminated\.|^Fatal error\. |^   at [A-Z]\w+\.', stderr, re.M) is not None


def difference(label, expected, actual):
    import difflib
    lines = list(difflib.unified_diff(expected.decode('utf-8', 'backslashreplace').splitlines(),
                                      actual.decode('utf-8', 'backslashreplace').splitlines(),
                                      'oracle', 'ours', lineterm='', n=2))
    if not lines:
        lines = ['(differ in line ends only)', repr(expected[-200:]), repr(actual[-200:])]
    return '%s differs:\n%s' % (label, clip('\n'.join(lines)))


def clip(text, limit=4000):
    return text if len(text) <= limit else text[:limit // 2] + '\n...\n' + text[-limit // 2:]


class KnownFailures:
    """`name  reason` lines, two spaces between: a case's path, `forced:path` for what fails in forced mode only, or the id
    of another test as pytest prints it, without the folder (`test_cli.py::test_help[-h]`)."""

    def __init__(self, path=KNOWN_FAILURES):
        self.entries = {}
        if not os.path.exists(path):
            return
        with open(path) as f:
            for number, line in enumerate(f, 1):
                line = line.strip()
                if not line or line.startswith('#'):
                    continue
                name, _, reason = line.partition('  ')
                if not reason.strip():
                    raise ValueError('%s:%d: %s is listed without a reason' % (path, number, name))
                if name in self.entries:
                    raise ValueError('%s:%d: %s is listed twice' % (path, number, name))
                self.entries[name] = reason.strip()

    def reason(self, case, forced):
        found = self.entries.get(case.name)
        if found is None and forced:
            found = self.entries.get('forced:' + case.name)
        return found

    def stale(self, names):
        return sorted(x for x in self.entries if '::' not in x and x.removeprefix('forced:') not in names)

    def tests(self):
        return {x: reason for x, reason in self.entries.items() if '::' in x}


def judge(case, expected, actual, reason):
    """('pass' | 'fail' | 'known', text): a known failure that passes fails, so that the list only shrinks."""
    text = compare(case, expected, actual)
    if reason is None:
        return ('pass', '') if text is None else ('fail', text)
    if text is None:
        return 'fail', '%s passes: take it out of known_failures.txt (%s)' % (case.name, reason)
    return 'known', '%s\n%s' % (reason, text)
