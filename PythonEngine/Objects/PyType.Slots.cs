namespace PythonEngine.Objects;

/// <summary>The slots: function pointers that give a type its behaviour. A null slot means "not supported".</summary>
internal sealed unsafe partial class PyType
{
    internal const int BinaryCount = 14;
    internal const int InplaceOffset = BinaryCount;

    // In a class of its own: TypeObject's initializer makes types before this class's other statics are set.
    private static class Empty
    {
        public static readonly nint[] Numbers = new nint[BinaryCount * 2];
    }

    internal delegate*<PyObject, PyObject> TpRepr;
    internal delegate*<PyObject, PyObject> TpStr;
    internal delegate*<PyObject, long> TpHash;
    /// <summary>May return <see cref="PyThread.Pending"/>: only the interpreter loop and Ops.Call may call it.</summary>
    internal delegate*<PyObject, ReadOnlySpan<PyObject>, PyTuple?, PyObject> TpCall;
    /// <summary>Returns null when the attribute is missing (no exception is thrown then).</summary>
    internal delegate*<PyObject, PyStr, PyObject?> TpGetAttr;
    /// <summary>A null value deletes.</summary>
    internal delegate*<PyObject, PyStr, PyObject?, void> TpSetAttr;
    internal delegate*<PyObject, PyObject, CompareOp, PyObject> TpRichCompare;
    internal delegate*<PyObject, PyObject> TpIter;
    /// <summary>Returns null at the end. May return <see cref="PyThread.Pending"/>: call it through Ops.Next.</summary>
    internal delegate*<PyObject, PyObject?> TpIterNext;
    /// <summary>(descriptor, instance or null, owner or null).</summary>
    internal delegate*<PyObject, PyObject?, PyObject?, PyObject> TpDescrGet;
    /// <summary>(descriptor, instance, value or null to delete).</summary>
    internal delegate*<PyObject, PyObject, PyObject?, void> TpDescrSet;
    internal delegate*<PyType, ReadOnlySpan<PyObject>, PyTuple?, PyObject> TpNew;
    internal delegate*<PyObject, ReadOnlySpan<PyObject>, PyTuple?, void> TpInit;

    internal delegate*<PyObject, PyObject> NbNegative;
    internal delegate*<PyObject, PyObject> NbPositive;
    internal delegate*<PyObject, PyObject> NbAbsolute;
    internal delegate*<PyObject, PyObject> NbInvert;
    internal delegate*<PyObject, bool> NbBool;
    internal delegate*<PyObject, PyObject> NbInt;
    internal delegate*<PyObject, PyObject> NbFloat;
    internal delegate*<PyObject, PyObject> NbIndex;
    /// <summary>pow(a, b, m) with m None for two operands.</summary>
    internal delegate*<PyObject, PyObject, PyObject, PyObject> NbPower;
    internal delegate*<PyObject, PyObject, PyObject, PyObject> NbInplacePower;
    /// <summary>delegate*&lt;PyObject, PyObject, PyObject&gt; by BinaryOp (Power excepted: NbPower), in-place forms after them.</summary>
    internal nint[] NbBinary = Empty.Numbers;

    /// <summary>len(); sequence and mapping length are one slot here.</summary>
    internal delegate*<PyObject, long> SqLength;
    internal delegate*<PyObject, PyObject, PyObject> SqConcat;
    internal delegate*<PyObject, long, PyObject> SqRepeat;
    internal delegate*<PyObject, PyObject, PyObject> SqInplaceConcat;
    internal delegate*<PyObject, long, PyObject> SqInplaceRepeat;
    internal delegate*<PyObject, PyObject, bool> SqContains;
    internal delegate*<PyObject, PyObject, PyObject> MpGetItem;
    /// <summary>A null value deletes.</summary>
    internal delegate*<PyObject, PyObject, PyObject?, void> MpSetItem;

    internal delegate*<PyObject, PyObject> AmAwait;
    internal delegate*<PyObject, PyObject> AmAiter;
    internal delegate*<PyObject, PyObject> AmAnext;

    // Slot tests for code outside unsafe contexts.
    internal bool HasIndex => NbIndex != null;
    internal bool HasIter => TpIter != null;
    internal bool HasGetItem => MpGetItem != null;
    internal bool HasLength => SqLength != null;
    internal bool HasIterNext => TpIterNext != null;
    internal bool HasCall => TpCall != null;
    internal bool HasDescrGet => TpDescrGet != null;
    internal bool HasDescrSet => TpDescrSet != null;
    internal bool HasFloat => NbFloat != null;
    internal bool HasNew => TpNew != null;
    internal bool HasIntSlot => NbInt != null;
    internal bool HasSetItem => MpSetItem != null;
    internal bool HasHashSlot => TpHash != null;
    internal bool HasBoolSlot => NbBool != null;

    internal delegate*<PyObject, PyObject, PyObject> Binary(int index) => (delegate*<PyObject, PyObject, PyObject>)NbBinary[index];

    internal void SetBinary(int index, delegate*<PyObject, PyObject, PyObject> slot)
    {
        if (!_ownsNumbers)
        {
            NbBinary = (nint[])NbBinary.Clone();
            _ownsNumbers = true;
        }
        NbBinary[index] = (nint)slot;
    }

    private bool _ownsNumbers;

    /// <summary>Starts from the base's behaviour; the type's own slots then replace what it defines.</summary>
    internal void InheritSlots(PyType from)
    {
        TpRepr = from.TpRepr; TpStr = from.TpStr; TpHash = from.TpHash; TpCall = from.TpCall;
        TpGetAttr = from.TpGetAttr; TpSetAttr = from.TpSetAttr; TpRichCompare = from.TpRichCompare;
        TpIter = from.TpIter; TpIterNext = from.TpIterNext; TpDescrGet = from.TpDescrGet; TpDescrSet = from.TpDescrSet;
        TpNew = from.TpNew; TpInit = from.TpInit;
        NbNegative = from.NbNegative; NbPositive = from.NbPositive; NbAbsolute = from.NbAbsolute; NbInvert = from.NbInvert;
        NbBool = from.NbBool; NbInt = from.NbInt; NbFloat = from.NbFloat; NbIndex = from.NbIndex;
        NbPower = from.NbPower; NbInplacePower = from.NbInplacePower; NbBinary = from.NbBinary; _ownsNumbers = false;
        SqLength = from.SqLength; SqConcat = from.SqConcat; SqRepeat = from.SqRepeat;
        SqInplaceConcat = from.SqInplaceConcat; SqInplaceRepeat = from.SqInplaceRepeat; SqContains = from.SqContains;
        MpGetItem = from.MpGetItem; MpSetItem = from.MpSetItem;
        AmAwait = from.AmAwait; AmAiter = from.AmAiter; AmAnext = from.AmAnext;
    }
}
