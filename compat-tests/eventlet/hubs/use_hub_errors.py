# What use_hub says to names, modules and classes that are no hubs.
import re
import sys
import types
import warnings

import eventlet
from eventlet import hubs
from eventlet.hubs import hub as hub_module, poll, selects


def clean(text):
    return re.sub(" from '[^']*'", '', str(text))


def attempt(what, label=None):
    label = label or repr(what)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            hubs.use_hub(what)
            hub = hubs.get_hub()
            print(label, '->', type(hub).__module__, type(hub).__name__, eventlet.spawn(lambda: 7).wait())
        except BaseException as e:
            print(label, type(e).__name__, clean(e))
    for w in caught:
        print('  ', w.category.__name__, clean(w.message))


for name in ('', '   ', 'nosuch', 'kqueue', 'pyevent', 'no.such.module', 'eventlet.hubs.selects:Nope', 'eventlet.nosuch:Hub',
             'eventlet.hubs.pyevent', 'eventlet.hubs.poll:Hub', ' eventlet.hubs.selects ', 'hub', ':Hub', 'timer'):
    attempt(name)
for what in (3, b'poll', object, []):
    attempt(what)


class Without(hub_module.BaseHub):
    def wait(self, seconds=None):
        pass


class Available(selects.Hub):
    @staticmethod
    def is_available():
        return True


class Unavailable(selects.Hub):
    @staticmethod
    def is_available():
        return False


attempt(Without, 'Without')
attempt(Available, 'Available')
try:
    hubs.use_hub(Unavailable)
except Exception as e:
    print(type(e).__name__, e)
module = types.ModuleType('home_made')
attempt(module)
module.Hub = selects.Hub
attempt(module)
module.is_available = lambda: False
attempt(module)
module.is_available = lambda: True
attempt(module)


class Namespace(object):
    Hub = poll.Hub
    is_available = staticmethod(lambda: True)


attempt(Namespace(), 'namespace')
attempt(None)
print(hubs.builtin_hub_names, [m.__name__ for m in hubs.builtin_hub_modules], [m.is_available() for m in hubs.builtin_hub_modules])
kept, hubs.builtin_hub_names = hubs.builtin_hub_names, hubs.builtin_hub_names
for module in hubs.builtin_hub_modules:
    module.is_available = lambda: False
try:
    hubs.get_default_hub()
except hubs.HubError as e:
    print(type(e).__name__, re.sub(" from '[^']*'", '', str(e)))
print(sys.modules['eventlet.hubs.poll'].is_available())
