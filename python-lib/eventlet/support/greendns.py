"""Name resolution that suspends the greenthread only: the hosts file, then DNS.

The functions have the interface of those in the socket module. EVENTLET_NO_GREENDNS=yes makes the socket module
of this package use the C library's instead.
"""
import os
import re
import sys
import time

from eventlet.green import _socket_nodns
from eventlet.green import _socket_nodns as socket
from eventlet.support import dnsclient

DNS_QUERY_TIMEOUT = 10.0
HOSTS_TTL = 10.0

EAI_EAGAIN_ERROR = socket.gaierror(socket.EAI_AGAIN, 'Lookup timed out')
EAI_NONAME_ERROR = socket.gaierror(socket.EAI_NONAME, 'Name or service not known')
# EAI_NODATA is deprecated, and missing on some systems: only who asks for it gets it.
EAI_NODATA_ERROR = EAI_NONAME_ERROR
if (os.environ.get('EVENTLET_DEPRECATED_EAI_NODATA', '').lower() in ('1', 'y', 'yes')
        and hasattr(socket, 'EAI_NODATA')):
    EAI_NODATA_ERROR = socket.gaierror(socket.EAI_NODATA, 'No address associated with hostname')

_native_getaddrinfo = _socket_nodns.getaddrinfo


def is_ipv4_addr(host):
    """True for the text of an IPv4 address."""
    if not host or not isinstance(host, str):
        return False
    try:
        socket.inet_pton(socket.AF_INET, host)
    except (OSError, ValueError, TypeError):
        return False
    return True


def is_ipv6_addr(host):
    """True for the text of an IPv6 address, with a zone or without."""
    if not host or not isinstance(host, str):
        return False
    host = host.split('%', 1)[0]
    try:
        socket.inet_pton(socket.AF_INET6, host)
    except (OSError, ValueError, TypeError):
        return False
    return True


def is_ip_addr(host):
    return is_ipv4_addr(host) or is_ipv6_addr(host)


class HostsAnswer(dnsclient.Answer):
    """An answer out of the hosts file."""

    def __init__(self, qname, rdtype, rdclass, rrset, raise_on_no_answer=True):
        if rrset is None and raise_on_no_answer:
            raise dnsclient.NoAnswer('The hosts file does not contain an answer to the question: %s' % (qname,))
        dnsclient.Answer.__init__(self, qname, rdtype, rrset, qname, time.time() + HOSTS_TTL)


class HostsResolver(object):
    """Looks names up in a hosts file, which is read again when it changed, at most every *interval* seconds."""

    # A line without the blanks and the comment around it.
    LINES_RE = re.compile(r'\s*([^\r\n#]*?)\s*(?:#[^\r\n]+)?(?:$|[\r\n]+)')

    def __init__(self, fname=None, interval=HOSTS_TTL):
        self._v4 = {}
        self._v6 = {}
        self._aliases = {}
        self.interval = interval
        self.fname = fname
        if fname is None:
            if os.name == 'posix':
                self.fname = '/etc/hosts'
            elif os.name == 'nt':
                self.fname = os.path.expandvars(r'%SystemRoot%\system32\drivers\etc\hosts')
        self._last_load = 0
        self._last_stat = None
        if self.fname:
            self._load()

    def _readlines(self):
        """Return the lines that say something, as text."""
        try:
            with open(self.fname, 'rb') as fp:
                data = fp.read()
        except (IOError, OSError):
            return []
        return [line for line in self.LINES_RE.findall(data.decode('utf-8', 'ignore')) if line]

    def _load(self):
        lines = self._readlines()
        self._v4.clear()
        self._v6.clear()
        self._aliases.clear()
        for line in lines:
            parts = line.split()
            if len(parts) < 2:
                continue
            ip = parts.pop(0)
            if is_ipv4_addr(ip):
                table = self._v4
            elif is_ipv6_addr(ip):
                if ip.startswith('fe80'):
                    # A link-local address without its interface leads nowhere.
                    continue
                table = self._v6
            else:
                continue
            cname = parts.pop(0).lower()
            # A later line for the same name replaces an earlier one.
            table[cname] = ip
            for alias in parts:
                alias = alias.lower()
                table[alias] = ip
                self._aliases[alias] = cname
        self._last_load = time.time()

    def _refresh(self):
        if self.fname and self._last_load + self.interval < time.time():
            self._load()

    @staticmethod
    def _find(table, name):
        """Look a name up as it is written, then without its final dot."""
        found = table.get(name)
        if found is None and name.endswith('.'):
            found = table.get(name[:-1])
        return found

    def query(self, qname, rdtype=dnsclient.A, rdclass=dnsclient.IN, tcp=False, source=None, raise_on_no_answer=True):
        """Return the answer for a name. Raises NoAnswer unless told otherwise."""
        self._refresh()
        rdtype = dnsclient.rdatatype(rdtype)
        name = str(qname).lower()
        ttl = self._last_load + self.interval - time.time()
        records = []
        if rdtype == dnsclient.CNAME:
            cname = self._find(self._aliases, name)
            if cname:
                records.append(dnsclient.Record(name, rdtype, ttl, target=cname))
        elif rdtype in (dnsclient.A, dnsclient.AAAA):
            address = self._find(self._v4 if rdtype == dnsclient.A else self._v6, name)
            if address:
                records.append(dnsclient.Record(name, rdtype, ttl, address=address))
        rrset = dnsclient.RRset(name, rdtype, records) if records else None
        return HostsAnswer(str(qname), rdtype, rdclass, rrset, raise_on_no_answer)

    def getaliases(self, hostname):
        """Return the other names of a host, in the order of the file."""
        hostname = str(hostname).rstrip('.').lower()
        cname = self._aliases.get(hostname, hostname)
        names = [cname] + [alias for alias, name in self._aliases.items() if name == cname]
        return [name for name in names if name != hostname]


class ResolverProxy(object):
    """Asks the hosts file, then DNS, whose answers are cached for as long as they say."""

    def __init__(self, hosts_resolver=None, filename='/etc/resolv.conf'):
        self._hosts = hosts_resolver
        self._filename = filename
        # Made at the first lookup: the configuration may change until then.
        self._cached_resolver = None

    @property
    def _resolver(self):
        if self._cached_resolver is None:
            self.clear()
            self._cached_resolver = dnsclient.Resolver(self._filename)
            self._cached_resolver.cache = dnsclient.Cache()
        return self._cached_resolver

    @_resolver.setter
    def _resolver(self, value):
        self._cached_resolver = value

    def clear(self):
        """Forget the configuration and the cache."""
        self._cached_resolver = None

    def query(self, qname, rdtype=dnsclient.A, rdclass=dnsclient.IN, tcp=False, source=None, raise_on_no_answer=True,
              _hosts_rdtypes=(dnsclient.A, dnsclient.AAAA), use_network=True):
        """Look a name up: in the hosts file, else in DNS.

        A name without a dot is asked for as a top-level domain too, beside the search list, and the answers are put together.
        Raises NXDOMAIN for a name that is unknown (also one that the hosts file does not know, if DNS is not to be asked), NoAnswer
        for one without such a record unless told otherwise, Timeout and NoNameservers.
        """
        rdtype = dnsclient.rdatatype(rdtype)
        # Nobody is asked about the address of any host.
        qname = '0.0.0.0' if qname is None else str(qname)
        if self._hosts is not None and rdclass == dnsclient.IN and rdtype in _hosts_rdtypes:
            answer = self._hosts.query(qname, rdtype, raise_on_no_answer=False)
            if answer.rrset is not None:
                return answer
            if not use_network:
                raise dnsclient.NXDOMAIN('The DNS query name does not exist: %s.' % qname)

        names = [qname]
        if '.' not in qname:
            names.append(qname + '.')
        result = empty = failure = None
        for name in names:
            try:
                answer = self._resolver.query(name, rdtype, rdclass, tcp, source, raise_on_no_answer=False)
            except dnsclient.DNSException as e:
                failure = e
                continue
            if answer.rrset is None:
                empty = answer
            elif result is None:
                result = answer
            else:
                result = result.union(answer)
        if result is not None:
            return result
        if empty is None:
            raise failure
        if raise_on_no_answer:
            raise dnsclient.no_answer(empty)
        return empty

    def getaliases(self, hostname):
        """Return the other names of a host, as far as the hosts file and its CNAMEs tell."""
        aliases = []
        if self._hosts is not None:
            aliases.extend(self._hosts.getaliases(hostname))
        name = str(hostname)
        for i in range(dnsclient.MAX_ALIASES):
            try:
                answer = self._resolver.query(name, dnsclient.CNAME)
            except (dnsclient.NoAnswer, dnsclient.NXDOMAIN):
                break
            aliases.extend(record.target for record in answer)
            name = answer[0].target
        return aliases


resolver = ResolverProxy(hosts_resolver=HostsResolver())


def reset():
    """Read the configuration again and forget what was cached."""
    resolver.clear()


def resolve(name, family=socket.AF_INET, raises=True, _proxy=None, use_network=True):
    """Return the Answer for a name: its addresses of one family.

    Errors are socket.gaierror. With *raises* false, a name without such an address gives an empty answer.
    """
    if family == socket.AF_INET:
        rdtype = dnsclient.A
    elif family == socket.AF_INET6:
        rdtype = dnsclient.AAAA
    else:
        raise socket.gaierror(socket.EAI_FAMILY, 'Address family not supported')
    if _proxy is None:
        _proxy = resolver
    try:
        try:
            return _proxy.query(name, rdtype, raise_on_no_answer=raises, use_network=use_network)
        except dnsclient.NXDOMAIN:
            if not raises:
                return HostsAnswer(name, rdtype, dnsclient.IN, None, False)
            raise
    except dnsclient.Timeout:
        raise EAI_EAGAIN_ERROR
    except dnsclient.DNSException:
        raise EAI_NODATA_ERROR


def resolve_cname(host):
    """Return the canonical name of a host."""
    try:
        return resolver.query(host, dnsclient.CNAME)[0].target
    except dnsclient.NoAnswer:
        return host
    except dnsclient.Timeout:
        raise EAI_EAGAIN_ERROR
    except dnsclient.DNSException:
        # The hosts file may know what DNS does not.
        try:
            return resolver.query(host, dnsclient.A).canonical_name
        except dnsclient.DNSException:
            raise EAI_NODATA_ERROR


def getaliases(host):
    """Return the other names of a host. Errors are socket.gaierror."""
    try:
        return resolver.getaliases(host)
    except dnsclient.Timeout:
        raise EAI_EAGAIN_ERROR
    except dnsclient.DNSException:
        raise EAI_NODATA_ERROR


def _getaddrinfo_lookup(host, family, flags):
    """Return the queried name and the addresses."""
    if flags & socket.AI_NUMERICHOST:
        raise EAI_NONAME_ERROR

    addrs = []
    qname = host
    if family == socket.AF_UNSPEC:
        err = None
        # A host that the hosts file knows in one family is not looked for elsewhere in the other.
        for use_network in (False, True):
            for qfamily in (socket.AF_INET6, socket.AF_INET):
                try:
                    answer = resolve(host, qfamily, False, use_network=use_network)
                except socket.gaierror as e:
                    if e.errno not in (socket.EAI_AGAIN, EAI_NONAME_ERROR.errno, EAI_NODATA_ERROR.errno):
                        raise
                    err = e
                else:
                    if answer.rrset:
                        qname = answer.qname
                        addrs.extend(record.address for record in answer.rrset)
            if addrs:
                break
        if err is not None and not addrs:
            raise err
    elif family == socket.AF_INET6 and flags & socket.AI_V4MAPPED:
        answer = resolve(host, socket.AF_INET6, False)
        if answer.rrset:
            addrs = [record.address for record in answer.rrset]
        if not addrs or flags & socket.AI_ALL:
            answer = resolve(host, socket.AF_INET, False)
            if answer.rrset:
                addrs.extend('::ffff:' + record.address for record in answer.rrset)
    else:
        answer = resolve(host, family, False)
        if answer.rrset:
            qname = answer.qname
            addrs = [record.address for record in answer.rrset]
    return str(qname), addrs


def getaddrinfo(host, port, family=0, socktype=0, proto=0, flags=0):
    """``socket.getaddrinfo``, green."""
    if isinstance(host, str):
        host = host.encode('idna').decode('ascii')
    elif isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode('ascii')
    if host is not None and host != '' and not is_ip_addr(host):
        qname, addrs = _getaddrinfo_lookup(host, family, flags)
    else:
        qname = host
        addrs = [host]
    # What remains is numbers, for which the C library need not ask anybody.
    aiflags = (flags | socket.AI_NUMERICHOST) & (0xffff ^ socket.AI_CANONNAME)
    res = []
    err = None
    for addr in addrs:
        try:
            ai = _native_getaddrinfo(addr, port, family, socktype, proto, aiflags)
        except socket.error as e:
            if flags & socket.AI_ADDRCONFIG:
                err = e
                continue
            raise
        res.extend(ai)
    if not res:
        if err is not None:
            raise err
        raise socket.gaierror(socket.EAI_NONAME, 'No address found')
    if flags & socket.AI_CANONNAME:
        if qname is not None and not is_ip_addr(qname):
            qname = resolve_cname(qname)
        ai = res[0]
        res[0] = (ai[0], ai[1], ai[2], qname, ai[4])
    return res


def _host_text(hostname):
    # The C functions take bytes as well.
    return bytes(hostname).decode('ascii') if isinstance(hostname, (bytes, bytearray)) else hostname


def gethostbyname(hostname):
    """``socket.gethostbyname``, green."""
    hostname = _host_text(hostname)
    if is_ipv4_addr(hostname):
        return hostname
    return resolve(hostname)[0].address


def gethostbyname_ex(hostname):
    """``socket.gethostbyname_ex``, green."""
    hostname = _host_text(hostname)
    if is_ipv4_addr(hostname):
        return (hostname, [], [hostname])
    answer = resolve(hostname)
    try:
        aliases = getaliases(hostname)
    except socket.gaierror:
        # A host that the hosts file knows needs no name server.
        if not isinstance(answer, HostsAnswer):
            raise
        aliases = resolver._hosts.getaliases(hostname)
    addrs = [record.address for record in answer.rrset]
    qname = str(answer.qname).rstrip('.')
    return (qname, aliases, addrs)


def getnameinfo(sockaddr, flags):
    """``socket.getnameinfo``, green."""
    if isinstance(sockaddr, list):
        sockaddr = tuple(sockaddr)
    if not isinstance(sockaddr, tuple):
        raise TypeError('getnameinfo() argument 1 must be a tuple')
    try:
        host, port = sockaddr[:2]
    except ValueError:
        # The C function has the right words.
        return _socket_nodns.getnameinfo(sockaddr, flags)

    if flags & socket.NI_NAMEREQD and flags & socket.NI_NUMERICHOST:
        # A name is required and forbidden.
        raise socket.gaierror(socket.EAI_NONAME, 'Name or service not known')

    if is_ip_addr(host):
        if not flags & socket.NI_NUMERICHOST:
            try:
                answer = resolver.query(dnsclient.reverse_name(host), dnsclient.PTR)
                if len(answer) > 1:
                    raise socket.error('sockaddr resolved to multiple addresses')
                host = answer[0].target
            except dnsclient.Timeout:
                if flags & socket.NI_NAMEREQD:
                    raise EAI_EAGAIN_ERROR
            except dnsclient.DNSException:
                if flags & socket.NI_NAMEREQD:
                    raise EAI_NONAME_ERROR
    else:
        try:
            answer = resolver.query(host)
            if len(answer) > 1:
                raise socket.error('sockaddr resolved to multiple addresses')
            if flags & socket.NI_NUMERICHOST:
                host = answer[0].address
        except dnsclient.Timeout:
            raise EAI_EAGAIN_ERROR
        except dnsclient.DNSException:
            raise EAI_NONAME_ERROR

    if not flags & socket.NI_NUMERICSERV:
        proto = 'udp' if flags & socket.NI_DGRAM else 'tcp'
        try:
            port = socket.getservbyport(port, proto)
        except OSError:
            port = str(port)
    else:
        port = str(port)
    return (host, port)
