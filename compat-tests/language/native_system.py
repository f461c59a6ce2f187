"""os, subprocess, signals, threads, sockets and time."""
import os, sys, time, signal, threading, socket, select, struct, math, subprocess, errno, stat
def t(name,f):
    try: print(name, repr(f()))
    except BaseException as e: print(name, type(e).__name__, e)
for n,f in [('s1',lambda: os.stat(1.0)),('s2',lambda: os.stat('a\0b')),('s3',lambda: os.stat(b'a\0b')),('m',lambda: os.mkdir('/tmp')),('r',lambda: os.rename('/nonex','/b')),('s-1',lambda: os.stat(-1)),('s40',lambda: os.stat(2**40)),('fs',lambda: os.fsync(1.5)),('ex',lambda: os.execv('/bin/ls',[])),('exe',lambda: os.execve('/bin/ls',['a'],1)),('pe',lambda: os.putenv('a=b','c')),('sc',lambda: os.sysconf('foo')),('ut',lambda: os.utime('/tmp',1)),('fsp',lambda: os.fspath(1)),('cl',lambda: os.close('a')),('ch',lambda: os.chown('/tmp',1.5,1)),('w',lambda: os.waitstatus_to_exitcode(0x137f)),('sr',lambda: os.stat_result((1,))),('de',lambda: os.DirEntry()),('sp',lambda: os.sched_param(1)),('dup2',lambda: os.dup2(99,100)),('np',lambda: os.path.normpath('//a/../b/./c//'))]:
    t(n,f)
print(stat.filemode(os.stat('/').st_mode), os.stat('/')==os.stat('/'), os.stat('/').st_mode, os.stat('/')[0], os.stat('/').n_fields)
r,w=os.pipe(); print(os.write(w,b'abc'), os.read(r,10), os.get_inheritable(r), os.get_blocking(r)); os.close(r); os.close(w)
pid=os.fork()
if pid==0: os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(pid,0)[1]))
print(sorted(e.name for e in os.scandir('/usr') if e.is_dir())[:3], os.getcwd()==os.getcwdb().decode())
print(subprocess.run(['echo','hi'],capture_output=True)); t('nf',lambda: subprocess.run(['/nonex'])); t('cwd',lambda: subprocess.run(['ls'],cwd='/nonex'))
print(subprocess.run('cat; exit 3',shell=True,input=b'xyz',capture_output=True), subprocess.check_output(['sh','-c','echo $FOO'],env={'FOO':'bar'}), subprocess.run(['true'],preexec_fn=lambda: None).returncode)
p=subprocess.Popen(['sleep','10']); p.terminate(); print(p.wait())
got=[]
signal.signal(signal.SIGUSR1, lambda s,f: got.append(s)); os.kill(os.getpid(), signal.SIGUSR1); print(got); signal.raise_signal(signal.SIGUSR1); print(got)
signal.setitimer(signal.ITIMER_REAL,0.1); 
class X(Exception): pass
def h(s,f): raise X
signal.signal(signal.SIGALRM,h)
t0=time.time(); t('alarm',lambda: time.sleep(5)); print(time.time()-t0<4)
a,b=socket.socketpair(); signal.setitimer(signal.ITIMER_REAL,0.1); t('recv',lambda: a.recv(1))
lk=threading.Lock(); lk.acquire(); signal.setitimer(signal.ITIMER_REAL,0.1); t('lock',lambda: lk.acquire())
t('lk2',lambda: lk.acquire(timeout=0.05)); t('lk3', lambda: lk.acquire(False,1)); lk.release(); t('rel',lk.release)
res=[]
th=[threading.Thread(target=lambda i=i: res.append(i)) for i in range(5)]; [x.start() for x in th]; [x.join() for x in th]; print(sorted(res), threading.active_count())
loc=threading.local(); loc.x=1; 
def f():
    try: loc.x
    except AttributeError as e: print(e)
x=threading.Thread(target=f); x.start(); x.join(); print(loc.__dict__)
ev=threading.Event(); threading.Timer(0.05,ev.set).start(); print(ev.wait(2))
import queue; q=queue.Queue(); threading.Thread(target=lambda: q.put(5)).start(); print(q.get(timeout=2)); t('qe',lambda: q.get(timeout=0.01))
def bad(): raise ValueError('x')
s=socket.socket(); s.bind(('127.0.0.1',0)); s.listen(); c=socket.create_connection(s.getsockname()); d,addr=s.accept(); c.sendall(b'hello\nworld\n'); fobj=d.makefile('r'); print(fobj.readline(), d.family, d.type, addr[0]); fobj2=d.makefile('rwb'); fobj2.write(b'zz'); fobj2.flush(); print(c.recv(10)); c.close(); print(fobj.read()); 
d.settimeout(0.05); t('eof',lambda: d.recv(1)); c,d=socket.socketpair(); c.settimeout(0.05); c.setblocking(False); t('again',lambda: c.recv(1)); print(c.gettimeout(), c.getblocking())
print(select.select([c],[c],[],0)[1]==[c]); p=select.poll(); p.register(c,select.POLLOUT); print(p.poll(0)==[(c.fileno(),4)]); e=select.epoll(); e.register(c.fileno(),select.EPOLLOUT); print(e.poll(0)==[(c.fileno(),4)])
t('gai',lambda: socket.getaddrinfo('nonexist.invalid',80)); print(socket.getaddrinfo('127.0.0.1',80,type=socket.SOCK_STREAM)); t('conn',lambda: socket.create_connection(('127.0.0.1',1))); t('bind', lambda: s.bind(('a',))); t('inet',lambda: socket.inet_aton('x')); print(socket.inet_ntop(socket.AF_INET6,socket.inet_pton(socket.AF_INET6,'::1')), socket.htons(80))

t('sigint',lambda: signal.raise_signal(signal.SIGINT))
print(time.strftime('%Y-%m-%d %H:%M:%S',time.gmtime(0)), time.gmtime(86400.5), time.mktime(time.localtime(1000)), time.asctime(time.gmtime(0)))
t('timeout', lambda: (c.settimeout(0.05), c.recv(1)))
