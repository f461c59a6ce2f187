# A session can be resumed again and again, whatever became of the connections that it was made by and used for.
import gc

import _tls
import eventlet
from eventlet.green import socket, ssl

server_context, client_context = _tls.server_context(), _tls.client_context()
client_context.maximum_version = ssl.TLSVersion.TLSv1_2


def connect(session=None):
    a, b = socket.socketpair()
    g = eventlet.spawn(server_context.wrap_socket, a, server_side=True)
    client = client_context.wrap_socket(b, server_hostname='localhost', session=session)
    server = g.wait()
    client.sendall(b'x')
    server.recv(1)
    server.sendall(b'y')
    client.recv(1)
    result = client.session, client.session_reused
    # No shutdown of the session: the peers just go.
    client.close()
    server.close()
    return result


first, reused = connect()
print(reused)
for i in range(5):
    gc.collect()
    again, reused = connect(first)
    print(reused, again == first, again.id == first.id)
print(server_context.session_stats()['hits'], client_context.session_stats()['hits'])
other, reused = connect()
print(reused, other == first)
