"""The list of cases that are known to fail, each with its reason: known_failures.txt."""

import fnmatch
import os

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'known_failures.txt')
# Kinds of reasons. The first two are set apart: such a case counts neither as passed nor as failed.
APART = ('capi', 'refcount')
KINDS = APART + ('never', 'debt', 'flaky')


class Ratchet:
    """`name  kind: reason` lines, two spaces between; a name may have a `*`."""

    def __init__(self, path=PATH):
        self.path = path
        self.entries = {}
        self.patterns = []
        self.used = set()
        if not os.path.exists(path):
            return
        with open(path) as f:
            for number, line in enumerate(f, 1):
                line = line.rstrip('\n')
                if not line or line.startswith('#'):
                    continue
                name, _, reason = line.partition('  ')
                kind, colon, text = reason.strip().partition(': ')
                if kind not in KINDS or not text:
                    raise ValueError('%s:%d: %r wants a reason: one of %s, a colon and words' % (path, number, name, ', '.join(KINDS)))
                if name in self.entries:
                    raise ValueError('%s:%d: %s is listed twice' % (path, number, name))
                self.entries[name] = (kind, text)
                if '*' in name:
                    self.patterns.append(name)

    def find(self, case):
        """(entry, kind, reason) for a case, or None."""
        if case in self.entries:
            return (case,) + self.entries[case]
        for pattern in self.patterns:
            if fnmatch.fnmatchcase(case, pattern):
                return (pattern,) + self.entries[pattern]
        return None

    def belonging(self, file):
        """The entries that concern a test file."""
        return [x for x in self.entries if x == file or x.startswith(file + '.')]
