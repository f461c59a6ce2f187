using PythonEngine.Builtins;
using PythonEngine.Parsing;

namespace PythonEngine.Modules.Ast;

/// <summary>The <c>_ast</c> module.</summary>
[PyModule("_ast")]
[PyExports(typeof(PyAst))]
internal static partial class AstModule
{
    [PyConstant("PyCF_ONLY_AST")] private const int OnlyAst = 0x400;
    [PyConstant("PyCF_TYPE_COMMENTS")] private const int TypeComments = 0x1000;
    [PyConstant("PyCF_ALLOW_TOP_LEVEL_AWAIT")] private const int TopLevelAwait = 0x2000;

    [PyModuleInit]
    private static void Init(PyModule module) => module.State = new AstClasses(module);
}

/// <summary>The node classes of one engine.</summary>
internal sealed class AstClasses : AstBridge.IConverter
{
    /// <summary>Per line a sum type with its constructors, or a product type with its fields; '@' marks those with positions.</summary>
    private const string Schema = """
        mod = Module(stmt* body, type_ignore* type_ignores) | Interactive(stmt* body) | Expression(expr body) | FunctionType(expr* argtypes, expr returns)
        @stmt = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment) | AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment) | ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list) | Return(expr? value) | Delete(expr* targets) | Assign(expr* targets, expr value, string? type_comment) | AugAssign(expr target, operator op, expr value) | AnnAssign(expr target, expr annotation, expr? value, int simple) | For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment) | AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment) | While(expr test, stmt* body, stmt* orelse) | If(expr test, stmt* body, stmt* orelse) | With(withitem* items, stmt* body, string? type_comment) | AsyncWith(withitem* items, stmt* body, string? type_comment) | Match(expr subject, match_case* cases) | Raise(expr? exc, expr? cause) | Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) | TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) | Assert(expr test, expr? msg) | Import(alias* names) | ImportFrom(identifier? module, alias* names, int? level) | Global(identifier* names) | Nonlocal(identifier* names) | Expr(expr value) | Pass | Break | Continue
        @expr = BoolOp(boolop op, expr* values) | NamedExpr(expr target, expr value) | BinOp(expr left, operator op, expr right) | UnaryOp(unaryop op, expr operand) | Lambda(arguments args, expr body) | IfExp(expr test, expr body, expr orelse) | Dict(expr* keys, expr* values) | Set(expr* elts) | ListComp(expr elt, comprehension* generators) | SetComp(expr elt, comprehension* generators) | DictComp(expr key, expr value, comprehension* generators) | GeneratorExp(expr elt, comprehension* generators) | Await(expr value) | Yield(expr? value) | YieldFrom(expr value) | Compare(expr left, cmpop* ops, expr* comparators) | Call(expr func, expr* args, keyword* keywords) | FormattedValue(expr value, int conversion, expr? format_spec) | JoinedStr(expr* values) | Constant(constant value, string? kind) | Attribute(expr value, identifier attr, expr_context ctx) | Subscript(expr value, expr slice, expr_context ctx) | Starred(expr value, expr_context ctx) | Name(identifier id, expr_context ctx) | List(expr* elts, expr_context ctx) | Tuple(expr* elts, expr_context ctx) | Slice(expr? lower, expr? upper, expr? step)
        expr_context = Load | Store | Del
        boolop = And | Or
        operator = Add | Sub | Mult | MatMult | Div | Mod | Pow | LShift | RShift | BitOr | BitXor | BitAnd | FloorDiv
        unaryop = Invert | Not | UAdd | USub
        cmpop = Eq | NotEq | Lt | LtE | Gt | GtE | Is | IsNot | In | NotIn
        comprehension(expr target, expr iter, expr* ifs, int is_async)
        @excepthandler = ExceptHandler(expr? type, identifier? name, stmt* body)
        arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)
        @arg(identifier arg, expr? annotation, string? type_comment)
        @keyword(identifier? arg, expr value)
        @alias(identifier name, identifier? asname)
        withitem(expr context_expr, expr? optional_vars)
        match_case(pattern pattern, expr? guard, stmt* body)
        @pattern = MatchValue(expr value) | MatchSingleton(constant value) | MatchSequence(pattern* patterns) | MatchMapping(expr* keys, pattern* patterns, identifier? rest) | MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns) | MatchStar(identifier? name) | MatchAs(pattern? pattern, identifier? name) | MatchOr(pattern* patterns)
        type_ignore = TypeIgnore(int lineno, string tag)
        """;

    private readonly Dictionary<string, NodeClass> _byName = [];
    private readonly Dictionary<PyType, NodeClass> _byType = [];

    /// <summary>A concrete node class.</summary>
    internal sealed class NodeClass
    {
        public required string Name;
        /// <summary>The sum type, or the class itself for product types.</summary>
        public required string Sum;
        public required PyType Type;
        public required PyStr[] Fields;
        public required bool HasPositions;
        /// <summary>Contexts and operators have no content: one object stands for each.</summary>
        public PyObject? Instance;
    }

    internal AstClasses(PyModule module)
    {
        foreach (string rawLine in Schema.Split('\n'))
        {
            string line = rawLine.Trim();
            bool positions = line[0] == '@';
            line = positions ? line[1..] : line;
            int equals = line.IndexOf(" = ", StringComparison.Ordinal);
            if (equals < 0 || line.IndexOf('(') is >= 0 and int p && p < equals)
            {
                Add(module, line, line[..line.IndexOf('(')], PyAst.TypeObject, line, positions, true);
                continue;
            }
            string sum = line[..equals];
            string[] constructors = line[(equals + 3)..].Split(" | ");
            bool simple = !line.Contains('(');
            string separator = simple ? " | " : "\n" + new string(' ', sum.Length + 1) + "| ";
            PyType baseType = MakeClass(module, sum, PyAst.TypeObject, [], [], positions, sum + " = " + string.Join(separator, constructors), true);
            foreach (string constructor in constructors)
            {
                NodeClass node = Add(module, constructor, sum, baseType, constructor, positions, false);
                if (simple)
                {
                    node.Instance = new PyAst(node.Type);
                }
            }
        }
    }

    private NodeClass Add(PyModule module, string text, string sum, PyType baseType, string doc, bool positions, bool ownAttributes)
    {
        int open = text.IndexOf('(');
        string name = open < 0 ? text : text[..open];
        List<PyStr> fields = [];
        List<PyStr> optional = [];
        if (open >= 0)
        {
            foreach (string field in text[(open + 1)..^1].Split(", "))
            {
                int space = field.IndexOf(' ');
                PyStr fieldName = PyStr.Intern(field[(space + 1)..]);
                fields.Add(fieldName);
                if (field[space - 1] == '?')
                {
                    optional.Add(fieldName);
                }
            }
        }
        PyType type = MakeClass(module, name, baseType, fields, optional, positions, doc, ownAttributes);
        NodeClass node = new() { Name = name, Sum = sum, Type = type, Fields = [.. fields], HasPositions = positions };
        _byName[name] = node;
        _byType[type] = node;
        return node;
    }

    private static PyType MakeClass(PyModule module, string name, PyType baseType, List<PyStr> fields, List<PyStr> optional, bool positions, string doc, bool ownAttributes)
    {
        PyDict ns = new();
        PyTuple names = fields.Count == 0 ? PyTuple.Empty : new PyTuple([.. fields]);
        ns.SetStr(PyStr.Intern("_fields"), names);
        ns.SetStr(Names.MatchArgs, names);
        ns.SetStr(Names.Module, PyStr.Intern("ast"));
        ns.SetStr(Names.Doc, new PyStr(doc));
        if (ownAttributes)
        {
            ns.SetStr(PyStr.Intern("_attributes"), positions
                ? new PyTuple([AstNames.Line, AstNames.Column, AstNames.EndLine, AstNames.EndColumn])
                : PyTuple.Empty);
            if (positions)
            {
                ns.SetStr(AstNames.EndLine, PyNone.Instance);
                ns.SetStr(AstNames.EndColumn, PyNone.Instance);
            }
        }
        foreach (PyStr field in optional)
        {
            ns.SetStr(field, PyNone.Instance);
        }
        PyType type = (PyType)Ops.Call(PyType.TypeObject, PyStr.Intern(name), new PyTuple([baseType]), ns);
        module.Set(name, type);
        return type;
    }

    internal NodeClass Class(string name) => _byName[name];

    /// <summary>The node class of an object within a sum (or product) type, or null.</summary>
    internal NodeClass? Find(PyObject obj, string sum)
    {
        if (_byType.TryGetValue(obj.Type, out NodeClass? direct))
        {
            return direct.Sum == sum ? direct : null;
        }
        foreach (PyType type in obj.Type.Mro)
        {
            if (_byType.TryGetValue(type, out NodeClass? found))
            {
                return found.Sum == sum ? found : null;
            }
        }
        return null;
    }

    public bool IsTree(PyObject obj) => obj is PyAst;

    public PyObject ToPython(ModNode tree) => new AstToPython(this).Convert(tree);

    public ModNode FromPython(PyObject tree, ParseMode mode)
    {
        string wanted = mode switch { ParseMode.Single => "Interactive", ParseMode.Eval => "Expression", _ => "Module" };
        NodeClass? node = Find(tree, "mod");
        return node?.Name == wanted
            ? new AstFromPython(this).Module(tree, wanted)
            : throw Err.TypeError($"expected {wanted} node, got {tree.Type.Name}");
    }
}

/// <summary>Names of position attributes.</summary>
internal static class AstNames
{
    public static readonly PyStr Line = PyStr.Intern("lineno");
    public static readonly PyStr Column = PyStr.Intern("col_offset");
    public static readonly PyStr EndLine = PyStr.Intern("end_lineno");
    public static readonly PyStr EndColumn = PyStr.Intern("end_col_offset");
}
