def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(18))


def quicksort(l):
    if len(l) <= 1:
        return l
    pivot = l[len(l) // 2]
    return quicksort([x for x in l if x < pivot]) + [x for x in l if x == pivot] + quicksort([x for x in l if x > pivot])


seed = 42
numbers = []
for _ in range(200):
    seed = (seed * 1103515245 + 12345) % 2147483648
    numbers.append(seed % 1000)
print(quicksort(numbers) == sorted(numbers), sum(numbers))
primes = [True] * 100
for i in range(2, 10):
    if primes[i]:
        for j in range(i * i, 100, i):
            primes[j] = False
print([i for i in range(2, 100) if primes[i]])
