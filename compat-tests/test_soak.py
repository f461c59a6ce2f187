"""The short form of scripts/soak: most of a minute of load with faults, after which nothing has grown and nothing is lost."""

from soak import driver


def test_verdict():
    """What the long form is looking for is found, and nothing else."""
    class Load:
        errors = []
        done = {x.__name__: 1 for x in driver.GOOD + driver.BAD}

    def samples(**last):
        made = [{'minute': float(i), 'left': {}, 'late': [], 'problems': [], 'turns': {'kills': i}, 'descriptors': 60 + i % 2, 'listeners': 5,
                 'bytes': 30e6 + i % 3 * 1e5, 'resident': 150e6 + i % 3 * 1e6} for i in range(1, 16)]
        for report in made[-3:]:
            report.update(last)
        return made

    limits = {'bytes': 1e6, 'resident': 10e6}
    assert driver.judge(samples(), Load, limits) == []
    assert driver.judge(samples(descriptors=62), Load, limits) == ['descriptors grew from 60.0 to 62.0 between minute 5.0 and minute 15.0']
    assert driver.judge(samples(bytes=32e6), Load, limits) == ['bytes grew from 30.1 to 32.0 MB between minute 5.0 and minute 15.0']
    assert driver.judge(samples(resident=170e6), Load, limits) == ['resident grew from 151.0 to 170.0 MB between minute 5.0 and minute 15.0']
    assert driver.judge(samples(left={'victim': 1}), Load, limits)[0] == "minute 13.0: greenthreads that did not end: {'victim': 1}"
    assert driver.judge(samples(late=['crowd']), Load, limits)[0] == 'minute 13.0: greenthreads that stand still: crowd'
    assert driver.judge(samples(turns={'kills': 12}), Load, limits)[0] == 'kills made no turn before minute 13.0'
    assert driver.judge(samples(problems=['items went missing']), Load, limits) == ['items went missing']
    Load.errors = ['requests: timed out']
    assert driver.judge(samples(), Load, limits) == ['requests: timed out']
    Load.errors, Load.done = [], {}
    assert driver.judge(samples(), Load, limits)[0].startswith('never done: bad_requests, bodies,')


def test_short_form():
    lines = []
    assert driver.run('ours', 45, 1, 1, lines.append) == [], '\n'.join(lines)
