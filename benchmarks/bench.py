"""Times the benchmark set under IronEventlet and under CPython + eventlet in turn, and prints medians and ratios.

Each program names itself in its first line: `# bench: unit=... group=... floor=... cpus=... driver=...`. It prints one
number with its unit; `unit=wall` is timed from outside. A ratio says how many times better ours is, whatever the unit.
"""

import argparse
import json
import math
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(ROOT, 'compat-tests'))
import harness

# Pure-Python programs together: within 1.3 times CPython's time.
CPU_FLOOR = 1 / 1.3


class Benchmark:
    def __init__(self, path):
        self.path = path
        self.name = os.path.relpath(path, HERE)[:-3]
        with open(path) as f:
            header = f.readline()
        assert header.startswith('# bench: '), path
        settings = dict(word.split('=') for word in header[9:].split())
        self.unit, self.group = settings['unit'], settings['group']
        self.floor = float(settings['floor']) if 'floor' in settings else None
        self.cpus = int(settings.get('cpus', 0))
        self.driver = settings.get('driver')

    def ratio(self, ours, theirs):
        return ours / theirs if self.unit == 'ops/s' else theirs / ours


def find():
    found = []
    for base, folders, names in os.walk(HERE):
        folders.sort()
        found += [Benchmark(os.path.join(base, n)) for n in sorted(names) if n.endswith('.py') and not n.startswith('_') and base != HERE]
    return found


def loadgen():
    binary = os.path.join(ROOT, 'artifacts', 'loadgen')
    source = os.path.join(HERE, 'loadgen.c')
    if not os.path.exists(binary) or os.path.getmtime(binary) < os.path.getmtime(source):
        os.makedirs(os.path.dirname(binary), exist_ok=True)
        subprocess.run(['cc', '-O2', '-o', binary, source], check=True)
    return binary


def drive(driver, server, port, timeout):
    """Runs a load generator, on another core than the server where there is one; returns its number with the unit."""
    cpus = sorted(os.sched_getaffinity(0))
    apart = (lambda: os.sched_setaffinity(0, cpus[1:])) if len(cpus) > 1 else None
    if driver == 'loadgen':
        return subprocess.run([loadgen(), port, '50', '3'], stdout=subprocess.PIPE, check=True, timeout=timeout, preexec_fn=apart).stdout
    if not shutil.which('wrk'):
        raise RuntimeError('wrk is missing (Debian: apt-get install wrk)')
    # A header that closes each connection behind its response, or none.
    command = ['wrk', '-t1', '-c50'] + (['-H', 'Connection: close'] if driver == 'wrk-close' else []) + ['http://127.0.0.1:%s/' % port]

    def requests(seconds):
        out = subprocess.run(command + ['-d%ds' % seconds], stdout=subprocess.PIPE, check=True, timeout=timeout, preexec_fn=apart).stdout.decode()
        bad = re.search('Non-2xx.*|Socket errors: .*(connect|write|timeout) [1-9].*', out)
        if bad:
            raise RuntimeError(bad.group())
        return int(re.search(r'(\d+) requests in', out).group(1))

    def processor_time():
        with open('/proc/%d/stat' % server.pid) as f:
            fields = f.read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    # Until it is warm.
    done = 0
    for _ in range(8):
        done += requests(1)
        if done >= 60000:
            break
    # By the processor time of the server: what a core of its own would give it, whatever else the machine does and however little wrk gets.
    before = processor_time()
    done = requests(3)
    return b'%d ops/s' % round(done / (processor_time() - before))


def run(benchmark, command, environment, timeout):
    argv = command + [benchmark.path]
    cpus = sorted(os.sched_getaffinity(0))
    pin = (lambda: os.sched_setaffinity(0, cpus[:benchmark.cpus])) if benchmark.cpus else None
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        if benchmark.driver:
            server = subprocess.Popen(argv, env=env, cwd=folder, stdout=subprocess.PIPE, preexec_fn=pin)
            try:
                port = server.stdout.readline().strip().decode()
                if not port:
                    raise RuntimeError('the server did not start')
                out = drive(benchmark.driver, server, port, timeout)
            finally:
                server.kill()
                server.wait()
        else:
            started = time.perf_counter()
            done = subprocess.run(argv, env=env, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, preexec_fn=pin)
            elapsed = time.perf_counter() - started
            if done.returncode:
                raise RuntimeError('status %d: %s' % (done.returncode, done.stderr.decode()[-300:].strip()))
            if benchmark.unit == 'wall':
                return elapsed
            out = done.stdout
    number, unit = out.decode().split()[-2:]
    assert unit == benchmark.unit, (unit, benchmark.unit)
    return float(number)


def show(value, unit):
    return '%10.3f s ' % value if unit in ('s', 'wall') else '%12s' % format(round(value), ',')


def main():
    parser = argparse.ArgumentParser(prog='scripts/bench', description=__doc__.splitlines()[0])
    parser.add_argument('--pairs', type=int, default=5, help='runs of each side, in turn (default 5)')
    parser.add_argument('--only', action='append', default=[], metavar='NAME', help='benchmarks whose name contains NAME')
    parser.add_argument('--timeout', type=float, default=120)
    parser.add_argument('--check', action='store_true', help='fail when a floor is missed')
    parser.add_argument('--json', metavar='FILE', help='write all the numbers to FILE')
    options = parser.parse_args()
    engine = harness.engine_command()
    chosen = [b for b in find() if not options.only or any(text in b.name for text in options.only)]
    if not chosen:
        parser.error('no such benchmark; there are: ' + ', '.join(b.name for b in find()))
    print('ours: %s\ntheirs: %s, %d pairs, medians' % (shlex.join(engine), harness.ORACLE, options.pairs))
    print('%-24s %6s %13s %13s %8s %7s' % ('', 'unit', 'ours', 'CPython', 'ratio', 'floor'))
    missed, cpu, record = [], [], {}
    for b in chosen:
        ours, theirs = [], []
        try:
            for _ in range(options.pairs):
                ours.append(run(b, engine, harness.engine_environment, options.timeout))
                theirs.append(run(b, [harness.ORACLE], harness.base_environment, options.timeout))
        except (RuntimeError, subprocess.SubprocessError, ValueError, OSError) as error:
            print('%-24s FAILED under %s: %s' % (b.name, 'ours' if len(ours) == len(theirs) else 'CPython', error))
            missed.append(b.name)
            continue
        a, c = statistics.median(ours), statistics.median(theirs)
        ratio = b.ratio(a, c)
        record[b.name] = {'unit': b.unit, 'ours': ours, 'cpython': theirs, 'ratio': ratio, 'floor': b.floor}
        if b.group == 'cpu':
            cpu.append(ratio)
        low = b.floor is not None and ratio < b.floor
        if low:
            missed.append(b.name)
        print('%-24s %6s %13s %13s %7.2fx %7s%s' % (b.name, b.unit.replace('wall', 's'), show(a, b.unit), show(c, b.unit), ratio,
                                                  '' if b.floor is None else '%gx' % b.floor, '  BELOW' if low else ''), flush=True)
    if cpu:
        mean = math.exp(sum(map(math.log, cpu)) / len(cpu))
        low = mean < CPU_FLOOR
        if low:
            missed.append('cpu')
        print('%-24s %48.2fx %6.2fx%s' % ('CPU programs (geo. mean)', mean, CPU_FLOOR, '  BELOW' if low else ''))
        record['cpu'] = {'ratio': mean, 'floor': CPU_FLOOR}
    if options.json:
        with open(options.json, 'w') as f:
            json.dump(record, f, indent=1)
    if missed:
        print('missed: ' + ', '.join(missed))
    return 1 if missed and options.check else 0


sys.exit(main())
