# compat: timeout=60
# .NET ends its compiler's thread after some idle seconds and starts another one in the child, where the stacks of the parent's
# threads are still looked at by the collector. Several rounds, since each child is as old as its parent.
import gc
import os
import time


def work(n):
    import csv
    import decimal
    import fractions
    import io
    import json
    import textwrap
    out = 0
    for i in range(n):
        out += len(json.dumps({'a': [1, 2, {'b': None}], 'i': i}))
        out += len(textwrap.fill('word ' * 50))
        out += len(str(decimal.Decimal(i) / 7)) + (fractions.Fraction(i, 7) + 1).denominator
        csv.writer(io.StringIO()).writerow([1, 2, 'x'])
        if i % 20 == 0:
            gc.collect()
    return out


wanted = work(100)
for turn in range(3):
    time.sleep(4.6)
    pid = os.fork()
    if pid == 0:
        time.sleep(0.2)
        same = [work(100) == wanted for _ in range(2)]
        gc.collect()
        # And a child of the child.
        grandchild = os.fork()
        if grandchild == 0:
            same += [work(100) == wanted for _ in range(2)]
            os._exit(0 if all(same) else 1)
        os._exit(os.waitpid(grandchild, 0)[1] or (0 if all(same) else 1))
    print(turn, os.waitpid(pid, 0)[1])
