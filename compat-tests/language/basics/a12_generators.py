def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


for x in count(3):
    print(x)
print(list(count(4)), sum(count(5)))
g = count(2)
print(next(g), next(g), next(g, 'end'))
print(sum(x * x for x in range(4)))


def echo():
    received = None
    while True:
        received = yield received


e = echo()
next(e)
print(e.send('a'), e.send('b'))
e.close()


def chain(*its):
    for it in its:
        yield from it


print(list(chain([1], (2, 3), 'x')))
