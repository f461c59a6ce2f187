"""A small DNS client (RFC 1035): messages, UDP with a fall-back to TCP, resolv.conf. Green, and without dnspython."""
import collections
import os
import random
import struct
import time as _time

A = 1
NS = 2
CNAME = 5
SOA = 6
PTR = 12
MX = 15
TXT = 16
AAAA = 28
SRV = 33
IN = 1

_TYPE_NAMES = {A: 'A', NS: 'NS', CNAME: 'CNAME', SOA: 'SOA', PTR: 'PTR', MX: 'MX', TXT: 'TXT', AAAA: 'AAAA', SRV: 'SRV'}
_TYPES = dict((name, number) for number, name in _TYPE_NAMES.items())

# More aliases than this in one answer are a loop.
MAX_ALIASES = 16


class DNSException(Exception):
    """Base of what a lookup raises."""


class Timeout(DNSException):
    """No name server answered in time."""


class NXDOMAIN(DNSException):
    """The name does not exist."""


class NoAnswer(DNSException):
    """The name exists and has no record of this type."""


class NoNameservers(DNSException):
    """Every name server failed or refused."""


class FormError(DNSException):
    """A message makes no sense."""


class LabelTooLong(DNSException):
    """A name has a label of more than 63 bytes, an empty one, or more than 255 bytes in all."""


def rdatatype(value):
    """Return the number of a record type given by number or name."""
    if isinstance(value, int):
        return int(value)
    try:
        return _TYPES[value.upper()]
    except KeyError:
        raise DNSException('unknown record type %r' % (value,))


def encode_name(name):
    """Encode a host name for a message."""
    if isinstance(name, str):
        name = name.encode('ascii') if all(ord(c) < 128 for c in name) else name.encode('idna')
    result = bytearray()
    name = name.rstrip(b'.')
    if name:
        for label in name.split(b'.'):
            if not label or len(label) > 63:
                raise LabelTooLong('bad label in name %r' % (name,))
            result.append(len(label))
            result += label
    result.append(0)
    if len(result) > 255:
        raise LabelTooLong('name too long: %r' % (name,))
    return bytes(result)


def decode_name(message, offset):
    """Read a name; returns it, without the final dot, and the offset after it."""
    labels = []
    end = None
    jumps = 0
    total = 0
    try:
        while True:
            length = message[offset]
            if length == 0:
                offset += 1
                break
            if length & 0xc0 == 0xc0:
                if end is None:
                    end = offset + 2
                target = (length & 0x3f) << 8 | message[offset + 1]
                jumps += 1
                if jumps > 126:
                    raise FormError('compression loop')
                offset = target
                continue
            if length & 0xc0:
                raise FormError('bad label type')
            label = message[offset + 1:offset + 1 + length]
            if len(label) != length:
                raise FormError('name ends early')
            total += length + 1
            if total > 255:
                raise FormError('name too long')
            labels.append(bytes(label).decode('latin-1'))
            offset += 1 + length
    except IndexError:
        raise FormError('name ends early')
    return '.'.join(labels), offset if end is None else end


class Record(object):
    """One resource record. Address records have ``address``, those that point to a name have ``target``."""

    def __init__(self, name, rdtype, ttl, address=None, target=None, data=None):
        self.name = name
        self.rdtype = rdtype
        self.ttl = ttl
        self.address = address
        self.target = target
        self.data = data

    def __repr__(self):
        return '<DNS %s %s %s>' % (self.name, _TYPE_NAMES.get(self.rdtype, self.rdtype),
                                   self.address or self.target or self.data)

    def to_text(self):
        return self.address or self.target or repr(self.data)


class RRset(list):
    """The records of one name and type."""

    def __init__(self, name, rdtype, records=()):
        list.__init__(self, records)
        self.name = name
        self.rdtype = rdtype

    @property
    def ttl(self):
        return min([r.ttl for r in self]) if self else 0


class Answer(object):
    """What a lookup found: ``rrset`` is None when the name has no such record."""

    def __init__(self, qname, rdtype, rrset, canonical_name=None, expiration=None, aliases=()):
        self.qname = qname
        self.rdtype = rdtype
        self.rdclass = IN
        self.rrset = rrset
        self.canonical_name = canonical_name or qname
        self.aliases = list(aliases)
        self.expiration = expiration

    def __len__(self):
        return len(self.rrset or ())

    def __iter__(self):
        return iter(self.rrset or ())

    def __getitem__(self, index):
        return (self.rrset or [])[index]

    def union(self, other):
        """Return an answer with the records of another one as well, each once. It is not changed itself: caches have it."""
        records = list(self)
        known = set(record.to_text() for record in records)
        records += [record for record in other if record.to_text() not in known]
        return Answer(self.qname, self.rdtype, RRset(self.rrset.name, self.rdtype, records), self.canonical_name,
                      min(self.expiration, other.expiration), self.aliases)


def no_answer(answer):
    """The exception for an answer without records."""
    return NoAnswer('The DNS response does not contain an answer to the question: %s. IN %s'
                    % (str(answer.qname).rstrip('.'), _TYPE_NAMES.get(answer.rdtype, answer.rdtype)))


Response = collections.namedtuple('Response', 'rcode truncated records negative_ttl')


def make_query(name, rdtype, ident):
    """Return the bytes of a recursive query."""
    return struct.pack('!6H', ident, 0x0100, 1, 0, 0, 0) + encode_name(name) + struct.pack('!2H', rdtype, IN)


def _format_ipv6(packed):
    import socket
    return socket.inet_ntop(socket.AF_INET6, packed)


def parse_response(message, ident, name, rdtype):
    """Return a Response, or raise FormError when the message answers another question."""
    if len(message) < 12:
        raise FormError('short message')
    rid, flags, questions, answers, authorities, _ = struct.unpack_from('!6H', message)
    if rid != ident or not flags & 0x8000:
        raise FormError('not the answer')
    offset = 12
    for i in range(questions):
        qname, offset = decode_name(message, offset)
        if offset + 4 > len(message):
            raise FormError('short question')
        qtype, qclass = struct.unpack_from('!2H', message, offset)
        offset += 4
        if qname.lower() != name.rstrip('.').lower() or qtype != rdtype:
            raise FormError('not the question')
    records = []
    negative_ttl = _NEGATIVE_TTL
    truncated = bool(flags & 0x0200)
    try:
        for i in range(answers + authorities):
            rname, offset = decode_name(message, offset)
            rtype, rclass, ttl, length = struct.unpack_from('!2HIH', message, offset)
            offset += 10
            data = bytes(message[offset:offset + length])
            if len(data) != length:
                raise FormError('short record')
            record = Record(rname, rtype, ttl & 0x7fffffff, data=data)
            if rtype == A and length == 4:
                record.address = '%d.%d.%d.%d' % tuple(bytearray(data))
            elif rtype == AAAA and length == 16:
                record.address = _format_ipv6(data)
            elif rtype in (CNAME, PTR, NS):
                record.target, _ = decode_name(message, offset)
            elif rtype == SOA and i >= answers and length >= 22:
                # Its last number is the time for which what is not there may be remembered: RFC 2308, 4.
                negative_ttl = min(record.ttl, struct.unpack('!I', data[-4:])[0])
            offset += length
            if rclass == IN and i < answers:
                records.append(record)
    except struct.error:
        if not truncated:
            raise FormError('short record')
    except FormError:
        if not truncated:
            raise
    return Response(flags & 0x0f, truncated, records, negative_ttl)


class Cache(object):
    """Answers by (name, type), each until it expires. At most ``max_size``: those that were not asked for the longest time go."""

    def __init__(self, max_size=100000):
        self.data = collections.OrderedDict()
        self.max_size = max(1, max_size)
        self._hits = 0
        self._misses = 0

    def hits(self):
        """How many times an answer was there."""
        return self._hits

    def misses(self):
        """How many times none was."""
        return self._misses

    def reset_statistics(self):
        self._hits = self._misses = 0

    def get(self, key):
        answer = self.data.get(key)
        if answer is None or answer.expiration <= _time.time():
            self.data.pop(key, None)
            self._misses += 1
            return None
        self.data.move_to_end(key)
        self._hits += 1
        return answer

    def put(self, key, answer):
        self.data.pop(key, None)
        while len(self.data) >= self.max_size:
            self.data.popitem(last=False)
        self.data[key] = answer

    def flush(self, key=None):
        """Forget one answer, or all of them."""
        if key is None:
            self.data.clear()
        else:
            self.data.pop(key, None)


# What a name server says does not exist, remembered like an answer.
_Absent = collections.namedtuple('_Absent', 'expiration')

# Seconds for which a negative answer without a SOA record is remembered, so that a busy program does not ask again and again.
_NEGATIVE_TTL = 5


class Resolver(object):
    """Asks the name servers of resolv.conf."""

    def __init__(self, filename='/etc/resolv.conf', configure=True):
        self.nameservers = []
        self.port = 53
        self.search = []
        self.domain = ''
        self.ndots = 1
        self.timeout = 2.0
        self.attempts = 2
        self.lifetime = 10.0
        self.rotate = False
        self.cache = None
        if configure:
            self.read_resolv_conf(filename)

    def read_resolv_conf(self, filename):
        """Take the settings of a resolv.conf; a missing file means a name server on this host."""
        try:
            with open(filename, 'r') as f:
                lines = f.read().splitlines()
        except (OSError, IOError, UnicodeDecodeError):
            lines = []
        for line in lines:
            if line[:1] in ('#', ';'):
                continue
            tokens = line.split()
            if len(tokens) < 2:
                continue
            keyword = tokens[0]
            if keyword == 'nameserver':
                self.nameservers.append(tokens[1])
            elif keyword == 'domain':
                self.domain = tokens[1].rstrip('.')
                self.search = [self.domain]
            elif keyword == 'search':
                self.search = [t.rstrip('.') for t in tokens[1:]]
            elif keyword == 'options':
                for option in tokens[1:]:
                    name, _, value = option.partition(':')
                    try:
                        if name == 'ndots':
                            self.ndots = int(value)
                        elif name == 'timeout':
                            self.timeout = float(max(1, int(value)))
                        elif name == 'attempts':
                            self.attempts = max(1, int(value))
                        elif name == 'rotate':
                            self.rotate = True
                    except ValueError:
                        pass
        if not self.nameservers:
            self.nameservers = ['127.0.0.1']

    def candidates(self, qname):
        """Return the names to try for a name, in order."""
        if qname.endswith('.'):
            return [qname.rstrip('.')]
        expanded = [qname + '.' + suffix for suffix in self.search if suffix]
        if qname.count('.') >= self.ndots:
            return [qname] + expanded
        return expanded + [qname]

    def query(self, qname, rdtype=A, rdclass=IN, tcp=False, source=None, raise_on_no_answer=True):
        """Look a name up. Raises NXDOMAIN, NoAnswer, NoNameservers or Timeout."""
        rdtype = rdatatype(rdtype)
        nxdomain = None
        empty = None
        deadline = _time.time() + self.lifetime
        for name in self.candidates(str(qname)):
            key = (name.lower(), rdtype)
            answer = self.cache.get(key) if self.cache is not None else None
            if answer is None:
                answer = self._query_one(name, rdtype, tcp, source, deadline)
                if self.cache is not None:
                    self.cache.put(key, answer)
            if isinstance(answer, _Absent):
                nxdomain = name
            elif answer.rrset is None:
                empty = answer
            else:
                return answer
        if empty is None:
            raise NXDOMAIN('The DNS query name does not exist: %s.' % nxdomain.rstrip('.'))
        if raise_on_no_answer:
            raise no_answer(empty)
        return empty

    def _query_one(self, name, rdtype, tcp, source, deadline):
        answered = False
        servers = list(self.nameservers)
        if self.rotate:
            random.shuffle(servers)
        usable = list(servers)
        for attempt in range(self.attempts):
            for server in list(usable):
                remaining = deadline - _time.time()
                if remaining <= 0:
                    raise Timeout('The DNS operation timed out.')
                ident = _random_ident()
                query = make_query(name, rdtype, ident)
                timeout = min(self.timeout, remaining)
                try:
                    response = None
                    if not tcp:
                        response = udp(query, server, timeout, self.port, ident, name, rdtype, source)
                    if response is None or response.truncated:
                        response = tcp_query(query, server, timeout, self.port, ident, name, rdtype, source)
                except Timeout:
                    continue
                except OSError:
                    usable.remove(server)
                    continue
                except FormError:
                    answered = True
                    usable.remove(server)
                    continue
                if response.rcode == 0:
                    return self._answer(name, rdtype, response)
                if response.rcode == 3:
                    return _Absent(_time.time() + response.negative_ttl)
                answered = True
                if response.rcode != 2 or attempt:
                    usable.remove(server)
            if not usable:
                break
        if usable or not answered:
            # Also when nothing listens there: it may come back, where what servers refuse is refused for good.
            raise Timeout('The DNS operation timed out.')
        raise NoNameservers('All nameservers failed to answer the query %s. IN %s'
                            % (name.rstrip('.'), _TYPE_NAMES.get(rdtype, rdtype)))

    def _answer(self, name, rdtype, response):
        records = response.records
        current = name.rstrip('.').lower()
        canonical = name.rstrip('.')
        ttl = None
        aliases = []
        for i in range(MAX_ALIASES):
            found = [r for r in records if r.rdtype == rdtype and r.name.lower() == current]
            if found:
                rrset = RRset(canonical, rdtype, found)
                ttl = rrset.ttl if ttl is None else min(ttl, rrset.ttl)
                return Answer(name, rdtype, rrset, canonical, _time.time() + ttl, aliases)
            alias = [r for r in records if r.rdtype == CNAME and r.name.lower() == current]
            if not alias:
                break
            aliases.append(canonical)
            ttl = alias[0].ttl if ttl is None else min(ttl, alias[0].ttl)
            canonical = alias[0].target
            current = canonical.lower()
        return Answer(name, rdtype, None, canonical, _time.time() + response.negative_ttl, aliases)


def _random_ident():
    return struct.unpack('!H', os.urandom(2))[0]


def _address(server, port):
    from eventlet.green import _socket_nodns as socket
    if ':' in server:
        info = socket.getaddrinfo(server, port, socket.AF_INET6, socket.SOCK_DGRAM, 0, socket.AI_NUMERICHOST)
        return socket.AF_INET6, info[0][4]
    return socket.AF_INET, (server, port)


def udp(query, server, timeout, port, ident, name, rdtype, source=None):
    """Ask by UDP. Answers from elsewhere, or to other questions, are passed over."""
    from eventlet.green import _socket_nodns as socket
    family, address = _address(server, port)
    deadline = _time.time() + timeout
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        if source is not None:
            sock.bind((source, 0))
        # Connected: the kernel drops what others send, and a closed port is noticed at once.
        sock.connect(address)
        sock.send(query)
        while True:
            remaining = deadline - _time.time()
            if remaining <= 0:
                raise Timeout('The DNS operation timed out.')
            sock.settimeout(remaining)
            try:
                message = sock.recv(65535)
            except socket.timeout:
                raise Timeout('The DNS operation timed out.')
            try:
                return parse_response(message, ident, name, rdtype)
            except FormError:
                # Forged or late.
                if not message:
                    raise OSError('connection refused')
    finally:
        sock.close()


def tcp_query(query, server, timeout, port, ident, name, rdtype, source=None):
    """Ask by TCP."""
    from eventlet.green import _socket_nodns as socket
    family, address = _address(server, port)
    deadline = _time.time() + timeout
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if source is not None:
            sock.bind((source, 0))
        sock.settimeout(timeout)
        try:
            sock.connect(address)
            sock.sendall(struct.pack('!H', len(query)) + query)
            length = struct.unpack('!H', _read_exactly(sock, 2, deadline))[0]
            message = _read_exactly(sock, length, deadline)
        except socket.timeout:
            raise Timeout('The DNS operation timed out.')
        return parse_response(message, ident, name, rdtype)
    finally:
        sock.close()


def _read_exactly(sock, count, deadline):
    data = b''
    while len(data) < count:
        remaining = deadline - _time.time()
        if remaining <= 0:
            raise Timeout('The DNS operation timed out.')
        sock.settimeout(remaining)
        chunk = sock.recv(count - len(data))
        if not chunk:
            raise FormError('connection closed')
        data += chunk
    return data


def reverse_name(address):
    """Return the name under which an address is looked up backwards."""
    import socket
    if ':' in address:
        packed = socket.inet_pton(socket.AF_INET6, address.split('%')[0])
        digits = ''.join('%02x' % byte for byte in bytearray(packed))
        return '.'.join(reversed(digits)) + '.ip6.arpa'
    return '.'.join(reversed(address.split('.'))) + '.in-addr.arpa'
