import sys, threading, time
sys.setswitchinterval(0.001)
flag = []
def spin():
    n = 0
    while not flag: n += 1
    flag.append(n > 0)
t = threading.Thread(target=spin)
t.start()
time.sleep(0.05)
flag.append('stop')
t.join()
print(flag)
progress = [0, 0]
stop = False
def run(i):
    while not stop: progress[i] += 1
ts = [threading.Thread(target=run, args=(i,)) for i in range(2)]
[t.start() for t in ts]
time.sleep(0.3)
stop = True
[t.join() for t in ts]
print(all(p > 100 for p in progress))
d = {}
def fill(base):
    for i in range(3000): d[base + i] = i
ts = [threading.Thread(target=fill, args=(b,)) for b in (0, 100000, 200000)]
[t.start() for t in ts]; [t.join() for t in ts]
print(len(d))
l = []
def app():
    for i in range(5000): l.append(i)
ts = [threading.Thread(target=app) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(len(l), sum(l))
start = time.monotonic()
ts = [threading.Thread(target=time.sleep, args=(0.2,)) for _ in range(10)]
[t.start() for t in ts]; [t.join() for t in ts]
print(time.monotonic() - start < 1.5)
def deep(n): return n and 1 + deep(n - 1)
res = []
t = threading.Thread(target=lambda: res.append(deep(800))); t.start(); t.join()
print(res)
def rec(): rec()
def catch():
    try: rec()
    except RecursionError as e: res.append(str(e))
t = threading.Thread(target=catch); t.start(); t.join()
print(res[-1])
frames = sys._current_frames()
print(threading.get_ident() in frames, frames[threading.get_ident()].f_code.co_name)
