import eventlet, greenlet
def stubborn():
    try:
        eventlet.sleep(10)
    except greenlet.GreenletExit:
        pass
    eventlet.sleep(0.01)
    return 'went on'
g = eventlet.spawn(stubborn)
eventlet.sleep(0)
g.kill()
print(g.dead)
print(g.wait())

def self_kill():
    eventlet.getcurrent().kill()
    return 'unreachable'
g = eventlet.spawn(self_kill)
try:
    print(g.wait())
except greenlet.GreenletExit:
    print('killed itself')

# kill runs the victim before it returns
order = []
def victim():
    try:
        eventlet.sleep(5)
    finally:
        order.append('victim')
g = eventlet.spawn(victim)
eventlet.sleep(0)
g.kill()
order.append('killer')
print(order)

def killer(target):
    target.kill()
    return 'killer done'
g = eventlet.spawn(victim)
eventlet.sleep(0)
k = eventlet.spawn(killer, g)
print(k.wait(), g.dead)
