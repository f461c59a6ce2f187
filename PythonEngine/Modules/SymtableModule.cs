using PythonEngine.Compiling;
using PythonEngine.Modules.Native;
using PythonEngine.Parsing;

namespace PythonEngine.Modules;

/// <summary>The <c>_symtable</c> module: what the compiler knows about names, for the <c>symtable</c> module.</summary>
[PyModule("_symtable")]
internal static partial class SymtableModule
{
    /// <summary>Where the scope sits in a symbol's flags.</summary>
    internal const int ScopeOffset = 11;

    private const string Constants = "USE 16 DEF_GLOBAL 1 DEF_NONLOCAL 8 DEF_LOCAL 2 DEF_PARAM 4 DEF_FREE 32 DEF_FREE_CLASS 64 DEF_IMPORT 128 DEF_BOUND 134 DEF_ANNOT 256 "
        + "TYPE_FUNCTION 0 TYPE_CLASS 1 TYPE_MODULE 2 LOCAL 1 GLOBAL_EXPLICIT 2 GLOBAL_IMPLICIT 3 FREE 4 CELL 5 SCOPE_OFF 11 SCOPE_MASK 15 ";

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        module.Set("__doc__", PyNone.Instance);
    }

    [PyFunction("symtable", "source, filename, startstr, /", Doc = "The symbol table of the top block of a source text.")]
    private static PyObject Symtable(PyEngine engine, PyObject source, PyObject filename, string startstr)
    {
        string file = Builtins.BuiltinsModule.FileName(filename);
        Builtins.BuiltinsModule.SourceOf(source, "symtable", "string or bytes", out string? text, out byte[]? bytes);
        ParseMode mode = startstr switch
        {
            "exec" => ParseMode.Exec,
            "eval" => ParseMode.Eval,
            "single" => ParseMode.Single,
            _ => throw Err.ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'"),
        };
        return Entry(SourceCompiler.Symbols(engine, bytes, text, file, mode).Top);
    }

    private static PySymtableEntry Entry(SymbolScope scope)
    {
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" while making a symbol table");
        PyDict symbols = new(scope.Symbols.Count);
        foreach (Symbol symbol in scope.Symbols)
        {
            symbols.SetStr(PyStr.Intern(symbol.Name), PyInt.From((long)symbol.Flags | (long)symbol.Scope << ScopeOffset));
        }
        PyList names = new(scope.Parameters.Count);
        foreach (string parameter in scope.Parameters)
        {
            names.Add(PyStr.Intern(parameter));
        }
        PyList children = new(scope.Children.Count);
        foreach (SymbolScope child in scope.Children)
        {
            children.Add(Entry(child));
        }
        return new PySymtableEntry(scope, symbols, names, children);
    }
}

/// <summary><c>symtable entry</c>: one block.</summary>
[PyType("symtable entry", NoConstructor = true)]
internal sealed partial class PySymtableEntry(SymbolScope scope, PyDict symbols, PyList names, PyList children) : PyObject
{
    [PyMethod("__repr__")]
    private string Repr() => $"<symtable entry {scope.Name}({Id}), line {scope.Line}>";

    [PyGetter("id", Member = true)]
    private long Id => Identity.Id(this);

    [PyGetter("name", Member = true)]
    private string Name => scope.Name;

    [PyGetter("symbols", Member = true)]
    private PyObject Symbols => symbols;

    [PyGetter("varnames", Member = true)]
    private PyObject VarNames => names;

    [PyGetter("children", Member = true)]
    private PyObject Children => children;

    [PyGetter("nested", Member = true)]
    private long Nested => scope.IsNested ? 1 : 0;

    [PyGetter("type", Member = true)]
    private long Kind => (long)scope.Kind;

    [PyGetter("lineno", Member = true)]
    private long Line => scope.Line;
}
