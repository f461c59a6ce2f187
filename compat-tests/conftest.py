import os
import sys

import pytest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness

# Cases are programs, not test modules.
collect_ignore = ['language', 'eventlet']


def pytest_addoption(parser):
    group = parser.getgroup('compat')
    group.addoption('--forced', action='store_true', help='run ours with every suspension and pin forced')
    group.addoption('--workers', type=int, default=2, help='cases run at once')
    group.addoption('--only', action='append', default=[], metavar='TEXT', help='cases whose path contains TEXT')
    group.addoption('--list-failures', metavar='FILE', help='write the paths of failing cases to FILE')
    group.addoption('--scale', action='store_true', help='run the slow scale tests too')


def pytest_configure(config):
    config.addinivalue_line('markers', 'scale: needs tens of seconds and thousands of descriptors; run with --scale')
    config.compat_runner = harness.Runner(workers=config.getoption('--workers'), forced=config.getoption('--forced'))
    config.compat_failed = []


def pytest_unconfigure(config):
    runner = getattr(config, 'compat_runner', None)
    if runner is not None:
        runner.close()
        if config.getoption('--list-failures'):
            with open(config.getoption('--list-failures'), 'w') as f:
                f.writelines(x + '\n' for x in sorted(config.compat_failed))


def pytest_collection_modifyitems(config, items):
    items.sort(key=lambda item: case_of(item) is not None)
    listed = harness.KnownFailures().tests()
    found = {}
    for item in items:
        name = os.path.relpath(str(item.path), harness.HERE) + '::' + item.nodeid.split('::', 1)[1]
        found.setdefault(name.split('::')[0], set()).add(name)
        if name in listed:
            item.add_marker(pytest.mark.xfail(reason=listed[name], strict=True))
    # Judged for files that were collected whole.
    partial = any('::' in x for x in config.args)
    config.compat_stale_tests = [] if partial else [x for x in listed if x.split('::')[0] in found and x not in found[x.split('::')[0]]]
    if not config.getoption('--scale'):
        skip = pytest.mark.skip(reason='needs --scale')
        for item in items:
            if 'scale' in item.keywords:
                item.add_marker(skip)


def case_of(item):
    return getattr(getattr(item, 'callspec', None), 'params', {}).get('case')


def pytest_runtest_setup(item):
    # All cases start when the first one is due, so that they disturb no test that measures time before.
    if case_of(item) is not None and not item.config.compat_runner.futures:
        item.config.compat_runner.start(case_of(x) for x in item.session.items if case_of(x) is not None)


@pytest.fixture
def runner(request):
    return request.config.compat_runner
