namespace PythonEngine.Objects;

/// <summary><c>builtin_function_or_method</c>: a native function, or a native method bound to <see cref="Self"/>.</summary>
[PyType("builtin_function_or_method")]
internal sealed unsafe partial class PyBuiltinFunction(NativeFunction function, PyObject? self, PyObject? module) : PyObject
{
    internal readonly NativeFunction Function = function;
    /// <summary>The module of a module function (not passed as an argument), the class of <c>__new__</c> (not passed), or the instance of a method.</summary>
    internal readonly PyObject? Self = self;
    /// <summary><c>__module__</c></summary>
    internal readonly PyObject? Module = module;
    /// <summary>Self is passed as args[0]: bound methods and class methods.</summary>
    internal bool PassSelf;

    /// <summary>A static method: Self is the class that has it, which shows in its repr and pickle only.</summary>
    internal bool IsStatic { get; init; }

    private bool IsModuleFunction => Self is null or PyModule;

    /// <summary>The builtin getattr: what unpickling bound methods goes through.</summary>
    internal static PyObject GetAttrFunction => PyThread.Current.Engine.Builtins.GetStr(PyStr.Intern("getattr"))!;

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        PassSelf ? NativeCalls.WithSelf(Function, Self!, args, kwnames) : Function.Entry(args, kwnames);

    [PyMethod("__repr__")]
    private string Repr() => IsModuleFunction
        ? $"<built-in function {Function.Name}>"
        : $"<built-in method {Function.Name} of {Self!.Type.FullName} object at 0x{Identity.Id(Self):x12}>";

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyBuiltinFunction b)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From((ReferenceEquals(Self, b.Self) && (nint)Function.Entry == (nint)b.Function.Entry) == (op == CompareOp.Eq));
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        long hash = (Self == null ? 0 : Identity.Hash(Self)) ^ (long)(nint)Function.Entry;
        return hash == -1 ? -2 : hash;
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => IsModuleFunction
        ? PyStr.Intern(Function.Name)
        : PyTuple.Of(GetAttrFunction, PyTuple.Of(Self!, PyStr.Intern(Function.Name)));

    [PyGetter("__self__")]
    private PyObject? SelfValue => IsStatic ? null : Self;

    [PyGetter("__name__")]
    private PyObject NameValue => PyStr.Intern(Function.Name);

    [PyGetter("__qualname__")]
    private PyObject QualNameValue => IsModuleFunction
        ? PyStr.Intern(Function.Name)
        : new PyStr((Self as PyType ?? Self!.Type).QualName + "." + Function.Name);

    [PyGetter("__module__")]
    private PyObject? ModuleValue => Module;

    [PyGetter("__doc__")]
    private string? DocValue => Function.Doc;

    [PyGetter("__text_signature__")]
    private string? TextSignature => Function.TextSignature;
}

/// <summary>Calls of native functions with their receiver put in front.</summary>
internal static unsafe class NativeCalls
{
    [InlineArray(9)]
    private struct Buffer9
    {
        private PyObject? _first;
    }

    public static PyObject WithSelf(NativeFunction function, PyObject self, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length < 9)
        {
            Buffer9 buffer = default;
            buffer[0] = self;
            args.CopyTo(((Span<PyObject>)buffer!)[1..]);
            return function.Entry(((Span<PyObject>)buffer!)[..(args.Length + 1)], kwnames);
        }
        return function.Entry(Interpreter.Prepend(self, args), kwnames);
    }
}
