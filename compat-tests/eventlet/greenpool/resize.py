import eventlet
p = eventlet.GreenPool(2)
def w():
    eventlet.sleep(0.02)
for i in range(2):
    p.spawn(w)
print(p.free())
p.resize(4)
print(p.size, p.free())
for i in range(2):
    p.spawn(w)
p.resize(1)
print(p.size, p.free(), p.running())
done = []
def spawner():
    p.spawn(w)
    done.append('spawned')
s = eventlet.spawn(spawner)
eventlet.sleep(0)
print(done, p.waiting())
s.wait()
p.waitall()
print(done, p.free(), p.running())
p.resize(0)
print(p.free(), p.waiting())
