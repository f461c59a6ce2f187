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
# A green pipe does not block, so that another process could not use it as its standard input.
b = subprocess.Popen(['sort'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(b.communicate(a.stdout.read())[0], a.wait(), b.returncode, len(ticks) > 3)
a.stdout.close()
r = subprocess.run(['cat'], input=b'via run', stdout=subprocess.PIPE)
print(r.stdout, r.returncode)
r = subprocess.run(['/bin/sh', '-c', 'echo text; exit 7'], stdout=subprocess.PIPE, universal_newlines=True)
print(repr(r.stdout), r.returncode)
print(subprocess.getoutput('echo shell'))
stop.set()
t.join()
