# bench: unit=s group=cpu
# Planets as objects pulling at each other: float arithmetic and attribute access.
import _timing


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def system():
    bodies = [Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0)]
    for i in range(1, 6):
        bodies.append(Body(i * 1.7, i * 0.3, -i * 0.2, 0.1 * i, 2.5 / i, 0.05 * i, 0.01 * i))
    return bodies


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        pull = dt * (dx * dx + dy * dy + dz * dz + 0.01) ** -1.5
        ma = a.mass * pull
        mb = b.mass * pull
        a.vx -= dx * mb
        a.vy -= dy * mb
        a.vz -= dz * mb
        b.vx += dx * ma
        b.vy += dy * ma
        b.vz += dz * ma
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies, pairs):
    total = 0.0
    for b in bodies:
        total += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)
    for a, b in pairs:
        total -= a.mass * b.mass / ((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2 + 0.01) ** 0.5
    return total


def main():
    bodies = system()
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    before = energy(bodies, pairs)
    for _ in range(25000):
        advance(bodies, pairs, 0.0001)
    assert abs(energy(bodies, pairs) - before) < 1.0


_timing.run(main, times=6)
