"""Runs one of CPython's test files, `case_runner.py test_x RESULTS`, under whichever Python this is.

Appends a line of JSON to RESULTS as each case ends, so that a crash or a hang leaves what came before it: {"case": id,
"status": pass | fail | skip, "detail": ..., "seconds": ...}; at the end {"done": true}. A file that cannot be loaded is a line with "broken".
"""

import gc
import json
import os
import sys
import time
import traceback
import unittest
import warnings

# What regrtest calls resources: what needs no sound card and no hours; sockets of this machine count as 'network'.
RESOURCES = ('subprocess', 'decimal', 'network')

# Where the machine has the device and nobody answers, CPython itself waits for ever.
LEFT_OUT = ('test.test_socket.ThreadedVSOCKSocketStreamTest.',)


class Log:
    """Opened anew for each line: tests close descriptors that are not theirs. Children of fork() write nothing."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.pid = os.getpid()

    def write(self, **record):
        if os.getpid() != self.pid:
            return
        line = (json.dumps(record) + '\n').encode('ascii')
        fd = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(fd, line)
        finally:
            os.close(fd)


class Result(unittest.TestResult):
    """The first bad thing that happens to a case decides; a case with a failing subtest failed."""

    def __init__(self, log):
        super().__init__()
        self.log = log
        self.seen = {}
        self.outcome = None

    def startTest(self, test):
        super().startTest(test)
        self.outcome = ('pass', '')
        self.started = time.monotonic()
        self.log.write(start=test.id())

    def stopTest(self, test):
        super().stopTest(test)
        if os.getpid() != self.log.pid:
            # A child of fork() that came back from its case: running the other cases as well and ending well would tell its parent that all is fine.
            os._exit(70)
        name = test.id()
        # Two cases of one file may share an id: doctests of overloaded names, classes that were defined twice.
        self.seen[name] = count = self.seen.get(name, 0) + 1
        if count > 1:
            name += '#%d' % count
        status, detail = self.outcome
        self.outcome = None
        self.log.write(case=name, status=status, detail=detail[-6000:], seconds=round(time.monotonic() - self.started, 3))

    def note(self, status, detail, test=None):
        if self.outcome is None:
            # Fixtures of a class or a module: their cases report nothing.
            self.log.write(fixture=str(test), status=status, detail=detail[-6000:])
        elif self.outcome[0] in ('pass', 'skip') and status != 'pass':
            self.outcome = (status, detail)

    def addError(self, test, err):
        super().addError(test, err)
        self.note('fail', self.text(err), test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note('fail', self.text(err), test)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.note('fail', self.text(err) + '\nsubtest: %s' % subtest._subDescription(), test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note('skip', str(reason), test)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.note('fail', 'unexpected success', test)

    @staticmethod
    def text(err):
        try:
            return ''.join(traceback.format_exception(*err))
        except Exception as e:
            return '%s: (the traceback could not be formatted: %r)' % (err[0].__name__, e)


def main():
    name, path = sys.argv[1:3]
    only = sys.argv[3:]
    log = Log(path)
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [x for x in sys.path if os.path.abspath(x) != here]
    sys.argv[1:] = []
    sys.modules['case_runner'] = sys.modules['__main__']
    from test import support
    support.use_resources = RESOURCES
    support.verbose = 0
    support.PGO = False
    # What CPython marks as a detail of its own is asked of ours as well, and counts.
    support.cpython_only = lambda test: test
    if sys.implementation.name != 'cpython':
        collect_first()
    result = Result(log)

    def run(suite):
        """In place of support's own: with a result that talks as it goes."""
        if result.outcome is not None:
            # A case runs cases of another file, to trace them.
            inner = unittest.TestResult()
            suite.run(inner)
            if not inner.wasSuccessful():
                raise support.TestFailed('%d errors and failures' % (len(inner.errors) + len(inner.failures)))
            return
        suite = pick(suite, only)
        suite.run(result)

    support._run_suite = run
    # As the unittest command does without -W.
    if not sys.warnoptions:
        warnings.simplefilter('default')
    try:
        module = __import__('test.' + name, fromlist=['test_main'])
        if hasattr(module, 'test_main') and not hasattr(module, 'load_tests'):
            module.test_main()
        else:
            loader = unittest.TestLoader()
            suite = loader.loadTestsFromModule(module)
            for error in loader.errors:
                log.write(fixture='loading', status='fail', detail=error[-6000:])
            run(suite)
    except unittest.SkipTest as e:
        log.write(broken='skip', detail=str(e))
    except BaseException as e:
        log.write(broken='fail', detail=''.join(traceback.format_exception(type(e), e, e.__traceback__))[-6000:])
    log.write(done=True)
    sys.stdout.flush()


def collect_first():
    """
    Without reference counts a thread that ended is there until the next collection. CPython's helper would warn of it, keep it
    alive by the variable of the loop that warns, and wait a hundred rounds for it to go.
    """
    from test.support import threading_helper
    cleanup = threading_helper.threading_cleanup

    def collect_and_clean_up(*values):
        gc.collect()
        cleanup(*values)

    threading_helper.threading_cleanup = collect_and_clean_up


def pick(suite, words):
    """The cases whose id contains one of the words, all without words."""
    kept = unittest.TestSuite()
    for test in suite:
        if isinstance(test, unittest.BaseTestSuite):
            kept.addTest(pick(test, words))
        elif not test.id().startswith(LEFT_OUT) and (not words or any(word in test.id() for word in words)):
            kept.addTest(test)
    return kept


if __name__ == '__main__':
    main()
