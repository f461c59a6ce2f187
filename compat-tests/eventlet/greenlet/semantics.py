# The greenlet module: states, parents, messages, throw and switch.
import greenlet
from greenlet import *
g=greenlet(lambda:1); print(bool(g), g.dead, g.parent is getcurrent(), g.gr_frame)
def tr(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e),e)
tr(setattr,g,'parent',3)
tr(delattr,g,'parent')
m=getcurrent()
tr(setattr,m,'parent',g)
g2=greenlet(lambda:1,g)
tr(setattr,g,'parent',g2)
tr(getattr,m,'run')
tr(setattr,m,'run',3)
g.switch(); print(g.dead, g.gr_frame)
tr(getattr,g,'run')
tr(setattr,g,'run',3)
def f():
    m.switch(5)
g=greenlet(f); print(g.switch(), g.gr_frame.f_code.co_name, g.gr_context)
tr(setattr,g,'run',4)
tr(setattr,g,'gr_context',4)
tr(delattr,g,'gr_context')
tr(g.throw,3)
print(repr(g.throw()))
g=greenlet(f); g.switch()
tr(g.throw,ValueError,'x')
g=greenlet(f); g.switch()
tr(g.throw,ValueError('q'),'x')
g=greenlet(f); g.switch()
print(repr(g.throw(GreenletExit('a'))))
g=greenlet(f); g.switch()
print(repr(g.throw(GreenletExit,5)))
g=greenlet(f)
print(repr(g.throw(GreenletExit,5)), g.dead, bool(g))
g=greenlet(f)
tr(g.throw,ValueError,5)
tr(g.switch, 3)
tr(g.throw,ValueError,5)
import threading
g=greenlet(f); g.switch()
def th():
    global m2,H,I
    tr(g.switch)
    m2=getcurrent(); H=greenlet(lambda:1)
    tr(g.throw)
    tr(setattr,H,'parent',m)
    tr(setattr,H,'parent',g)
    h2=greenlet(lambda:1, m)
    tr(h2.switch)
    I=greenlet(lambda: m2.switch(1)); I.switch()
t=threading.Thread(target=lambda:tr(th)); t.start(); t.join()
tr(H.switch)
tr(H.throw)
print(gettrace(), settrace(None))
tr(greenlet,1,2)
tr(lambda:greenlet(1).switch())
tr(lambda:greenlet().switch())
class G(greenlet):
    def run(self,*a): return a
print(G().switch(1,2), G().switch(), G().switch(3))
tr(lambda:G().switch(a=3))
def k(*a,**k): return m.switch(a,k)
g=greenlet(k); print(g.switch(1,b=2)); print(g.switch(7)) 
g=greenlet(lambda: m.switch()); print(g.switch())
print(g.switch(1,b=2))
g=greenlet(lambda: m.switch()); print(g.switch())
print(g.switch(b=2))
g=greenlet(lambda: m.switch(x=1)); print(g.switch())
print(g.switch(1,2))
g=greenlet(lambda: 1); g.switch()
tr(lambda: m.throw(ValueError,'self'))
print(m.switch(9))
x=greenlet(lambda a: m.switch(a+1)); print(x.switch(1)); x.dead; 
p=greenlet(lambda: x2.switch()); 
def child():
    return 42
x2=greenlet(child, p)
tr(p.switch)
def gc1():
    try: m.switch('in')
    except BaseException as e: print('exit', type(e)); raise
tr(lambda: greenlet(lambda:1).gr_context)
