namespace PythonEngine.Execution;

/// <summary>Instructions that are not worth a place in the hot loop.</summary>
internal static unsafe partial class Interpreter
{
    /// <summary>Executes one instruction; true when the frame goes on at frame.Pc, false when the chain's top changed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Execute(PyThread t, PyFrame frame, ref Instruction ip, ref PyObject? r)
    {
        PyCode code = frame.Code;
        switch (ip.Op)
        {
            case Opcode.Stop:
                frame.Pc--;
                t.Raised = Tracing.Detour;
                return false;
            case Opcode.DelCell:
                {
                    PyCell cell = (PyCell)Reg(ref r, ip.A)!;
                    if (cell.Contents == null)
                    {
                        throw UnboundCell(frame, ip.A, ip.B);
                    }
                    cell.Contents = null;
                    return true;
                }
            case Opcode.LoadClassCell:
                {
                    PyStr name = code.Names[ip.C];
                    PyObject? value = frame.Locals is PyDict d && d.GetType() == typeof(PyDict) ? d.GetStr(name) : LookupMapping(frame.Locals!, name);
                    value ??= ((PyCell)Reg(ref r, ip.B)!).Contents ?? throw UnboundCell(frame, ip.B, ip.C);
                    Reg(ref r, ip.A) = value;
                    return true;
                }
            case Opcode.DelGlobal:
                {
                    PyStr name = code.Names[ip.B];
                    _ = frame.Globals.Remove(name) ?? throw Err.NameError($"name '{name.Value}' is not defined", name);
                    return true;
                }
            case Opcode.DelName:
                DeleteName(frame, code.Names[ip.B]);
                return true;
            case Opcode.DelAttr:
                Ops.DelAttr(Reg(ref r, ip.A)!, code.Names[ip.B]);
                return true;
            case Opcode.DelItem:
                {
                    PyObject container = Reg(ref r, ip.A)!;
                    if (PushSpecial(t, frame, container, Names.Delitem, Reg(ref r, ip.B)!, null, ReturnKind.Discard, 0))
                    {
                        return false;
                    }
                    Ops.DelItem(container, Reg(ref r, ip.B)!);
                    return true;
                }
            case Opcode.Positive:
                Reg(ref r, ip.A) = Ops.Positive(Reg(ref r, ip.B)!);
                return true;
            case Opcode.Invert:
                Reg(ref r, ip.A) = Ops.Invert(Reg(ref r, ip.B)!);
                return true;
            case Opcode.CallEx:
                return CallEx(t, frame, ref ip, ref r);

            case Opcode.BuildTuple:
                Reg(ref r, ip.A) = PyTuple.Empty;
                return true;
            case Opcode.BuildList:
                Reg(ref r, ip.A) = new PyList(Copy(ref r, ip.B, ip.C));
                return true;
            case Opcode.BuildSet:
                {
                    PySet set = new();
                    for (int i = 0; i < ip.C; i++)
                    {
                        set.Add(Reg(ref r, ip.B + i)!);
                    }
                    Reg(ref r, ip.A) = set;
                    return true;
                }
            case Opcode.BuildMap:
                {
                    PyDict dict = new(ip.C);
                    for (int i = 0; i < ip.C; i++)
                    {
                        dict.Set(Reg(ref r, ip.B + (2 * i))!, Reg(ref r, ip.B + (2 * i) + 1)!);
                    }
                    Reg(ref r, ip.A) = dict;
                    return true;
                }
            case Opcode.BuildString:
                Reg(ref r, ip.A) = BuildString(ref r, ip.B, ip.C);
                return true;
            case Opcode.BuildSlice:
                Reg(ref r, ip.A) = new PySlice(Reg(ref r, ip.B)!, Reg(ref r, ip.B + 1)!, Reg(ref r, ip.B + 2)!);
                return true;
            case Opcode.ListExtend:
                ListExtend((PyList)Reg(ref r, ip.A)!, Reg(ref r, ip.B)!);
                return true;
            case Opcode.ListToTuple:
                {
                    PyList list = (PyList)Reg(ref r, ip.B)!;
                    Reg(ref r, ip.A) = list.Count == 0 ? PyTuple.Empty : new PyTuple(list.ToArray());
                    return true;
                }
            case Opcode.SetAdd:
                ((PySet)Reg(ref r, ip.A)!).Add(Reg(ref r, ip.B)!);
                return true;
            case Opcode.SetUpdate:
                {
                    ((PySet)Reg(ref r, ip.A)!).Update(Reg(ref r, ip.B)!);
                    return true;
                }
            case Opcode.MapAdd:
                ((PyDict)Reg(ref r, ip.A)!).Set(Reg(ref r, ip.B)!, Reg(ref r, ip.C)!);
                return true;
            case Opcode.DictUpdate:
                DictUpdate((PyDict)Reg(ref r, ip.A)!, Reg(ref r, ip.B)!);
                return true;
            case Opcode.DictMerge:
                DictMerge((PyDict)Reg(ref r, ip.A)!, Reg(ref r, ip.B)!, Reg(ref r, ip.C)!);
                return true;
            case Opcode.ConvertValue:
                {
                    PyObject value = Reg(ref r, ip.B)!;
                    Reg(ref r, ip.A) = ip.C switch
                    {
                        's' => Ops.Str(value),
                        'r' => Ops.Repr(value),
                        _ => Ops.Ascii(value),
                    };
                    return true;
                }
            case Opcode.FormatValue:
                Reg(ref r, ip.A) = Ops.Format(Reg(ref r, ip.B)!, ip.C == Operand.NoRegister ? PyStr.Empty : (PyStr)Reg(ref r, ip.C)!);
                return true;
            case Opcode.UnpackSequence:
                UnpackSequence(ref r, ip.A, Reg(ref r, ip.B)!, ip.C);
                return true;
            case Opcode.UnpackEx:
                UnpackEx(ref r, ip.A, Reg(ref r, ip.B)!, ip.C & 0xFF, ip.C >> 8);
                return true;

            case Opcode.GetIter:
                return GetIter(t, frame, ref ip, ref r);
            case Opcode.GetAiter:
                {
                    PyObject obj = Reg(ref r, ip.B)!;
                    if (obj.Type.AmAiter == null)
                    {
                        throw Err.TypeError($"'async for' requires an object with __aiter__ method, got {obj.Type.FullName}");
                    }
                    PyObject iterator = obj.Type.AmAiter(obj);
                    if (iterator.Type.AmAnext == null)
                    {
                        throw Err.TypeError($"'async for' received an object from __aiter__ that does not implement __anext__: {iterator.Type.FullName}");
                    }
                    Reg(ref r, ip.A) = iterator;
                    return true;
                }
            case Opcode.GetAnext:
                {
                    PyObject obj = Reg(ref r, ip.B)!;
                    if (obj.Type.AmAnext == null)
                    {
                        throw Err.TypeError($"'async for' requires an iterator with __anext__ method, got {obj.Type.FullName}");
                    }
                    Reg(ref r, ip.A) = Awaiting.AnextAwaitable(obj.Type.AmAnext(obj));
                    return true;
                }
            case Opcode.EndAsyncFor:
                {
                    PyBaseException exc = (PyBaseException)Reg(ref r, ip.A)!;
                    if (exc.Type.IsSubtypeOf(Exc.StopAsyncIteration))
                    {
                        return true;
                    }
                    t.Raised = exc;
                    t.Reraising = true;
                    return false;
                }
            case Opcode.GetAwaitable:
                Reg(ref r, ip.A) = Awaiting.GetAwaitable(Reg(ref r, ip.B)!, ip.C);
                return true;
            case Opcode.GetYieldFromIter:
                {
                    PyObject obj = Reg(ref r, ip.B)!;
                    if (obj is PyGenerator generator)
                    {
                        if (generator.IsCoroutine && (code.Flags & (CodeFlags.Coroutine | CodeFlags.IterableCoroutine)) == 0)
                        {
                            throw Err.TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
                        }
                        Reg(ref r, ip.A) = obj;
                    }
                    else
                    {
                        Reg(ref r, ip.A) = Ops.Iter(obj);
                    }
                    return true;
                }
            case Opcode.YieldFrom:
                return Delegate(t, frame, ref ip, ref r);

            case Opcode.PushExc:
                Reg(ref r, ip.A) = frame.Handled;
                frame.Handled = (PyBaseException)Reg(ref r, ip.B)!;
                return true;
            case Opcode.PopExc:
                frame.Handled = (PyBaseException?)Reg(ref r, ip.A);
                Reg(ref r, ip.A) = null;
                return true;
            case Opcode.ExcMatch:
                Reg(ref r, ip.A) = PyBool.From(ExcMatch((PyBaseException)Reg(ref r, ip.B)!, Reg(ref r, ip.C)!));
                return true;
            case Opcode.ExcGroupMatch:
                PyObject matched = PyNone.Instance;
                PyObject rest = PyNone.Instance;
                if (Reg(ref r, ip.B) is PyBaseException group)
                {
                    ExceptionGroups.Match(group, Reg(ref r, ip.C)!, out matched, out rest);
                }
                Reg(ref r, ip.A) = matched;
                Reg(ref r, ip.A + 1) = rest;
                return true;
            case Opcode.PrepReraiseStar:
                Reg(ref r, ip.A) = ExceptionGroups.PrepareReraise((PyBaseException)Reg(ref r, ip.B)!, (PyList)Reg(ref r, ip.C)!);
                return true;
            case Opcode.Reraise:
                t.Raised = (PyBaseException)Reg(ref r, ip.A)!;
                t.Reraising = true;
                return false;
            case Opcode.Raise:
                t.Raised = MakeException(Reg(ref r, ip.A)!);
                SetContext(t, t.Raised);
                return false;
            case Opcode.RaiseFrom:
                {
                    PyBaseException exc = MakeException(Reg(ref r, ip.A)!);
                    SetCause(exc, Reg(ref r, ip.B)!);
                    SetContext(t, exc);
                    t.Raised = exc;
                    return false;
                }
            case Opcode.RaiseBare:
                t.Raised = t.HandledException() ?? throw Err.RuntimeError("No active exception to reraise");
                t.Reraising = true;
                return false;
            case Opcode.WithEnter:
                return WithEnter(t, frame, ref ip, ref r);
            case Opcode.AsyncWithEnter:
                {
                    PyObject manager = Reg(ref r, ip.B)!;
                    PyObject enter = Ops.LookupSpecial(manager, Names.Aenter) ?? throw Err.TypeError($"'{manager.Type.FullName}' object does not support the asynchronous context manager protocol");
                    Reg(ref r, ip.A) = Ops.LookupSpecial(manager, Names.Aexit) ?? throw Err.TypeError($"'{manager.Type.FullName}' object does not support the asynchronous context manager protocol (missed __aexit__ method)");
                    return Finish(CallSlow(t, frame, enter, default, null, (ushort)(ip.A + 1)), ref r, ip.A + 1);
                }
            case Opcode.WithExitExc:
                {
                    PyBaseException exc = (PyBaseException)Reg(ref r, ip.C)!;
                    Buffer4 args = default;
                    args[0] = exc.Type;
                    args[1] = exc;
                    args[2] = exc.Traceback ?? (PyObject)PyNone.Instance;
                    return Finish(CallSlow(t, frame, Reg(ref r, ip.B)!, ((Span<PyObject>)args!)[..3], null, ip.A), ref r, ip.A);
                }
            case Opcode.WithExit:
                {
                    Buffer4 args = default;
                    args[0] = args[1] = args[2] = PyNone.Instance;
                    return Finish(CallSlow(t, frame, Reg(ref r, ip.B)!, ((Span<PyObject>)args!)[..3], null, ip.A), ref r, ip.A);
                }
            case Opcode.MakeFunction:
                MakeFunction(frame, ref ip, ref r);
                return true;
            case Opcode.LoadBuildClass:
                {
                    PyStr name = Names.BuildClass;
                    Reg(ref r, ip.A) = frame.Builtins.GetStr(name) ?? throw Err.NameError("__build_class__ not found", name);
                    return true;
                }
            case Opcode.ImportName:
                {
                    PyObject import = frame.Builtins.GetStr(Names.Import) ?? throw Err.ImportError("__import__ not found");
                    PyObject[] args =
                    [
                        code.Names[ip.C], frame.Globals, frame.Locals ?? PyNone.Instance, Reg(ref r, ip.B + 1)!, Reg(ref r, ip.B)!,
                    ];
                    return Finish(CallSlow(t, frame, import, args, null, ip.A), ref r, ip.A);
                }
            case Opcode.ImportFrom:
                Reg(ref r, ip.A) = Imports.ImportFrom(t, Reg(ref r, ip.B)!, code.Names[ip.C]);
                return true;
            case Opcode.ImportStar:
                Imports.ImportStar(Reg(ref r, ip.A)!, (code.Flags & CodeFlags.Optimized) != 0 ? Python2.Python2Frames.ExecLocals(frame) : frame.Locals ?? frame.Globals);
                return true;
            case Opcode.LoadAssertionError:
                Reg(ref r, ip.A) = Exc.AssertionError;
                return true;
            case Opcode.SetupAnnotations:
                SetupAnnotations(frame);
                return true;
            case Opcode.PrintExpr:
                {
                    PyObject hook = t.Engine.SysModule.Get("displayhook") ?? throw Err.RuntimeError("lost sys.displayhook");
                    Ops.Call(hook, Reg(ref r, ip.A)!);
                    return true;
                }
            case Opcode.MatchMapping:
                Reg(ref r, ip.A) = PyBool.From((Reg(ref r, ip.B)!.Type.Flags & TypeFlags.Mapping) != 0);
                return true;
            case Opcode.MatchSequence:
                Reg(ref r, ip.A) = PyBool.From((Reg(ref r, ip.B)!.Type.Flags & TypeFlags.Sequence) != 0);
                return true;
            case Opcode.MatchKeys:
                Reg(ref r, ip.A) = Matching.Keys(Reg(ref r, ip.B)!, (PyTuple)Reg(ref r, ip.C)!);
                return true;
            case Opcode.MatchClass:
                Reg(ref r, ip.A) = Matching.Class(Reg(ref r, ip.B)!, Reg(ref r, ip.C)!, (PyTuple)Reg(ref r, ip.C + 1)!, (int)Ops.AsLong(Reg(ref r, ip.C + 2)!));
                return true;
            case Opcode.GetLen:
                Reg(ref r, ip.A) = PyInt.From(Ops.Len(Reg(ref r, ip.B)!));
                return true;
            case Opcode.CopyDictWithoutKeys:
                {
                    PyDict dict = new();
                    DictUpdate(dict, Reg(ref r, ip.B)!);
                    foreach (PyObject key in ((PyTuple)Reg(ref r, ip.C)!).Items)
                    {
                        dict.Remove(key);
                    }
                    Reg(ref r, ip.A) = dict;
                    return true;
                }
            case Opcode.Python2Raise:
                Python2.Python2Operators.Raise(t, MakeException(Reg(ref r, ip.A)!));
                return false;
            case >= Opcode.Python2Text and <= Opcode.Python2StoreLocals:
                ExecutePython2(t, frame, ref ip, ref r);
                return true;
            case Opcode.LoadLocals:
                Reg(ref r, ip.A) = frame.Locals;
                return true;
            default:
                throw Err.SystemError($"unknown opcode {ip.Op}");
        }
    }

    private static bool Finish(PyObject? result, ref PyObject? r, int register)
    {
        if (result == null)
        {
            return false;
        }
        Reg(ref r, register) = result;
        return true;
    }

    private static PyObject[] Copy(ref PyObject? r, int first, int count)
    {
        PyObject[] items = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            // No check of the array's element type: it is what it was made as.
            Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(items), i) = Reg(ref r, first + i)!;
        }
        return items;
    }

    private static void DeleteName(PyFrame frame, PyStr name)
    {
        if (frame.Locals is PyDict dict && dict.GetType() == typeof(PyDict))
        {
            _ = dict.Remove(name) ?? throw Err.NameError($"name '{name.Value}' is not defined", name);
            return;
        }
        try
        {
            Ops.DelItem(frame.Locals!, name);
        }
        catch (PyException e) when (e.Matches(Exc.KeyError))
        {
            throw Err.NameError($"name '{name.Value}' is not defined", name);
        }
    }

    private static bool CallEx(PyThread t, PyFrame frame, ref Instruction ip, ref PyObject? r)
    {
        PyObject function = Reg(ref r, ip.A)!;
        PyObject iterable = Reg(ref r, ip.A + 1)!;
        PyObject[] args;
        if (iterable.GetType() == typeof(PyTuple))
        {
            args = Unsafe.As<PyTuple>(iterable).Items;
        }
        else
        {
            if (!iterable.Type.HasIter && !iterable.Type.HasGetItem)
            {
                throw Err.TypeError($"{FunctionText(function)} argument after * must be an iterable, not {iterable.Type.FullName}");
            }
            args = Ops.ToArray(iterable);
        }
        PyTuple? kwnames = null;
        if (Reg(ref r, ip.A + 2) is PyDict { Count: > 0 } kwargs)
        {
            args = Ops.FlattenKeywords(args, kwargs, out kwnames);
        }
        return Finish(CallSlow(t, frame, function, args, kwnames, ip.C), ref r, ip.C);
    }

    private static PyStr BuildString(ref PyObject? r, int first, int count)
    {
        bool bmp = true;
        int length = 0;
        for (int i = 0; i < count; i++)
        {
            PyStr part = (PyStr)Reg(ref r, first + i)!;
            bmp &= part.IsBmp;
            length += part.Length;
        }
        if (bmp)
        {
            string text = new('\0', length);
            Span<char> target = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(text.AsSpan()), length);
            for (int i = 0; i < count; i++)
            {
                string part = ((PyStr)Reg(ref r, first + i)!).Bmp;
                part.CopyTo(target);
                target = target[part.Length..];
            }
            return PyStr.FromBmp(text);
        }
        int[] points = new int[length];
        int n = 0;
        for (int i = 0; i < count; i++)
        {
            PyStr part = (PyStr)Reg(ref r, first + i)!;
            for (int k = 0; k < part.Length; k++)
            {
                points[n++] = part[k];
            }
        }
        return PyStr.FromCodePoints(points);
    }

    private static void ListExtend(PyList list, PyObject iterable)
    {
        if (iterable.GetType() == typeof(PyList) || iterable.GetType() == typeof(PyTuple))
        {
            ReadOnlySpan<PyObject> items = iterable is PyList source ? source.Span : ((PyTuple)iterable).Items;
            foreach (PyObject item in items)
            {
                list.Add(item);
            }
            return;
        }
        if (!iterable.Type.HasIter && !iterable.Type.HasGetItem)
        {
            throw Err.TypeError($"Value after * must be an iterable, not {iterable.Type.FullName}");
        }
        PyObject it = Ops.Iter(iterable);
        while (Ops.Next(it) is { } item)
        {
            list.Add(item);
        }
    }

    private static void DictUpdate(PyDict dict, PyObject source)
    {
        if (source is PyDict other && (other.GetType() == typeof(PyDict) || (nint)other.Type.TpIter == (nint)PyDict.TypeObject.TpIter))
        {
            dict.UpdateFrom(other);
            return;
        }
        PyObject? keys = Ops.TryGetAttr(source, Names.Keys);
        if (keys == null)
        {
            throw Err.TypeError($"'{source.Type.FullName}' object is not a mapping");
        }
        PyObject it = Ops.Iter(Ops.Call(keys));
        while (Ops.Next(it) is { } key)
        {
            dict.Set(key, Ops.GetItem(source, key));
        }
    }

    private static string FunctionText(PyObject function)
    {
        PyObject? qualname = Ops.TryGetAttr(function, Names.Qualname);
        if (qualname is not PyStr name)
        {
            return Ops.StrText(function);
        }
        PyObject? module = Ops.TryGetAttr(function, Names.Module);
        return module is PyStr m && m.Value != "builtins" ? $"{m.Value}.{name.Value}()" : $"{name.Value}()";
    }

    private static void DictMerge(PyDict dict, PyObject source, PyObject function)
    {
        PyDict items;
        if (source.GetType() == typeof(PyDict))
        {
            items = (PyDict)source;
        }
        else
        {
            PyObject? keys = Ops.TryGetAttr(source, Names.Keys);
            if (keys == null)
            {
                throw Err.TypeError($"{FunctionText(function)} argument after ** must be a mapping, not {source.Type.FullName}");
            }
            PyObject it = Ops.Iter(Ops.Call(keys));
            while (Ops.Next(it) is { } key)
            {
                // A mapping may name a key twice.
                MergeOne(dict, key, Ops.GetItem(source, key), function);
            }
            return;
        }
        int position = 0;
        while (items.Next(ref position, out PyObject key, out PyObject value))
        {
            MergeOne(dict, key, value, function);
        }
    }

    private static void MergeOne(PyDict dict, PyObject key, PyObject value, PyObject function)
    {
        if (dict.Get(key) != null)
        {
            throw Err.TypeError($"{FunctionText(function)} got multiple values for keyword argument '{Ops.StrText(key)}'");
        }
        dict.Set(key, value);
    }

    private static void UnpackSequence(ref PyObject? r, int target, PyObject source, int count)
    {
        if (source.GetType() == typeof(PyTuple) || source.GetType() == typeof(PyList))
        {
            ReadOnlySpan<PyObject> items = source.GetType() == typeof(PyTuple) ? Unsafe.As<PyTuple>(source).Items : Unsafe.As<PyList>(source).Span;
            if (items.Length == count)
            {
                for (int i = 0; i < items.Length; i++)
                {
                    Reg(ref r, target + i) = items[i];
                }
                return;
            }
            throw items.Length > count
                ? Err.ValueError($"too many values to unpack (expected {count})")
                : Err.ValueError($"not enough values to unpack (expected {count}, got {items.Length})");
        }
        if (source is PyBaseException exception && PyThread.Current.Engine.Python2 != null)
        {
            source = exception.Args;
        }
        if (!source.Type.HasIter && !source.Type.HasGetItem)
        {
            throw Err.TypeError($"cannot unpack non-iterable {source.Type.FullName} object");
        }
        PyObject it = Ops.Iter(source);
        // Targets may be locals: nothing is stored before all values are there.
        PyObject[] values = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Ops.Next(it) ?? throw Err.ValueError($"not enough values to unpack (expected {count}, got {i})");
        }
        if (Ops.Next(it) != null)
        {
            throw Err.ValueError($"too many values to unpack (expected {count})");
        }
        for (int i = 0; i < count; i++)
        {
            Reg(ref r, target + i) = values[i];
        }
    }

    private static void UnpackEx(ref PyObject? r, int target, PyObject source, int before, int after)
    {
        if (!source.Type.HasIter && !source.Type.HasGetItem)
        {
            throw Err.TypeError($"cannot unpack non-iterable {source.Type.FullName} object");
        }
        PyList all = Ops.ToList(source);
        if (all.Count < before + after)
        {
            throw Err.ValueError($"not enough values to unpack (expected at least {before + after}, got {all.Count})");
        }
        for (int i = 0; i < before; i++)
        {
            Reg(ref r, target + i) = all[i];
        }
        int middle = all.Count - before - after;
        Reg(ref r, target + before) = new PyList(all.Span.Slice(before, middle).ToArray());
        for (int i = 0; i < after; i++)
        {
            Reg(ref r, target + before + 1 + i) = all[before + middle + i];
        }
    }

    private static bool GetIter(PyThread t, PyFrame frame, ref Instruction ip, ref PyObject? r)
    {
        PyObject obj = Reg(ref r, ip.B)!;
        if (obj.GetType() == typeof(PyList))
        {
            Reg(ref r, ip.A) = new PyListIterator(Unsafe.As<PyList>(obj));
            return true;
        }
        PyType type = obj.Type;
        if (type.IsHeap && type.Lookup(Names.Iter) is PyFunction f)
        {
            PyFrame callee = CallArguments.NewFrame(f, new ReadOnlySpan<PyObject>(ref obj), null);
            if (!IsPlainFunction(f))
            {
                PyObject generator = PyGenerator.FromCall(callee);
                if (!generator.Type.HasIterNext)
                {
                    throw Err.TypeError($"iter() returned non-iterator of type '{generator.Type.FullName}'");
                }
                Reg(ref r, ip.A) = generator;
                return true;
            }
            Push(t, frame, callee, ReturnKind.Iterator, ip.A);
            return false;
        }
        Reg(ref r, ip.A) = Ops.Iter(obj);
        return true;
    }

    /// <summary>One step of yield from or await.</summary>
    private static bool Delegate(PyThread t, PyFrame frame, ref Instruction ip, ref PyObject? r)
    {
        PyObject sub = Reg(ref r, ip.B)!;
        if (sub.GetType() == typeof(PyCoroutineWrapper))
        {
            sub = Unsafe.As<PyCoroutineWrapper>(sub).Coroutine;
        }
        PyObject? sent = frame.Sent;
        if (sent == null)
        {
            frame.ClearTemporaries(ip.C);
            sent = PyNone.Instance;
        }
        frame.Sent = null;
        if (sub.GetType() == typeof(PyAsyncGenASend))
        {
            PyAsyncGenASend step = Unsafe.As<PyAsyncGenASend>(sub);
            sent = step.Begin(sent);
            if (!step.Generator.TryResume(t, frame, ReturnKind.Delegate, ip.A, sent))
            {
                step.Generator.RunningAsync = false;
                step.State = AwaitableState.Closed;
                throw new PyException(new PyBaseException(Exc.StopAsyncIteration));
            }
            return false;
        }
        if (sub.GetType() == typeof(PyGenerator) || sub.GetType() == typeof(PyCoroutine))
        {
            PyGenerator generator = Unsafe.As<PyGenerator>(sub);
            if (generator.TryResume(t, frame, ReturnKind.Delegate, ip.A, sent))
            {
                return false;
            }
            // It had finished before.
            generator.ThrowIfReused();
            Reg(ref r, ip.A) = PyNone.Instance;
            return true;
        }
        if (sub.Type.IsHeap)
        {
            frame.Generator?.DelegatesTo(sub);
        }
        PyObject? value = Awaiting.Step(sub, sent, out PyObject? result);
        if (value == null)
        {
            Reg(ref r, ip.A) = result;
            return true;
        }
        frame.Pc--;
        YieldFrom(t, frame, value);
        return false;
    }

    internal static bool ExcMatch(PyBaseException exc, PyObject cls)
    {
        if (cls is PyTuple tuple)
        {
            foreach (PyObject item in tuple.Items)
            {
                CheckExceptionClass(item);
            }
            foreach (PyObject item in tuple.Items)
            {
                if (exc.Type.IsSubtypeOf((PyType)item))
                {
                    return true;
                }
            }
            return false;
        }
        CheckExceptionClass(cls);
        return exc.Type.IsSubtypeOf((PyType)cls);
    }

    private static void CheckExceptionClass(PyObject cls)
    {
        if (cls is not PyType type || !type.IsSubtypeOf(Exc.BaseException))
        {
            throw Err.TypeError("catching classes that do not inherit from BaseException is not allowed");
        }
    }

    /// <summary>The exception that <c>raise value</c> raises.</summary>
    internal static PyBaseException MakeException(PyObject value)
    {
        if (value is PyBaseException exc)
        {
            return exc;
        }
        if (value is PyType type && type.IsSubtypeOf(Exc.BaseException))
        {
            PyObject made = Ops.Call(type);
            return made as PyBaseException
                ?? throw Err.TypeError($"calling {Ops.ReprText(type)} should have returned an instance of BaseException, not {made.Type.FullName}");
        }
        throw Err.TypeError("exceptions must derive from BaseException");
    }

    internal static void SetCause(PyBaseException exc, PyObject cause)
    {
        exc.SuppressContext = true;
        if (cause is PyNone)
        {
            exc.Cause = null;
        }
        else if (cause is PyBaseException c)
        {
            exc.Cause = c;
        }
        else if (cause is PyType type && type.IsSubtypeOf(Exc.BaseException))
        {
            exc.Cause = MakeException(type);
        }
        else
        {
            throw Err.TypeError("exception causes must derive from BaseException");
        }
    }

    private static bool WithEnter(PyThread t, PyFrame frame, ref Instruction ip, ref PyObject? r)
    {
        PyObject manager = Reg(ref r, ip.B)!;
        PyType type = manager.Type;
        PyObject? enter = type.Lookup(Names.Enter) ?? throw Err.TypeError($"'{type.FullName}' object does not support the context manager protocol");
        PyObject exit = Ops.LookupSpecial(manager, Names.Exit) ?? throw Err.TypeError($"'{type.FullName}' object does not support the context manager protocol (missed __exit__ method)");
        Reg(ref r, ip.A) = exit;
        if (enter.GetType() == typeof(PyFunction) || enter.GetType() == typeof(PyMethodDescriptor))
        {
            return Finish(CallSlow(t, frame, enter, new ReadOnlySpan<PyObject>(ref manager), null, (ushort)(ip.A + 1)), ref r, ip.A + 1);
        }
        return Finish(CallSlow(t, frame, SlotOverrides.Bind(enter, manager), default, null, (ushort)(ip.A + 1)), ref r, ip.A + 1);
    }

    private static void MakeFunction(PyFrame frame, ref Instruction ip, ref PyObject? r)
    {
        PyFunction f = new((PyCode)Reg(ref r, ip.B)!, frame.Globals, frame.Builtins);
        if (ip.C != Operand.NoRegister)
        {
            f.Defaults = Reg(ref r, ip.C);
            f.KwDefaults = (PyDict?)Reg(ref r, ip.C + 1);
            f.Annotations = Reg(ref r, ip.C + 2);
            f.Closure = (PyTuple?)Reg(ref r, ip.C + 3);
        }
        Reg(ref r, ip.A) = f;
    }

    private static void SetupAnnotations(PyFrame frame)
    {
        if (frame.Locals is PyDict dict && dict.GetType() == typeof(PyDict))
        {
            if (dict.GetStr(Names.Annotations) == null)
            {
                dict.SetStr(Names.Annotations, new PyDict());
            }
        }
        else if (LookupMapping(frame.Locals!, Names.Annotations) == null)
        {
            Ops.SetItem(frame.Locals!, Names.Annotations, new PyDict());
        }
    }
}
