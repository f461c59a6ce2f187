using System.Reflection;
using PythonEngine.Interop;

namespace PythonEngine.Modules;

/// <summary>The <c>clr</c> module: the way from Python code to .NET, with the names that IronPython and Python.NET gave it.</summary>
[PyModule("clr", Doc = "Access to .NET: add references to assemblies, then import their namespaces.")]
[PyExports(typeof(ClrReference))]
internal static partial class ClrModule
{
    [PyConstant("IsNetCoreApp")] private const bool IsNetCoreApp = true;
    [PyConstant("IsMono")] private const bool IsMono = false;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        PyEngine engine = PyThread.Current.Engine;
        module.Set("TargetFramework", new PyStr(AppContext.TargetFrameworkName ?? ".NETCoreApp,Version=v10.0"));
        if (engine.SysGet("meta_path") is PyList path)
        {
            // Last: modules that have files win over namespaces of the same name.
            path.Add(new ClrImporter(engine.Clr));
        }
    }

    /// <summary>Makes an assembly's namespaces importable. An Assembly, a name, a partial name, or a path of a .dll file.</summary>
    [PyFunction("AddReference", "*references", Doc = "Adds references to .NET assemblies, by name, by path or as Assembly objects.")]
    private static PyObject AddReference(PyThread thread, ReadOnlySpan<PyObject> references)
    {
        if (references.Length == 0)
        {
            throw Err.TypeError("AddReference() takes at least one argument");
        }
        ClrState state = thread.Engine.Clr;
        PyObject last = PyNone.Instance;
        foreach (PyObject reference in references)
        {
            switch (reference)
            {
                case PyStr name:
                    last = state.Wrap(state.AddReference(name.Value));
                    break;
                case ClrObject { Value: Assembly assembly }:
                    state.Add(assembly);
                    last = reference;
                    break;
                default:
                    throw Err.TypeError($"AddReference() takes names and assemblies, not '{reference.Type.FullName}'");
            }
        }
        return last;
    }

    [PyFunction("AddReferenceByName", "*names")]
    private static PyObject AddReferenceByName(PyThread thread, ReadOnlySpan<PyObject> names) => AddReference(thread, names);

    [PyFunction("AddReferenceByPartialName", "*names")]
    private static PyObject AddReferenceByPartialName(PyThread thread, ReadOnlySpan<PyObject> names) => AddReference(thread, names);

    [PyFunction("AddReferenceToFile", "*files")]
    private static PyObject AddReferenceToFile(PyThread thread, ReadOnlySpan<PyObject> files) => AddReference(thread, files);

    [PyFunction("AddReferenceToFileAndPath", "*files")]
    private static PyObject AddReferenceToFileAndPath(PyThread thread, ReadOnlySpan<PyObject> files)
    {
        foreach (PyObject file in files)
        {
            string path = System.IO.Path.GetFullPath(Ops.StrText(file));
            Ops.CallMethod(thread.Engine.SysGet("path") ?? new PyList(), "append", new PyStr(System.IO.Path.GetDirectoryName(path)!));
        }
        return AddReference(thread, files);
    }

    [PyFunction("ListAssemblies", "verbose=False")]
    private static PyObject ListAssemblies(PyThread thread, bool verbose = false)
    {
        PyList names = new();
        foreach (Assembly assembly in thread.Engine.Clr.Assemblies)
        {
            names.Add(new PyStr((verbose ? assembly.FullName : assembly.GetName().Name) ?? ""));
        }
        return names;
    }

    /// <summary>The System.Type that a class stands for.</summary>
    [PyFunction("GetClrType", "type, /")]
    private static PyObject GetClrType(PyThread thread, PyObject type) =>
        thread.Engine.Clr.Wrap(thread.Engine.Clr.ClrTypeOf(type) ?? throw Err.TypeError($"{Ops.ReprText(type)} stands for no .NET type"));

    /// <summary>The class that stands for a System.Type.</summary>
    [PyFunction("GetPythonType", "type, /")]
    private static PyObject GetPythonType(PyThread thread, PyObject type) => type is ClrObject { Value: Type clr }
        ? thread.Engine.Clr.TypeOf(clr) : throw Err.TypeError($"GetPythonType() takes a System.Type, not '{type.Type.FullName}'");

    /// <summary>A value as .NET object of the given type, which stays what it is where plain values would turn into Python's.</summary>
    [PyFunction("Convert", "value, type, /")]
    private static PyObject Convert(PyThread thread, PyObject value, PyObject type)
    {
        ClrState state = thread.Engine.Clr;
        object? converted = ClrConvert.FromPython(state, value, ClrTypes.TypeArgument(state, type), "Convert() argument 1");
        return converted == null ? PyNone.Instance : state.Wrap(converted);
    }

    /// <summary>Makes extension methods callable on the objects they extend: of a namespace, or of a static class.</summary>
    [PyFunction("ImportExtensions", "source, /")]
    private static void ImportExtensions(PyThread thread, PyObject source)
    {
        ClrState state = thread.Engine.Clr;
        switch (source)
        {
            case ClrNamespace module:
                string name = Ops.StrText(Ops.GetAttr(module, Names.Name));
                if (state.ImportExtensions(name) == 0)
                {
                    throw Err.ValueError($"namespace '{name}' has no extension methods");
                }
                break;
            case PyType type when state.OwnClrType(type) is { } clr:
                state.ImportExtensions(clr);
                break;
            default:
                throw Err.TypeError($"ImportExtensions() takes a namespace or a .NET type, not '{source.Type.FullName}'");
        }
    }
}
