"""scripts/conformance: the command line."""

import argparse
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from . import report, running
from .ratchet import Ratchet
import harness

LISTS = os.path.join(running.HERE, 'lists')
PACKAGE = 'libpython3.11-testsuite'


def read_list(name):
    with open(os.path.join(LISTS, name + '.txt')) as f:
        return [x.strip() for x in f if x.strip() and not x.startswith('#')]


def install():
    """CPython's tests are a package of their own on Debian."""
    if os.path.exists(os.path.join(running.TESTS, 'test_grammar.py')):
        return
    print('installing %s' % PACKAGE, file=sys.stderr)
    sudo = [] if os.geteuid() == 0 else ['sudo']
    for words in (['apt-get', 'update', '-qq'], ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', PACKAGE]):
        done = subprocess.run(sudo + words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=dict(os.environ, DEBIAN_FRONTEND='noninteractive'))
        if done.returncode:
            sys.stderr.write(done.stdout.decode(errors='replace'))
            sys.exit('scripts/conformance: cannot install %s' % PACKAGE)


def judge(name, key, engine, ratchet, again):
    cpython = running.run_cpython(name, key)
    verdict = report.Verdict(cpython, running.run_engine(name, cpython, engine), ratchet)
    if again and (verdict.unexpected or verdict.state):
        # Under load, what waits for time fails now and then: the better of two runs counts.
        second = report.Verdict(cpython, running.run_engine(name, cpython, engine), ratchet)
        first = verdict
        if (bool(second.state), len(second.unexpected)) <= (bool(first.state), len(first.unexpected)):
            return second
        first.ours.save(running.engine_path(name))
    return verdict


def main(arguments=None):
    parser = argparse.ArgumentParser(prog='scripts/conformance', description='Run CPython\'s regression tests on the engine, and compare with CPython.',
                                     epilog='Exit status: 0 when nothing fails that is not listed as known, and nothing listed passes; 1 otherwise.')
    parser.add_argument('tests', nargs='*', metavar='test_x', help='test files; both lists when none is named')
    parser.add_argument('--list', choices=('language', 'library'), help='the files of one list')
    parser.add_argument('--quick', action='store_true', help='the files that continuous integration runs')
    parser.add_argument('-j', '--jobs', type=int, default=2, help='files at a time (2)')
    parser.add_argument('-k', metavar='WORDS', action='append', help='one file: only the cases whose name contains it; prints what they say')
    parser.add_argument('-v', '--verbose', action='store_true', help='say why each unexpected case fails, in full')
    parser.add_argument('--once', action='store_true', help='do not run a file with unexpected failures again')
    parser.add_argument('--saved', action='store_true', help='judge the results of the last run, and run nothing')
    parser.add_argument('--update', action='store_true', help='bring known_failures.txt up to date: drop what passes, list what fails as debt')
    parser.add_argument('--no-document', action='store_true', help='leave docs/conformance.md as it is')
    parser.add_argument('--summary', metavar='FILE', help='write the counts there, as JSON')
    args = parser.parse_args(arguments)

    # Started in the background by a shell, interrupts would be ignored here and in all children.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    install()
    lists = {x: read_list(x) for x in ('language', 'library')}
    names = args.tests or (read_list('quick') if args.quick else lists[args.list] if args.list else lists['language'] + lists['library'])
    for name in names:
        if not os.path.exists(os.path.join(running.TESTS, name + '.py')) and not os.path.isdir(os.path.join(running.TESTS, name)):
            parser.error('no such test file: %s' % name)
    engine = harness.engine_command()
    key = running.cpython_key()
    if args.k:
        return only(names, args.k, engine, key)
    ratchet = Ratchet()
    before = report.committed_rows()

    def one(name):
        if args.saved:
            ours = running.last_engine_run(name)
            return report.Verdict(running.run_cpython(name, key), ours, ratchet) if ours else None
        return judge(name, key, engine, ratchet, not args.once)

    verdicts = []
    with ThreadPoolExecutor(max(1, args.jobs)) as pool:
        for verdict in pool.map(one, names):
            if verdict is None:
                continue
            verdicts.append(verdict)
            tell(verdict, before.get(verdict.name), args)
    summary(verdicts, before)
    if args.update:
        update(ratchet, verdicts)
    if not args.no_document and not args.quick:
        rows = report.current_rows()
        rows.update((x.name, x.row()) for x in verdicts)
        text = report.document(rows, lists, Ratchet(), subprocess.run([harness.ORACLE, '-V'], stdout=subprocess.PIPE).stdout.decode().split()[-1])
        with open(report.DOCUMENT, 'w') as f:
            f.write(text)
    bad = sum(len(x.unexpected) + len(x.stale) + bool(x.state) for x in verdicts)
    if args.summary:
        with open(args.summary, 'w') as f:
            json.dump({'passed': sum(len(x.passed) for x in verdicts), 'failed': bad}, f)
    return 1 if bad else 0


def tell(verdict, old, args):
    row = verdict.row()
    print(row.text() + ('' if old is None or (old.passed, old.total) == (row.passed, row.total) else '  (was %d of %d)' % (old.passed, old.total)), flush=True)
    if verdict.state:
        print('    %s in %s, exit status %s\n%s' % (verdict.state, verdict.ours.running, verdict.ours.status, verdict.ours.stderr[-1500:]))
    if verdict.ours.broken and verdict.ours.broken[0] == 'fail':
        print('    does not load: %s' % verdict.ours.broken[1][-800:])
    if args.update:
        return
    for case in verdict.unexpected:
        print('    FAILS  %s  %s' % (report.short(case), verdict.reason(case)))
        if args.verbose and case in verdict.ours.cases:
            print(verdict.ours.cases[case][1])
    for entry in verdict.stale:
        print('    PASSES %s: take it out of known_failures.txt' % entry)
    sys.stdout.flush()


def summary(verdicts, before):
    sum_ = report.total([x.row() for x in verdicts])
    unexpected, stale = sum(len(x.unexpected) for x in verdicts), sum(len(x.stale) for x in verdicts)
    ended = [x.name for x in verdicts if x.state]
    old = report.total([before[x.name] for x in verdicts if x.name in before])
    print('%d files: %d of %d cases pass (%.1f%%), %d fail as known, %d unexpectedly, %d are set apart, %d listed ones pass%s' % (
        len(verdicts), sum_.passed, sum_.total, sum_.rate, sum_.failed - unexpected, unexpected, sum_.apart, stale,
        '; crashed or hung: ' + ', '.join(ended) if ended else ''))
    if old.total:
        print('the committed table has %d of %d (%.1f%%) for these files' % (old.passed, old.total, old.rate))


def only(names, words, engine, key):
    """Runs some cases and shows what they say."""
    failed = 0
    for name in names:
        run = running.run_engine(name, running.run_cpython(name, key), engine, words)
        for case, (status, detail, seconds) in run.cases.items():
            failed += status == 'fail'
            print('%-5s %s %.2f s\n%s' % (status, case, seconds, detail))
        for fixture in run.fixtures:
            print(*fixture)
        if run.broken or not run.done:
            failed += 1
            print(run.broken or run.stderr)
    return 1 if failed else 0


CAPI = ('_testcapi', '_testinternalcapi', '_testbuffer', '_testmultiphase', '_testimportmultiple', 'dynamic loading', "'xxsubtype'", '_ctypes', '_xxsubinterpreters')


def update(ratchet, verdicts):
    """Writes the list anew for the files of this run. A reason that somebody wrote stays."""
    with open(ratchet.path) as f:
        lines = f.read().splitlines()
    stale = {x for v in verdicts for x in v.stale}
    lines = [x for x in lines if x.startswith('#') or x.partition('  ')[0] not in stale]
    for verdict in verdicts:
        for case in verdict.unexpected:
            reason = verdict.reason(case)
            kind = 'capi' if any(x in reason for x in CAPI) and 'skipped' in reason else 'debt'
            lines.append('%s  %s: %s' % (report.short(case), kind, reason or 'fails'))
    head = [x for x in lines if x.startswith('#')]
    with open(ratchet.path, 'w') as f:
        f.write('\n'.join(head + sorted(set(x for x in lines if x and not x.startswith('#')))) + '\n')
