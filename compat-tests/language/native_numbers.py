"""math, cmath, struct, random, binascii, zlib and hashlib."""
import math, cmath, struct, random, binascii, zlib, hashlib, hmac, base64, sys
def t(name,f):
    try: print(name, repr(f()))
    except BaseException as e: print(name, type(e).__name__, e)
for fn in 'sqrt log log2 log10 exp gamma lgamma acos factorial isqrt floor ceil trunc exp2 expm1 log1p cbrt erf erfc sinh'.split():
    for v in (0,1,-1,2.5,1e308,float('inf'),float('nan'),10**400,'a',1000):
        if fn=='factorial' and v==10**400: continue
        if fn in('floor','ceil','trunc','isqrt') and v==10**400: continue
        t(fn+str(v)[:8],lambda: getattr(math,fn)(v) if fn not in('gamma','lgamma') or not isinstance(v,(int,float)) else round(getattr(math,fn)(v),8)) if not(fn=='factorial' and v==1000) else 0
t('comb',lambda:(math.comb(10,3),math.comb(3,10),math.perm(10,3),math.perm(5),math.gcd(12,18,-6),math.lcm(4,6),math.gcd(),math.lcm()))
t('combn',lambda: math.comb(-1,2)); t('permn',lambda: math.perm(2,-1)); t('hyp',lambda:(math.hypot(3,4),math.hypot(),math.hypot(1e308,1e308),math.dist((1,2),(4,6)),math.hypot(1,1,1))); t('fsum',lambda:(math.fsum([.1]*10),math.fsum([1e100,1,-1e100]))); t('fs2',lambda: math.fsum([float('inf'),float('-inf')])); t('prod',lambda: math.prod([1,2,3],start=2)); t('pow',lambda:(math.pow(2,.5),math.pow(0,0))); t('pow2',lambda: math.pow(0,-1)); t('pow3',lambda: math.pow(-1,.5)); t('pow4',lambda: math.pow(10,400)); t('frexp',lambda:(math.frexp(3.5),math.frexp(0),math.ldexp(.5,3),math.modf(-2.5),math.fmod(-7,3),math.remainder(7,4),math.copysign(1,-0.0),math.nextafter(1,2),math.ulp(1),math.isclose(1,1+1e-10))); t('ldexp',lambda: math.ldexp(1,5000)); t('fmod',lambda: math.fmod(1,0)); t('log2a',lambda: math.log(8,2)); t('logb',lambda: math.log(8,1)); t('deg',lambda:(math.degrees(math.pi),math.radians(180),math.atan2(1,-1)))
for f in 'sqrt exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh log10'.split():
    for z in (1+2j,-1.5+0j,0.5j,2): t('c'+f,lambda: (lambda w: complex(round(w.real,10),round(w.imag,10)))(getattr(cmath,f)(z)))
t('pol',lambda:(cmath.polar(1+1j),cmath.rect(1,2),cmath.phase(-1),cmath.isclose(1,1))); t('clog0',lambda: cmath.log(0)); 
for a in [('i','a'),('i',2**31),('b',200),('B',-1),('H',70000),('q',2**63),('Q',-1),('I',-1),('I',2**32),('c','a'),('s','a'),('f','a'),('<f',1e100),('ii',1),('z',),('3',),('i',1.5),('5s',b'abcdefg'),('5p',b'abcdefg'),('<hbq',1,2,3),('>d',1.5),('@bi',1,2),('?',[]),('e',1.5),('P',5)]:
    t('pack%r'%(a,),lambda: struct.pack(*a))
t('un',lambda: struct.unpack('<hbq5sd?',struct.pack('<hbq5sd?',-1,2,-3,b'ab',2.5,True))); t('un2',lambda: struct.unpack('i',b'abc')); t('uf',lambda: struct.unpack_from('i',b'abcdef',4)); t('it',lambda: list(struct.iter_unpack('<H',b'abcdef'))); t('cs',lambda:(struct.calcsize('bhilqP'),struct.calcsize('<n'))); 
b=bytearray(8); struct.pack_into('<i',b,2,7); print(b); t('pi',lambda: struct.pack_into('i',bytearray(8),6,1)); s=struct.Struct('<I'); print(s.size,s.format,s.pack(5),s.unpack(b'abcd'))
random.seed(42); print(random.random(), random.getrandbits(70), random.randint(1,100), random.sample(range(100),5), random.gauss(0,1)); random.seed('abc'); print(random.random()); st=random.getstate(); x=random.random(); random.setstate(st); print(x==random.random())
for a in (b'a',b'abc',b'ab=c',b'YQ==YQ==','é',1,b'YWJj\nZGVm',b'====',b'YWJjZA'): t('b64%r'%(a,),lambda: binascii.a2b_base64(a))
t('strict',lambda: binascii.a2b_base64(b'YQ==a',strict_mode=True)); t('hex',lambda:(binascii.hexlify(b'abcd',':',2),binascii.hexlify(b'abcd','-',-3),binascii.unhexlify('6162'),binascii.hexlify(b'ab'))); t('hx',lambda: binascii.unhexlify('abc')); t('hx2',lambda: binascii.unhexlify('zz'))
t('uu',lambda:(binascii.a2b_uu(b'#86)C'),binascii.b2a_uu(b'abc'),binascii.a2b_uu(b'!'))); t('qp',lambda:(binascii.a2b_qp(b'=41=\nx_y',header=True),binascii.b2a_qp(b'a =\t\n\xff.\r\nx',quotetabs=True,istext=False,header=True),binascii.b2a_qp(b'a'*100),binascii.b2a_qp(b'. \n.'))); t('crc',lambda:(binascii.crc32(b'abc',5),binascii.crc_hqx(b'abc',0),zlib.adler32(b'abc'),zlib.crc32(b'abc')))
d=b'hello world '*1000
print(zlib.decompress(zlib.compress(d))==d, zlib.decompress(zlib.compress(d,9,-15),-15)==d, zlib.decompress(zlib.compress(d,1,31),31)==d); c=zlib.compressobj(); o=c.compress(d)+c.flush(zlib.Z_SYNC_FLUSH)+c.compress(b'x')+c.flush(); do=zlib.decompressobj(); print(do.decompress(o+b'extra')==d+b'x',do.unused_data,do.eof); do=zlib.decompressobj(); r=do.decompress(o,100); print(len(r),len(do.unconsumed_tail)>0, r+do.decompress(do.unconsumed_tail)+do.flush()==d+b'x')
t('z1',lambda: zlib.decompress(b'xxxxx')); t('z2',lambda: zlib.decompress(zlib.compress(b'a')[:-1])); t('z3',lambda: zlib.compress(b'',10)); t('z4',lambda: zlib.decompress(b''))
import gzip; print(gzip.decompress(gzip.compress(d))==d)
for n in sorted(hashlib.algorithms_guaranteed):
    if n.startswith('shake'): print(n,hashlib.new(n,b'abc').hexdigest(20)); continue
    h=hashlib.new(n); h.update(b'abc'); h.update(b'x'*200); k=h.copy(); k.update(b'y'); print(n,h.hexdigest(),k.hexdigest()[:10],h.digest_size,h.block_size,h.name)
print(hashlib.blake2b(b'x',digest_size=20,key=b'k',salt=b's',person=b'p').hexdigest(), hmac.new(b'k',b'm','sha256').hexdigest(), base64.b64encode(b'abc'))
t('hs',lambda: hashlib.sha256('a'))
