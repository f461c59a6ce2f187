namespace PythonEngine.Objects;

/// <summary>
/// Keeps the slots of Python classes in step with their dunder methods (CPython's fixup_slot_dispatchers): a slot is the
/// native one of the type that owns the inherited method, or a dispatcher that calls the Python method.
/// </summary>
internal sealed unsafe partial class PyType
{
    private sealed class SlotDef(string[] names, Action<PyType, PyType> copy, Action<PyType> dispatch, Action<PyType> clear)
    {
        public readonly PyStr[] Names = Array.ConvertAll(names, PyStr.Intern);
        public readonly Action<PyType, PyType> Copy = copy;
        public readonly Action<PyType> Dispatch = dispatch;
        public readonly Action<PyType> Clear = clear;
    }

    private static SlotDef[]? s_slotDefs;
    private static Dictionary<PyStr, SlotDef[]>? s_slotDefsByName;

    private static SlotDef[] SlotDefs => s_slotDefs ??= MakeSlotDefs();

    private static Dictionary<PyStr, SlotDef[]> SlotDefsByName
    {
        get
        {
            if (s_slotDefsByName == null)
            {
                Dictionary<PyStr, SlotDef[]> map = new(ReferenceEqualityComparer.Instance as IEqualityComparer<PyStr>);
                foreach (SlotDef def in SlotDefs)
                {
                    foreach (PyStr name in def.Names)
                    {
                        map[name] = map.TryGetValue(name, out SlotDef[]? defs) ? [.. defs, def] : [def];
                    }
                }
                s_slotDefsByName = map;
            }
            return s_slotDefsByName;
        }
    }

    private static SlotDef[] MakeSlotDefs()
    {
        List<SlotDef> defs =
        [
            new(["__repr__"], static (t, f) => t.TpRepr = f.TpRepr, static t => t.TpRepr = &SlotOverrides.Repr, static t => t.TpRepr = PyObjectType.TypeObject.TpRepr),
            new(["__str__"], static (t, f) => t.TpStr = f.TpStr, static t => t.TpStr = &SlotOverrides.Str, static t => t.TpStr = null),
            new(["__hash__"], static (t, f) => t.TpHash = f.TpHash, static t => t.TpHash = &SlotOverrides.Hash, static t => t.TpHash = &SlotHashNotImplemented),
            new(["__call__"], static (t, f) => t.TpCall = f.TpCall, static t => t.TpCall = &SlotOverrides.Call, static t => t.TpCall = null),
            new(["__getattribute__", "__getattr__"], static (t, f) => t.TpGetAttr = f.TpGetAttr, static t => t.TpGetAttr = &SlotOverrides.GetAttr, static t => t.TpGetAttr = &Ops.GenericGetAttr),
            new(["__setattr__", "__delattr__"], static (t, f) => t.TpSetAttr = f.TpSetAttr, static t => t.TpSetAttr = &SlotOverrides.SetAttr, static t => t.TpSetAttr = &Ops.GenericSetAttr),
            new(["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"], static (t, f) => t.TpRichCompare = f.TpRichCompare, static t => t.TpRichCompare = &SlotOverrides.RichCompare, static t => t.TpRichCompare = PyObjectType.TypeObject.TpRichCompare),
            new(["__iter__"], static (t, f) => t.TpIter = f.TpIter, static t => t.TpIter = &SlotOverrides.Iter, static t => t.TpIter = null),
            new(["__next__"], static (t, f) => t.TpIterNext = f.TpIterNext, static t => t.TpIterNext = &SlotOverrides.IterNext, static t => t.TpIterNext = null),
            new(["__get__"], static (t, f) => t.TpDescrGet = f.TpDescrGet, static t => t.TpDescrGet = &SlotOverrides.DescrGet, static t => t.TpDescrGet = null),
            new(["__set__", "__delete__"], static (t, f) => t.TpDescrSet = f.TpDescrSet, static t => t.TpDescrSet = &SlotOverrides.DescrSet, static t => t.TpDescrSet = null),
            new(["__init__"], static (t, f) => t.TpInit = f.TpInit, static t => t.TpInit = &SlotOverrides.Init, static t => t.TpInit = PyObjectType.TypeObject.TpInit),
            new(["__new__"], static (t, f) => t.TpNew = f.TpNew, static t => t.TpNew = &SlotOverrides.New, static t => t.TpNew = null),
            new(["__neg__"], static (t, f) => t.NbNegative = f.NbNegative, static t => t.NbNegative = &SlotOverrides.Negative, static t => t.NbNegative = null),
            new(["__pos__"], static (t, f) => t.NbPositive = f.NbPositive, static t => t.NbPositive = &SlotOverrides.Positive, static t => t.NbPositive = null),
            new(["__abs__"], static (t, f) => t.NbAbsolute = f.NbAbsolute, static t => t.NbAbsolute = &SlotOverrides.Absolute, static t => t.NbAbsolute = null),
            new(["__invert__"], static (t, f) => t.NbInvert = f.NbInvert, static t => t.NbInvert = &SlotOverrides.Invert, static t => t.NbInvert = null),
            new(["__bool__"], static (t, f) => t.NbBool = f.NbBool, static t => t.NbBool = &SlotOverrides.Bool, static t => t.NbBool = null),
            new(["__int__"], static (t, f) => t.NbInt = f.NbInt, static t => t.NbInt = &SlotOverrides.Int, static t => t.NbInt = null),
            new(["__float__"], static (t, f) => t.NbFloat = f.NbFloat, static t => t.NbFloat = &SlotOverrides.Float, static t => t.NbFloat = null),
            new(["__index__"], static (t, f) => t.NbIndex = f.NbIndex, static t => t.NbIndex = &SlotOverrides.Index, static t => t.NbIndex = null),
            new(["__pow__", "__rpow__"], static (t, f) => t.NbPower = f.NbPower, static t => t.NbPower = &SlotOverrides.Power, static t => t.NbPower = null),
            new(["__ipow__"], static (t, f) => t.NbInplacePower = f.NbInplacePower, static t => t.NbInplacePower = &SlotOverrides.InplacePower, static t => t.NbInplacePower = null),
            new(["__len__"], static (t, f) => t.SqLength = f.SqLength, static t => t.SqLength = &SlotOverrides.Len, static t => t.SqLength = null),
            new(["__contains__"], static (t, f) => t.SqContains = f.SqContains, static t => t.SqContains = &SlotOverrides.Contains, static t => t.SqContains = null),
            new(["__getitem__"], static (t, f) => t.MpGetItem = f.MpGetItem, static t => t.MpGetItem = &SlotOverrides.GetItem, static t => t.MpGetItem = null),
            new(["__setitem__", "__delitem__"], static (t, f) => t.MpSetItem = f.MpSetItem, static t => t.MpSetItem = &SlotOverrides.SetItem, static t => t.MpSetItem = null),
            new(["__await__"], static (t, f) => t.AmAwait = f.AmAwait, static t => t.AmAwait = &SlotOverrides.Await, static t => t.AmAwait = null),
            new(["__aiter__"], static (t, f) => t.AmAiter = f.AmAiter, static t => t.AmAiter = &SlotOverrides.Aiter, static t => t.AmAiter = null),
            new(["__anext__"], static (t, f) => t.AmAnext = f.AmAnext, static t => t.AmAnext = &SlotOverrides.Anext, static t => t.AmAnext = null),
            // Native sequences keep their concat/repeat; a Python __add__ or __mul__ works through the number slots.
            new(["__add__"], static (t, f) => t.SqConcat = f.SqConcat, static t => t.SqConcat = null, static t => t.SqConcat = null),
            new(["__iadd__"], static (t, f) => t.SqInplaceConcat = f.SqInplaceConcat, static t => t.SqInplaceConcat = null, static t => t.SqInplaceConcat = null),
            new(["__mul__", "__rmul__"], static (t, f) => t.SqRepeat = f.SqRepeat, static t => t.SqRepeat = null, static t => t.SqRepeat = null),
            new(["__imul__"], static (t, f) => t.SqInplaceRepeat = f.SqInplaceRepeat, static t => t.SqInplaceRepeat = null, static t => t.SqInplaceRepeat = null),
        ];
        AddBinary<SlotOverrides.AddOp>(defs);
        AddBinary<SlotOverrides.SubtractOp>(defs);
        AddBinary<SlotOverrides.MultiplyOp>(defs);
        AddBinary<SlotOverrides.MatMultiplyOp>(defs);
        AddBinary<SlotOverrides.TrueDivideOp>(defs);
        AddBinary<SlotOverrides.FloorDivideOp>(defs);
        AddBinary<SlotOverrides.RemainderOp>(defs);
        AddBinary<SlotOverrides.LShiftOp>(defs);
        AddBinary<SlotOverrides.RShiftOp>(defs);
        AddBinary<SlotOverrides.AndOp>(defs);
        AddBinary<SlotOverrides.OrOp>(defs);
        AddBinary<SlotOverrides.XorOp>(defs);
        AddBinary<SlotOverrides.DivModOp>(defs);
        return [.. defs];
    }

    private static void AddBinary<TOp>(List<SlotDef> defs)
        where TOp : struct, SlotOverrides.IBinaryOp
    {
        defs.Add(new SlotDef([TOp.Name.Value, TOp.Reflected.Value],
            static (t, f) => t.CopyBinary(TOp.Index, f),
            static t => t.SetBinary(TOp.Index, &SlotOverrides.Binary<TOp>),
            static t => t.SetBinary(TOp.Index, null)));
        defs.Add(new SlotDef([TOp.InplaceName.Value],
            static (t, f) => t.CopyBinary(TOp.Index + InplaceOffset, f),
            static t => t.SetBinary(TOp.Index + InplaceOffset, &SlotOverrides.Inplace<TOp>),
            static t => t.SetBinary(TOp.Index + InplaceOffset, null)));
    }

    private void CopyBinary(int index, PyType from)
    {
        if (NbBinary[index] != from.NbBinary[index])
        {
            SetBinary(index, from.Binary(index));
        }
    }

    /// <summary>Computes every slot of a new Python class from its MRO.</summary>
    internal void FixupSlots()
    {
        InheritSlots(_base!);
        HashSet<PyStr> defined = new(ReferenceEqualityComparer.Instance as IEqualityComparer<PyStr>);
        // Only names that some Python class in the MRO, or a second native base, defines can differ from the base's slots.
        foreach (PyType t in Mro)
        {
            if (t.IsHeap || !_base!.NativeBase.IsSubtypeOf(t))
            {
                int position = 0;
                while (t.Dict.Next(ref position, out PyObject key, out _))
                {
                    if (key is PyStr { IsInterned: true } name && SlotDefsByName.ContainsKey(name))
                    {
                        defined.Add(name);
                    }
                }
            }
        }
        foreach (PyStr name in defined)
        {
            foreach (SlotDef def in SlotDefsByName[name])
            {
                FixupSlot(def);
            }
        }
    }

    private void FixupSlot(SlotDef def)
    {
        PyType? native = null;
        bool any = false;
        bool python = false;
        foreach (PyStr name in def.Names)
        {
            PyObject? found = Lookup(name);
            if (found == null)
            {
                continue;
            }
            any = true;
            if (found is PyWrapperDescriptor wrapper && wrapper.Function.Name == name.Value)
            {
                native = native == null || wrapper.Owner.IsSubtypeOf(native) ? wrapper.Owner : native;
            }
            else if (found is PyBuiltinFunction { Function.Name: "__new__", Self: PyType owner })
            {
                native = owner;
            }
            else if (ReferenceEquals(found, PyNone.Instance) && ReferenceEquals(name, Objects.Names.Hash))
            {
                any = false;
            }
            else
            {
                python = true;
            }
        }
        if (python)
        {
            def.Dispatch(this);
        }
        else if (any && native != null)
        {
            def.Copy(this, native);
        }
        else
        {
            def.Clear(this);
        }
    }

    /// <summary>A class attribute changed: dunder names may change slots, here and below.</summary>
    private void UpdateSlot(PyStr name)
    {
        if (!SlotDefsByName.TryGetValue(name, out SlotDef[]? defs))
        {
            if (ReferenceEquals(name, Objects.Names.Del))
            {
                UpdateDelFlag();
            }
            return;
        }
        foreach (SlotDef def in defs)
        {
            FixupSlot(def);
        }
        foreach (PyType sub in Subclasses())
        {
            sub.UpdateSlot(name);
        }
    }

    internal void UpdateDelFlag()
    {
        Flags = Lookup(Objects.Names.Del) != null ? Flags | TypeFlags.HasDel : Flags & ~TypeFlags.HasDel;
    }
}
