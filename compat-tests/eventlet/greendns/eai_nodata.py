# compat: env=EVENTLET_DEPRECATED_EAI_NODATA=Yes
"""The setting that brings the old error number back."""
from _dns import *

server = Server({('six.test', AAAA): [aaaa('2001:db8::6')], ('failing.test', A): 2})
use(server, lifetime=0.5, timeout=0.1)
print(greendns.EAI_NODATA_ERROR.args, greendns.EAI_NONAME_ERROR.args, greendns.EAI_EAGAIN_ERROR.args)
for host in ('six.test', 'missing.test', 'failing.test', 'a' * 64 + '.test'):
    show('gethostbyname', socket.gethostbyname, host)
show('getaddrinfo', socket.getaddrinfo, 'failing.test', 80, socket.AF_INET)
show('numeric', socket.getaddrinfo, 'six.test', 80, 0, 0, 0, socket.AI_NUMERICHOST)
show('ex', socket.gethostbyname_ex, 'missing.test')
show('resolve_cname', greendns.resolve_cname, 'missing.test')
