namespace PythonEngine.Execution;

/// <summary>The import statement's instructions.</summary>
internal static class Imports
{
    internal static PyObject ImportFrom(PyThread t, PyObject module, PyStr name)
    {
        PyObject? value = Ops.TryGetAttr(module, name);
        if (value != null)
        {
            return value;
        }
        if (t.InPython2 && Python2.Python2Attributes.Find(t, module, name) is { } old)
        {
            return old;
        }
        PyObject? package = Ops.TryGetAttr(module, Names.Name);
        if (package is PyStr packageName && t.Engine.Modules.Get(new PyStr(packageName.Value + "." + name.Value)) is { } submodule)
        {
            return submodule;
        }
        if (t.InPython2)
        {
            throw Err.ImportError($"cannot import name {name.Value}", package);
        }
        string packageText = package is PyStr p ? p.Value : "<unknown module name>";
        PyObject? file = Ops.TryGetAttr(module, Names.File);
        if (file is not PyStr path)
        {
            throw Err.ImportError($"cannot import name '{name.Value}' from '{packageText}' (unknown location)", package, PyNone.Instance);
        }
        bool initializing = Ops.TryGetAttr(module, Names.Spec) is { } spec && Ops.TryGetAttr(spec, "_initializing") is { } flag && Ops.IsTrue(flag);
        string text = initializing
            ? $"cannot import name '{name.Value}' from partially initialized module '{packageText}' (most likely due to a circular import) ({path.Value})"
            : $"cannot import name '{name.Value}' from '{packageText}' ({path.Value})";
        throw Err.ImportError(text, package, path);
    }

    internal static void ImportStar(PyObject module, PyObject locals)
    {
        if (PyThread.Current is { InPython2: true } thread && Python2.Python2Attributes.Find(thread, module, PyStr.Intern("*")) is PyDict more)
        {
            int position = 0;
            while (more.Next(ref position, out PyObject key, out PyObject added))
            {
                Ops.SetItem(locals, key, added);
            }
        }
        PyObject? all = Ops.TryGetAttr(module, Names.All);
        bool skipPrivate = all == null;
        if (all == null)
        {
            PyObject dict = Ops.TryGetAttr(module, Names.Dict) ?? throw Err.ImportError("from-import-* object has no __dict__ and no __all__");
            all = Ops.CallMethod(dict, Names.Keys);
        }
        foreach (PyObject item in Ops.ToArray(all))
        {
            if (item is not PyStr name)
            {
                string owner = Ops.TryGetAttr(module, Names.Name) is PyStr n ? n.Value : "?";
                throw Err.TypeError($"{(skipPrivate ? "Key" : "Item")} in {owner}.{(skipPrivate ? "__dict__" : "__all__")} must be str, not {item.Type.FullName}");
            }
            if (skipPrivate && name.Length > 0 && name[0] == '_')
            {
                continue;
            }
            PyObject value = Ops.GetAttr(module, name);
            if (locals is PyDict dict && dict.GetType() == typeof(PyDict))
            {
                dict.SetStr(PyStr.Intern(name), value);
            }
            else
            {
                Ops.SetItem(locals, name, value);
            }
        }
    }
}
