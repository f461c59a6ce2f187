# bench: unit=s group=cpu
import _timing


def main():
    total = 0
    for round_ in range(30):
        parts = []
        for i in range(6000):
            parts.append('item %d: %s' % (i, 'x' * (i % 7)))
            parts.append(f'{i:05d}|{i * 0.5:.2f}|{round_!r}')
        text = '\n'.join(parts)
        total += len(text)
        s = ''
        for word in text.split('|')[:2000]:
            s += word.strip().upper()
        total += len(s) + text.count('item') + len(text.replace('item', 'thing'))
        total += sum(1 for c in text[:20000] if c == 'x')
    assert total > 0


_timing.run(main, times=6)
