# Random operations of decimal in random contexts: results and flags.
import random
from decimal import *
R = random.Random(20)
N = 4000
SIGS=[InvalidOperation,FloatOperation,DivisionByZero,Overflow,Underflow,Subnormal,Inexact,Rounded,Clamped]
ROUND=['ROUND_UP','ROUND_DOWN','ROUND_CEILING','ROUND_FLOOR','ROUND_HALF_UP','ROUND_HALF_DOWN','ROUND_HALF_EVEN','ROUND_05UP']
def num():
    k=R.random()
    if k<0.04: return Decimal(R.choice(['NaN','-NaN','sNaN','-sNaN','NaN123456789','sNaN77','-NaN5','Infinity','-Infinity']))
    if k<0.1: return Decimal(R.choice(['0','-0','0E+10','0E-10','-0E-500','0E+500','0.000']))
    if k<0.2: return Decimal(R.choice(['1','-1','1.00','10','100','0.1','1E+5','1E-5','9','99','999','0.5','5','2','-2','1.5','1000000','0.999999999','1.000000001','1E+300','1E-300','4','16','0.25']))
    if k<0.25: return Decimal(R.choice('01')*R.randint(1,12))
    d=R.randint(1,R.choice([3,9,20,40]))
    c=''.join(R.choice('0123456789') if R.random()<.8 else R.choice('0059') for _ in range(d))
    e=R.choice([0,-d,-R.randint(0,d),R.randint(-12,12),R.randint(-400,400)])
    return Decimal(('-' if R.random()<.4 else '')+c+'E%d'%e)
def ctx():
    return Context(prec=R.choice([1,2,3,5,9,16,28,50]),rounding=R.choice(ROUND),Emin=R.choice([-999999,-383,-10,-5,0]),Emax=R.choice([999999,384,10,5,1]),clamp=R.choice([0,0,1]),capitals=R.choice([1,1,0]),traps=[])
un='abs exp ln log10 logb logical_invert minus next_minus next_plus normalize plus sqrt to_integral_exact to_integral_value _apply number_class to_eng_string to_sci_string is_normal is_subnormal copy_abs copy_negate create_decimal'.split()
bi='add subtract multiply divide divide_int remainder remainder_near divmod quantize compare compare_signal compare_total compare_total_mag logical_and logical_or logical_xor max min max_mag min_mag next_toward power rotate scaleb shift same_quantum copy_sign'.split()
for i in range(N):
    c=ctx()
    k=R.random()
    if k<0.3: op=R.choice(un); args=(num(),)
    elif k<0.9:
        op=R.choice(bi); args=(num(),num())
        if op in ('rotate','shift','scaleb') and R.random()<.8: args=(args[0],Decimal(R.randint(-12,12)))
        if op=='power':
            if R.random()<.6: args=(args[0],Decimal(R.randint(-20,200)))
        if op=='quantize' and R.random()<.7: args=(args[0],Decimal((0,(1,),R.randint(-15,10))))
    elif k<0.95: op='fma'; args=(num(),num(),num())
    else:
        op='format'; args=(num(),R.choice(['','.2f','10.3f','<10','+','e','.3e','g','%','.1%','^12.1f','010','.0f','n','.0e','.0g','.1g','12,','z.1f','*^20,.2f','=+15','020,.3f','G','E','F','.10g','x<8','_','.','10.','é>12','+.5E',' .3','0<10','000010.1f','c','010e']))
    try:
        if op=='format':
            setcontext(c); r=format(args[0],args[1])
        else: r=getattr(c,op)(*args)
        setcontext(Context(prec=28))
        r=str(r) if not isinstance(r,tuple) else str(tuple(map(str,r)))
    except Exception as e:
        setcontext(Context(prec=28))
        r=type(e).__name__+' '+str(e)
    print(op,[str(a) for a in args],c.prec,c.rounding,c.Emin,c.Emax,c.clamp,'->',r,','.join(s.__name__ for s in SIGS if c.flags[s]))
