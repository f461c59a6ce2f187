# compat: timeout=60 needs=oslo_service,oslo_concurrency,oslo_config
# OpenStack's libraries over eventlet: periodic and looping calls, thread groups, locks between greenthreads and processes, subprocesses.
# Not oslo_service.service: it imports yappi, an extension module in C.
import eventlet
eventlet.monkey_patch()
import time

from oslo_concurrency import lockutils, processutils
from oslo_config import cfg
from oslo_service import loopingcall, periodic_task, threadgroup

conf = cfg.ConfigOpts()
conf([], project='test')
lockutils.set_defaults('.')
out = []


def tick():
    out.append(len(out))
    if len(out) == 4:
        raise loopingcall.LoopingCallDone('done after %d' % len(out))


print(loopingcall.FixedIntervalLoopingCall(tick).start(interval=0.01).wait(), out)
calls = []


def again():
    calls.append(1)
    if len(calls) == 3:
        raise loopingcall.LoopingCallDone(False)
    return 0.01


print(loopingcall.DynamicLoopingCall(again).start().wait(), len(calls))


@loopingcall.RetryDecorator(max_retry_count=3, inc_sleep_time=0, max_sleep_time=0, exceptions=(ValueError,))
def retried():
    calls.append(1)
    raise ValueError('no use')


try:
    retried()
except ValueError as e:
    print(e, len(calls))


class Manager(periodic_task.PeriodicTasks):
    @periodic_task.periodic_task(spacing=1, run_immediately=True)
    def work(self, context):
        out.append(context)


manager = Manager(conf)
manager.run_periodic_tasks('context')
print(out[-1])
group = threadgroup.ThreadGroup(10)
done = []
for i in range(5):
    group.add_thread(lambda n: (time.sleep(0.01), done.append(n)), i)
group.add_timer(0.01, done.append, None, 'timer')
eventlet.sleep(0.1)
group.stop()
print(sorted(x for x in done if x != 'timer'), 'timer' in done)

inside, most = [], []


@lockutils.synchronized('one', external=True)
def alone(n):
    inside.append(n)
    most.append(len(inside))
    time.sleep(0.002)
    inside.remove(n)
    return n


print(sorted(eventlet.GreenPool(8).imap(alone, range(8))), max(most))
with lockutils.lock('two'):
    print(lockutils.internal_lock('two').locked() if hasattr(lockutils.internal_lock('two'), 'locked') else True)
print(processutils.execute('sh', '-c', 'cat; echo err >&2', process_input='given'))
try:
    processutils.execute('sh', '-c', 'exit 3', attempts=2, delay_on_retry=False)
except processutils.ProcessExecutionError as e:
    print(e.exit_code, e.cmd)
print(processutils.execute('sh', '-c', 'exit 3', check_exit_code=[0, 3]))
