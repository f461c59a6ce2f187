using System.Linq;
using Microsoft.CodeAnalysis;
using static PythonEngine.Generators.Conversions;

namespace PythonEngine.Generators;

/// <summary>Writes the spec of a native module.</summary>
internal sealed class ModuleEmitter(INamedTypeSymbol cls, AttributeData attribute) : ClassEmitter(cls, attribute)
{
    public GeneratedClass Emit()
    {
        string module = Attribute.Text(0)!;
        if (!Class.IsStatic)
        {
            Problems.Add(Diagnostics.ClassShape, Attribute, Class, "a PyModule class must be static");
        }
        string? init = null;
        foreach (var member in Class.GetMembers())
        {
            foreach (var attribute in member.GetAttributes())
            {
                if (attribute.Is("PyFunction"))
                {
                    Function((IMethodSymbol)member, attribute, module);
                }
                else if (attribute.Is("PyConstant"))
                {
                    Constant(member, attribute);
                }
                else if (attribute.Is("PyModuleInit"))
                {
                    var method = (IMethodSymbol)member;
                    if (init is not null || !method.IsStatic || !method.ReturnsVoid || method.Parameters.Length != 1 || !method.Parameters[0].Type.IsEngine("PyModule"))
                    {
                        Problems.Add(Diagnostics.ClassShape, attribute, member, "the one module initializer is 'static void Init(PyModule module)'");
                    }
                    init = method.Name;
                }
                else if (attribute.Is("PyMethod") || attribute.Is("PyGetter") || attribute.Is("PySetter") || attribute.Is("PyNew")
                    || attribute.Is("PyClassMethod") || attribute.Is("PyStaticMethod"))
                {
                    Problems.Add(Diagnostics.ClassShape, attribute, member, "only PyFunction, PyConstant and PyModuleInit belong in a PyModule class");
                }
            }
        }
        foreach (var exports in Class.GetAttributes().Where(a => a.Is("PyExports")))
        {
            foreach (var value in exports.ConstructorArguments.SelectMany(a => a.Kind == TypedConstantKind.Array ? a.Values : [a]))
            {
                if (value.Value is not INamedTypeSymbol type)
                {
                    continue;
                }
                if (type.Attribute("PyType")?.Text(0) is not { } name)
                {
                    Problems.Add(Diagnostics.ClassShape, exports, Class, $"exported type '{type.Name}' has no PyType attribute");
                }
                else if (Claim(name, exports, Class))
                {
                    SetMember(name, type.CsBare() + ".TypeObject");
                }
            }
        }
        string? doc = Attribute.Named<string>("Doc") ?? Class.Summary();
        string source = File("unsafe partial class " + Class.Name, w =>
        {
            w.Open("internal static NativeModuleSpec Spec => new NativeModuleSpec");
            w.Line($"Name = {module.Literal()},");
            w.Line($"Doc = {doc.Literal()},");
            w.Line("Fill = &__Fill,");
            w.Close(";");
            w.Line();
            w.Open("private static void __Fill(PyModule m)");
            if (Members.Count != 0)
            {
                w.Line("PyDict d = m.Dict;");
            }
            if (Members.Any(line => line.Contains("moduleName")))
            {
                // As in CPython not the interned name: pickles show whether two strings are one object.
                w.Line($"PyStr moduleName = new PyStr({module.Literal()});");
            }
            foreach (string line in Members)
            {
                w.Line(line);
            }
            if (init is not null)
            {
                w.Line(init + "(m);");
            }
            w.Close();
            Copy(w, Fields);
            Copy(w, Body);
        });
        return Finish(source);
    }

    private void Function(IMethodSymbol method, AttributeData attribute, string module)
    {
        string name = attribute.Text(0)!;
        if (!method.IsStatic)
        {
            Problems.Add(Diagnostics.ClassShape, attribute, method, "a module function must be static");
            return;
        }
        if (!Claim(name, attribute, method))
        {
            return;
        }
        var callable = CallableEmitter.Create(method, attribute, name, module == "builtins" ? name : module + "." + name,
            attribute.Text(1), 0, Problems, inModule: module);
        if (callable is null)
        {
            return;
        }
        string entry = Unique("__f_", name);
        Body.Line();
        Body.Open($"private static PyObject {entry}({EntryParameters})");
        callable.Write(Body, method.Name, null, entry.Substring(4), ResultUse.Value, Fields);
        Body.Close();
        SetMember(name, $"new PyBuiltinFunction({Function(name, callable.TextSignature("$module"), Doc(attribute, method), entry)}, self: m, module: moduleName)");
    }
}
