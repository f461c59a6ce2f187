"""A DNS server in the script itself, whose packets are written by hand, and a resolver that asks it."""
import os
import socket as plain
import struct
import tempfile

import eventlet
from eventlet.green import socket
from eventlet.support import greendns

A, NS, CNAME, PTR, TXT, AAAA = 1, 2, 5, 12, 16, 28
POINTER = b'\xc0\x0c'  # to the name of the question


def name(text):
    labels = [x for x in text.split('.') if x]
    return b''.join(bytes([len(x)]) + x.encode() for x in labels) + b'\0'


def record(rtype, data, ttl=60, owner=POINTER):
    return owner + struct.pack('!2HIH', rtype, 1, ttl, len(data)) + data


def a(address, ttl=60, owner=POINTER):
    return record(A, plain.inet_aton(address), ttl, owner)


def aaaa(address, ttl=60, owner=POINTER):
    return record(AAAA, plain.inet_pton(plain.AF_INET6, address), ttl, owner)


def cname(target, ttl=60, owner=POINTER):
    return record(CNAME, name(target), ttl, owner)


def ptr(target, ttl=60):
    return record(PTR, name(target), ttl)


class Server(object):
    """Answers from ``zone``: {(name, type): records, or a number that is the rcode, or a function of (request, tcp)}."""

    def __init__(self, zone, address='127.0.0.1'):
        self.zone = zone
        self.queries = []
        family = socket.AF_INET6 if ':' in address else socket.AF_INET
        while True:
            self.udp = socket.socket(family, socket.SOCK_DGRAM)
            self.udp.bind((address, 0))
            self.port = self.udp.getsockname()[1]
            try:
                self.tcp = eventlet.listen((address, self.port), family)
                break
            except OSError:  # Somebody else's for TCP.
                self.udp.close()
        eventlet.spawn_n(self.serve_udp)
        eventlet.spawn_n(self.serve_tcp)

    def serve_udp(self):
        while True:
            request, address = self.udp.recvfrom(4096)
            reply = self.reply(request, False)
            for part in reply if isinstance(reply, list) else [reply]:
                self.udp.sendto(part, address)

    def serve_tcp(self):
        while True:
            eventlet.spawn_n(self.serve_connection, self.tcp.accept()[0])

    def serve_connection(self, connection):
        with connection.makefile('rb') as f:
            head = f.read(2)
            reply = self.reply(f.read(struct.unpack('!H', head)[0]), True) if len(head) == 2 else b''
        if reply:
            whole = struct.pack('!H', len(reply)) + reply
            for start in range(0, len(whole), 700):
                connection.sendall(whole[start:start + 700])
                eventlet.sleep(0)
        connection.close()

    def reply(self, request, tcp):
        qname, end = '', 12
        while request[end]:
            qname += request[end + 1:end + 1 + request[end]].decode() + '.'
            end += 1 + request[end]
        qname = qname[:-1].lower()
        rtype = struct.unpack_from('!H', request, end + 1)[0]
        self.queries.append((qname, rtype, 'tcp' if tcp else 'udp'))
        question = request[12:end + 5]
        found = self.zone.get((qname, rtype))
        if callable(found):
            return found(request, question, tcp)
        if found is None:
            found = [] if any(qname == x for x, t in self.zone) else 3
        if isinstance(found, int):
            return message(request, question, [], found)
        return message(request, question, found)

    def asked(self):
        """What was asked since the last call."""
        queries, self.queries = self.queries, []
        return queries


def message(request, question, records, rcode=0, flags=0x8180):
    """The answer to a request."""
    return request[:2] + struct.pack('!5H', flags | rcode, 1, len(records), 0, 0) + question + b''.join(records)


def write(text, leaf='file'):
    path = os.path.join(tempfile.mkdtemp(), leaf)
    with open(path, 'w') as f:
        f.write(text)
    return path


def use(server, hosts='', conf='', **settings):
    """Make the module ask *server*; returns the proxy."""
    proxy = greendns.ResolverProxy(greendns.HostsResolver(write(hosts, 'hosts')),
                                   write(conf or 'nameserver 127.0.0.1\n', 'resolv.conf'))
    proxy._resolver.port = server.port
    for key, value in settings.items():
        setattr(proxy._resolver, key, value)
    greendns.resolver = proxy
    return proxy


def show(label, function, *args, **kw):
    """Print what a call returns, or raises."""
    try:
        print(label, function(*args, **kw))
    except Exception as e:
        print(label, 'raises', type(e).__name__, e.args)


def text(answer):
    """The records of an answer, in order."""
    if answer.rrset is None:
        return None
    return sorted(x.address if hasattr(x, 'address') and x.address else str(x.target).rstrip('.') for x in answer)


def kind(function, *args, **kw):
    """The records, or the name of the exception (dnspython raises a class of its own for some timeouts)."""
    try:
        return text(function(*args, **kw))
    except Exception as e:
        return type(e).__name__.replace('LifetimeTimeout', 'Timeout')
