import eventlet
from eventlet import event
e = event.Event()
got = []
eventlet.spawn(lambda: got.append(e.wait()))
eventlet.sleep(0)
e.send('first')
e.reset()
e.send('second')
eventlet.sleep(0)
print(got, e.wait())
a, b = event.Event(), event.Event()
def ping():
    for i in range(3):
        x = a.wait(); a.reset(); b.send(x + 1)
g = eventlet.spawn(ping)
x = 0
for i in range(3):
    a.send(x)
    x = b.wait(); b.reset()
print(x)
