import eventlet, tempfile, os
from eventlet.support import greendns
p=os.path.join(tempfile.mkdtemp(),'hosts')
open(p,'w').write('''# comment
127.0.0.1 localhost lh
::1 localhost ip6-localhost
10.0.0.1  host.example.com host  # trailing
10.0.0.2 HOST.example.com
fe80::1%lo0 linklocal
bad line
300.1.1.1 nope
 10.0.0.3	tabbed	t2
10.0.0.4 u.v.w
''')
h=greendns.HostsResolver(p)
def q(name, t=1, **kw):
    try:
        a=h.query(name, t, **kw)
        print(name,t, sorted(getattr(r,'address',None) or str(r.target).rstrip('.') for r in a.rrset) if a.rrset else None)
    except Exception as e: print(name,t,type(e).__name__)
for n in ('localhost','lh','host','HOST.EXAMPLE.com','host.example.com','nope','linklocal','tabbed','t2','unknown','u.v.w'):
    q(n); q(n,28)
q('host',5); q('host.example.com',5); q('t2',5)
q('unknown', raise_on_no_answer=False)
for n in ('host','host.example.com','localhost','lh','tabbed'): print(n, sorted(str(x) for x in h.getaliases(n)))
for f in (greendns.is_ipv4_addr, greendns.is_ipv6_addr, greendns.is_ip_addr):
    print([f(x) for x in ('1.2.3.4','1.2.3','::1','fe80::1%eth0','x','',None,'1.2.3.4.5','::ffff:1.2.3.4','256.1.1.1')])
greendns.resolver=greendns.ResolverProxy(hosts_resolver=h, filename='/nonexistent')
from eventlet.green import socket
def g(f,*a):
    try: print(f.__name__,a,f(*a))
    except Exception as e: print(f.__name__,a,type(e).__name__,e)
g(socket.gethostbyname,'host'); g(socket.gethostbyname,'lh'); 
g(socket.getaddrinfo,'host',80,0,socket.SOCK_STREAM); g(socket.getaddrinfo,'localhost',80,0,socket.SOCK_STREAM); g(socket.getaddrinfo,'localhost',80,socket.AF_INET6,socket.SOCK_STREAM)
g(socket.getaddrinfo,'host','http',0,socket.SOCK_STREAM); g(socket.getaddrinfo,'host','nosuchservice',0,socket.SOCK_STREAM)
g(socket.getaddrinfo,'1.2.3.4',80,socket.AF_INET,socket.SOCK_STREAM,0,socket.AI_CANONNAME)
