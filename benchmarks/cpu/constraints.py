# bench: unit=s group=cpu
# A one-way constraint solver over a chain and a fan of variables: small objects, virtual calls, list work.
import _timing


class Variable:
    def __init__(self, name, value=0):
        self.name, self.value = name, value
        self.users, self.source, self.mark, self.strength = [], None, 0, 10


class Constraint:
    strength = 5

    def inputs(self):
        raise NotImplementedError

    def execute(self):
        raise NotImplementedError

    def attach(self, out):
        self.out = out
        out.source = self
        for v in self.inputs():
            v.users.append(self)


class Equal(Constraint):
    def __init__(self, a, b):
        self.a = a
        self.attach(b)

    def inputs(self):
        return (self.a,)

    def execute(self):
        self.out.value = self.a.value


class Scale(Constraint):
    strength = 3

    def __init__(self, a, scale, offset, out):
        self.a, self.scale, self.offset = a, scale, offset
        self.attach(out)

    def inputs(self):
        return self.a, self.scale, self.offset

    def execute(self):
        self.out.value = self.a.value * self.scale.value + self.offset.value


class Planner:
    def __init__(self):
        self.mark = 0

    def plan(self, start):
        self.mark += 1
        order, todo = [], list(start.users)
        start.mark = self.mark
        while todo:
            c = todo.pop()
            if c.out.mark == self.mark:
                continue
            c.out.mark = self.mark
            c.out.strength = min(c.strength, *(v.strength for v in c.inputs()))
            order.append(c)
            todo.extend(c.out.users)
        return order

    def change(self, variable, values):
        plan = self.plan(variable)
        for value in values:
            variable.value = value
            for c in plan:
                c.execute()


def chain(n):
    planner = Planner()
    variables = [Variable('v%d' % i) for i in range(n)]
    for a, b in zip(variables, variables[1:]):
        Equal(a, b)
    planner.change(variables[0], range(100))
    assert variables[-1].value == 99


def fan(n):
    planner = Planner()
    scale, offset, outs = Variable('scale', 10), Variable('offset', 1000), []
    for i in range(n):
        source, out = Variable('s', i), Variable('d')
        Scale(source, scale, offset, out)
        outs.append(out)
    planner.change(scale, range(20))
    planner.change(offset, range(20))
    assert outs[-1].value == (n - 1) * 19 + 19


def main():
    for _ in range(4):
        chain(8000)
        fan(8000)


_timing.run(main, times=2)
