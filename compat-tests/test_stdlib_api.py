"""The names and signatures of the standard library and of builtin types: see scripts/api-diff."""

import os
import subprocess

import harness


def test_names_and_signatures():
    run = subprocess.run([os.path.join(harness.ROOT, 'scripts', 'api-diff'), 'stdlib'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    assert run.returncode == 0, run.stdout.decode()
