"""What the eventlet package does beyond, or otherwise than, the original: run under CPython, where both can be had.

The cases under eventlet/ compare it with the original. What is tested here has no counterpart there: docs/differences.md.
"""
import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCRIPTS = os.path.join(ROOT, 'compat-tests', 'library')


@pytest.mark.parametrize('name', sorted(f for f in os.listdir(SCRIPTS) if f.endswith('.py') and not f.startswith('_')))
def test_library(name):
    env = dict(os.environ, PYTHONPATH=os.path.join(ROOT, 'python-lib'), PYTHONDONTWRITEBYTECODE='1')
    run = subprocess.run(['/usr/bin/python3', os.path.join(SCRIPTS, name)], env=env, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, timeout=60)
    assert run.returncode == 0, run.stdout.decode()
    assert run.stdout.decode().rstrip().endswith('all passed'), run.stdout.decode()


def test_api():
    run = subprocess.run([os.path.join(ROOT, 'scripts', 'api-diff'), '--cpython', 'eventlet'], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, timeout=120)
    assert run.returncode == 0, run.stdout.decode()
