namespace PythonEngine.Modules.Pickle;

// Objects that describe themselves, classes and functions.
internal partial class PyPickler
{
    private static readonly PyStr s_main = PyStr.Intern("__main__");

    private void SaveOther(PyObject obj, PyType type)
    {
        PyObject? reduced = null;
        if (_reducer != null)
        {
            reduced = Ops.Call(_reducer, obj);
            if (reduced is PyNotImplemented)
            {
                reduced = null;
            }
        }
        if (reduced == null)
        {
            if (ReferenceEquals(type, PyType.TypeObject))
            {
                SaveType((PyType)obj);
                return;
            }
            if (obj is PyFunction)
            {
                SaveGlobal(obj, null);
                return;
            }
            PyObject? reducer = FindReducer(type);
            if (reducer != null)
            {
                reduced = Ops.Call(reducer, obj);
            }
            else if (type.IsSubtypeOf(PyType.TypeObject))
            {
                SaveGlobal(obj, null);
                return;
            }
            else if (Ops.TryGetAttr(obj, Names.ReduceEx) is { } reduceEx)
            {
                reduced = Ops.Call(reduceEx, PyInt.From(_protocol));
            }
            else
            {
                reduced = Ops.TryGetAttr(obj, Names.Reduce) is { } reduce
                    ? Ops.Call(reduce) : throw PickleModule.PicklingError($"can't pickle '{Ops.TypeName(obj)}' object: {Ops.ReprText(obj)}");
            }
        }
        switch (reduced)
        {
            case PyStr name:
                SaveGlobal(obj, name);
                break;
            case PyTuple tuple:
                SaveReduced(tuple, obj);
                break;
            default:
                throw PickleModule.PicklingError("__reduce__ must return a string or tuple");
        }
    }

    private PyObject? FindReducer(PyType type)
    {
        if (_dispatch == null)
        {
            return PickleModule.State.DispatchTable.Get(type);
        }
        try
        {
            return Ops.GetItem(_dispatch, type);
        }
        catch (PyException e) when (e.Matches(Exc.KeyError))
        {
            return null;
        }
    }

    private void SaveType(PyType type)
    {
        // The types of singletons have no name of their own in a module.
        PyObject? singleton = ReferenceEquals(type, PyNone.TypeObject) ? PyNone.Instance
            : ReferenceEquals(type, PyEllipsis.TypeObject) ? PyEllipsis.Instance
            : ReferenceEquals(type, PyNotImplemented.TypeObject) ? PyNotImplemented.Instance : null;
        if (singleton != null)
        {
            SaveReduced(PyTuple.Of(PyType.TypeObject, new PyTuple([singleton])), type);
        }
        else
        {
            SaveGlobal(type, null);
        }
    }

    /// <summary>The name of the module that has an object under a path.</summary>
    private static PyObject WhichModule(PyObject obj, string[] path)
    {
        if (Ops.TryGetAttr(obj, Names.Module) is { } own and not PyNone)
        {
            return own;
        }
        if (PyThread.Current.Engine.SysGet("modules") is PyDict modules)
        {
            PyDict copy = modules.Copy();
            int position = 0;
            while (copy.Next(ref position, out PyObject name, out PyObject module))
            {
                if (module is PyNone || (name is PyStr text && PyStr.Equals(text, s_main)))
                {
                    continue;
                }
                if (ReferenceEquals(PickleModule.DeepAttribute(module, path, out _), obj))
                {
                    return name;
                }
            }
        }
        return s_main;
    }

    private void SaveGlobal(PyObject obj, PyStr? name)
    {
        PyObject found = (PyObject?)name ?? Ops.TryGetAttr(obj, Names.Qualname) ?? Ops.GetAttr(obj, Names.Name);
        PyStr global = found as PyStr ?? throw PickleModule.PicklingError($"Can't pickle {Ops.ReprText(obj)}: its name is no string");
        string[] path = LocalPath(obj, global);
        PyObject moduleName = WhichModule(obj, path);
        PyObject module = ImportFor(obj, moduleName);
        PyObject? attribute = PickleModule.DeepAttribute(module, path, out PyObject parent);
        if (attribute == null)
        {
            throw PickleModule.PicklingError($"Can't pickle {Ops.ReprText(obj)}: attribute lookup {global.Value} on {Ops.StrText(moduleName)} failed");
        }
        if (!ReferenceEquals(attribute, obj))
        {
            throw PickleModule.PicklingError($"Can't pickle {Ops.ReprText(obj)}: it's not the same object as {Ops.StrText(moduleName)}.{global.Value}");
        }
        if (ReferenceEquals(parent, module))
        {
            global = path.Length == 1 ? global : PyStr.Intern(path[^1]);
        }
        if (_protocol >= 2 && PickleModule.State.ExtensionRegistry.Get(PyTuple.Of(moduleName, global)) is { } code)
        {
            SaveExtension(obj, code);
            return;
        }
        if (_protocol >= 4)
        {
            Save(moduleName, asPersistentId: false);
            Save(global, asPersistentId: false);
            _output.Write(PickleOp.StackGlobal);
        }
        else if (!ReferenceEquals(parent, module))
        {
            SaveReduced(PyTuple.Of(PickleModule.State.GetAttr, PyTuple.Of(parent, new PyStr(path[^1]))), null);
        }
        else
        {
            SaveGlobalLines(Ops.Str(moduleName), global);
        }
        Memoize(obj);
    }

    private static string[] LocalPath(PyObject obj, PyStr name)
    {
        try
        {
            return PickleModule.DottedPath(name, null);
        }
        catch (PyException e) when (e.Matches(Exc.AttributeError))
        {
            throw Err.AttributeError($"Can't pickle local object {Ops.ReprText(name)}", obj);
        }
    }

    private static PyObject ImportFor(PyObject obj, PyObject moduleName)
    {
        try
        {
            return moduleName is PyStr name ? PyThread.Current.Engine.Importer.ImportModule(name) : throw Err.TypeError("module name must be a string");
        }
        catch (PyException e)
        {
            throw WithContext(PickleModule.PicklingError($"Can't pickle {Ops.ReprText(obj)}: import of module {Ops.ReprText(moduleName)} failed"), e);
        }
    }

    private static PyException WithContext(PyException error, PyException cause)
    {
        error.Value.Context = cause.Value;
        return error;
    }

    private void SaveExtension(PyObject obj, PyObject code)
    {
        if (code is not PyInt number)
        {
            throw PickleModule.PicklingError($"Can't pickle {Ops.ReprText(obj)}: extension code {Ops.ReprText(code)} isn't an integer");
        }
        long value = Ops.AsLong(number);
        switch (value)
        {
            case <= 0 or > int.MaxValue:
                throw PickleModule.PicklingError($"Can't pickle {Ops.ReprText(obj)}: extension code {value} is out of range");
            case <= byte.MaxValue:
                _output.WriteByte(PickleOp.Ext1, (int)value);
                break;
            case <= ushort.MaxValue:
                _output.Write([PickleOp.Ext2, (byte)value, (byte)(value >> 8)]);
                break;
            default:
                _output.WriteUInt32(PickleOp.Ext4, (uint)value);
                break;
        }
    }

    /// <summary>GLOBAL with its two lines; protocols below 3 get Python 2's names.</summary>
    private void SaveGlobalLines(PyStr module, PyStr name)
    {
        if (_fixImports)
        {
            PickleModule.ModuleState state = PickleModule.State;
            if (state.NameMapping3To2.Get(PyTuple.Of(module, name)) is { } mapped)
            {
                PyTuple pair = mapped is PyTuple { Count: 2 } p ? p : throw Err.RuntimeError($"_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not {Ops.TypeName(mapped)}");
                module = pair[0] as PyStr ?? throw BadMapping(pair);
                name = pair[1] as PyStr ?? throw BadMapping(pair);
            }
            else if (state.ImportMapping3To2.Get(module) is { } other)
            {
                module = other as PyStr ?? throw Err.RuntimeError($"_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not {Ops.TypeName(other)}");
            }
        }
        byte[] moduleLine = EncodeName(module, "module"), nameLine = EncodeName(name, "global");
        _output.Write(PickleOp.Global, moduleLine);
        _output.Write((byte)'\n');
        _output.Write(nameLine);
        _output.Write((byte)'\n');
    }

    private static PyException BadMapping(PyTuple pair) => Err.RuntimeError(
        $"_compat_pickle.REVERSE_NAME_MAPPING values should be pairs of str, not ({Ops.TypeName(pair[0])}, {Ops.TypeName(pair[1])})");

    private byte[] EncodeName(PyStr name, string what)
    {
        try
        {
            return _protocol == 3 ? Codecs.EncodeUtf8(name) : Codecs.EncodeAscii(name, "strict");
        }
        catch (PyException e) when (e.Value is PyUnicodeEncodeError)
        {
            throw WithContext(PickleModule.PicklingError($"can't pickle {what} identifier '{name.Value}' using pickle protocol {_protocol}"), e);
        }
    }

    /// <summary>Writes what a __reduce__ method gave.</summary>
    /// <param name="obj">The object it was asked of, to be memoized; null for none.</param>
    private void SaveReduced(PyTuple reduced, PyObject? obj)
    {
        if (reduced.Count is < 2 or > 6)
        {
            throw PickleModule.PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements");
        }
        PyObject callable = reduced[0];
        if (!callable.Type.HasCall)
        {
            throw PickleModule.PicklingError("first item of the tuple returned by __reduce__ must be callable");
        }
        if (reduced[1] is not PyTuple args)
        {
            throw PickleModule.PicklingError("second item of the tuple returned by __reduce__ must be a tuple");
        }
        PyObject? Part(int index) => reduced.Count > index && reduced[index] is not PyNone ? reduced[index] : null;
        PyObject? state = Part(2), items = Part(3), pairs = Part(4), setter = Part(5);
        if (items != null && !items.Type.HasIterNext)
        {
            throw PickleModule.PicklingError($"fourth element of the tuple returned by __reduce__ must be an iterator, not {Ops.TypeName(items)}");
        }
        if (pairs != null && !pairs.Type.HasIterNext)
        {
            throw PickleModule.PicklingError($"fifth element of the tuple returned by __reduce__ must be an iterator, not {Ops.TypeName(pairs)}");
        }
        if (setter != null && !setter.Type.HasCall)
        {
            throw PickleModule.PicklingError($"sixth element of the tuple returned by __reduce__ must be a function, not {Ops.TypeName(setter)}");
        }
        string name = _protocol >= 2 && Ops.TryGetAttr(callable, Names.Name) is PyStr text ? text.Value : "";
        if (name == "__newobj_ex__")
        {
            SaveNewObjectEx(args);
        }
        else if (name == "__newobj__")
        {
            SaveNewObject(args, obj);
        }
        else
        {
            Save(callable, asPersistentId: false);
            Save(args, asPersistentId: false);
            _output.Write(PickleOp.Reduce);
        }
        if (obj != null)
        {
            if (_memo!.TryGetValue(obj, out int index))
            {
                // Its arguments contain it: the one made meanwhile is used.
                _output.Write(PickleOp.Pop);
                WriteGet(index);
                return;
            }
            Memoize(obj);
        }
        if (items != null)
        {
            BatchItems(items);
        }
        if (pairs != null)
        {
            BatchPairs(pairs);
        }
        if (state == null)
        {
            return;
        }
        if (setter == null)
        {
            Save(state, asPersistentId: false);
            _output.Write(PickleOp.Build);
            return;
        }
        // state_setter(obj, state), whose result is dropped.
        Save(setter, asPersistentId: false);
        Save(obj!, asPersistentId: false);
        Save(state, asPersistentId: false);
        _output.Write([PickleOp.Tuple2, PickleOp.Reduce, PickleOp.Pop]);
    }

    private void SaveNewObject(PyTuple args, PyObject? obj)
    {
        if (args.Count < 1)
        {
            throw PickleModule.PicklingError("__newobj__ arglist is empty");
        }
        if (args[0] is not PyType cls)
        {
            throw PickleModule.PicklingError("args[0] from __newobj__ args is not a type");
        }
        if (obj != null && !ReferenceEquals(Ops.TryGetAttr(obj, Names.Class) ?? obj.Type, cls))
        {
            throw PickleModule.PicklingError("args[0] from __newobj__ args has the wrong class");
        }
        Save(cls, asPersistentId: false);
        Save(PyTuple.From(args.Items.AsSpan(1)), asPersistentId: false);
        _output.Write(PickleOp.NewObj);
    }

    private void SaveNewObjectEx(PyTuple args)
    {
        if (args.Count != 3)
        {
            throw PickleModule.PicklingError($"length of the NEWOBJ_EX argument tuple must be exactly 3, not {args.Count}");
        }
        if (args[0] is not PyType cls)
        {
            throw PickleModule.PicklingError($"first item from NEWOBJ_EX argument tuple must be a class, not {Ops.TypeName(args[0])}");
        }
        if (args[1] is not PyTuple positional)
        {
            throw PickleModule.PicklingError($"second item from NEWOBJ_EX argument tuple must be a tuple, not {Ops.TypeName(args[1])}");
        }
        if (args[2] is not PyDict keywords)
        {
            throw PickleModule.PicklingError($"third item from NEWOBJ_EX argument tuple must be a dict, not {Ops.TypeName(args[2])}");
        }
        if (_protocol >= 4)
        {
            Save(cls, asPersistentId: false);
            Save(positional, asPersistentId: false);
            Save(keywords, asPersistentId: false);
            _output.Write(PickleOp.NewObjEx);
            return;
        }
        PyTuple bound = new([Ops.GetAttr(cls, Names.New), cls, .. positional.Items]);
        Save(Ops.CallTupleDict(PickleModule.State.Partial, bound, keywords), asPersistentId: false);
        Save(PyTuple.Empty, asPersistentId: false);
        _output.Write(PickleOp.Reduce);
    }
}
