# The same seeds give the same numbers as Python 2 gave.
import random

random.seed(42)
print random.random(), random.randint(1, 100), random.choice('abcdef'), random.randrange(10), random.uniform(1, 2)
items = range(10)
random.shuffle(items)
print items, random.sample(range(100), 5), random.sample('abcdefghij', 3)
r = random.Random(7)
print r.random(), r.randint(0, 9), [r.randrange(0, 100, 5) for i in range(5)], r.choice([1, 2, 3]), r.getrandbits(16), r.gauss(0, 1)
random.seed('a text')
print random.random(), random.randint(0, 1000)
state = random.getstate()
a = random.random()
random.setstate(state)
print a == random.random(), random.expovariate(1), random.betavariate(2, 3), random.randint(0, 2 ** 40)
try:
    random.randrange(0)
except ValueError, e:
    print e
print random.sample(xrange(1000), 30)[:5]
