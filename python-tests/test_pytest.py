"""pytest itself on the engine: rewriting of assertions, fixtures, capturing, plugins, exit codes."""

import os
import sys
import warnings

import pytest


def test_asserts_are_rewritten(pytester):
    pytester.makepyfile('''
        def test_list():
            left = [1, 2, 3]
            assert left == [1, 2, 4]

        def test_call():
            def f(x): return x + 1
            assert f(3) == 5, "off by one"

        def test_in():
            assert "x" in "abc"
    ''')
    result = pytester.runpytest('-v')
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(['E *assert [[]1, 2, 3[]] == [[]1, 2, 4[]]', 'E *At index 2 diff: 3 != 4', 'E *AssertionError: off by one', "E *assert 'x' in 'abc'"])


def test_fixture_scopes_and_teardown(pytester):
    pytester.makepyfile('''
        import pytest
        log = []

        @pytest.fixture(scope="module")
        def database():
            log.append("open")
            yield log
            log.append("close")

        @pytest.fixture
        def row(database, request):
            request.addfinalizer(lambda: log.append("delete"))
            return 7

        def test_one(row): assert row == 7
        def test_two(row, database): assert database == ["open", "delete"]
    ''')
    pytester.runpytest().assert_outcomes(passed=2)


@pytest.mark.parametrize('code, status', [('def test(): pass', 0), ('def test(): assert 0', 1), ('def helper(): pass', 5), ('import nothing_here', 2)])
def test_exit_status_of_a_process(pytester, code, status):
    pytester.makepyfile(code)
    assert pytester.runpytest_subprocess().ret == status


def test_usage_error(pytester):
    assert pytester.runpytest_subprocess('--no-such-option').ret == 4


def test_capture_of_descriptors(capfd):
    os.write(1, b'from the descriptor\n')
    print('from print')
    out, err = capfd.readouterr()
    assert out == 'from the descriptor\nfrom print\n' and err == ''


def test_capture_of_streams(capsys):
    print('out')
    print('err', file=sys.stderr)
    assert capsys.readouterr() == ('out\n', 'err\n')


def test_capture_of_log_records(caplog):
    import logging
    logging.getLogger('somewhere').warning('careful %d', 3)
    assert caplog.record_tuples == [('somewhere', logging.WARNING, 'careful 3')]


def test_monkeypatch(monkeypatch, tmp_path):
    monkeypatch.setenv('SOME_SETTING', 'yes')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os.path, 'exists', lambda path: True)
    assert os.environ['SOME_SETTING'] == 'yes' and os.getcwd() == str(tmp_path) and os.path.exists('/no/such/file')


def test_warnings_are_caught():
    with pytest.warns(DeprecationWarning, match='old'):
        warnings.warn('old way', DeprecationWarning)


@pytest.mark.xfail(strict=True, raises=ZeroDivisionError)
def test_expected_failure():
    1 / 0


def test_approx():
    assert 0.1 + 0.2 == pytest.approx(0.3)
    assert {'a': 1.0000001} == pytest.approx({'a': 1})


def test_unittest_cases_and_doctests(pytester):
    pytester.makepyfile(test_old='''
        import unittest

        class Old(unittest.TestCase):
            def setUp(self): self.value = 3
            def test_value(self): self.assertEqual(self.value, 3)
            @unittest.skip("later")
            def test_later(self): pass
    ''', module='''
        def double(x):
            """
            >>> double(4)
            8
            """
            return 2 * x
    ''')
    pytester.runpytest('--doctest-modules', '-p', 'no:cacheprovider').assert_outcomes(passed=2, skipped=1)


def test_junit_and_selection(pytester):
    pytester.makepyfile('def test_apple(): pass\ndef test_pear(): assert 0')
    result = pytester.runpytest('-k', 'apple', '--junitxml=out.xml')
    result.assert_outcomes(passed=1, deselected=1)
    assert 'tests="1"' in (pytester.path / 'out.xml').read_text()


def test_traceback_shows_locals(pytester):
    pytester.makepyfile('def test():\n    secret = 41\n    raise RuntimeError("boom")')
    pytester.runpytest('-l').stdout.fnmatch_lines(['E *RuntimeError: boom', 'secret *= 41'])
