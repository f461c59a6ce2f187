# compat: timeout=60 needs=oslo_concurrency,oslo_config,oslo_log,oslo_utils
"""oslo.concurrency, oslo.config and oslo.log under eventlet, as OpenStack's services use them."""
import eventlet
eventlet.monkey_patch()
import io
import logging
import os
import sys
import time
from oslo_concurrency import lockutils, processutils
from oslo_config import cfg
from oslo_log import log
from oslo_utils import excutils, strutils, timeutils, units, uuidutils

CONF = cfg.ConfigOpts()
CONF.register_opts([cfg.IntOpt('workers', default=3, min=1), cfg.ListOpt('hosts', default=[]), cfg.BoolOpt('fast')], group='service')
with open('service.conf', 'w') as f:
    f.write('[service]\nworkers = 7\nhosts = a, b,c\nfast = yes\n')
CONF(['--config-file', 'service.conf'], project='demo')
print(CONF.service.workers, CONF.service.hosts, CONF.service.fast)
try:
    CONF.set_override('workers', 0, group='service')
except ValueError as e:
    print(e)

order = []


@lockutils.synchronized('shared')
def guarded(i):
    order.append(('in', i))
    eventlet.sleep(0.01)
    order.append(('out', i))


for thread in [eventlet.spawn(guarded, i) for i in range(4)]:
    thread.wait()
print(order)
lockutils.set_defaults('locks')
os.mkdir('locks')
with lockutils.external_lock('file', lock_path='locks'):
    blocked = eventlet.spawn(lambda: lockutils.external_lock('file', lock_path='locks').__enter__())
    eventlet.sleep(0.1)
    print(blocked.dead, os.listdir('locks'))
print(processutils.execute('echo', 'hello', 'world'))
started = time.monotonic()
print(sorted(eventlet.GreenPool().imap(lambda i: processutils.execute('sh', '-c', 'sleep 0.8; echo %d' % i)[0], range(4))), time.monotonic() - started < 2.8)
try:
    processutils.execute('sh', '-c', 'echo out; echo err >&2; exit 3')
except processutils.ProcessExecutionError as e:
    print(e.exit_code, repr(e.stdout), repr(e.stderr), e.cmd)
try:
    processutils.execute('sleep', '5', timeout=0.2)
except processutils.TimeoutException if hasattr(processutils, 'TimeoutException') else Exception as e:
    print(type(e).__name__)
print(processutils.execute('cat', process_input='given', check_exit_code=[0])[0], strutils.mask_password("password='secret'"))
print(strutils.string_to_bytes('2GB', return_int=True), units.Gi, uuidutils.is_uuid_like(uuidutils.generate_uuid()), timeutils.parse_isotime('2020-01-02T03:04:05Z'))
with timeutils.StopWatch() as watch:
    eventlet.sleep(0.05)
print(0.04 < watch.elapsed() < 1)
try:
    try:
        raise ValueError('first')
    except ValueError:
        with excutils.save_and_reraise_exception():
            eventlet.sleep(0)
except ValueError as e:
    print('reraised', e)
out = io.StringIO()
logger = log.getLogger('demo', version='1')
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter('%(levelname)s %(message)s'))
logger.logger.addHandler(handler)
logger.logger.setLevel(logging.INFO)
logger.info('started with %s', 7)
logger.debug('not seen')
print(out.getvalue())
