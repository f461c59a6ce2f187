using System.Runtime.InteropServices;

namespace PythonEngine.Objects;

/// <summary>What Python sees of a code object.</summary>
internal sealed partial class PyCode
{
    private static PyTuple NameTuple(PyStr[] names) => PyTuple.From(names);

    [PyGetter("co_name", Member = true)]
    private string CoName => Name;

    [PyGetter("co_qualname", Member = true)]
    private string CoQualName => QualName;

    [PyGetter("co_filename", Member = true)]
    private string CoFileName => FileName;

    [PyGetter("co_firstlineno", Member = true)]
    private int CoFirstLine => FirstLine;

    [PyGetter("co_flags", Member = true)]
    private int CoFlags => (int)Flags;

    [PyGetter("co_argcount", Member = true)]
    private int CoArgCount => ArgCount;

    [PyGetter("co_posonlyargcount", Member = true)]
    private int CoPosOnlyArgCount => PosOnlyArgCount;

    [PyGetter("co_kwonlyargcount", Member = true)]
    private int CoKwOnlyArgCount => KwOnlyArgCount;

    [PyGetter("co_nlocals", Member = true)]
    private int CoLocalCount => VarNames.Length;

    [PyGetter("co_stacksize", Member = true)]
    private int CoStackSize => RegisterCount;

    [PyGetter("co_varnames")]
    private PyObject CoVarNames => NameTuple(VarNames);

    [PyGetter("co_cellvars")]
    private PyObject CoCellVars => NameTuple(CellVars);

    [PyGetter("co_freevars")]
    private PyObject CoFreeVars => NameTuple(FreeVars);

    /// <summary>Global and attribute names; attributes are kept with their inline caches.</summary>
    [PyGetter("co_names", Member = true)]
    private PyObject CoNames
    {
        get
        {
            List<PyObject> names = [];
            HashSet<PyStr> seen = new(ReferenceEqualityComparer.Instance as IEqualityComparer<PyStr>);
            foreach (PyStr name in Names)
            {
                // Cells are named for messages only.
                if (seen.Add(name) && Array.IndexOf(FreeVars, name) < 0)
                {
                    names.Add(name);
                }
            }
            foreach (PyStr name in CacheNames)
            {
                if (name is not null && seen.Add(name))
                {
                    names.Add(name);
                }
            }
            return names.Count == 0 ? PyTuple.Empty : new PyTuple([.. names]);
        }
    }

    /// <summary>CPython puts a function's docstring first, None when it has none.</summary>
    [PyGetter("co_consts", Member = true)]
    private PyObject CoConsts
    {
        get
        {
            if ((Flags & CodeFlags.Optimized) == 0)
            {
                return PyTuple.From(Consts);
            }
            List<PyObject> all = [DocString ?? PyNone.Instance];
            int shared = SharedNone();
            for (int i = 0; i < Consts.Length; i++)
            {
                if (i != shared)
                {
                    all.Add(Consts[i]);
                }
            }
            return new PyTuple([.. all]);
        }
    }

    /// <summary>Where the constant None is that co_consts shows as the missing docstring; -1 for nowhere.</summary>
    private int SharedNone() => DocString == null ? Array.IndexOf(Consts, PyNone.Instance) : -1;

    /// <summary>The engine's own instructions: an opaque value, equal for equal code.</summary>
    [PyGetter("co_code")]
    private byte[] CoCode => MemoryMarshal.AsBytes(Instructions.AsSpan()).ToArray();

    [PyGetter("co_exceptiontable", Member = true)]
    private byte[] CoExceptionTable => MemoryMarshal.AsBytes(ExceptionTable.AsSpan()).ToArray();

    /// <summary>The location table in CPython 3.11's format, two code bytes per instruction.</summary>
    [PyGetter("co_linetable", Member = true)]
    private byte[] CoLineTable
    {
        get
        {
            List<byte> table = [];
            int line = FirstLine;
            for (int i = 0; i < Positions.Length;)
            {
                CodePosition p = Positions[i];
                int run = 1;
                while (run < 8 && i + run < Positions.Length && Same(Positions[i + run], p))
                {
                    run++;
                }
                if (p.Line < 0)
                {
                    table.Add((byte)(0x80 | 15 << 3 | run - 1));
                }
                else if (p.Col < 0 || p.EndLine < p.Line)
                {
                    table.Add((byte)(0x80 | 13 << 3 | run - 1));
                    SignedVarint(table, p.Line - line);
                    line = p.Line;
                }
                else
                {
                    table.Add((byte)(0x80 | 14 << 3 | run - 1));
                    SignedVarint(table, p.Line - line);
                    Varint(table, p.EndLine - p.Line);
                    Varint(table, p.Col + 1);
                    Varint(table, Math.Max(p.EndCol, -1) + 1);
                    line = p.Line;
                }
                i += run;
            }
            return [.. table];
        }
    }

    private static bool Same(in CodePosition a, in CodePosition b) =>
        a.Line == b.Line && a.EndLine == b.EndLine && a.Col == b.Col && a.EndCol == b.EndCol;

    private static void Varint(List<byte> table, int value)
    {
        while (value >= 64)
        {
            table.Add((byte)(value & 63 | 64));
            value >>= 6;
        }
        table.Add((byte)value);
    }

    private static void SignedVarint(List<byte> table, int value) => Varint(table, value < 0 ? -value << 1 | 1 : value << 1);

    /// <summary>The old line table: pairs of code bytes and line steps.</summary>
    [PyGetter("co_lnotab")]
    private byte[] CoLnotab
    {
        get
        {
            List<byte> table = [];
            int line = FirstLine;
            int start = 0;
            for (int i = 0; i < Positions.Length; i++)
            {
                int step = Positions[i].Line - line;
                if (Positions[i].Line < 0 || step == 0)
                {
                    continue;
                }
                int bytes = (i - start) * 2;
                for (; bytes > 254; bytes -= 254)
                {
                    table.Add(254);
                    table.Add(0);
                }
                for (; step > 127; step -= 127, bytes = 0)
                {
                    table.Add((byte)bytes);
                    table.Add(127);
                }
                for (; step < -128; step += 128, bytes = 0)
                {
                    table.Add((byte)bytes);
                    table.Add(0x80);
                }
                table.Add((byte)bytes);
                table.Add((byte)(sbyte)step);
                line = Positions[i].Line;
                start = i;
            }
            return [.. table];
        }
    }

    /// <summary>Triples (start, end, line) of code byte ranges.</summary>
    [PyMethod("co_lines", "")]
    private PyObject CoLines()
    {
        PyList lines = new();
        for (int i = 0; i < Positions.Length;)
        {
            int line = Positions[i].Line;
            int end = i + 1;
            while (end < Positions.Length && Positions[end].Line == line)
            {
                end++;
            }
            lines.Add(new PyTuple([PyInt.From(i * 2), PyInt.From(end * 2), line < 0 ? PyNone.Instance : PyInt.From(line)]));
            i = end;
        }
        return Ops.Iter(lines);
    }

    [PyMethod("co_positions", "")]
    private PyObject CoPositions()
    {
        PyList positions = new(Positions.Length);
        foreach (CodePosition p in Positions)
        {
            positions.Add(new PyTuple([Coordinate(p.Line), Coordinate(p.EndLine), Coordinate(p.Col), Coordinate(p.EndCol)]));
        }
        return Ops.Iter(positions);
    }

    private static PyObject Coordinate(int value) => value < 0 ? PyNone.Instance : PyInt.From(value);

    [PyMethod("__repr__")]
    private string Repr() => $"<code object {Name} at 0x{Identity.Id(this):x12}, file \"{FileName}\", line {FirstLine}>";

    [PyMethod("__hash__")]
    private long Hash()
    {
        HashCode hash = default;
        hash.Add(Name);
        hash.Add(FirstLine);
        hash.Add(Flags);
        hash.Add(Instructions.Length);
        hash.Add(ArgCount);
        foreach (PyStr name in Names)
        {
            hash.Add(name.Hash());
        }
        return hash.ToHashCode();
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyCode code)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From((ReferenceEquals(this, code) || IsEqual(code)) == (op == CompareOp.Eq));
    }

    private bool IsEqual(PyCode other) =>
        Name == other.Name && QualName == other.QualName && ArgCount == other.ArgCount && PosOnlyArgCount == other.PosOnlyArgCount
        && KwOnlyArgCount == other.KwOnlyArgCount && Flags == other.Flags && FirstLine == other.FirstLine
        && MemoryMarshal.AsBytes(Instructions.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.Instructions.AsSpan()))
        && SameNames(Names, other.Names) && SameNames(CacheNames, other.CacheNames) && SameNames(VarNames, other.VarNames)
        && SameNames(CellVars, other.CellVars) && SameNames(FreeVars, other.FreeVars) && SameConstants(Consts, other.Consts)
        && MemoryMarshal.AsBytes(Positions.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.Positions.AsSpan()));

    private static bool SameNames(PyStr[] a, PyStr[] b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }
        for (int i = 0; i < a.Length; i++)
        {
            if (!ReferenceEquals(a[i], b[i]) && (a[i] is null || b[i] is null || !PyStr.Equals(a[i], b[i])))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Equal values of equal types: 1 and 1.0 are different constants.</summary>
    private static bool SameConstants(PyObject[] a, PyObject[] b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }
        for (int i = 0; i < a.Length; i++)
        {
            bool same = a[i] is PyTuple x && b[i] is PyTuple y
                ? SameConstants(x.Items, y.Items)
                : ReferenceEquals(a[i].Type, b[i].Type) && Ops.Compare(a[i], b[i], CompareOp.Eq) && Ops.ReprText(a[i]) == Ops.ReprText(b[i]);
            if (!same)
            {
                return false;
            }
        }
        return true;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        throw Err.NotImplementedError("code objects cannot be made from bytecode: this engine compiles from source; use compile() or code.replace()");

    /// <summary>A copy with some attributes changed; what is tied to the instructions themselves must stay.</summary>
    [PyMethod("replace")]
    private PyObject Replace(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int keywords = kwnames?.Count ?? 0;
        if (args.Length != keywords)
        {
            throw Err.TypeError("replace() takes no positional arguments");
        }
        PyCode copy = (PyCode)MemberwiseClone();
        copy.FreeFrame = null;
        copy.Caches = null!;
        copy.SimpleArgCount = -1;
        for (int i = 0; i < keywords; i++)
        {
            string name = ((PyStr)kwnames![i]).Value;
            copy.Change(this, name, args[i]);
        }
        return copy;
    }

    private void Change(PyCode from, string name, PyObject value)
    {
        switch (name)
        {
            case "co_name":
                Name = Args.Text(value, "replace() argument 'co_name'");
                break;
            case "co_qualname":
                QualName = Args.Text(value, "replace() argument 'co_qualname'");
                break;
            case "co_filename":
                FileName = Args.Text(value, "replace() argument 'co_filename'");
                break;
            case "co_firstlineno":
                FirstLine = Args.Int32(value);
                break;
            case "co_flags":
                Flags = (CodeFlags)Args.Int32(value);
                break;
            case "co_argcount":
                ArgCount = Args.Int32(value);
                break;
            case "co_posonlyargcount":
                PosOnlyArgCount = Args.Int32(value);
                break;
            case "co_kwonlyargcount":
                KwOnlyArgCount = Args.Int32(value);
                break;
            case "co_varnames":
                VarNames = Renamed(VarNames, value, name);
                break;
            case "co_cellvars":
                CellVars = Renamed(CellVars, value, name);
                break;
            case "co_freevars":
                FreeVars = Renamed(FreeVars, value, name);
                break;
            case "co_consts":
                ReplaceConstants(value);
                break;
            case "co_nlocals" or "co_stacksize" or "co_code" or "co_linetable" or "co_exceptiontable" or "co_names":
                PyObject old = Ops.GetAttr(from, name);
                if (!Ops.Compare(old, value, CompareOp.Eq))
                {
                    throw Err.NotImplementedError($"code.replace(): {name} cannot be changed in this engine, whose instructions are not CPython's bytecode");
                }
                break;
            default:
                throw Err.TypeError($"'{name}' is an invalid keyword argument for replace()");
        }
    }

    /// <summary>Registers are numbered by position, so names may change and their count may not.</summary>
    private static PyStr[] Renamed(PyStr[] old, PyObject value, string what)
    {
        PyTuple names = value as PyTuple ?? throw Err.TypeError($"replace() argument '{what}' must be tuple, not {value.Type.FullName}");
        if (names.Count != old.Length)
        {
            throw Err.NotImplementedError($"code.replace(): the number of names in {what} cannot be changed in this engine");
        }
        PyStr[] result = new PyStr[names.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = names[i] is PyStr text ? PyStr.Intern(text) : throw Err.TypeError($"name tuples must contain only strings, not '{names[i].Type.FullName}'");
        }
        return result;
    }

    private void ReplaceConstants(PyObject value)
    {
        PyTuple given = value as PyTuple ?? throw Err.TypeError($"replace() argument 'co_consts' must be tuple, not {value.Type.FullName}");
        int shift = (Flags & CodeFlags.Optimized) == 0 ? 0 : 1;
        int shared = shift == 1 ? SharedNone() : -1;
        if (shared >= 0)
        {
            List<PyObject> restored = [.. given.Items];
            restored.Insert(Math.Min(shared + 1, restored.Count), PyNone.Instance);
            given = new PyTuple([.. restored]);
        }
        if (given.Count != Consts.Length + shift)
        {
            throw Err.NotImplementedError("code.replace(): the number of constants cannot be changed in this engine");
        }
        if (shift == 1)
        {
            DocString = given[0] is PyNone ? null : given[0];
        }
        Consts = given.Items[shift..];
    }
}
