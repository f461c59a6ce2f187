import inspect, sys, types, functools, dis
def f(a, /, b: int = 1, *args, c, d='x', **kw) -> str:
    """Doc
      indented"""
    return inspect.currentframe()
class C:
    """class doc"""
    attr = 1
    def m(self, x): pass
    @classmethod
    def cm(cls, y): pass
    @staticmethod
    def sm(z): pass
    @property
    def p(self): pass
    def __call__(self, q): pass
class E(C):
    def m(self, x): pass
    def __init__(self, v, w=2): pass
s = inspect.signature(f)
print(s, list(s.parameters), [(p.name, str(p.kind), p.default is p.empty, p.annotation) for p in s.parameters.values()], s.return_annotation, inspect.signature(C), inspect.signature(E), inspect.signature(C().m), inspect.signature(C.cm), inspect.signature(C.sm), inspect.signature(C()), inspect.signature(functools.partial(f, 1, c=2)), inspect.signature(len), inspect.signature(lambda: 0), inspect.signature(print))
b = s.bind(1, 2, 3, c=4, e=5); b.apply_defaults(); print(b.args, b.kwargs, b.arguments, s.bind_partial(1).arguments, s.replace(return_annotation=int), s == inspect.signature(f), inspect.Signature.from_callable(f) == s)
for g in (lambda: s.bind(), lambda: s.bind(1, z=1), lambda: inspect.signature(5), lambda: inspect.getsource(len), lambda: inspect.getsource(5), lambda: inspect.getfile(5), lambda: inspect.Parameter('1a', inspect.Parameter.KEYWORD_ONLY), lambda: inspect.signature(type('X', (), {'__signature__': 5})), lambda: inspect.getsourcefile(int), lambda: s.bind(1, c=1, b=1, a=2)):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
print(inspect.getdoc(f), inspect.getdoc(E.m), inspect.getdoc(E), inspect.cleandoc(' a\n   b'), inspect.getmodule(f).__name__, inspect.getsource(C.m), inspect.getsourcelines(f)[1], inspect.getfile(f) == __file__, inspect.getsource(C).count('def'), inspect.getcomments(f), inspect.getblock(['def x():\n', ' pass\n', 'y\n']))
for name in ('isfunction', 'ismethod', 'isclass', 'ismodule', 'isbuiltin', 'isroutine', 'isgeneratorfunction', 'iscoroutinefunction', 'isasyncgenfunction', 'isdatadescriptor', 'ismethoddescriptor', 'isabstract', 'iscode', 'isframe', 'istraceback', 'isgetsetdescriptor', 'ismemberdescriptor', 'isawaitable', 'isgenerator'):
    print(name, [int(getattr(inspect, name)(o)) for o in (f, C().m, C, sys, len, [].append, str.upper, C.p, f.__code__, 5, (lambda: (yield)), int.real, functools.partial(f))])
print([n for n, v in inspect.getmembers(C, inspect.isroutine) if not n.startswith('__')], inspect.getmembers(C(), lambda v: v == 1), [a.name + ':' + a.kind for a in inspect.classify_class_attrs(E) if not a.name.startswith('__')], inspect.getmro(E), inspect.getclasstree([C, E]), inspect.getattr_static(C, 'p').__class__.__name__, inspect.getattr_static(C(), 'nope', 'd'))
def outer():
    fr = inspect.currentframe()
    return fr.f_code.co_name, fr.f_back.f_code.co_name, fr.f_lineno, sorted(fr.f_locals), fr.f_globals is globals(), inspect.stack()[0].function, inspect.getframeinfo(fr).function, inspect.getframeinfo(fr).code_context[0].strip()[:10], sys._getframe(0).f_code.co_name, sys._getframe(1).f_code.co_name, inspect.getargvalues(fr).locals.keys() & {'fr'}
print(outer())
try:
    sys._getframe(1000)
except ValueError as e:
    print(e)
fr = f(1, c=2)
print(fr.f_code.co_name, fr.f_locals, fr.f_lineno, fr.f_trace, fr.f_builtins is not None, type(fr).__name__)
fr.clear(); print(fr.f_locals)
print(inspect.unwrap(functools.wraps(f)(lambda: 0)) is f, inspect.getcallargs(f, 1, c=2), inspect.getfullargspec(f), inspect.formatannotation(int), inspect.getclosurevars(outer).globals.keys() & {'inspect'}, inspect.indentsize('\t x'), inspect.get_annotations(f), inspect.CO_GENERATOR & (lambda: (yield)).__code__.co_flags != 0, inspect.isabstract(C), inspect.getmodulename('/a/b.py'))
def gen(): yield 1
g = gen(); print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), g.gi_frame.f_lineno, list(g), inspect.getgeneratorstate(g))
tr = []
def tracer(frame, event, arg):
    if frame.f_code.co_name == 'traced': tr.append((event, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == 'return' else None))
    return tracer
def traced(x):
    y = x + 1
    if y: z = 2
    return y
sys.settrace(tracer); traced(1); sys.settrace(None); print(tr)
pr = []
sys.setprofile(lambda fr, ev, arg: pr.append((ev, fr.f_code.co_name if ev in ('call', 'return') else arg.__name__))); traced(1); len(''); sys.setprofile(None); print(pr[:4])
print([i for i in dis.get_instructions(traced)] != [], dis.code_info(traced).splitlines()[0], list(traced.__code__.co_lines())[0].__class__.__name__, len(list(traced.__code__.co_positions())) > 0)
import linecache, tokenize, io, token
print(linecache.getline(__file__, 1), linecache.getline('nope', 1) == '', linecache.getlines('nope'))
for t in tokenize.generate_tokens(io.StringIO('def f(x):\n    return f"{x}" + 1.5 # c\n\n').readline): print(token.tok_name[t.type], repr(t.string), t.start, t.end, token.tok_name[t.exact_type])
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO('a  =  1\n').readline)))
for bad in ('(', "'''x", 'a\n  b\n c\n'):
    try:
        list(tokenize.generate_tokens(io.StringIO(bad).readline))
    except (tokenize.TokenError, IndentationError) as e:
        print(type(e).__name__, e)
