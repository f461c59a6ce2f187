import ast

tree = ast.Module(body=[
    ast.Assign(targets=[ast.Name('x', ast.Store())], value=ast.BinOp(ast.Constant(2), ast.Mult(), ast.Constant(21))),
    ast.Expr(ast.Call(ast.Name('print', ast.Load()), [ast.Name('x', ast.Load())], [])),
    ast.FunctionDef('f', ast.arguments([], [ast.arg('a')], None, [], [], None, [ast.Constant(3)]), [ast.Return(ast.Name('a', ast.Load()))], []),
    ast.Expr(ast.Call(ast.Name('print', ast.Load()), [ast.Call(ast.Name('f', ast.Load()), [], [])], [])),
], type_ignores=[])
ast.fix_missing_locations(tree)
exec(compile(tree, '<built>', 'exec'))
print(eval(compile(ast.Expression(ast.Constant(5, lineno=1, col_offset=0)), 'f', 'eval')))


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        if isinstance(node.value, int):
            return ast.copy_location(ast.Constant(node.value * 2), node)
        return node


t = Double().visit(ast.parse('print(1 + 2, "s", [3])'))
exec(compile(ast.fix_missing_locations(t), 'f', 'exec'))


class Names(ast.NodeVisitor):
    def __init__(self):
        self.found = []

    def visit_Name(self, node):
        self.found.append((node.id, type(node.ctx).__name__, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))
        self.generic_visit(node)


v = Names()
v.visit(ast.parse('a = b\nfor c in d:\n    del e.f[g]\nä = "é" + h'))
print(v.found)
print([type(n).__name__ for n in ast.walk(ast.parse('a.b(c)'))])
print(ast.literal_eval("{'a': [1, 2.5, -3, 1+2j, (None, True)], 'b': {1, 2}, 'c': b'x'}"))
for bad in ('f()', 'a', '1 + a', '__import__("os")', '[1, x]', '1 if 1 else 2', '{**{}}'):
    try:
        print(ast.literal_eval(bad))
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, str(error).split(':')[0].split(' object')[0].split('<')[0])
for node, mode in ((ast.Module([ast.Expr(ast.Name('x', ast.Store(), lineno=1, col_offset=0), lineno=1, col_offset=0)], []), 'exec'),
                   (ast.Module([ast.Pass()], []), 'exec'), (ast.Expression(ast.Constant(1, lineno=1, col_offset=0)), 'exec'),
                   (ast.Module([ast.Expr(None, lineno=1, col_offset=0)], []), 'exec'), (ast.Module([5], []), 'exec'),
                   (ast.Module([ast.Assign([], ast.Constant(1, lineno=1, col_offset=0), lineno=1, col_offset=0)], []), 'exec'),
                   (ast.Module([ast.If(ast.Constant(1, lineno=1, col_offset=0), [], [], lineno=1, col_offset=0)], []), 'exec'),
                   (ast.Expression(ast.BinOp(ast.Constant(1, lineno=1, col_offset=0), ast.And(), ast.Constant(1, lineno=1, col_offset=0), lineno=1, col_offset=0)), 'eval')):
    try:
        compile(node, 'f', mode)
        print('ok')
    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split(' object')[0])
n = ast.parse('def f(a, b=1): "doc"; return a').body[0]
print(ast.get_docstring(n), n._fields, n._attributes, n.args.args[0].arg, ast.get_source_segment('x = y + z', ast.parse('x = y + z').body[0].value))
print(ast.Name._fields, ast.Name('x').id, hasattr(ast.Name('x'), 'ctx'), isinstance(ast.Constant(1), ast.expr), issubclass(ast.Add, ast.operator))
try:
    ast.Name('a', 'b', 'c')
except TypeError as error:
    print(error)
print(ast.dump(ast.parse('x: int = 1', type_comments=True)), ast.dump(ast.parse('(int, str) -> bool', mode='func_type')))
print(ast.dump(ast.parse('1', mode='eval')), ast.dump(ast.parse('a;b', mode='single'), annotate_fields=False))
print(ast.dump(ast.parse('a').body[0], include_attributes=True))
print(list(ast.iter_fields(ast.Constant(1))), [type(c).__name__ for c in ast.iter_child_nodes(ast.parse('a+b').body[0].value)])
import pickle, copy
print(ast.dump(pickle.loads(pickle.dumps(ast.parse('a + 1')))), ast.dump(copy.deepcopy(ast.parse('b'))))
m = ast.parse('match x:\n case C(1, k=[a, *b]): pass').body[0]
print(ast.dump(m.cases[0].pattern))
