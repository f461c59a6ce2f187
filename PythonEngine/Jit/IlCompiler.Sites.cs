using System.Reflection.Emit;

namespace PythonEngine.Jit;

/// <summary>Globals, attributes, items: compiled for what their inline caches and the sample have seen.</summary>
internal sealed partial class IlCompiler
{
    /// <summary>An example of what an instruction will find in a register; null when nothing is known.</summary>
    private PyObject? Expected(int p, int register) => _temporaries.UsedAt(p, register) switch
    {
        { Kind: TemporaryKind.Float } => s_someFloat,
        { Kind: TemporaryKind.Int } => s_someInt,
        _ => register >= _code.FirstConst ? _code.Consts[register - _code.FirstConst] : _seen[register],
    };

    private static readonly PyFloat s_someFloat = new(1.5);
    private static readonly PySmallInt s_someInt = PyInt.From(1);

    /// <summary>From here on a register holds something like the example. Locals keep what the sample saw, unless it saw nothing.</summary>
    private void Expect(int register, PyObject? example)
    {
        if (register < _code.FirstConst && (register >= _code.FirstTemporary || _seen[register] == null))
        {
            _seen[register] = example;
        }
    }

    /// <summary>Counts passes through a site of which nothing was known.</summary>
    private void Blind(bool unknown)
    {
        if (unknown)
        {
            _il.Emit(OpCodes.Ldarg_2);
            Call(typeof(HotCode), nameof(HotCode.Missed));
        }
    }

    private AttrCache? CacheAt(int site) => _code.Caches[site] as AttrCache;

    private void LoadGlobal(int p, Instruction ins)
    {
        Label done = _il.DefineLabel();
        bool cached = _code.Caches[ins.C] is GlobalCache;
        if (_code.Caches[ins.C] is GlobalCache cache)
        {
            _il.Emit(OpCodes.Ldarg_2);
            Constant(cache.GlobalsVersion);
            if (cache.InBuiltins)
            {
                Constant(cache.BuiltinsVersion);
            }
            Constant(cache.Index);
            Call(cache.InBuiltins ? nameof(Interpreter.BuiltinValue) : nameof(Interpreter.GlobalValue));
            _il.Emit(OpCodes.Stloc, _v);
            _il.Emit(OpCodes.Ldloc, _v);
            _il.Emit(OpCodes.Brtrue, done);
        }
        Blind(!cached);
        PushFrame(p);
        Constant(ins.C);
        Call(nameof(Interpreter.LoadGlobalAny));
        _il.Emit(OpCodes.Stloc, _v);
        if (cached)
        {
            _il.MarkLabel(done);
        }
        _il.Emit(OpCodes.Ldloc, _v);
        PutResult(p, ins.A);
        Expect(ins.A, null);
    }

    private void LoadAttr(int p, Instruction ins)
    {
        Label done = _il.DefineLabel();
        Fetch(p, ins.B, _a);
        PyObject? example = null;
        bool fast = true;
        if (CacheAt(ins.C) is { } cache)
        {
            _il.Emit(OpCodes.Ldloc, _a);
            switch (cache.Kind)
            {
                case AttrKind.Shape:
                    Literal(cache.Shape);
                    Constant(cache.TypeVersion);
                    Constant(cache.Index);
                    Call(nameof(Interpreter.Field));
                    example = ExampleField(Expected(p, ins.B), cache);
                    break;
                case AttrKind.Slot:
                    Constant(cache.TypeVersion);
                    Constant(cache.Index);
                    Call(nameof(Interpreter.SlotValue));
                    example = ExampleField(Expected(p, ins.B), cache);
                    break;
                case AttrKind.Module:
                    Constant(cache.TypeVersion);
                    Constant(cache.Index);
                    Call(nameof(Interpreter.ModuleValue));
                    break;
                case AttrKind.ClassValue:
                case AttrKind.TypeValue:
                    {
                        Label wrong = _il.DefineLabel();
                        Label put = _il.DefineLabel();
                        if (cache.Kind == AttrKind.ClassValue)
                        {
                            Literal(cache.Shape);
                        }
                        Constant(cache.TypeVersion);
                        Call(cache.Kind == AttrKind.ClassValue ? nameof(Interpreter.HasShape) : nameof(Interpreter.IsType));
                        _il.Emit(OpCodes.Brfalse, wrong);
                        CachedValue(cache);
                        _il.Emit(OpCodes.Br, put);
                        _il.MarkLabel(wrong);
                        _il.Emit(OpCodes.Ldnull);
                        _il.MarkLabel(put);
                        example = cache.Value;
                        break;
                    }
                default:
                    _il.Emit(OpCodes.Pop);
                    fast = false;
                    break;
            }
            if (fast)
            {
                _il.Emit(OpCodes.Stloc, _v);
                _il.Emit(OpCodes.Ldloc, _v);
                _il.Emit(OpCodes.Brtrue, done);
            }
        }
        Blind(CacheAt(ins.C) == null);
        Spill(p + 1, p);
        PushContext(p);
        _il.Emit(OpCodes.Ldloc, _a);
        Constant(ins.A);
        Constant(ins.C);
        Call(nameof(Interpreter.LoadAttrAny));
        _il.Emit(OpCodes.Stloc, _v);
        FinishCall(p, ins.A, done);
        Expect(ins.A, example);
    }

    /// <summary>What the example has in a field; it may change meanwhile, which does no harm.</summary>
    private static PyObject? ExampleField(PyObject? obj, AttrCache cache) =>
        obj is PyInstance instance && instance.InstanceFields.Values is { } values && (uint)cache.Index < (uint)values.Length ? values[cache.Index] : null;

    private void StoreAttr(int p, Instruction ins)
    {
        Label done = _il.DefineLabel();
        Fetch(p, ins.A, _a);
        Fetch(p, ins.B, _b);
        if (CacheAt(ins.C) is { Kind: AttrKind.Shape } cache)
        {
            _il.Emit(OpCodes.Ldloc, _a);
            _il.Emit(OpCodes.Ldloc, _b);
            Literal(cache.Shape);
            Constant(cache.TypeVersion);
            Constant(cache.Index);
            if (cache.NextShape != null)
            {
                Literal(cache.NextShape);
            }
            Call(cache.NextShape != null ? nameof(Interpreter.AddField) : nameof(Interpreter.StoreField));
            _il.Emit(OpCodes.Brtrue, done);
        }
        Blind(CacheAt(ins.C) == null);
        Spill(p + 1);
        PushContext(p);
        _il.Emit(OpCodes.Ldloc, _a);
        _il.Emit(OpCodes.Ldloc, _b);
        Constant(ins.C);
        Call(nameof(Interpreter.StoreAttrAny));
        _il.Emit(OpCodes.Brtrue, done);
        RunPushed(p);
        _il.MarkLabel(done);
    }

    private void LoadMethod(int p, Instruction ins)
    {
        Label done = _il.DefineLabel();
        Label wrong = _il.DefineLabel();
        Fetch(p, ins.B, _a);
        AttrCache? cache = CacheAt(ins.C);
        switch (cache?.Kind)
        {
            case AttrKind.Method:
                _il.Emit(OpCodes.Ldloc, _a);
                if (cache.Shape == null)
                {
                    // Instances of the type have no attributes of their own that could hide the method.
                    Constant(cache.TypeVersion);
                    Call(nameof(Interpreter.HasTypeVersion));
                }
                else
                {
                    Literal(cache.Shape);
                    Constant(cache.TypeVersion);
                    Call(nameof(Interpreter.HasShape));
                }
                _il.Emit(OpCodes.Brfalse, wrong);
                CachedValue(cache);
                _il.Emit(OpCodes.Stloc, _v);
                _il.Emit(OpCodes.Ldloc, _v);
                _il.Emit(OpCodes.Brfalse, wrong);
                _il.Emit(OpCodes.Ldloc, _a);
                StoreRegister(ins.A + 1);
                _il.Emit(OpCodes.Ldloc, _v);
                StoreRegister(ins.A);
                _il.Emit(OpCodes.Br, done);
                break;
            case AttrKind.Module:
                _il.Emit(OpCodes.Ldloc, _a);
                Constant(cache.TypeVersion);
                Constant(cache.Index);
                Call(nameof(Interpreter.ModuleValue));
                _il.Emit(OpCodes.Stloc, _v);
                _il.Emit(OpCodes.Ldloc, _v);
                _il.Emit(OpCodes.Brfalse, wrong);
                _il.Emit(OpCodes.Ldloc, _v);
                StoreRegister(ins.A);
                _il.Emit(OpCodes.Ldnull);
                StoreRegister(ins.A + 1);
                _il.Emit(OpCodes.Br, done);
                break;
            case AttrKind.TypeValue:
                _il.Emit(OpCodes.Ldloc, _a);
                Constant(cache.TypeVersion);
                Call(nameof(Interpreter.IsType));
                _il.Emit(OpCodes.Brfalse, wrong);
                CachedValue(cache);
                _il.Emit(OpCodes.Stloc, _v);
                _il.Emit(OpCodes.Ldloc, _v);
                _il.Emit(OpCodes.Brfalse, wrong);
                _il.Emit(OpCodes.Ldloc, _v);
                StoreRegister(ins.A);
                _il.Emit(OpCodes.Ldnull);
                StoreRegister(ins.A + 1);
                _il.Emit(OpCodes.Br, done);
                break;
            default:
                break;
        }
        _il.MarkLabel(wrong);
        Blind(cache == null);
        Spill(p + 1);
        PushContext(p);
        _il.Emit(OpCodes.Ldloc, _a);
        Call(nameof(Interpreter.LoadMethodAny));
        _il.Emit(OpCodes.Brtrue, done);
        RunPushed(p);
        _il.MarkLabel(done);
        Expect(ins.A, cache?.Value);
        Expect(ins.A + 1, null);
    }

    /// <summary>Pushes the value of an inline cache, null during a collection.</summary>
    private void CachedValue(AttrCache cache)
    {
        Literal(cache);
        Call(typeof(CompiledCode), nameof(CompiledCode.CachedValue));
    }

    private void GetItem(int p, Instruction ins)
    {
        Label done = _il.DefineLabel();
        Label slow = _il.DefineLabel();
        PyObject? container = Expected(p, ins.B);
        PyObject? key = Expected(p, ins.C);
        bool sequence = container?.GetType() == typeof(PyList) || container?.GetType() == typeof(PyTuple);
        bool direct = sequence && (key == null || key.GetType() == typeof(PySmallInt));
        Fetch(p, ins.B, _a);
        Temporary? number = _temporaries.UsedAt(p, ins.C);
        if (direct)
        {
            if (!PushIndex(p, ins.C, slow))
            {
                // The key is in _b.
                number = null;
            }
            _il.Emit(OpCodes.Stloc, _x);
            _il.Emit(OpCodes.Ldloc, _a);
            _il.Emit(OpCodes.Ldloc, _x);
            Call(container!.GetType() == typeof(PyList) ? nameof(Interpreter.ListItem) : nameof(Interpreter.TupleItem));
            _il.Emit(OpCodes.Stloc, _v);
            _il.Emit(OpCodes.Ldloc, _v);
            _il.Emit(OpCodes.Brtrue, done);
            _il.MarkLabel(slow);
            if (number is { Kind: TemporaryKind.Int } || IsIntConstant(ins.C))
            {
                Fetch(p, ins.C, _b);
            }
        }
        else
        {
            Fetch(p, ins.C, _b);
        }
        Blind(container == null);
        Spill(p + 1, p);
        PushContext(p);
        _il.Emit(OpCodes.Ldloc, _a);
        _il.Emit(OpCodes.Ldloc, _b);
        Constant(ins.A);
        Call(nameof(Interpreter.GetItemAny));
        _il.Emit(OpCodes.Stloc, _v);
        FinishCall(p, ins.A, done);
        Expect(ins.A, ExampleItem(container, key));
    }

    /// <summary>An item that the example container has; it may change meanwhile, which does no harm.</summary>
    private static PyObject? ExampleItem(PyObject? container, PyObject? key)
    {
        PyObject[]? items = container switch
        {
            PyList list => list.Items,
            PyTuple tuple => tuple.Items,
            _ => null,
        };
        if (items == null || key is PySlice)
        {
            return null;
        }
        long index = key is PySmallInt number && number.Value >= 0 && number.Value < items.Length ? number.Value : 0;
        return index < items.Length ? items[index] : null;
    }

    private bool IsIntConstant(int register) => register >= _code.FirstConst && _code.Consts[register - _code.FirstConst].GetType() == typeof(PySmallInt);

    /// <summary>
    /// Pushes an index as a number, with a jump away when it is none. True when the number was at hand as such; false when it comes from an object, which is in _b.
    /// </summary>
    private bool PushIndex(int p, int register, Label otherwise)
    {
        if (IsIntConstant(register))
        {
            Constant(((PySmallInt)_code.Consts[register - _code.FirstConst]).Value);
            return true;
        }
        if (_temporaries.UsedAt(p, register) is { Kind: TemporaryKind.Int } temporary)
        {
            _il.Emit(OpCodes.Ldloc, Variable(temporary));
            return true;
        }
        Fetch(p, register, _b);
        _il.Emit(OpCodes.Ldloc, _b);
        Call(nameof(Interpreter.IsInt));
        _il.Emit(OpCodes.Brfalse, otherwise);
        _il.Emit(OpCodes.Ldloc, _b);
        Call(nameof(Interpreter.IntOf));
        return false;
    }

    private void SetItem(int p, Instruction ins)
    {
        Label done = _il.DefineLabel();
        Label slow = _il.DefineLabel();
        Fetch(p, ins.A, _a);
        Fetch(p, ins.C, _c);
        if (Expected(p, ins.A)?.GetType() == typeof(PyList) && (Expected(p, ins.B) is not { } key || key.GetType() == typeof(PySmallInt)))
        {
            bool atHand = PushIndex(p, ins.B, slow);
            _il.Emit(OpCodes.Stloc, _x);
            _il.Emit(OpCodes.Ldloc, _a);
            _il.Emit(OpCodes.Ldloc, _x);
            _il.Emit(OpCodes.Ldloc, _c);
            Call(nameof(Interpreter.SetListItem));
            _il.Emit(OpCodes.Brtrue, done);
            _il.MarkLabel(slow);
            if (atHand)
            {
                Fetch(p, ins.B, _b);
            }
        }
        else
        {
            Fetch(p, ins.B, _b);
        }
        Spill(p + 1);
        PushContext(p);
        _il.Emit(OpCodes.Ldloc, _a);
        _il.Emit(OpCodes.Ldloc, _b);
        _il.Emit(OpCodes.Ldloc, _c);
        Call(nameof(Interpreter.SetItemAny));
        _il.Emit(OpCodes.Brtrue, done);
        RunPushed(p);
        _il.MarkLabel(done);
    }
}
