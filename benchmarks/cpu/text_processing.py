# bench: unit=s group=cpu
import _timing

WORDS = 'the quick brown fox jumps over the lazy dog while seven wizards brew a potion of light and shadow near the old mill'.split()


def main():
    lines = []
    seed = 7
    for i in range(12000):
        row = []
        for _ in range(8):
            seed = (seed * 69069 + 1) & 0xffffffff
            row.append(WORDS[seed >> 16 & 0xffff and (seed >> 16) % len(WORDS)])
        lines.append('%d,%s,%s' % (i, ' '.join(row), row[0][::-1]))
    text = '\n'.join(lines)
    counts = {}
    pairs = {}
    longest = ''
    for line in text.splitlines():
        number, sentence, tail = line.split(',')
        previous = None
        for word in sentence.split():
            word = word.lower().strip('.')
            counts[word] = counts.get(word, 0) + 1
            if previous is not None:
                key = previous, word
                pairs[key] = pairs.get(key, 0) + 1
            previous = word
        if len(sentence) > len(longest):
            longest = sentence
        if number.isdigit() and tail.startswith('e') and sentence.find('fox') >= 0:
            counts['#'] = counts.get('#', 0) + int(number)
    vowels = 0
    for c in text:
        if c in 'aeiou':
            vowels += 1
    encoded = ''.join(chr((ord(c) - 97 + 13) % 26 + 97) if 'a' <= c <= 'z' else c for c in text[:200000])
    assert len(counts) > 10 and vowels and encoded


_timing.run(main, times=8)
