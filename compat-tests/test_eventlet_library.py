"""What the eventlet package does beyond, or otherwise than, the original: run under CPython, with what is native replaced by Python, and under ours.

The cases under eventlet/ compare it with the original. What is tested here has no counterpart there: docs/differences.md.
"""
import os
import subprocess
import sys

import pytest

import harness

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCRIPTS = os.path.join(ROOT, 'compat-tests', 'library')


@pytest.mark.parametrize('side', ('cpython', 'ours'))
@pytest.mark.parametrize('name', sorted(f for f in os.listdir(SCRIPTS) if f.endswith('.py') and not f.startswith('_')))
def test_library(name, side, tmp_path):
    if side == 'cpython':
        command, env = [harness.ORACLE], dict(os.environ, PYTHONPATH=os.path.join(ROOT, 'python-lib'), PYTHONDONTWRITEBYTECODE='1')
    else:
        command, env = harness.engine_command(), harness.engine_environment(str(tmp_path))
    run = subprocess.run(command + [os.path.join(SCRIPTS, name)], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    assert run.returncode == 0, run.stdout.decode()
    assert run.stdout.decode().rstrip().endswith('all passed'), run.stdout.decode()


@pytest.mark.parametrize('options', [['--cpython'], []], ids=['cpython', 'engine'])
def test_api(options):
    run = subprocess.run([os.path.join(ROOT, 'scripts', 'api-diff'), *options, 'eventlet'], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, timeout=300)
    assert run.returncode == 0, run.stdout.decode()
