# Conway's game, an adventure in sets, tuples and print without line ends.
import sys


class Life:
    def __init__(self, rows):
        self.cells = set([(x, y) for y, row in enumerate(rows) for x, c in enumerate(row) if c == '*'])
        self.size = len(rows[0]), len(rows)

    def neighbours(self, (x, y)):
        w, h = self.size
        return [((x + dx) % w, (y + dy) % h) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) <> (0, 0)]

    def step(self):
        counts = {}
        for cell in self.cells:
            for n in self.neighbours(cell):
                counts[n] = counts.get(n, 0) + 1
        self.cells = set([c for c, n in counts.iteritems() if n == 3 or n == 2 and c in self.cells])

    def show(self):
        w, h = self.size
        for y in xrange(h):
            for x in xrange(w):
                sys.stdout.write('.*'[(x, y) in self.cells])
            print
        print '-' * w, len(self.cells)

game = Life(['......', '..*...', '...*..', '.***..', '......', '......'])
for generation in range(5):
    game.show()
    game.step()
print sorted(game.cells)[:3]
board = [[0] * 3 for i in range(3)]
board[1][1] = 'x'
for row in board:
    for cell in row:
        print cell,
    print
print {}.get('x') or 'nothing', not [], () or None, 1 and 2, `[1]` + `(2,)`
