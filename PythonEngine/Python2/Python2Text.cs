namespace PythonEngine.Python2;

/// <summary>The one text type: bytes become text of the same numbers, and back; and how Python 2.7 shows values.</summary>
internal static class Python2Text
{
    /// <summary>What a value from outside is to code of the dialect.</summary>
    public static PyObject From(PyObject value)
    {
        Type type = value.GetType();
        if (type == typeof(PyBytes))
        {
            return FromBytes(Unsafe.As<PyBytes>(value).Data);
        }
        if (type == typeof(PyTuple))
        {
            return FromTuple(Unsafe.As<PyTuple>(value));
        }
        if (type == typeof(PyList))
        {
            PyList list = Unsafe.As<PyList>(value);
            if (list.Count > 0 && list[0].GetType() == typeof(PyBytes))
            {
                // The list of a readlines() or the like: it keeps its identity.
                for (int i = 0; i < list.Count; i++)
                {
                    list.Items[i] = From(list[i]);
                }
            }
            return value;
        }
        return type == typeof(PyDictKeys) || type == typeof(PyDictValues) || type == typeof(PyDictItems) ? Ops.ToList(value) : value;
    }

    /// <summary>What keys(), values() or items() gave: a list where Python 3 has a view.</summary>
    public static PyObject FromView(PyThread t, PyObject value)
    {
        if (value is PyDictKeys or PyDictValues or PyDictItems)
        {
            return Ops.ToList(value);
        }
        if (value.Type.IsHeap && t.Engine.Modules.GetStr(PyStr.Intern("collections.abc")) is PyModule abc && abc.Get("MappingView") is PyType view && value.Type.IsSubtypeOf(view))
        {
            return Ops.ToList(value);
        }
        return From(value);
    }

    private static PyObject FromTuple(PyTuple tuple)
    {
        PyObject[]? items = null;
        for (int i = 0; i < tuple.Count; i++)
        {
            if (tuple[i].GetType() == typeof(PyBytes))
            {
                items ??= (PyObject[])tuple.Items.Clone();
                items[i] = FromBytes(Unsafe.As<PyBytes>(tuple[i]).Data);
            }
        }
        return items == null ? tuple : new PyTuple(items);
    }

    public static PyStr FromBytes(ReadOnlySpan<byte> data) => PyStr.FromBmp(System.Text.Encoding.Latin1.GetString(data));

    /// <summary>Whether every character is a byte.</summary>
    public static bool IsBytes(PyStr text) => text.IsBmp && text.Bmp.AsSpan().IndexOfAnyExceptInRange('\0', '\xFF') < 0;

    /// <summary>The bytes that text stands for.</summary>
    /// <exception cref="PyException">UnicodeEncodeError: a character is no byte.</exception>
    public static byte[] ToBytes(PyStr text)
    {
        if (IsBytes(text))
        {
            return System.Text.Encoding.Latin1.GetBytes(text.Bmp);
        }
        return ((PyBytes)Ops.CallMethod(text.ToExact(), "encode", new PyStr("latin-1"))).Data;
    }

    /// <summary>str(x)</summary>
    public static PyStr Str(PyObject value)
    {
        Type type = value.GetType();
        if (type == typeof(PyStr))
        {
            return Unsafe.As<PyStr>(value);
        }
        if (type == typeof(PyFloat))
        {
            return new PyStr(Number(Unsafe.As<PyFloat>(value).Value));
        }
        if (type == typeof(PyBytes))
        {
            return FromBytes(Unsafe.As<PyBytes>(value).Data);
        }
        if (type == typeof(PyByteArray))
        {
            BufferView view = Ops.GetBuffer(value);
            PyStr text = FromBytes(view.Span);
            view.Release();
            return text;
        }
        if (value is PyComplex z && type == typeof(PyComplex))
        {
            return Ops.Str(z);
        }
        if (value is PyType cls && cls.IsOldStyle())
        {
            return new PyStr(ModuleName(cls) + "." + cls.Name);
        }
        return value is PyInt or PyBaseException ? Ops.Str(value) : ShowsItself(value) ? Ops.Str(value) : Repr(value);
    }

    // A class that says how its instances look, rather than object.
    private static unsafe bool ShowsItself(PyObject value)
    {
        PyType type = value.Type;
        return type.TpStr != null && (nint)type.TpStr != (nint)PyObjectType.TypeObject.TpStr;
    }

    private static string Number(double value)
    {
        string text = FormatSpec.Printf(value, 'g', 12, alternate: false);
        if (text.AsSpan().IndexOfAnyExcept("-0123456789") >= 0)
        {
            return text;
        }
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart('-');
        if (digits.Length < 12)
        {
            return text + ".0";
        }
        // The digit behind the point, which shows that it is a float, counts among the twelve.
        string fraction = digits[1..].TrimEnd('0').ToString();
        return (text[0] == '-' ? "-" : "") + digits[0] + (fraction.Length == 0 ? "" : "." + fraction) + "e+11";
    }

    /// <summary>repr(x): text is ASCII and without prefix, integers beyond a machine word end in L, sets and exceptions show as calls.</summary>
    public static unsafe PyStr Repr(PyObject value)
    {
        Type type = value.GetType();
        if (type == typeof(PyStr))
        {
            return Ops.Ascii(value);
        }
        if (type == typeof(PyBytes))
        {
            return Ops.Ascii(FromBytes(Unsafe.As<PyBytes>(value).Data));
        }
        if (type == typeof(PyList))
        {
            return Sequence(value, Unsafe.As<PyList>(value).ToArray(), "[", "]");
        }
        if (type == typeof(PyTuple))
        {
            PyTuple tuple = Unsafe.As<PyTuple>(value);
            return Sequence(value, tuple.Items, "(", tuple.Count == 1 ? ",)" : ")");
        }
        if (type == typeof(PyDict))
        {
            return Dict(Unsafe.As<PyDict>(value));
        }
        if (type == typeof(PySet) || type == typeof(PyFrozenSet))
        {
            PyObject[] items = Ops.ToArray(value);
            string name = type == typeof(PySet) ? "set(" : "frozenset(";
            return items.Length == 0 ? new PyStr(name + "[])") : Sequence(value, items, name + "[", "])");
        }
        if (value is PyInt number && value is not PyBool)
        {
            PyStr digits = Ops.Repr(value);
            return number.TryGetLong(out _) ? digits : new PyStr(digits.Value + "L");
        }
        if (value is PyType cls)
        {
            return cls.TpReprIsDefault() ? new PyStr(ClassText(cls)) : Ops.Repr(value);
        }
        if (value is PyBaseException exception && (nint)value.Type.TpRepr == (nint)Exc.BaseException.TpRepr)
        {
            return new PyStr(value.Type.Name + Repr(exception.Args).Value);
        }
        if (type == typeof(PyRange))
        {
            return Xrange(Ops.ReprText(value));
        }
        if ((nint)value.Type.TpRepr == (nint)PyObjectType.TypeObject.TpRepr && value.Type.IsOldStyle())
        {
            return new PyStr($"<{ModuleName(value.Type)}.{value.Type.Name} instance at 0x{Identity.Id(value):x}>");
        }
        return Ops.Repr(value);
    }

    // xrange(3) rather than range(0, 3).
    private static PyStr Xrange(string text) => new(text.StartsWith("range(0, ", StringComparison.Ordinal) && text.IndexOf(',', 9) < 0 ? "xrange(" + text[9..] : "x" + text);

    private static PyStr Sequence(PyObject owner, PyObject[] items, string open, string close)
    {
        PyThread t = PyThread.Current;
        using RecursionGuard guard = t.EnterRecursion(" while getting the repr of an object");
        if (!t.ReprEnter(owner))
        {
            return new PyStr(open + "..." + (close == ",)" ? ")" : close));
        }
        try
        {
            StrBuilder sb = new(64);
            sb.Append(open);
            for (int i = 0; i < items.Length; i++)
            {
                if (i > 0)
                {
                    sb.Append(", ");
                }
                sb.Append(Repr(items[i]));
            }
            sb.Append(close);
            return sb.ToPyStr();
        }
        finally
        {
            t.ReprLeave(owner);
        }
    }

    private static PyStr Dict(PyDict dict)
    {
        PyThread t = PyThread.Current;
        using RecursionGuard guard = t.EnterRecursion(" while getting the repr of an object");
        if (!t.ReprEnter(dict))
        {
            return new PyStr("{...}");
        }
        try
        {
            StrBuilder sb = new(64);
            sb.Append("{");
            int position = 0;
            bool first = true;
            while (dict.Next(ref position, out PyObject key, out PyObject item))
            {
                if (!first)
                {
                    sb.Append(", ");
                }
                first = false;
                sb.Append(Repr(key));
                sb.Append(": ");
                sb.Append(Repr(item));
            }
            sb.Append("}");
            return sb.ToPyStr();
        }
        finally
        {
            t.ReprLeave(dict);
        }
    }

    private static string ModuleName(PyType cls) => Ops.TryGetAttr(cls, Names.Module) is PyStr module ? module.Value : "?";

    private static string ClassText(PyType cls)
    {
        string module = ModuleName(cls);
        if (cls.IsOldStyle())
        {
            return $"<class {module}.{cls.Name} at 0x{Identity.Id(cls):x}>";
        }
        string name = Python2Order.TypeName(cls);
        return cls.IsHeap
            ? $"<class '{module}.{name}'>"
            : cls.IsSubtypeOf(Exc.BaseException) ? $"<type 'exceptions.{name}'>" : $"<type '{(module is "builtins" ? name : module + "." + name)}'>";
    }

    private static unsafe bool TpReprIsDefault(this PyType cls) => (nint)cls.Type.TpRepr == (nint)PyType.TypeObject.TpRepr;

    /// <summary>Whether the class was made by a class statement without bases, or with such bases only.</summary>
    public static bool IsOldStyle(this PyType cls) => (cls.Flags & TypeFlags.OldStyle) != 0;

    /// <summary>
    /// The characters to write, each of which is a byte, for text that goes to a standard stream: what is bytes already goes as it is. Text
    /// that can only be characters is encoded: it has some beyond a byte, or the stream is a terminal and the bytes would be no UTF-8.
    /// </summary>
    public static PyStr ForStream(PyStr text, bool isTerminal)
    {
        if (text.IsBmp)
        {
            ReadOnlySpan<char> chars = text.Bmp;
            if (chars.IndexOfAnyExceptInRange('\0', '\x7F') < 0)
            {
                return text;
            }
            if (chars.IndexOfAnyExceptInRange('\0', '\xFF') < 0
                && (!isTerminal || System.Text.Unicode.Utf8.IsValid(System.Text.Encoding.Latin1.GetBytes(text.Bmp))))
            {
                return text;
            }
        }
        return FromBytes(System.Text.Encoding.UTF8.GetBytes(text.Value));
    }
}
