using System.Collections.Generic;

namespace PythonEngine.Generators;

/// <summary>The protocol's dunder names: which slot each fills and the docstring its wrapper shows.</summary>
internal static class SlotTable
{
    /// <summary>name → (slot field, shape).</summary>
    public static readonly Dictionary<string, (string Slot, SlotShape Shape)> Slots = new()
    {
        ["__repr__"] = ("TpRepr", SlotShape.Unary),
        ["__str__"] = ("TpStr", SlotShape.Unary),
        ["__iter__"] = ("TpIter", SlotShape.Unary),
        ["__neg__"] = ("NbNegative", SlotShape.Unary),
        ["__pos__"] = ("NbPositive", SlotShape.Unary),
        ["__abs__"] = ("NbAbsolute", SlotShape.Unary),
        ["__invert__"] = ("NbInvert", SlotShape.Unary),
        ["__int__"] = ("NbInt", SlotShape.Unary),
        ["__float__"] = ("NbFloat", SlotShape.Unary),
        ["__index__"] = ("NbIndex", SlotShape.Unary),
        ["__await__"] = ("AmAwait", SlotShape.Unary),
        ["__aiter__"] = ("AmAiter", SlotShape.Unary),
        ["__anext__"] = ("AmAnext", SlotShape.Unary),
        ["__hash__"] = ("TpHash", SlotShape.Integer),
        ["__len__"] = ("SqLength", SlotShape.Integer),
        ["__bool__"] = ("NbBool", SlotShape.Truth),
        ["__contains__"] = ("SqContains", SlotShape.Contains),
        ["__next__"] = ("TpIterNext", SlotShape.Next),
        ["__getitem__"] = ("MpGetItem", SlotShape.Binary),
        ["__setitem__"] = ("MpSetItem", SlotShape.SetItem),
        ["__getattribute__"] = ("TpGetAttr", SlotShape.GetAttr),
        ["__setattr__"] = ("TpSetAttr", SlotShape.SetAttr),
        ["__get__"] = ("TpDescrGet", SlotShape.DescrGet),
        ["__set__"] = ("TpDescrSet", SlotShape.DescrSet),
        ["__call__"] = ("TpCall", SlotShape.Call),
        ["__init__"] = ("TpInit", SlotShape.Init),
        ["__richcompare__"] = ("TpRichCompare", SlotShape.RichCompare),
        ["__concat__"] = ("SqConcat", SlotShape.Binary),
        ["__iconcat__"] = ("SqInplaceConcat", SlotShape.Binary),
        ["__repeat__"] = ("SqRepeat", SlotShape.Repeat),
        ["__irepeat__"] = ("SqInplaceRepeat", SlotShape.Repeat),
        ["__pow__"] = ("NbPower", SlotShape.Power),
        ["__rpow__"] = ("NbPower", SlotShape.Power),
        ["__ipow__"] = ("NbInplacePower", SlotShape.Power),
    };

    /// <summary>Dunder suffix → (BinaryOp member, operator text in docstrings).</summary>
    public static readonly (string Suffix, string Op, string Text)[] Binaries =
    [
        ("add__", "Add", "+"), ("sub__", "Subtract", "-"), ("mul__", "Multiply", "*"), ("matmul__", "MatMultiply", "@"),
        ("truediv__", "TrueDivide", "/"), ("floordiv__", "FloorDivide", "//"), ("mod__", "Remainder", "%"),
        ("lshift__", "LShift", "<<"), ("rshift__", "RShift", ">>"), ("and__", "And", "&"), ("or__", "Or", "|"), ("xor__", "Xor", "^"),
        ("divmod__", "DivMod", "divmod"),
    ];

    public static readonly (string Name, string Op, string Text)[] Comparisons =
    [
        ("__lt__", "Lt", "<"), ("__le__", "Le", "<="), ("__eq__", "Eq", "=="), ("__ne__", "Ne", "!="), ("__gt__", "Gt", ">"), ("__ge__", "Ge", ">="),
    ];

    /// <summary>Names that exist only as the other half of a slot.</summary>
    public static readonly Dictionary<string, string> Halves = new()
    {
        ["__delitem__"] = "__setitem__",
        ["__delattr__"] = "__setattr__",
        ["__delete__"] = "__set__",
    };

    public static string? BinaryOf(string name, out char form)
    {
        foreach (var (suffix, op, _) in Binaries)
        {
            if (name == "__" + suffix)
            {
                form = ' ';
                return op;
            }
            if (name == "__r" + suffix)
            {
                form = 'r';
                return op;
            }
            if (name == "__i" + suffix && op != "DivMod")
            {
                form = 'i';
                return op;
            }
        }
        form = ' ';
        return null;
    }

    public static (string Signature, string Doc) Describe(string name)
    {
        foreach (var (suffix, op, text) in Binaries)
        {
            if (name == "__" + suffix)
            {
                return ("($self, value, /)", op == "DivMod" ? "Return divmod(self, value)." : $"Return self{text}value.");
            }
            if (name == "__r" + suffix)
            {
                return ("($self, value, /)", op == "DivMod" ? "Return divmod(value, self)." : $"Return value{text}self.");
            }
            if (name == "__i" + suffix)
            {
                return ("($self, value, /)", $"Implement self{text}=value.");
            }
        }
        foreach (var (comparison, _, text) in Comparisons)
        {
            if (name == comparison)
            {
                return ("($self, value, /)", $"Return self{text}value.");
            }
        }
        return name switch
        {
            "__repr__" => ("($self, /)", "Return repr(self)."),
            "__str__" => ("($self, /)", "Return str(self)."),
            "__hash__" => ("($self, /)", "Return hash(self)."),
            "__len__" => ("($self, /)", "Return len(self)."),
            "__bool__" => ("($self, /)", "True if self else False"),
            "__contains__" => ("($self, key, /)", "Return key in self."),
            "__iter__" => ("($self, /)", "Implement iter(self)."),
            "__next__" => ("($self, /)", "Implement next(self)."),
            "__getitem__" => ("($self, key, /)", "Return self[key]."),
            "__setitem__" => ("($self, key, value, /)", "Set self[key] to value."),
            "__delitem__" => ("($self, key, /)", "Delete self[key]."),
            "__getattribute__" => ("($self, name, /)", "Return getattr(self, name)."),
            "__setattr__" => ("($self, name, value, /)", "Implement setattr(self, name, value)."),
            "__delattr__" => ("($self, name, /)", "Implement delattr(self, name)."),
            "__get__" => ("($self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner."),
            "__set__" => ("($self, instance, value, /)", "Set an attribute of instance to value."),
            "__delete__" => ("($self, instance, /)", "Delete an attribute of instance."),
            "__call__" => ("($self, /, *args, **kwargs)", "Call self as a function."),
            "__init__" => ("($self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature."),
            "__new__" => ("($type, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature."),
            "__pow__" => ("($self, value, mod=None, /)", "Return pow(self, value, mod)."),
            "__rpow__" => ("($self, value, mod=None, /)", "Return pow(value, self, mod)."),
            "__ipow__" => ("($self, value, /)", "Implement self**=value."),
            "__neg__" => ("($self, /)", "-self"),
            "__pos__" => ("($self, /)", "+self"),
            "__abs__" => ("($self, /)", "abs(self)"),
            "__invert__" => ("($self, /)", "~self"),
            "__int__" => ("($self, /)", "int(self)"),
            "__float__" => ("($self, /)", "float(self)"),
            "__index__" => ("($self, /)", "Return self converted to an integer, if self is suitable for use as an index into a list."),
            "__await__" => ("($self, /)", "Return an iterator to be used in await expression."),
            "__aiter__" => ("($self, /)", "Return an awaitable, that resolves in asynchronous iterator."),
            "__anext__" => ("($self, /)", "Return a value or raise StopAsyncIteration."),
            _ => ("($self, /, *args, **kwargs)", ""),
        };
    }
}

internal enum SlotShape
{
    Unary, Integer, Truth, Contains, Next, Binary, SetItem, GetAttr, SetAttr, DescrGet, DescrSet, Call, Init, RichCompare, Repeat, Power,
}
