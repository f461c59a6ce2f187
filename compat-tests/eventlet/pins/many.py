# Native callbacks that sleep, in 200 greenthreads at once.
import eventlet
def pins(i):
    return sum(sorted(range(4), key=lambda v: (eventlet.sleep(0.001*(i%5)), v)[1]))
gs=[eventlet.spawn(pins,i) for i in range(200)]
print(sum(g.wait() for g in gs))
print('end')
