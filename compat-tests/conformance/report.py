"""What a run says of each file, and the table in docs/conformance.md."""

import os
import re
import subprocess

import harness

DOCUMENT = os.path.join(harness.ROOT, 'docs', 'conformance.md')
LISTS = (('language', 'Language and builtins', 60.0, 90.0), ('library', 'Library', 50.0, 80.0))


def short(case):
    return case[5:] if case.startswith('test.') else case


class Verdict:
    """One file: the cases that CPython passes, and what became of them here."""

    def __init__(self, cpython, ours, ratchet):
        self.name = cpython.name
        self.cpython, self.ours = cpython, ours
        passed = ours.passed()
        self.passed, self.failed, self.apart = [], [], []
        self.unexpected, self.stale = [], []
        used, idle = set(), {}
        for case in sorted(cpython.passed()):
            known = ratchet.find(short(case))
            if case in passed:
                self.passed.append(case)
                if known and known[1] != 'flaky':
                    idle.setdefault(known[0], []).append(case)
                continue
            if known:
                used.add(known[0])
            if known and known[1] in ('capi', 'refcount'):
                self.apart.append(case)
                continue
            self.failed.append(case)
            if not known:
                self.unexpected.append(case)
        for entry in ratchet.belonging(self.name):
            # A pattern stands as long as one of its cases fails.
            if entry not in used and ratchet.entries[entry][0] != 'flaky':
                self.stale.append(entry)

    @property
    def state(self):
        return 'hung' if self.ours.hung else 'crashed' if self.ours.crashed else ''

    @property
    def total(self):
        return len(self.passed) + len(self.failed)

    @property
    def rate(self):
        return 100.0 * len(self.passed) / self.total if self.total else 100.0

    def good(self):
        return not self.unexpected and not self.stale and not self.state

    def row(self):
        return Row(self.name, self.total, len(self.passed), len(self.failed), len(self.apart), self.state, self.cpython.seconds, self.ours.seconds)

    def reason(self, case):
        """The last line of what a case said."""
        result = self.ours.cases.get(case)
        if result is None:
            return 'no result' + (': the process %s' % self.state if self.state else '')
        lines = [x for x in result[1].splitlines() if x and not x.startswith((' ', 'subtest:'))]
        text = ('skipped: ' + result[1] if result[0] == 'skip' else lines[-1] if lines else result[1]).strip()[:160]
        # Without addresses, numbers of processes and temporary names, which differ from run to run.
        text = re.sub(r'0x[0-9a-f]{6,}|conformance-\w+|@test_\d+', '...', text)
        return ''.join(x if x.isprintable() else '?' for x in text)


class Row:
    """A line of the table."""

    def __init__(self, name, total, passed, failed, apart, state, cpython, ours):
        self.name, self.total, self.passed, self.failed, self.apart, self.state = name, int(total), int(passed), int(failed), int(apart), state
        self.cpython, self.ours = float(cpython), float(ours)

    @property
    def rate(self):
        return 100.0 * self.passed / self.total if self.total else 100.0

    def markdown(self):
        return '| %s | %d | %d | %d | %d | %.1f%% | %s | %.1f | %.1f |' % (
            self.name, self.total, self.passed, self.failed, self.apart, self.rate, self.state, self.cpython, self.ours)

    def text(self):
        return '%-26s %5d of %5d  %5.1f%%  %4d failed  %3d apart  %-8s %6.1f s, CPython %.1f s' % (
            self.name, self.passed, self.total, self.rate, self.failed, self.apart, self.state, self.ours, self.cpython)


def parse(text):
    rows = {}
    for m in re.finditer(r'^\| (test_\w+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| [\d.]+% \| (\w*) \| ([\d.]+) \| ([\d.]+) \|$', text, re.M):
        rows[m[1]] = Row(*m.groups())
    return rows


def current_rows():
    try:
        with open(DOCUMENT) as f:
            return parse(f.read())
    except OSError:
        return {}


def committed_rows():
    found = subprocess.run(['git', '-C', harness.ROOT, 'show', 'HEAD:docs/conformance.md'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return parse(found.stdout.decode()) if found.returncode == 0 else {}


def total(rows):
    result = Row('total', 0, 0, 0, 0, '', 0, 0)
    for row in rows:
        for field in ('total', 'passed', 'failed', 'apart', 'cpython', 'ours'):
            setattr(result, field, getattr(result, field) + getattr(row, field))
    return result


def document(rows, lists, ratchet, version):
    """The text of docs/conformance.md."""
    out = ['# CPython\'s own tests', '',
           'Made by `scripts/conformance`; not written by hand. How many of the cases of CPython\'s regression tests that CPython itself passes pass here.',
           'Oracle: CPython %s. A case that ours skips counts as failed, and so does every case that did not report because its file crashed or hung.' % version,
           'What fails is listed with reasons in `compat-tests/conformance/known_failures.txt`; *apart* are the cases under the last heading, which count neither way.', '']
    for key, title, least, floor in LISTS:
        chosen = [rows[x] for x in lists[key] if x in rows]
        if not chosen:
            continue
        sum_ = total(chosen)
        out += ['## %s' % title, '', 'Floor: %g%% together, %g%% in each file. **Together: %d of %d, %.1f%%.**' % (floor, least, sum_.passed, sum_.total, sum_.rate), '',
                '| file | cases | passed | failed | apart | rate | ended | CPython, s | ours, s |', '|---|---|---|---|---|---|---|---|---|']
        out += [x.markdown() for x in chosen] + ['']
        out += ['Time over all files: CPython %.0f s, ours %.0f s (%.1f times).' % (sum_.cpython, sum_.ours, sum_.ours / max(sum_.cpython, 0.1)), '']
    worst = sorted((x for x in rows.values() if x.ours > 3), key=lambda x: -x.ours / max(x.cpython, 0.1))[:12]
    if worst:
        whole = total(list(rows.values()))
        out += ['## Time', '', 'Both lists together: CPython %.0f s, ours %.0f s (%.1f times). Slowest against CPython:'
                % (whole.cpython, whole.ours, whole.ours / max(whole.cpython, 0.1)), '', '| file | CPython, s | ours, s | times |', '|---|---|---|---|']
        out += ['| %s | %.1f | %.1f | %.1f |' % (x.name, x.cpython, x.ours, x.ours / max(x.cpython, 0.1)) for x in worst] + ['']
    titles = {'capi': 'Cases that need CPython\'s C API', 'refcount': 'Cases that need reference counts'}
    out += ['## Set apart', '']
    for kind in ('capi', 'refcount'):
        entries = sorted((reason, name) for name, (k, reason) in ratchet.entries.items() if k == kind)
        if entries:
            out += ['### %s' % titles[kind], '', '| case | reason |', '|---|---|']
            out += ['| `%s` | %s |' % (name, reason.replace('|', '\\|')) for reason, name in entries] + ['']
    return '\n'.join(out).rstrip() + '\n'
