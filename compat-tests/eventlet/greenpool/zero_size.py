import eventlet
p = eventlet.GreenPool(0)
print(p.free(), p.running(), p.waiting())
with eventlet.Timeout(0.01, False):
    p.spawn(lambda: 1)
    print('no')
print(p.running(), p.waiting())
p.waitall()
p.resize(1)
print(p.spawn(lambda: 'now').wait())
