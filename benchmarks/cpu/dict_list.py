# bench: unit=s group=cpu
import _timing


def main():
    counts = {}
    seed = 12345
    for _ in range(600000):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        key = seed >> 12 & 0x3fff
        if key in counts:
            counts[key] += 1
        else:
            counts[key] = 1
    groups = {}
    for key, n in counts.items():
        groups.setdefault(n % 17, []).append(key)
    merged = []
    for n in sorted(groups):
        merged.extend(groups[n])
    merged.sort()
    positions = {k: i for i, k in enumerate(merged)}
    seen = set()
    for i in range(0, 200000):
        k = merged[i % len(merged)]
        if positions[k] % 3 == 0:
            seen.add(k)
    words = {}
    for i in range(150000):
        name = 'key%d' % (i % 500)
        words[name] = words.get(name, 0) + i
    assert sum(counts.values()) == 600000 and len(words) == 500


_timing.run(main, times=4)
