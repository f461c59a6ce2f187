# xmlrpclib and SimpleXMLRPCServer.
import threading
import xmlrpclib
from SimpleXMLRPCServer import SimpleXMLRPCServer

server = SimpleXMLRPCServer(('127.0.0.1', 0), logRequests=False, allow_none=True)


def add(a, b):
    return a + b


class Service:
    def divide(self, a, b):
        return a / b

    def describe(self, d):
        keys = d.keys()
        keys.sort()
        return ['%s=%s' % (k, d[k]) for k in keys]

    def nothing(self):
        return None

server.register_function(add)
server.register_function(lambda text: text[::-1], 'reverse')
server.register_instance(Service())
server.register_introspection_functions()
t = threading.Thread(target=server.serve_forever)
t.setDaemon(True)
t.start()
proxy = xmlrpclib.ServerProxy('http://127.0.0.1:%d' % server.server_address[1], allow_none=True)
print proxy.add(2, 3), proxy.add('a', 'b'), proxy.reverse('stressed'), proxy.divide(7, 2), proxy.describe({'b': 2, 'a': 1}), proxy.nothing()
try:
    proxy.divide(1, 0)
except xmlrpclib.Fault, e:
    print e.faultCode, 'ZeroDivisionError' in e.faultString
try:
    proxy.unknown()
except xmlrpclib.Fault, e:
    print e.faultCode
multi = xmlrpclib.MultiCall(proxy)
multi.add(1, 1)
multi.reverse('ab')
server.register_multicall_functions()
print tuple(multi()), 'add' in proxy.system.listMethods()
print xmlrpclib.loads(xmlrpclib.dumps((1, 'x', 2.5, True, [1], {'k': 'v'}), 'name'))[0]
server.shutdown()
