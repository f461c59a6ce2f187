import signal, os, time, threading
seen = []
old = signal.signal(signal.SIGUSR1, lambda n, f: seen.append((n, f.f_code.co_name)))
print(old, signal.getsignal(signal.SIGUSR1).__name__, signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGTERM))
os.kill(os.getpid(), signal.SIGUSR1)
def inner():
    signal.raise_signal(signal.SIGUSR1)
    for _ in range(100): pass
inner()
print(seen)
class Alarm(Exception): pass
def on_alarm(n, f): raise Alarm('rang')
signal.signal(signal.SIGALRM, on_alarm)
signal.setitimer(signal.ITIMER_REAL, 0.05)
start = time.monotonic()
try:
    time.sleep(10)
except Alarm as e:
    print(e, time.monotonic() - start < 5)
signal.alarm(10)
print(signal.alarm(0), signal.getitimer(signal.ITIMER_REAL), signal.setitimer(signal.ITIMER_REAL, 0))
signal.signal(signal.SIGALRM, lambda n, f: seen.append('tick'))
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
time.sleep(0.3)
signal.setitimer(signal.ITIMER_REAL, 0)
print(seen.count('tick') >= 5)
signal.setitimer(signal.ITIMER_REAL, 0.05)
r, w = os.pipe()
threading.Timer(0.2, os.write, (w, b'data')).start()
print(os.read(r, 10), 'tick' in seen)
try:
    signal.raise_signal(signal.SIGINT)
    time.sleep(1)
except KeyboardInterrupt:
    print('KeyboardInterrupt')
for f in (lambda: signal.signal(signal.SIGKILL, signal.SIG_IGN), lambda: signal.signal(999, signal.SIG_IGN), lambda: signal.signal(signal.SIGUSR1, 5), lambda: signal.signal('x', signal.SIG_IGN), lambda: os.kill(os.getpid(), 999), lambda: os.kill(999999999, 0), lambda: signal.getsignal(-1), lambda: signal.strsignal(0), lambda: signal.Signals(999), lambda: signal.setitimer(9, 1), lambda: signal.setitimer(0, -1), lambda: signal.alarm('x'), lambda: signal.siginterrupt(999, True), lambda: signal.set_wakeup_fd(9999), lambda: signal.default_int_handler()):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)
errs = []
def in_thread():
    try:
        signal.signal(signal.SIGUSR1, signal.SIG_DFL)
    except ValueError as e:
        errs.append(str(e))
t = threading.Thread(target=in_thread); t.start(); t.join()
print(errs)
print(signal.SIGTERM, repr(signal.SIGTERM), signal.Signals(15).name, signal.SIG_DFL, repr(signal.SIG_IGN), signal.strsignal(15), signal.SIGRTMIN < signal.SIGRTMAX, signal.NSIG, len(signal.valid_signals()) > 30, sorted(n for n in dir(signal) if n.startswith('SIG') and '_' not in n)[:10])
r, w = os.pipe()
os.set_blocking(w, False)
print(signal.set_wakeup_fd(w))
signal.raise_signal(signal.SIGUSR1)
print(os.read(r, 5) == bytes([signal.SIGUSR1]), signal.set_wakeup_fd(-1) == w)
print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2]), signal.pthread_sigmask(signal.SIG_BLOCK, []))
signal.signal(signal.SIGUSR2, lambda n, f: seen.append('usr2'))
os.kill(os.getpid(), signal.SIGUSR2)
print('usr2' in seen, signal.sigpending())
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR2])
time.sleep(0.05)
print('usr2' in seen)
signal.signal(signal.SIGCHLD, lambda n, f: seen.append('chld'))
import subprocess
subprocess.run(['true'])
time.sleep(0.05)
print('chld' in seen, signal.signal(signal.SIGCHLD, signal.SIG_IGN).__class__.__name__)
def handler_raises(n, f): raise KeyError('from handler')
signal.signal(signal.SIGUSR1, handler_raises)
try:
    signal.raise_signal(signal.SIGUSR1)
    for _ in range(1000): pass
except KeyError as e:
    print(repr(e))
main_only = []
signal.signal(signal.SIGUSR1, lambda n, f: main_only.append(threading.current_thread() is threading.main_thread()))
t = threading.Thread(target=lambda: os.kill(os.getpid(), signal.SIGUSR1)); t.start(); t.join()
time.sleep(0.05)
print(main_only)
