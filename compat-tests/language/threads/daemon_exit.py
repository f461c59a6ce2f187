# compat: stderr=yes
import atexit, sys, threading, time
atexit.register(print, 'atexit 1')
atexit.register(lambda *a, **k: print('atexit 2', a, k), 1, k=2)
@atexit.register
def deco(): print('decorated')
def gone(): print('never')
atexit.register(gone); atexit.unregister(gone)
def slow():
    time.sleep(0.2)
    print('non-daemon finished')
def forever():
    while True: time.sleep(1)
threading.Thread(target=slow).start()
threading.Thread(target=forever, daemon=True).start()
class Flush:
    pass
print('main done')
sys.stdout.write('no newline at end\n')
