using System.Buffers.Binary;
using System.Text;

namespace PythonEngine.Modules.Pickle;

// The machine that a pickle is a program for: a stack of objects, and marks on it.
internal partial class PyUnpickler
{
    private PyObject?[] _stack = new PyObject?[16];
    private int _count;
    private readonly List<int> _marks = [];
    /// <summary>The last mark: what is below it cannot be popped.</summary>
    private int _fence;

    /// <summary>Reads a pickle to its end.</summary>
    internal PyObject Run()
    {
        // Loading may be asked for again while it runs (find_class, persistent_load): each run has a machine of its own.
        PyObject?[] outerStack = _stack;
        (int outerCount, int outerFence, int[] outerMarks) = (_count, _fence, [.. _marks]);
        _stack = new PyObject?[16];
        _count = _fence = 0;
        _marks.Clear();
        _protocol = 0;
        try
        {
            while (_input!.ReadOpcode() is var op && op != PickleOp.Stop)
            {
                Execute(op);
            }
            PyObject value = Pop();
            _input.SkipConsumed();
            return value;
        }
        finally
        {
            _stack = outerStack;
            _count = outerCount;
            _fence = outerFence;
            _marks.Clear();
            _marks.AddRange(outerMarks);
        }
    }

    private void Execute(byte op)
    {
        switch (op)
        {
            case PickleOp.None:
                Push(PyNone.Instance);
                break;
            case PickleOp.NewTrue:
                Push(PyBool.True);
                break;
            case PickleOp.NewFalse:
                Push(PyBool.False);
                break;
            case PickleOp.BinInt:
                Push(PyInt.From((long)BinaryPrimitives.ReadInt32LittleEndian(_input!.Read(4))));
                break;
            case PickleOp.BinInt1:
                Push(PyInt.From((long)_input!.Read(1)[0]));
                break;
            case PickleOp.BinInt2:
                Push(PyInt.From((long)BinaryPrimitives.ReadUInt16LittleEndian(_input!.Read(2))));
                break;
            case PickleOp.Int:
                LoadInt();
                break;
            case PickleOp.Long:
                LoadLong();
                break;
            case PickleOp.Long1:
                LoadCountedLong(_input!.Read(1)[0]);
                break;
            case PickleOp.Long4:
                LoadCountedLong(BinaryPrimitives.ReadInt32LittleEndian(_input!.Read(4)));
                break;
            case PickleOp.Float:
                LoadFloat();
                break;
            case PickleOp.BinFloat:
                Push(new PyFloat(BinaryPrimitives.ReadDoubleBigEndian(_input!.Read(8))));
                break;
            case PickleOp.ShortBinBytes:
                Push(ReadBytes(_input!.Read(1)[0]));
                break;
            case PickleOp.BinBytes:
                Push(ReadBytes(BinaryPrimitives.ReadUInt32LittleEndian(_input!.Read(4))));
                break;
            case PickleOp.BinBytes8:
                Push(ReadBytes(ReadSize("BINBYTES")));
                break;
            case PickleOp.ByteArray8:
                byte[] array = new byte[CheckLength(ReadSize("BYTEARRAY8"))];
                _input!.ReadInto(array);
                Push(PyByteArray.Make(array));
                break;
            case PickleOp.NextBuffer:
                LoadNextBuffer();
                break;
            case PickleOp.ReadOnlyBuffer:
                LoadReadOnlyBuffer();
                break;
            case PickleOp.ShortBinString:
                Push(DecodeString(_input!.Read(_input.Read(1)[0])));
                break;
            case PickleOp.BinString:
                LoadBinString();
                break;
            case PickleOp.String:
                LoadString();
                break;
            case PickleOp.Unicode:
                byte[] line = _input!.ReadLine();
                Push(Codecs.DecodeRawUnicodeEscape(line.AsSpan(0, line.Length - 1), "strict", true, out _));
                break;
            case PickleOp.ShortBinUnicode:
                Push(ReadText(_input!.Read(1)[0]));
                break;
            case PickleOp.BinUnicode:
                Push(ReadText(BinaryPrimitives.ReadUInt32LittleEndian(_input!.Read(4))));
                break;
            case PickleOp.BinUnicode8:
                Push(ReadText(ReadSize("BINUNICODE")));
                break;
            default:
                ExecuteContainer(op);
                break;
        }
    }

    private void ExecuteContainer(byte op)
    {
        switch (op)
        {
            case PickleOp.EmptyTuple:
                Push(PyTuple.Empty);
                break;
            case PickleOp.Tuple1 or PickleOp.Tuple2 or PickleOp.Tuple3:
                LoadCountedTuple(op - PickleOp.Tuple1 + 1);
                break;
            case PickleOp.Tuple:
                Push(PyTuple.From(PopMarked()));
                break;
            case PickleOp.EmptyList:
                Push(new PyList());
                break;
            case PickleOp.List:
                Push(new PyList(PopMarked()));
                break;
            case PickleOp.EmptyDict:
                Push(new PyDict());
                break;
            case PickleOp.Dict:
                LoadDict();
                break;
            case PickleOp.EmptySet:
                Push(new PySet());
                break;
            case PickleOp.AddItems:
                LoadAddItems();
                break;
            case PickleOp.FrozenSet:
                Push(Ops.Call(PyFrozenSet.TypeObject, PyTuple.From(PopMarked())));
                break;
            case PickleOp.Append:
                AppendFrom(_count - 1);
                break;
            case PickleOp.Appends:
                AppendFrom(PopMark());
                break;
            case PickleOp.SetItem:
                SetItemsFrom(_count - 2);
                break;
            case PickleOp.SetItems:
                SetItemsFrom(PopMark());
                break;
            case PickleOp.Mark:
                _marks.Add(_count);
                _fence = _count;
                break;
            case PickleOp.Pop:
                LoadPop();
                break;
            case PickleOp.PopMark:
                Truncate(PopMark());
                break;
            case PickleOp.Dup:
                Push(_count > _fence ? _stack[_count - 1]! : throw Underflow());
                break;
            default:
                ExecuteObject(op);
                break;
        }
    }

    private void ExecuteObject(byte op)
    {
        switch (op)
        {
            case PickleOp.Get:
                LoadGet(ParseIndex());
                break;
            case PickleOp.BinGet:
                LoadGet(_input!.Read(1)[0]);
                break;
            case PickleOp.LongBinGet:
                LoadGet(BinaryPrimitives.ReadUInt32LittleEndian(_input!.Read(4)));
                break;
            case PickleOp.Put:
                long index = ParseIndex();
                PyObject top = Top();
                _memo[index >= 0 ? index : throw Err.ValueError("negative PUT argument")] = top;
                break;
            case PickleOp.BinPut:
                byte shortIndex = _input!.Read(1)[0];
                _memo[shortIndex] = Top();
                break;
            case PickleOp.LongBinPut:
                uint longIndex = BinaryPrimitives.ReadUInt32LittleEndian(_input!.Read(4));
                _memo[longIndex] = Top();
                break;
            case PickleOp.Memoize:
                _memo[_memo.Count] = Top();
                break;
            case PickleOp.Global:
                PyStr module = ReadNameLine("utf-8"), name = ReadNameLine("utf-8");
                Push(CallFindClass(module, name));
                break;
            case PickleOp.StackGlobal:
                LoadStackGlobal();
                break;
            case PickleOp.Reduce:
                LoadReduce();
                break;
            case PickleOp.Build:
                LoadBuild();
                break;
            case PickleOp.NewObj:
                LoadNewObject(withKeywords: false);
                break;
            case PickleOp.NewObjEx:
                LoadNewObject(withKeywords: true);
                break;
            case PickleOp.Obj:
                LoadObj();
                break;
            case PickleOp.Inst:
                LoadInst();
                break;
            case PickleOp.PersId:
                LoadPersistentLine();
                break;
            case PickleOp.BinPersId:
                PyObject id = _persistentLoadMethod != null ? Pop() : throw NoPersistentLoad();
                Push(Ops.Call(_persistentLoadMethod, id));
                break;
            case PickleOp.Ext1:
                LoadExtension(_input!.Read(1)[0]);
                break;
            case PickleOp.Ext2:
                LoadExtension(BinaryPrimitives.ReadUInt16LittleEndian(_input!.Read(2)));
                break;
            case PickleOp.Ext4:
                LoadExtension(BinaryPrimitives.ReadInt32LittleEndian(_input!.Read(4)));
                break;
            case PickleOp.Proto:
                int protocol = _input!.Read(1)[0];
                _protocol = protocol <= PickleModule.HighestProtocol ? protocol : throw Err.ValueError($"unsupported pickle protocol: {protocol}");
                break;
            case PickleOp.Frame:
                long length = BinaryPrimitives.ReadInt64LittleEndian(_input!.Read(8));
                _input.LoadFrame(length >= 0 ? length : throw Err.OverflowError($"FRAME length exceeds system's maximum of {long.MaxValue} bytes"));
                break;
            default:
                throw PickleModule.UnpicklingError(op is >= 0x20 and <= 0x7e and not (byte)'\'' and not (byte)'\\'
                    ? $"invalid load key, '{(char)op}'." : $"invalid load key, '\\x{op:x2}'.");
        }
    }

    private PyException Underflow() => PickleModule.UnpicklingError(_marks.Count != 0 ? "unexpected MARK found" : "unpickling stack underflow");

    private void Push(PyObject value)
    {
        if (_count == _stack.Length)
        {
            Array.Resize(ref _stack, _count * 2);
        }
        _stack[_count++] = value;
    }

    private PyObject Pop()
    {
        if (_count <= _fence)
        {
            throw Underflow();
        }
        PyObject value = _stack[--_count]!;
        _stack[_count] = null;
        return value;
    }

    private PyObject Top() => _count > _fence ? _stack[_count - 1]! : throw Underflow();

    /// <summary>Removes what is above a position.</summary>
    private void Truncate(int count)
    {
        if (count < _fence)
        {
            throw Underflow();
        }
        if (count < _count)
        {
            Array.Clear(_stack, count, _count - count);
            _count = count;
        }
    }

    private int PopMark()
    {
        if (_marks.Count == 0)
        {
            throw PickleModule.UnpicklingError("could not find MARK");
        }
        int mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        _fence = _marks.Count == 0 ? 0 : _marks[^1];
        return mark;
    }

    /// <summary>Removes and returns what is above a position.</summary>
    private PyObject[] PopFrom(int start)
    {
        if (start < _fence)
        {
            throw Underflow();
        }
        PyObject[] items = new PyObject[_count - start];
        Array.Copy(_stack, start, items, 0, items.Length);
        Truncate(start);
        return items;
    }

    private PyObject[] PopMarked() => PopFrom(PopMark());

    private void LoadInt()
    {
        byte[] line = _input!.ReadLine();
        if (line.Length < 2)
        {
            throw PickleModule.UnpicklingError("pickle data was truncated");
        }
        string text = Encoding.Latin1.GetString(line, 0, line.Length - 1);
        if (text is "00" or "01")
        {
            Push(PyBool.From(text == "01"));
            return;
        }
        try
        {
            // Leading zeros mean nothing here, so base 0 would be too strict for small numbers.
            Push(long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowLeadingWhite,
                System.Globalization.CultureInfo.InvariantCulture, out long value) ? PyInt.From(value) : PyInt.Parse(new PyStr(text), 0));
        }
        catch (PyException e) when (e.Matches(Exc.ValueError))
        {
            throw Err.ValueError("could not convert string to int");
        }
    }

    /// <summary>A number on a line of text.</summary>
    private static PyInt ParseLine(byte[] line, int length, int radix)
    {
        string text = Encoding.Latin1.GetString(line, 0, length);
        try
        {
            return PyInt.Parse(new PyStr(text), radix);
        }
        catch (PyException e) when (radix == 0 && e.Matches(Exc.ValueError))
        {
            throw Err.ValueError($"invalid literal for int() with base 10: {Ops.ReprText(new PyStr(text))}");
        }
    }

    private void LoadLong()
    {
        byte[] line = _input!.ReadLine();
        if (line.Length < 2)
        {
            throw PickleModule.UnpicklingError("pickle data was truncated");
        }
        // CPython writes an L at the end, which int() would not read.
        Push(ParseLine(line, line[^2] == 'L' ? line.Length - 2 : line.Length, 0));
    }

    private void LoadCountedLong(int size)
    {
        if (size < 0)
        {
            throw PickleModule.UnpicklingError("LONG pickle has negative byte count");
        }
        Push(size == 0 ? PyInt.Zero : PyInt.From(new BigInteger(_input!.Read(size))));
    }

    private void LoadFloat()
    {
        byte[] line = _input!.ReadLine();
        if (line.Length < 2)
        {
            throw PickleModule.UnpicklingError("pickle data was truncated");
        }
        string text = Encoding.Latin1.GetString(line, 0, line.Length - 1);
        if (FloatText.ParsePrefix(text, out double value) != text.Length)
        {
            throw Err.ValueError($"could not convert string to float: {Ops.ReprText(new PyStr(text + "\n")).Replace("\\n", "\n", StringComparison.Ordinal)}");
        }
        Push(new PyFloat(value));
    }

    /// <summary>A length of eight bytes.</summary>
    private long ReadSize(string opcode)
    {
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(_input!.Read(8));
        return size <= long.MaxValue ? (long)size : throw Err.OverflowError($"{opcode} exceeds system's maximum size of {long.MaxValue} bytes");
    }

    private static int CheckLength(long length) => length <= Array.MaxLength ? (int)length : throw Err.MemoryError();

    private PyBytes ReadBytes(long length)
    {
        if (length == 0)
        {
            return PyBytes.Empty;
        }
        byte[] data = new byte[CheckLength(length)];
        _input!.ReadInto(data);
        return new PyBytes(data);
    }

    private PyStr ReadText(long length)
    {
        ReadOnlySpan<byte> data = _input!.Read(CheckLength(length));
        return Ascii.IsValid(data) ? PyStr.FromBmp(Encoding.ASCII.GetString(data)) : Codecs.DecodeUtf8(data, "surrogatepass");
    }

    /// <summary>A str of Python 2, which may have been bytes.</summary>
    private PyObject DecodeString(ReadOnlySpan<byte> data) => _encoding == "bytes"
        ? new PyBytes(data.ToArray()) : Codecs.DecodeText(data, _encoding, _errors, null);

    private void LoadBinString()
    {
        int size = BinaryPrimitives.ReadInt32LittleEndian(_input!.Read(4));
        if (size < 0)
        {
            throw PickleModule.UnpicklingError("BINSTRING pickle has negative byte count");
        }
        Push(DecodeString(_input.Read(size)));
    }

    private void LoadString()
    {
        ReadOnlySpan<byte> text = _input!.ReadLine();
        text = text[..^1];
        if (text.Length < 2 || text[0] != text[^1] || text[0] is not ((byte)'\'' or (byte)'"'))
        {
            throw PickleModule.UnpicklingError("the STRING opcode argument must be quoted");
        }
        Push(DecodeString(Codecs.DecodeEscapes(text[1..^1], "strict")));
    }

    private void LoadNextBuffer()
    {
        if (_buffers == null)
        {
            throw PickleModule.UnpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given");
        }
        Push(Ops.Next(_buffers) ?? throw PickleModule.UnpicklingError("not enough out-of-band buffers"));
    }

    private void LoadReadOnlyBuffer()
    {
        PyMemoryView view = PyMemoryView.FromObject(Top());
        if (!Ops.IsTrue(Ops.GetAttr(view, "readonly")))
        {
            _stack[_count - 1] = Ops.CallMethod(view, "toreadonly");
        }
    }

    private void LoadCountedTuple(int count)
    {
        if (_count < count)
        {
            throw Underflow();
        }
        Push(new PyTuple(PopFrom(_count - count)));
    }

    private void LoadDict()
    {
        PyObject[] items = PopMarked();
        PyDict dict = new(items.Length / 2);
        for (int i = 0; i + 1 < items.Length; i += 2)
        {
            dict.Set(items[i], items[i + 1]);
        }
        Push(items.Length % 2 == 0 ? dict : throw PickleModule.UnpicklingError("odd number of items for DICT"));
    }

    private void LoadAddItems()
    {
        int mark = PopMark();
        if (mark > _count || mark <= _fence)
        {
            throw Underflow();
        }
        if (mark == _count)
        {
            return;
        }
        PyObject set = _stack[mark - 1]!;
        PyObject[] items = PopFrom(mark);
        if (set is PySet own)
        {
            foreach (PyObject item in items)
            {
                own.Add(item);
            }
            return;
        }
        PyObject add = Ops.GetAttr(set, "add");
        foreach (PyObject item in items)
        {
            Ops.Call(add, item);
        }
    }

    private void AppendFrom(int start)
    {
        if (start > _count || start <= _fence)
        {
            throw Underflow();
        }
        if (start == _count)
        {
            return;
        }
        PyObject list = _stack[start - 1]!;
        PyObject[] items = PopFrom(start);
        if (ReferenceEquals(list.Type, PyList.TypeObject))
        {
            PyList own = (PyList)list;
            foreach (PyObject item in items)
            {
                own.Add(item);
            }
            return;
        }
        if (Ops.TryGetAttr(list, "extend") is { } extend)
        {
            Ops.Call(extend, new PyList(items));
            return;
        }
        PyObject append = Ops.GetAttr(list, "append");
        foreach (PyObject item in items)
        {
            Ops.Call(append, item);
        }
    }

    private void SetItemsFrom(int start)
    {
        if (start > _count || start <= _fence)
        {
            throw Underflow();
        }
        if (start == _count)
        {
            return;
        }
        if ((_count - start) % 2 != 0)
        {
            throw PickleModule.UnpicklingError("odd number of items for SETITEMS");
        }
        PyObject dict = _stack[start - 1]!;
        PyObject[] items = PopFrom(start);
        for (int i = 0; i < items.Length; i += 2)
        {
            if (ReferenceEquals(dict.Type, PyDict.TypeObject))
            {
                ((PyDict)dict).Set(items[i], items[i + 1]);
            }
            else
            {
                Ops.SetItem(dict, items[i], items[i + 1]);
            }
        }
    }

    private void LoadPop()
    {
        // A mark on top goes before an object.
        if (_marks.Count > 0 && _marks[^1] == _count)
        {
            PopMark();
        }
        else
        {
            Pop();
        }
    }

    private long ParseIndex()
    {
        byte[] line = _input!.ReadLine();
        return line.Length >= 2 ? Ops.AsLong(ParseLine(line, line.Length, 10)) : throw PickleModule.UnpicklingError("pickle data was truncated");
    }

    private void LoadGet(long index) =>
        Push(_memo.TryGetValue(index, out PyObject? value) ? value : throw PickleModule.UnpicklingError($"Memo value not found at index {index}"));

    private PyStr ReadNameLine(string encoding)
    {
        byte[] line = _input!.ReadLine();
        return line.Length >= 2 ? PyStr.Intern(Codecs.DecodeText(line.AsSpan(0, line.Length - 1), encoding, "strict", null))
            : throw PickleModule.UnpicklingError("pickle data was truncated");
    }

    private PyObject CallFindClass(PyObject module, PyObject name) => ReferenceEquals(Type, TypeObject)
        ? FindClass(module, name) : Ops.CallMethod(this, s_findClass, module, name);

    private void LoadStackGlobal()
    {
        PyObject name = Pop(), module = Pop();
        if (!ReferenceEquals(name.Type, PyStr.TypeObject) || !ReferenceEquals(module.Type, PyStr.TypeObject))
        {
            throw PickleModule.UnpicklingError("STACK_GLOBAL requires str");
        }
        Push(CallFindClass(module, name));
    }

    private static PyObject CallWith(PyObject callable, PyObject args) => args is PyTuple tuple
        ? Ops.Call(callable, tuple.Items) : throw Err.TypeError("argument list must be a tuple");

    private void LoadReduce()
    {
        PyObject args = Pop(), callable = Pop();
        Push(CallWith(callable, args));
    }

    private void LoadNewObject(bool withKeywords)
    {
        PyObject? keywords = withKeywords ? Pop() : null;
        PyObject args = Pop(), cls = Pop();
        string what = withKeywords ? "NEWOBJ_EX" : "NEWOBJ";
        if (cls is not PyType type)
        {
            throw PickleModule.UnpicklingError($"{what} class argument must be a type, not {Ops.TypeName(cls)}");
        }
        if (!type.HasNew)
        {
            throw PickleModule.UnpicklingError($"{what} class argument '{type.FullName}' doesn't have __new__");
        }
        if (args is not PyTuple positional)
        {
            throw PickleModule.UnpicklingError($"{what} args argument must be a tuple, not {Ops.TypeName(args)}");
        }
        if (keywords is not (null or PyDict))
        {
            throw PickleModule.UnpicklingError($"{what} kwargs argument must be a dict, not {Ops.TypeName(keywords)}");
        }
        Push(Ops.CallTupleDict(Ops.GetAttr(type, Names.New), new PyTuple([type, .. positional.Items]), keywords as PyDict));
    }

    private static PyObject Instantiate(PyObject cls, PyObject[] args)
    {
        // Of a class without arguments and without __getinitargs__, an empty instance.
        return args.Length == 0 && cls is PyType type && Ops.TryGetAttr(type, "__getinitargs__") == null
            ? Ops.CallMethod(type, Names.New, type) : Ops.Call(cls, args);
    }

    private void LoadObj()
    {
        int mark = PopMark();
        if (_count - mark < 1)
        {
            throw Underflow();
        }
        PyObject[] args = PopFrom(mark + 1);
        PyObject cls = Pop();
        Push(Instantiate(cls, args));
    }

    private void LoadInst()
    {
        int mark = PopMark();
        PyStr module = ReadNameLine("ascii"), name = ReadNameLine("ascii");
        PyObject cls = CallFindClass(module, name);
        Push(Instantiate(cls, PopFrom(mark)));
    }

    private static PyException NoPersistentLoad() => PickleModule.UnpicklingError(
        "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.");

    private void LoadPersistentLine()
    {
        byte[] line = _input!.ReadLine();
        if (line.Length < 1)
        {
            throw PickleModule.UnpicklingError("pickle data was truncated");
        }
        if (_persistentLoadMethod == null)
        {
            throw NoPersistentLoad();
        }
        if (!Ascii.IsValid(line))
        {
            throw PickleModule.UnpicklingError("persistent IDs in protocol 0 must be ASCII strings");
        }
        Push(Ops.Call(_persistentLoadMethod, PyStr.FromBmp(Encoding.ASCII.GetString(line, 0, line.Length - 1))));
    }

    private void LoadExtension(int code)
    {
        if (code <= 0)
        {
            throw PickleModule.UnpicklingError("EXT specifies code <= 0");
        }
        PickleModule.ModuleState state = PickleModule.State;
        PyInt key = PyInt.From(code);
        if (state.ExtensionCache.Get(key) is { } cached)
        {
            Push(cached);
            return;
        }
        PyObject entry = state.InvertedRegistry.Get(key) ?? throw Err.ValueError($"unregistered extension code {code}");
        if (entry is not PyTuple { Count: 2 } pair || pair[0] is not PyStr || pair[1] is not PyStr)
        {
            throw Err.ValueError($"_inverted_registry[{code}] isn't a 2-tuple of strings");
        }
        PyObject found = CallFindClass(pair[0], pair[1]);
        state.ExtensionCache.Set(key, found);
        Push(found);
    }

    private void LoadBuild()
    {
        if (_count - 2 < _fence)
        {
            throw Underflow();
        }
        PyObject state = Pop();
        PyObject instance = _stack[_count - 1]!;
        if (Ops.TryGetAttr(instance, Names.Setstate) is { } setstate)
        {
            Ops.Call(setstate, state);
            return;
        }
        PyObject? slots = null;
        if (state is PyTuple { Count: 2 } pair)
        {
            state = pair[0];
            slots = pair[1];
        }
        if (state is not PyNone)
        {
            if (state is not PyDict attributes)
            {
                throw PickleModule.UnpicklingError("state is not a dictionary");
            }
            SetAttributes(instance, attributes);
        }
        if (slots is not (null or PyNone))
        {
            if (slots is not PyDict values)
            {
                throw PickleModule.UnpicklingError("slot state is not a dictionary");
            }
            int position = 0;
            while (values.Next(ref position, out PyObject key, out PyObject value))
            {
                Ops.SetAttr(instance, key as PyStr ?? throw Err.TypeError($"attribute name must be string, not '{Ops.TypeName(key)}'"), value);
            }
        }
    }

    /// <summary>Puts attributes into an instance's namespace; their names are interned.</summary>
    private static void SetAttributes(PyObject instance, PyDict attributes)
    {
        PyObject target = Ops.GetAttr(instance, Names.Dict);
        int position = 0;
        while (attributes.Next(ref position, out PyObject key, out PyObject value))
        {
            PyObject name = key.GetType() == typeof(PyStr) ? PyStr.Intern((PyStr)key) : key;
            if (target is PyDict dict)
            {
                dict.Set(name, value);
            }
            else
            {
                Ops.SetItem(target, name, value);
            }
        }
    }
}
