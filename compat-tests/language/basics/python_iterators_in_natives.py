# Builtins that consume generators, iterators and key functions written in Python.
class It:
    def __init__(s,n): s.n=n
    def __iter__(s): return s
    def __next__(s):
        if s.n==0: raise StopIteration
        s.n-=1; return s.n
print(sum(It(5)),list(It(4)),tuple(It(3)),set(It(3)),sorted(It(4)),max(It(4)),min(It(4)),any(It(3)),all(It(3)),','.join(map(str,It(3))),next(It(2)),next(It(0),7), dict.fromkeys(It(2)), [*It(3)])
try: next(It(0))
except StopIteration: print('SI')
class Ln(It):
    def __len__(s): return 1/0
try: print(list(Ln(3)))
except ZeroDivisionError as e: print(e)
class Bad:
    def __iter__(s): return 5
for f in (sum,list,tuple,any,sorted,max):
    try: f(Bad())
    except TypeError as e: print(e)
class NoIter: pass
for f in (sum,list,tuple,any,sorted,max):
    try: f(NoIter())
    except TypeError as e: print(e)
import random
a=[random.randrange(100) for _ in range(2000)]
b=[(x,i) for i,x in enumerate(a)]
assert sorted(a)==sorted(a,key=lambda x:(x,))
assert [x for x,i in sorted(b,key=lambda p:p[0])]==sorted(a)
s=sorted(b,key=lambda p:p[0]); assert all(s[i]<s[i+1] for i in range(len(s)-1))
s=sorted(b,key=lambda p:p[0],reverse=True); assert all(s[i][0]>s[i+1][0] or s[i][0]==s[i+1][0] and s[i][1]<s[i+1][1] for i in range(len(s)-1))
f=[random.uniform(-5,5) for _ in range(1000)]+[0.0,-0.0]
g=sorted(f); assert all(g[i]<=g[i+1] for i in range(len(g)-1))
print([repr(x) for x in sorted([0.0,-0.0,-1.0,float('-inf'),float('inf')])], sorted([True,2,0]))
l=[3,1,2]
def bad(x): raise KeyError(x)
try: l.sort(key=bad)
except KeyError as e: print(e,l)
def mod(x): l.append(1); return x
try: l.sort(key=mod)
except ValueError as e: print(e,l)
def gen(x): yield x
try: l.sort(key=gen)
except TypeError as e: print(e,l)
print(list(map(lambda x:x+1,[1,2])), [x for x in map(lambda x,y:x*y,[1,2],[3,4])], sum(map(lambda x:x,range(4))))
def stop(x):
    if x==2: raise StopIteration
    return x
print([x for x in map(stop,range(5))], list(map(stop, range(5))))
class V:
    __slots__=('a','b')
    def __init__(s): s.a=1
v=V(); 
for i in range(5):
    try: print(v.a, end=' '); v.b
    except AttributeError as e: print(e)
    if i==3: del v.a; 
    if i>=3:
        try: v.a
        except AttributeError as e: print(e); v.a=2
class P:
    @property
    def p(self): return 1
class Q(P):
    p=5
for o in (P(),Q(),P(),Q()): print(o.p)
nan=float('nan'); print(1.0<nan,nan!=nan,nan==nan,1<2,2<=2,3!=3,3>=4,4>3)
