def around(a, b):
    # Intermediate results of arithmetic that wait for what is sent.
    x = a * 2 + (yield 1) * b
    y = (x + a) % 7 if isinstance(x, int) else x + a + (yield from around_more(a)) * 2
    yield y


def around_more(a):
    z = a * 3 + (yield 2)
    return z


for a, b, sent in ((1, 2, 3), (1.5, 2, 3), ('a', 2, 'b'), ([1], 1, [2]), (2 ** 70, 2, 1)):
    for _ in range(3):
        g = around(a, b)
        out = [next(g)]
        try:
            while len(out) < 4:
                out.append(g.send(sent))
        except StopIteration:
            out.append('end')
    print(out)
