"""A server that sends what a case says, and a way to print what the client makes of it."""
import eventlet
from eventlet.green import socket
from eventlet.green.http import client


class Scripted(object):
    """Accepts connections; for each, reads a request and sends the next answer, a list of pieces. None closes."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.listener = eventlet.listen(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.requests = []
        eventlet.spawn_n(self.serve)

    def serve(self):
        while True:
            eventlet.spawn_n(self.serve_connection, self.listener.accept()[0])

    def serve_connection(self, connection):
        while self.answers:
            request = self.read(connection)
            if request is None:
                break
            self.requests.append(request)
            answer = self.answers.pop(0)
            if answer is None:
                break
            for piece in [answer] if isinstance(answer, bytes) else answer:
                if piece is None:
                    connection.close()
                    return
                try:
                    connection.sendall(piece)
                except OSError:  # The client has read enough.
                    return
                eventlet.sleep(0)
            if answer[-1:] == [b'']:
                continue  # the connection stays
            break
        connection.close()

    def read(self, connection):
        data = b''
        while b'\r\n\r\n' not in data:
            more = connection.recv(4096)
            if not more:
                return None
            data += more
        head, rest = data.split(b'\r\n\r\n', 1)
        length = 0
        chunked = False
        for line in head.split(b'\r\n')[1:]:
            key, _, value = line.partition(b':')
            if key.lower() == b'content-length':
                length = int(value)
            if key.lower() == b'transfer-encoding':
                chunked = True
        while len(rest) < length or chunked and not rest.endswith(b'0\r\n\r\n'):
            more = connection.recv(4096)
            if not more:
                break
            rest += more
        return data[:len(head) + 4] + rest


def show(label, function, *args, **kw):
    """Print what a call returns, or raises."""
    try:
        result = function(*args, **kw)
    except Exception as e:
        print(label, 'raises', type(e).__name__, e)
        return e
    print(label, result)
    return result


def respond(*pieces, method='GET', **kw):
    """The response of one request that is answered with *pieces*."""
    server = Scripted(list(pieces))
    connection = client.HTTPConnection('127.0.0.1', server.port, timeout=5, **kw)
    connection.request(method, '/')
    return connection.getresponse()
