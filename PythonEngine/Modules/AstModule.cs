using System.Reflection;
using PythonEngine.Builtins;
using PythonEngine.Parsing;

namespace PythonEngine.Modules;

/// <summary>The <c>_ast</c> module: the node classes, and trees of the parser as their instances and back.</summary>
[PyModule("_ast")]
[PyExports(typeof(PyAst))]
internal static partial class AstModule
{
    // Name(base): fields in order; ? marks an optional one, * a list.
    private const string Grammar = """
        mod(AST):
        Module(mod): body* type_ignores*
        Interactive(mod): body*
        Expression(mod): body
        FunctionType(mod): argtypes* returns
        stmt(AST):
        FunctionDef(stmt): name args body* decorator_list* returns? type_comment?
        AsyncFunctionDef(stmt): name args body* decorator_list* returns? type_comment?
        ClassDef(stmt): name bases* keywords* body* decorator_list*
        Return(stmt): value?
        Delete(stmt): targets*
        Assign(stmt): targets* value type_comment?
        AugAssign(stmt): target op value
        AnnAssign(stmt): target annotation value? simple
        For(stmt): target iter body* orelse* type_comment?
        AsyncFor(stmt): target iter body* orelse* type_comment?
        While(stmt): test body* orelse*
        If(stmt): test body* orelse*
        With(stmt): items* body* type_comment?
        AsyncWith(stmt): items* body* type_comment?
        Match(stmt): subject cases*
        Raise(stmt): exc? cause?
        Try(stmt): body* handlers* orelse* finalbody*
        TryStar(stmt): body* handlers* orelse* finalbody*
        Assert(stmt): test msg?
        Import(stmt): names*
        ImportFrom(stmt): module? names* level?
        Global(stmt): names*
        Nonlocal(stmt): names*
        Expr(stmt): value
        Pass(stmt):
        Break(stmt):
        Continue(stmt):
        expr(AST):
        BoolOp(expr): op values*
        NamedExpr(expr): target value
        BinOp(expr): left op right
        UnaryOp(expr): op operand
        Lambda(expr): args body
        IfExp(expr): test body orelse
        Dict(expr): keys* values*
        Set(expr): elts*
        ListComp(expr): elt generators*
        SetComp(expr): elt generators*
        DictComp(expr): key value generators*
        GeneratorExp(expr): elt generators*
        Await(expr): value
        Yield(expr): value?
        YieldFrom(expr): value
        Compare(expr): left ops* comparators*
        Call(expr): func args* keywords*
        FormattedValue(expr): value conversion format_spec?
        JoinedStr(expr): values*
        Constant(expr): value kind?
        Attribute(expr): value attr ctx
        Subscript(expr): value slice ctx
        Starred(expr): value ctx
        Name(expr): id ctx
        List(expr): elts* ctx
        Tuple(expr): elts* ctx
        Slice(expr): lower? upper? step?
        expr_context(AST):
        Load(expr_context):
        Store(expr_context):
        Del(expr_context):
        boolop(AST):
        And(boolop):
        Or(boolop):
        operator(AST):
        Add(operator):
        Sub(operator):
        Mult(operator):
        MatMult(operator):
        Div(operator):
        Mod(operator):
        Pow(operator):
        LShift(operator):
        RShift(operator):
        BitOr(operator):
        BitXor(operator):
        BitAnd(operator):
        FloorDiv(operator):
        unaryop(AST):
        Invert(unaryop):
        Not(unaryop):
        UAdd(unaryop):
        USub(unaryop):
        cmpop(AST):
        Eq(cmpop):
        NotEq(cmpop):
        Lt(cmpop):
        LtE(cmpop):
        Gt(cmpop):
        GtE(cmpop):
        Is(cmpop):
        IsNot(cmpop):
        In(cmpop):
        NotIn(cmpop):
        comprehension(AST): target iter ifs* is_async
        excepthandler(AST):
        ExceptHandler(excepthandler): type? name? body*
        arguments(AST): posonlyargs* args* vararg? kwonlyargs* kw_defaults* kwarg? defaults*
        arg(AST): arg annotation? type_comment?
        keyword(AST): arg? value
        alias(AST): name asname?
        withitem(AST): context_expr optional_vars?
        match_case(AST): pattern guard? body*
        pattern(AST):
        MatchValue(pattern): value
        MatchSingleton(pattern): value
        MatchSequence(pattern): patterns*
        MatchMapping(pattern): keys* patterns* rest?
        MatchClass(pattern): cls patterns* kwd_attrs* kwd_patterns*
        MatchStar(pattern): name?
        MatchAs(pattern): pattern? name?
        MatchOr(pattern): patterns*
        type_ignore(AST):
        TypeIgnore(type_ignore): lineno tag
        """;

    /// <summary>A node class: what Python calls it, and the parser's class with the same fields in the same order.</summary>
    internal sealed class NodeClass
    {
        public required string Name;
        public required PyStr[] Fields;
        /// <summary>' ', '?' or '*' by field.</summary>
        public required char[] Kinds;
        public required PyType Type;
        public bool HasPosition;
        public ConstructorInfo? Constructor;
        public FieldInfo[] Members = [];
        public PyObject? Singleton;
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        AstConverter converter = new();
        module.State = converter;
        module.Set("PyCF_ONLY_AST", PyInt.From(0x400));
        module.Set("PyCF_TYPE_COMMENTS", PyInt.From(0x1000));
        module.Set("PyCF_ALLOW_TOP_LEVEL_AWAIT", PyInt.From(0x2000));
        Dictionary<string, PyType> types = new() { ["AST"] = PyAst.TypeObject };
        foreach (string line in Grammar.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int open = line.IndexOf('('), close = line.IndexOf(')');
            string name = line[..open], parent = line[(open + 1)..close];
            string[] parts = line[(close + 2)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            PyStr[] fields = new PyStr[parts.Length];
            char[] kinds = new char[parts.Length];
            PyDict ns = new();
            ns.SetStr(Names.Module, PyStr.Intern("ast"));
            for (int i = 0; i < parts.Length; i++)
            {
                kinds[i] = parts[i][^1] is '?' or '*' ? parts[i][^1] : ' ';
                fields[i] = PyStr.Intern(parts[i].TrimEnd('?', '*'));
                if (kinds[i] == '?')
                {
                    ns.SetStr(fields[i], PyNone.Instance);
                }
            }
            PyTuple fieldNames = PyTuple.From(fields);
            ns.SetStr(AstConverter.FieldsName, fieldNames);
            ns.SetStr(Names.MatchArgs, fieldNames);
            ns.SetStr(Names.Doc, new PyStr(parts.Length == 0 ? name : $"{name}({string.Join(", ", parts)})"));
            bool position = name is "stmt" or "expr" or "excepthandler" or "arg" or "keyword" or "alias" or "pattern";
            if (position)
            {
                ns.SetStr(AstConverter.AttributesName, new PyTuple([AstConverter.LineName, AstConverter.ColumnName, AstConverter.EndLineName, AstConverter.EndColumnName]));
                if (name != "pattern")
                {
                    ns.SetStr(AstConverter.EndLineName, PyNone.Instance);
                    ns.SetStr(AstConverter.EndColumnName, PyNone.Instance);
                }
            }
            else if (parent == "AST")
            {
                ns.SetStr(AstConverter.AttributesName, PyTuple.Empty);
            }
            PyType type = (PyType)Ops.Call(PyType.TypeObject, new PyStr(name), new PyTuple([types[parent]]), ns);
            types[name] = type;
            module.Set(name, type);
            converter.Add(new NodeClass
            {
                Name = name,
                Fields = fields,
                Kinds = kinds,
                Type = type,
                HasPosition = position || parent is "stmt" or "expr" or "excepthandler" or "pattern",
            });
        }
    }
}

/// <summary><c>ast.AST</c></summary>
[PyType("AST", Module = "ast", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyAst : PyObject
{
    private InstanceFields _fields;

    public PyAst(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyConstant("_fields")]
    private static readonly PyObject s_noFields = PyTuple.Empty;

    [PyConstant("_attributes")]
    private static readonly PyObject s_noAttributes = PyTuple.Empty;

    [PyConstant("__match_args__")]
    private static readonly PyObject s_noMatchArgs = PyTuple.Empty;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyAst(cls);

    [PyGetter("__dict__")]
    private PyObject GetDict() => Ops.InstanceDict(ref _fields);

    [PyMethod("__init__", "*args, **kwargs")]
    private void Init(ReadOnlySpan<PyObject> args, PyDict? kwargs)
    {
        PyObject[] fields = Ops.TryGetAttr(Type, AstConverter.FieldsName) is { } names ? Ops.ToArray(names) : [];
        if (args.Length > fields.Length)
        {
            throw Err.TypeError($"{Type.Name} constructor takes at most {fields.Length} positional argument{(fields.Length == 1 ? "" : "s")}");
        }
        for (int i = 0; i < args.Length; i++)
        {
            Ops.SetAttr(this, (PyStr)fields[i], args[i]);
        }
        if (kwargs == null)
        {
            return;
        }
        int position = 0;
        while (kwargs.Next(ref position, out PyObject key, out PyObject value))
        {
            for (int i = 0; i < args.Length; i++)
            {
                if (Ops.Compare(fields[i], key, CompareOp.Eq))
                {
                    throw Err.TypeError($"{Type.Name} got multiple values for argument {Ops.ReprText(key)}");
                }
            }
            Ops.SetAttr(this, (PyStr)key, value);
        }
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => new PyTuple([Type, PyTuple.Empty, Ops.InstanceDict(ref _fields)]);
}
