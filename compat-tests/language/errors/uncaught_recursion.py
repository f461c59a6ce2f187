# compat: stderr=yes
def f(n):
    return f(n + 1)


def a(n):
    return b(n) + 1


def b(n):
    return a(n) + 1


import traceback
import sys
sys.setrecursionlimit(200)
try:
    a(1)
except RecursionError as e:
    lines = traceback.format_exc().splitlines()
    print(e, len(lines) > 50, lines[-1])
f(1)
