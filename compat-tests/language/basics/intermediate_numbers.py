# Results of arithmetic that only the next operation reads must never show elsewhere.
def f(a,b,c):
    return [a*b+c, (a+b)*(a-b), a*b<c*c, (a+b)%c, (a+b)//c, (a-b)/c, -(a*b)+1, a+b+c+a, (a*b)*(c*a)]
print(f(2,3,4), f(2.5,3,4), f(2,3.0,4.5), f(10**18,10**18,7), f(-5,3,-2), f(True,2,3))
class V:
    def __init__(s,x): s.x=x
    def __add__(s,o): seen.append(o); return s.x
    __radd__=__add__
    def __mul__(s,o): seen.append(o); return shared
    def __rmul__(s,o): seen.append(o); return NotImplemented
    def __lt__(s,o): seen.append(o); return True
    def __gt__(s,o): seen.append(o); return True
    def __eq__(s,o): seen.append(o); return False
    def __hash__(s): return 1
seen=[]; shared=2.5
def g(v):
    for i in range(4):
        (i*10)+v; v+(i*10+1); (v*i)+0.5; (v*i)*2.0; (i*100)<v; v>(i*100+1); (i*100+7)==v
    return shared
print(g(V(1.5)), seen)
d={}
def h():
    for i in range(5):
        d[i*2+1]=i
        try: d[i*1000+77]
        except KeyError as e: d.setdefault('k',[]).append(e.args[0])
    return [d[i*2+1] for i in range(5)]
print(h(), d)
def k(n):
    l=list(range(n))
    s=0
    for i in range(n-1):
        l[i+1]=l[i]+l[i+1]*2
        s+=l[i]*3
        s-=i*2.0
    return l,s
print(k(6))
def gen(n):
    for i in range(n):
        yield (i*i+1)*2.5+(i*3)
print(list(gen(4)), list(map(lambda x:(x*2+1)*3,range(4))))
def sh(i): return 'a%d'%(i*2+1)+'b'+'c'*(i+1)
print([sh(i) for i in range(3)])
def rec(n): return 1 if n<=1 else n*rec(n-1)+(n*2)%3
print(rec(30))
def err(a,b): return (a+b)*(a/b)
try: err(1,0)
except ZeroDivisionError as e: print(e)
try: (1+2)*(None+1)
except TypeError as e: print(e)
import sys
def fl(n):
    t=0.0
    for i in range(n):
        x=i*0.5; y=(x*x+1.0)*(x-0.25)/(x+1.0)
        t+=y*y-(x*y)
    return t
print(fl(50), 3+0.5, 2*1.5, 7/2, 6/3, 2**53/3, (2**60+1)/2)
xs=[]
def app(a):
    for i in range(5):
        xs.append(a+i*1000)
app(5); print(xs)
def cmp(a): return [ (i*7)%5==0 for i in range(a)], [i*1.5>=3.0 for i in range(a)]
print(cmp(6))
print([2 ** 62, 2 ** 63, 2 ** 64, (-2) ** 63, (-3) ** 39, (-3) ** 40, 3 ** 39, 3 ** 40, 0 ** 0, 7 ** 1, (-1) ** 63, 10 ** 18, 10 ** 19])
for shift in (0, 1, 30, 61, 62, 63, 64, 100):
    x = -(2 ** 63)
    print([v << shift for v in (x, -1, 1, 3, 2 ** 62, 2 ** 63 - 1)])
print(2 ** 53 / 3, (2 ** 53 + 1) / 3, 7 / 2, -7 / 2, (2 ** 70) / 3, 5 // 2.0, 10 ** 30 + 1 - 10 ** 30, (10 ** 30 * 3) % 7)


def defaults(a, b=2, c=3, *, d=4):
    return a, b, c, d


def plain(a, b=2, c=3):
    return a, b, c


print(plain(1), plain(1, 5), plain(1, 5, 6), defaults(1), defaults(1, d=0))
plain.__defaults__ = (9,)
for call in (lambda: plain(1, 2), lambda: plain(1), lambda: plain()):
    try:
        print(call())
    except TypeError as e:
        print(e)
print([(a, b) for a, b in zip('ab', [1, 2, 3])], [(a, b) for a, b in enumerate('xy', 5)], [(a, b) for a, b in {1: 2, 3: 4}.items()])
try:
    for a, b in zip([1, 2], [1], strict=True):
        print(a, b)
except ValueError as e:
    print(e)
d = {1: 2}
try:
    for a, b in d.items():
        d[a + 1] = b
except RuntimeError as e:
    print(e)
print(sorted([(1, 'b'), (1, 'a'), (0, 'z'), (1,), ()]), sorted([(1, 2.5), (1, 2), (True, 1)]), sorted([(1, None), (0, None)]))
try:
    sorted([(1, None), (1, 2)])
except TypeError as e:
    print(e)
print('  a b\x1cc\u2003d \n'.split(), ' \x1fx\u3000'.strip(), ['a' <= c <= 'z' for c in 'aZz`{'], 'abc' < 'abd', 'a' < 'B', '\U0001f600' > '\uffff')
print([format(v, s) for v in (0, 5, -5, 12345, -12345, -(2 ** 63)) for s in ('d', '5', '05', '05d', '3d', '0', '20d', '020')])
print('%d %s %5d %-5d| %05d %+d % d %i %s' % (5, -7, 42, 42, 42, 42, 42, 2 ** 63, 2 ** 70), '%s' % 10 ** 18, b'%d %s' % (5, b'x'))
for f in (lambda: '%s', lambda: b'%s'):
    try:
        print(f() % 5)
    except TypeError as e:
        print(e)
print(str(5), str(-(2 ** 63)), str('x'), f'{5:x} {3:c}' if 0 else f'{5:x}', f'{"ab":>4}|{"ab":<4}|{1.5:6.2f}|{True:d}|{True:>6}')
