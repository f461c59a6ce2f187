import eventlet
log = []
def worker():
    t = eventlet.Timeout(0.01)
    try:
        eventlet.sleep(1)
    except eventlet.Timeout as e:
        log.append(e is t)
g = eventlet.spawn(worker)
eventlet.sleep(0.05)
print(log)
# fires although its greenthread has no idea
def leaves_running():
    eventlet.Timeout(0.01, RuntimeError('stray'))
eventlet.spawn(leaves_running).wait()
eventlet.sleep(0.03)
print('main untouched')
