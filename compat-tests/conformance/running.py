"""Runs one test file in a process of its own and reads what its cases said."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import harness  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
RUNNER = os.path.join(HERE, 'case_runner.py')
TESTS = '/usr/lib/python3.11/test'
STORE = os.path.join(harness.ROOT, 'artifacts', 'conformance')
CPYTHON_LIMIT = 400.0


class Run:
    """What one interpreter made of one file."""

    def __init__(self, name, cases, fixtures, broken, done, hung, status, seconds, running=None, stderr=''):
        self.name = name
        self.cases = cases          # id -> (status, detail, seconds)
        self.fixtures = fixtures    # what went wrong outside of cases
        self.broken = broken        # None, or (status, detail): the file did not load
        self.done = done
        self.hung = hung
        self.status = status
        self.seconds = seconds
        self.running = running      # the case that was running when a crash or the time limit ended it
        self.stderr = stderr

    @property
    def crashed(self):
        return not self.done and not self.hung

    def passed(self):
        return {x for x, (status, _, _) in self.cases.items() if status == 'pass'}

    def save(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(handle, 'w') as f:
            json.dump(self.__dict__, f, indent=0)
        os.replace(temporary, path)

    @classmethod
    def load(cls, path):
        with open(path) as f:
            return cls(**json.load(f))


def read_log(path):
    cases, fixtures, broken, done, running = {}, [], None, False, None
    try:
        with open(path) as f:
            lines = f.read().splitlines()
    except OSError:
        lines = []
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue  # cut off by the end of the process
        if 'start' in record:
            running = record['start']
        elif 'case' in record:
            cases[record['case']] = (record['status'], record['detail'], record['seconds'])
            running = None
        elif 'fixture' in record:
            fixtures.append((record['fixture'], record['status'], record['detail']))
        elif 'broken' in record:
            broken = (record['broken'], record['detail'])
        elif 'done' in record:
            done = True
    return cases, fixtures, broken, done, running


def execute(name, command, environment, limit, only=()):
    folder = tempfile.mkdtemp(prefix='conformance-')
    work = os.path.join(folder, 'work')
    os.mkdir(work)
    log = os.path.join(folder, 'log')
    started = time.monotonic()
    try:
        result = harness.run_process(command + [RUNNER, name, log] + list(only), cwd=work, env=environment(work), timeout=limit)
        cases, fixtures, broken, done, running = read_log(log)
        stderr = (result.stdout[-3000:] + result.stderr[-6000:]).decode('utf-8', 'backslashreplace')
        return Run(name, cases, fixtures, broken, done, result.hung and not done, result.status, round(time.monotonic() - started, 1), running, stderr)
    finally:
        # Tests leave directories without permissions behind.
        subprocess.run(['chmod', '-R', 'u+rwX', folder], stderr=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


def cpython_key():
    digest = hashlib.sha256()
    digest.update(subprocess.run([harness.ORACLE, '-VV'], stdout=subprocess.PIPE, check=True).stdout)
    with open(RUNNER, 'rb') as f:
        digest.update(f.read())
    return digest.hexdigest()[:12]


def run_cpython(name, key):
    """CPython's result, from the cache where it has one. What passes once in two runs passes."""
    path = os.path.join(STORE, 'cpython-' + key, name + '.json')
    try:
        return Run.load(path)
    except (OSError, ValueError, TypeError):
        pass
    run = execute(name, [harness.ORACLE], harness.base_environment, CPYTHON_LIMIT)
    run.save(path)
    return run


def time_limit(cpython):
    """Seconds that ours may take for a file."""
    return min(900.0, 180.0 + 12.0 * cpython.seconds)


def run_engine(name, cpython, engine, only=()):
    run = execute(name, engine, harness.engine_environment, time_limit(cpython), only)
    if not only:
        run.save(engine_path(name))
    return run


def engine_path(name):
    return os.path.join(STORE, 'ours', name + '.json')


def last_engine_run(name):
    try:
        return Run.load(engine_path(name))
    except (OSError, ValueError, TypeError):
        return None
