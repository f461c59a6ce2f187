class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print('enter', self.name)
        return self.name

    def __exit__(self, kind, value, traceback):
        print('exit', self.name, kind.__name__ if kind else None)
        return self.swallow


with Manager('a') as a:
    print(a)
with Manager('a'), Manager('b') as b:
    print(b)
with (Manager('c') as c, Manager('d')):
    print(c)
with Manager('s', True):
    raise ValueError
try:
    with Manager('t'):
        raise ValueError('out')
except ValueError as error:
    print(error)


def early():
    with Manager('r'):
        return 1


print(early())
for i in range(2):
    with Manager(i):
        continue
