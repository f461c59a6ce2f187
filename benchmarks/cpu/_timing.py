"""Shared by the CPU programs: prints the seconds for all their rounds together, the first ones included."""

import time


def run(main, times):
    started = time.perf_counter()
    for _ in range(times):
        main()
    print('%.4f s' % (time.perf_counter() - started))
