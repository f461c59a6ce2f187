using PythonEngine.Compiling;
using PythonEngine.Modules.Native;
using PythonEngine.Parsing;

namespace PythonEngine.Builtins;

internal static partial class BuiltinsModule
{
    private const CodeFlags InheritedFeatures = CodeFlags.FutureBarryAsBdfl | CodeFlags.FutureAnnotations | CodeFlags.FutureGeneratorStop;
    private const int OnlyAst = 0x400;
    private const int KnownFlags = 0x200 | OnlyAst | 0x800 | 0x1000 | 0x2000 | 0x4000 | 0x10 | 0x0FE0000 | 0x1000000 | 0x0100;

    /// <summary>Future features of the code that calls a builtin.</summary>
    private static CodeFlags CallerFeatures(PyThread thread) => (thread.TopPythonFrame?.Code.Flags ?? 0) & InheritedFeatures;

    /// <summary>Compile source into a code object that can be executed by exec() or eval().</summary>
    [PyFunction("__build_class__", Doc = "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement.")]
    private static PyObject BuildClassFunction(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => BuildClass.Call(args, kwnames);

    /// <summary>Import a module.</summary>
    [PyFunction("__import__", "name, globals=None, locals=None, fromlist=(), level=0")]
    private static PyObject ImportFunction(PyThread thread, PyObject name, PyObject? globals = null, PyObject? locals = null, PyObject? fromlist = null, int level = 0)
    {
        if (name is not PyStr text)
        {
            throw Err.TypeError("module name must be a string");
        }
        return thread.Engine.Importer.ImportModuleLevel(text, globals, fromlist, level);
    }

    /// <summary>Call sys.breakpointhook(*args, **kws).</summary>
    [PyFunction("breakpoint")]
    private static PyObject Breakpoint(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject hook = PyThread.Current.Engine.SysGet("breakpointhook") ?? throw Err.RuntimeError("lost sys.breakpointhook");
        return PyThread.Current.TailCall(hook, args, kwnames);
    }
}
