import eventlet
total = []
def w(i):
    eventlet.sleep(0)
    total.append(i)
    return i
gts = [eventlet.spawn(w, i) for i in range(2000)]
print(sum(g.wait() for g in gts), total == list(range(2000)))
n = [0]
def chain(depth):
    n[0] += 1
    if depth:
        return eventlet.spawn(chain, depth - 1).wait() + 1
    return 0
print(chain(100), n)
