# bench: unit=s group=cpu
import _timing
from operator import itemgetter


def heap_sort(items):
    n = len(items)

    def sift(start, end):
        root = start
        while True:
            child = 2 * root + 1
            if child >= end:
                return
            if child + 1 < end and items[child] < items[child + 1]:
                child += 1
            if items[root] >= items[child]:
                return
            items[root], items[child] = items[child], items[root]
            root = child
    for start in range(n // 2 - 1, -1, -1):
        sift(start, n)
    for end in range(n - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(0, end)
    return items


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    out, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    return out + left[i:] + right[j:]


def main():
    seed, data = 1, []
    for _ in range(60000):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        data.append(seed)
    expected = sorted(data)
    assert heap_sort(data[:30000]) == sorted(data[:30000])
    assert merge_sort(data) == expected
    records = [(x % 100, 'n%d' % (x % 1000), x * 0.5) for x in data]
    for _ in range(3):
        records.sort(key=lambda r: (r[0], -r[2]))
        records.sort(key=itemgetter(1))
        records.sort(key=lambda r: r[1].upper(), reverse=True)
    assert len(set(r[0] for r in records)) == 100


_timing.run(main, times=2)
