import eventlet
eventlet.monkey_patch()
import subprocess, threading, time
ticks = []
def tick():
    while not stop.is_set():
        ticks.append(1)
        time.sleep(0.005)
stop = threading.Event()
t = threading.Thread(target=tick)
t.start()
a = subprocess.Popen(['/bin/sh', '-c', 'for i in 3 1 2; do sleep 0.02; echo $i; done'], stdout=subprocess.PIPE)
b = subprocess.Popen(['sort'], stdin=a.stdout, stdout=subprocess.PIPE)
a.stdout.close()
print(b.communicate()[0], a.wait(), b.returncode, len(ticks) > 3)
r = subprocess.run(['cat'], input=b'via run', stdout=subprocess.PIPE)
print(r.stdout, r.returncode)
r = subprocess.run(['/bin/sh', '-c', 'echo text; exit 7'], stdout=subprocess.PIPE, universal_newlines=True)
print(repr(r.stdout), r.returncode)
print(subprocess.getoutput('echo shell'))
stop.set()
t.join()
