l = [3, 1, 2]
print(l, len(l), l[0], l[-1])
l.append(4)
l.insert(0, 9)
print(l)
l.sort()
print(l, sorted(l, reverse=True))
print(l.pop(), l.pop(0), l)
l[1] = 'x'
l[0:1] = [7, 8]
print(l)
del l[0]
print(l, 'x' in l, l.index('x'), l.count('x'))
l.extend((1, 2))
l += [3]
l.remove('x')
l.reverse()
print(l, l * 2, l + [1])
print([x * x for x in range(5) if x % 2 == 0])
print([[0] * 2 for _ in range(2)])
print(l == [3, 2, 1, 8], [1, 2] < [1, 3])
nested = [1, [2, [3]]]
print(nested, nested[1][1][0])
print(sum([1, 2, 3]), min([3, 1]), max(4, 7), any([0, 1]), all([]))
