"""The harness itself: everything it must report, it reports."""

import os
import sys
import time

import pytest

import harness


@pytest.fixture
def pair(tmp_path):
    """Runs one source under two 'engines', both CPython: the second sees WHO=ours."""
    def run(source, **kwargs):
        script = tmp_path / 'case.py'
        script.write_text(source)
        case = harness.Case(str(script), root=str(tmp_path))
        runner = harness.Runner(engine=['/usr/bin/env', 'WHO=ours', harness.ORACLE], cache=str(tmp_path / 'cache'), **kwargs)
        try:
            return case, *runner.result(case)
        finally:
            runner.close()
    return run


def test_equal_output_passes(pair):
    case, expected, actual = pair('print("same")\nraise SystemExit(3)\n')
    assert expected.status == 3 and expected.stdout == b'same\n'
    assert harness.judge(case, expected, actual, None) == ('pass', '')


def test_a_missing_package_proves_nothing(pair):
    case, expected, actual = pair('# compat: needs=os,no_such_package\nimport no_such_package\n')
    verdict, text = harness.judge(case, expected, actual, None)
    assert verdict == 'fail' and 'the oracle has no module no_such_package' in text


def test_differing_output_is_reported(pair):
    case, expected, actual = pair('import os\nprint("one")\nprint(os.environ.get("WHO"))\n')
    verdict, text = harness.judge(case, expected, actual, None)
    assert verdict == 'fail' and '-None' in text and '+ours' in text


def test_differing_line_ends_are_reported(pair):
    case, expected, actual = pair('import os, sys\nsys.stdout.write("x" if os.environ.get("WHO") else "x\\n")\n')
    verdict, text = harness.judge(case, expected, actual, None)
    assert verdict == 'fail' and 'line ends' in text


def test_differing_status_is_reported(pair):
    case, expected, actual = pair('import os, sys\nsys.exit(5 if os.environ.get("WHO") else 0)\n')
    verdict, text = harness.judge(case, expected, actual, None)
    assert verdict == 'fail' and 'exit status 5, expected 0' in text


@pytest.mark.parametrize('option, verdict', [('yes', 'fail'), ('no', 'pass')])
def test_stderr_counts_when_asked(pair, option, verdict):
    case, expected, actual = pair('# compat: stderr=%s\nimport os, sys\nprint(os.environ.get("WHO"), file=sys.stderr)\n' % option)
    assert harness.judge(case, expected, actual, None)[0] == verdict


def test_a_runtime_stack_trace_is_reported(pair):
    case, expected, actual = pair('import os, sys\nif os.environ.get("WHO"):\n    print("   at PythonEngine.Execution.Loop()", file=sys.stderr)\n')
    verdict, text = harness.judge(case, expected, actual, None)
    assert verdict == 'fail' and '.NET stack trace' in text
    assert not harness.runtime_trace(b'Traceback (most recent call last):\n  File "x", line 1\n')


def test_a_hang_is_killed_with_its_group(pair, tmp_path):
    note = tmp_path / 'child'
    case, expected, actual = pair(
        '# compat: timeout=2\nimport os, subprocess, time\n'
        'if os.environ.get("WHO"):\n'
        '    child = subprocess.Popen(["sleep", "600"])\n'
        '    open(%r, "w").write(str(child.pid))\n'
        '    time.sleep(600)\n' % str(note))
    verdict, text = harness.judge(case, expected, actual, None)
    assert verdict == 'fail' and 'hung' in text
    for _ in range(100):
        try:
            with open('/proc/%s/stat' % note.read_text()) as f:
                if f.read().split(') ')[1][0] == 'Z':
                    break
        except FileNotFoundError:
            break
        time.sleep(0.05)
    else:
        pytest.fail('the grandchild lives on')


def test_a_known_failure_is_tolerated_while_it_fails(pair):
    case, expected, actual = pair('import os\nprint(os.environ.get("WHO"))\n')
    assert harness.judge(case, expected, actual, 'not written yet')[0] == 'known'


def test_a_known_failure_that_passes_fails(pair):
    case, expected, actual = pair('print(1)\n')
    verdict, text = harness.judge(case, expected, actual, 'not written yet')
    assert verdict == 'fail' and 'take it out' in text


def test_known_failures_file(tmp_path):
    listed = tmp_path / 'known.txt'
    listed.write_text('# comment\n\nlanguage/a.py  because\nforced:language/b.py  only forced\nlanguage/gone.py  old\ntest_cli.py::test_x[a b]  some day\n')
    known = harness.KnownFailures(str(listed))
    assert known.stale({'language/a.py', 'language/b.py'}) == ['language/gone.py']
    assert known.tests() == {'test_cli.py::test_x[a b]': 'some day'}
    (tmp_path / 'b.py').write_text('')
    case = harness.Case(str(tmp_path / 'b.py'), root=str(tmp_path))
    case.name = 'language/b.py'
    assert known.reason(case, forced=True) == 'only forced' and known.reason(case, forced=False) is None
    for bad in ('language/a.py\n', 'x.py why\n', 'x.py  why\nx.py  why\n'):
        listed.write_text(bad)
        with pytest.raises(ValueError):
            harness.KnownFailures(str(listed))


def test_options():
    options = harness.Options.parse(
        '# compat: timeout=7 args=a,b stdin="one\\ntwo"\n# compat: forced=no env=K=V stderr=yes flags=-O,-B\n')
    assert (options.timeout, options.args, options.stdin) == (7, ['a', 'b'], b'one\ntwo')
    assert (options.forced, options.env, options.stderr, options.flags) == (False, {'K': 'V'}, True, ['-O', '-B'])
    for bad in ('# compat: speed=1', '# compat: forced', '# compat: forced=maybe', '# compat: env=X'):
        with pytest.raises(ValueError):
            harness.Options.parse(bad)


def test_arguments_stdin_and_environment_reach_the_script(pair):
    case, expected, actual = pair('# compat: args=a,b stdin=hello env=K=V\nimport os, sys\n'
                                  'print(sys.argv[1:], sys.stdin.read(), os.environ["K"], os.listdir("."))\n')
    assert actual.stdout == b"['a', 'b'] hello V []\n"
    assert harness.judge(case, expected, actual, None)[0] == 'pass'


def test_oracle_results_are_cached_by_content(tmp_path):
    script, count = tmp_path / 'case.py', tmp_path / 'count'
    runner = harness.Runner(engine=[harness.ORACLE], cache=str(tmp_path / 'cache'))
    try:
        source = 'open(%r, "a").write("x")\nprint(1)\n' % str(count)
        for text, runs in ((source, 1), (source, 1), (source + '#\n', 2)):
            script.write_text(text)
            runner.run_oracle(harness.Case(str(script), root=str(tmp_path)))
            assert len(count.read_text()) == runs
        (tmp_path / '_helper.py').write_text('')
        runner.run_oracle(harness.Case(str(script), root=str(tmp_path)))
        assert len(count.read_text()) == 3
    finally:
        runner.close()


def test_forced_mode_sets_the_switch(pair):
    source = 'import os\nprint(os.environ.get("IRONEVENTLET_FORCE_SUSPEND"))\n'
    assert pair(source, forced=True)[2].stdout == b'1\n'
    assert pair(source)[2].stdout == b'None\n'


def test_helpers_are_not_cases(tmp_path):
    for name in ('language/a.py', 'language/_b.py', 'language/x/c.py', 'language/_y/d.py', 'eventlet/e.py', 'language/f.txt'):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('')
    assert [os.path.relpath(x, tmp_path) for x in harness.find_cases(str(tmp_path))] == \
        ['language/a.py', 'language/x/c.py', 'eventlet/e.py']


def test_engine_command_setting(monkeypatch):
    monkeypatch.setenv('IRONEVENTLET', '/x/ironeventlet.dll')
    assert harness.engine_command() == ['dotnet', 'exec', '/x/ironeventlet.dll']
    monkeypatch.setenv('IRONEVENTLET', '%s -S' % sys.executable)
    assert harness.engine_command() == [sys.executable, '-S']
