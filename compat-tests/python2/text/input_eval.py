# python2: stdin="[1, 2] + [3]\n'text'\nx * 2\n"
# input() evaluates what is typed.
x = 21
print input('a list? ')
print repr(input()), input()
try:
    raw_input()
except EOFError, e:
    print 'EOFError', e
