"""Every case under language/ and eventlet/: the same output and exit status under CPython and under IronEventlet."""

import pytest

import harness


def pytest_generate_tests(metafunc):
    if 'case' not in metafunc.fixturenames:
        return
    config = metafunc.config
    cases = [harness.Case(path) for path in harness.find_cases()]
    wanted = config.getoption('--only')
    if wanted:
        cases = [x for x in cases if any(text in x.name for text in wanted)]
    if config.getoption('--forced'):
        cases = [x for x in cases if x.options.forced]
    metafunc.parametrize('case', cases, ids=[x.name for x in cases])


def test_case(case, runner, request):
    expected, actual = runner.result(case)
    reason = harness.KnownFailures().reason(case, runner.forced)
    verdict, text = harness.judge(case, expected, actual, reason)
    # Timings decide no test: what a loaded machine delayed (a finalizer, a timer) gets another chance.
    for _ in range(2):
        if verdict != 'fail' or reason is not None:
            break
        # The oracle, too, may have missed a time limit of the case.
        expected = runner.run_oracle(case, afresh=True)
        verdict, text = harness.judge(case, expected, runner.run_engine(case), reason)
    if verdict == 'known':
        pytest.xfail(text)
    if verdict == 'fail':
        request.config.compat_failed.append(case.name)
        pytest.fail(text, pytrace=False)


def test_known_failures_match_something(request):
    names = {harness.Case(path).name for path in harness.find_cases()}
    assert harness.KnownFailures().stale(names) == []
    assert request.config.compat_stale_tests == []
