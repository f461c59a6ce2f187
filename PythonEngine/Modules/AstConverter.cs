using System.Reflection;
using PythonEngine.Builtins;
using PythonEngine.Parsing;

namespace PythonEngine.Modules;

/// <summary>Between the parser's trees and the objects of the ast module, by the tables of <see cref="AstModule"/>.</summary>
internal sealed class AstConverter : AstBridge.IConverter
{
    internal static readonly PyStr FieldsName = PyStr.Intern("_fields");
    internal static readonly PyStr AttributesName = PyStr.Intern("_attributes");
    internal static readonly PyStr LineName = PyStr.Intern("lineno");
    internal static readonly PyStr ColumnName = PyStr.Intern("col_offset");
    internal static readonly PyStr EndLineName = PyStr.Intern("end_lineno");
    internal static readonly PyStr EndColumnName = PyStr.Intern("end_col_offset");

    private readonly Dictionary<string, AstModule.NodeClass> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<PyType, AstModule.NodeClass> _byType = [];
    private readonly Dictionary<Type, AstModule.NodeClass> _byNode = [];

    /// <summary>The parser's name of a class that Python writes differently.</summary>
    private static string ParserName(string name) => name switch
    {
        "Expr" => "ExprStmt",
        "withitem" => "WithItem",
        "match_case" => "MatchCase",
        "comprehension" or "arguments" or "arg" or "keyword" or "alias" => char.ToUpperInvariant(name[0]) + name[1..],
        _ => name,
    };

    internal void Add(AstModule.NodeClass node)
    {
        _byName[node.Name] = node;
        _byType[node.Type] = node;
        Type? type = typeof(AstNode).Assembly.GetType("PythonEngine.Parsing." + ParserName(node.Name));
        if (type == null || type.IsAbstract || !type.IsSubclassOf(typeof(AstNode)))
        {
            return;
        }
        node.Constructor = type.GetConstructors()[0];
        ParameterInfo[] parameters = node.Constructor.GetParameters();
        node.Members = new FieldInfo[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            string parameter = parameters[i].Name!;
            node.Members[i] = type.GetField(char.ToUpperInvariant(parameter[0]) + parameter[1..])!;
        }
        _byNode[type] = node;
    }

    public bool IsTree(PyObject obj) => obj is PyAst;

    public PyObject ToPython(ModNode tree) => Node(tree);

    private PyObject Node(AstNode node)
    {
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" during ast construction");
        AstModule.NodeClass cls = _byNode[node.GetType()];
        PyAst result = new(cls.Type);
        for (int i = 0; i < cls.Fields.Length; i++)
        {
            object? value = cls.Members[i].GetValue(node);
            Ops.InstanceSet(result, cls.Fields[i], node is Constant or MatchSingleton && i == 0 ? FromParser(value) : Value(value));
        }
        if (cls.HasPosition)
        {
            Ops.InstanceSet(result, LineName, PyInt.From(node.Line));
            Ops.InstanceSet(result, ColumnName, PyInt.From(node.Col));
            Ops.InstanceSet(result, EndLineName, PyInt.From(node.EndLine));
            Ops.InstanceSet(result, EndColumnName, PyInt.From(node.EndCol));
        }
        return result;
    }

    private PyObject Value(object? value)
    {
        switch (value)
        {
            case null:
                return PyNone.Instance;
            case AstNode node:
                return Node(node);
            case string text:
                return PyStr.Intern(text);
            case int number:
                return PyInt.From(number);
            case bool flag:
                return PyInt.From(flag ? 1 : 0);
            case Enum:
                AstModule.NodeClass cls = _byName[value.ToString()!];
                return cls.Singleton ??= new PyAst(cls.Type);
            case Array array:
                PyList list = new(array.Length);
                foreach (object? item in array)
                {
                    list.Add(Value(item));
                }
                return list;
            default:
                throw Err.SystemError("unexpected value in a tree");
        }
    }

    private static PyObject FromParser(object? value) => value switch
    {
        null => PyNone.Instance,
        bool flag => PyBool.From(flag),
        long number => PyInt.From(number),
        BigInteger big => PyInt.From(big),
        double number => new PyFloat(number),
        Complex complex => new PyComplex(complex.Real, complex.Imaginary),
        string text => new PyStr(text),
        int[] points => PyStr.FromCodePoints(points),
        byte[] bytes => new PyBytes(bytes),
        PyObject already => already,
        _ => PyEllipsis.Instance,
    };

    private static object? ToParser(PyObject value)
    {
        switch (value)
        {
            case PyNone:
                return null;
            case PyBool:
                return ReferenceEquals(value, PyBool.True);
            case PyEllipsis:
                return Constant.EllipsisValue;
            case PyInt number when value is PySmallInt or PyBigInt:
                return number.TryGetLong(out long small) ? small : number.Big;
            case PyFloat number when value.GetType() == typeof(PyFloat):
                return number.Value;
            case PyComplex complex when value.GetType() == typeof(PyComplex):
                return new Complex(complex.Real, complex.Imaginary);
            case PyStr text when value.GetType() == typeof(PyStr):
                return text.Value;
            case PyBytes bytes when value.GetType() == typeof(PyBytes):
                return bytes.Data;
            case PyTuple or PyFrozenSet:
                foreach (PyObject item in Ops.ToArray(value))
                {
                    ToParser(item);
                }
                return value;
            default:
                throw Err.TypeError($"got an invalid type in Constant: {Ops.TypeName(value)}");
        }
    }

    public ModNode FromPython(PyObject tree, ParseMode mode)
    {
        (string wanted, Type type) = mode switch
        {
            ParseMode.Eval => ("Expression", typeof(Expression)),
            ParseMode.Single => ("Interactive", typeof(Interactive)),
            ParseMode.FuncType => ("FunctionType", typeof(FunctionType)),
            _ => ("Module", typeof(Parsing.Module)),
        };
        if (!tree.Type.IsSubtypeOf(_byName[wanted].Type))
        {
            throw Err.TypeError($"expected {wanted} node, got {tree.Type.Name}");
        }
        return (ModNode)Node(tree, type, null)!;
    }

    private AstModule.NodeClass? Class(PyObject obj)
    {
        foreach (PyType type in obj.Type.Mro)
        {
            if (_byType.TryGetValue(type, out AstModule.NodeClass? cls))
            {
                return cls;
            }
        }
        return null;
    }

    private static string BaseName(Type type) =>
        type == typeof(ExprNode) ? "expr" : type == typeof(StmtNode) ? "stmt" : type == typeof(PatternNode) ? "pattern" : type == typeof(ExceptHandler) ? "excepthandler"
        : type == typeof(TypeIgnore) ? "type_ignore" : type.Name is "WithItem" or "Comprehension" or "Arguments" or "Arg" or "Keyword" or "Alias" ? type.Name.ToLowerInvariant()
        : type == typeof(MatchCase) ? "match_case" : type.Name;

    private object? Node(PyObject obj, Type type, string? field)
    {
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" during compilation");
        AstModule.NodeClass? cls = Class(obj);
        if (cls?.Constructor == null || !type.IsAssignableFrom(cls.Constructor.DeclaringType!))
        {
            throw Err.TypeError($"expected some sort of {BaseName(type)}, but got {Ops.ReprText(obj)}");
        }
        ParameterInfo[] parameters = cls.Constructor.GetParameters();
        object?[] arguments = new object?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            PyObject? value = Ops.TryGetAttr(obj, cls.Fields[i]);
            if (value == null)
            {
                if (cls.Kinds[i] == ' ' || cls.Kinds[i] == '*')
                {
                    throw Err.TypeError($"required field \"{cls.Fields[i].Value}\" missing from {cls.Name}");
                }
                value = PyNone.Instance;
            }
            arguments[i] = Argument(value, parameters[i].ParameterType, cls, i);
        }
        AstNode node = (AstNode)cls.Constructor.Invoke(arguments);
        if (cls.HasPosition)
        {
            node.Line = Position(obj, LineName, cls, null);
            node.Col = Position(obj, ColumnName, cls, null);
            node.EndLine = Position(obj, EndLineName, cls, node.Line);
            node.EndCol = Position(obj, EndColumnName, cls, node.Col);
        }
        return node;
    }

    private static int Position(PyObject obj, PyStr name, AstModule.NodeClass cls, int? otherwise)
    {
        PyObject? value = Ops.TryGetAttr(obj, name);
        if (value is null or PyNone)
        {
            return otherwise ?? throw Err.TypeError(value == null
                ? $"required field \"{name.Value}\" missing from {(cls.Constructor!.DeclaringType!.BaseType == typeof(StmtNode) ? "stmt" : cls.Constructor.DeclaringType.BaseType == typeof(ExprNode) ? "expr" : cls.Name)}"
                : "invalid integer value: None");
        }
        return value is PyInt ? (int)Ops.AsLong(value) : throw Err.ValueError($"invalid integer value: {Ops.ReprText(value)}");
    }

    private object? Argument(PyObject value, Type type, AstModule.NodeClass cls, int index)
    {
        if (type.IsArray)
        {
            if (value is not PyList list)
            {
                throw Err.TypeError($"{cls.Name} field \"{cls.Fields[index].Value}\" must be a list, not a {Ops.TypeName(value)}");
            }
            Array result = Array.CreateInstance(type.GetElementType()!, list.Count);
            for (int i = 0; i < result.Length && i < list.Count; i++)
            {
                result.SetValue(Argument(list[i], type.GetElementType()!, cls, index), i);
            }
            return result;
        }
        if (type == typeof(object))
        {
            return ToParser(value);
        }
        bool none = value is PyNone;
        if (type == typeof(string))
        {
            if (none && (cls.Kinds[index] != ' ' || cls.Name is "MatchStar"))
            {
                return null;
            }
            return value is PyStr text ? text.Value : throw Err.TypeError("AST identifier must be of type str");
        }
        if (type == typeof(int) || type == typeof(bool))
        {
            if (none && cls.Kinds[index] == '?')
            {
                return type == typeof(int) ? 0 : false;
            }
            long number = value is PyInt ? Ops.AsLong(value) : throw Err.ValueError($"invalid integer value: {Ops.ReprText(value)}");
            return type == typeof(int) ? (int)number : number != 0;
        }
        if (type.IsEnum)
        {
            string? name = Class(value)?.Name;
            return name != null && Enum.TryParse(type, name, out object? parsed) ? parsed
                : throw Err.TypeError($"expected some sort of {EnumName(type)}, but got {Ops.ReprText(value)}");
        }
        if (none && (cls.Kinds[index] == '?' || (cls.Name is "Dict" && index == 0) || cls.Fields[index].Value == "kw_defaults"))
        {
            return null;
        }
        if (none)
        {
            throw Err.ValueError(cls.Kinds[index] == '*'
                ? $"None disallowed in {(type == typeof(StmtNode) ? "statement" : "expression")} list"
                : $"field '{cls.Fields[index].Value}' is required for {cls.Name}");
        }
        return Node(value, type, cls.Fields[index].Value);
    }

    private static string EnumName(Type type) =>
        type == typeof(ExprContext) ? "expr_context" : type == typeof(BoolOperator) ? "boolop" : type == typeof(Operator) ? "operator" : type == typeof(UnaryOperator) ? "unaryop" : "cmpop";
}
