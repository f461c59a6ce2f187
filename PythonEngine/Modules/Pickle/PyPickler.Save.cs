using System.Buffers.Binary;
using System.Globalization;

namespace PythonEngine.Modules.Pickle;

// Objects of builtin types.
internal partial class PyPickler
{
    private const int BatchSize = 1000;
    private const int FastNestingLimit = 50;
    private const string Recursion = " while pickling an object";

    /// <param name="asPersistentId">The object is a persistent id itself.</param>
    private void Save(PyObject obj, bool asPersistentId)
    {
        _output.Boundary();
        if (!asPersistentId && _persistentIdMethod != null && SavePersistentId(obj))
        {
            return;
        }
        // Atoms are not memoized.
        switch (obj)
        {
            case PyNone:
                _output.Write(PickleOp.None);
                return;
            case PyBool:
                SaveBool(ReferenceEquals(obj, PyBool.True));
                return;
            case PyInt number when ReferenceEquals(obj.Type, PyInt.TypeObject):
                SaveInt(number);
                return;
            case PyFloat real when ReferenceEquals(obj.Type, PyFloat.TypeObject):
                SaveFloat(real.Value);
                return;
        }
        if (_memo!.TryGetValue(obj, out int index))
        {
            WriteGet(index);
            return;
        }
        PyType type = obj.Type;
        if (ReferenceEquals(type, PyBytes.TypeObject))
        {
            SaveBytes((PyBytes)obj);
            return;
        }
        if (ReferenceEquals(type, PyStr.TypeObject))
        {
            SaveStr((PyStr)obj);
            return;
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(Recursion);
        switch (obj)
        {
            case PyDict dict when ReferenceEquals(type, PyDict.TypeObject):
                SaveDict(dict);
                break;
            case PySet set when ReferenceEquals(type, PySet.TypeObject):
                SaveSet(set);
                break;
            case PyFrozenSet set when ReferenceEquals(type, PyFrozenSet.TypeObject):
                SaveFrozenSet(set);
                break;
            case PyList list when ReferenceEquals(type, PyList.TypeObject):
                SaveList(list);
                break;
            case PyTuple tuple when ReferenceEquals(type, PyTuple.TypeObject):
                SaveTuple(tuple);
                break;
            case PyByteArray array when ReferenceEquals(type, PyByteArray.TypeObject):
                SaveByteArray(array);
                break;
            case PyPickleBuffer buffer:
                SavePickleBuffer(buffer);
                break;
            default:
                SaveOther(obj, type);
                break;
        }
    }

    private bool SavePersistentId(PyObject obj)
    {
        PyObject id = Ops.Call(_persistentIdMethod!, obj);
        if (id is PyNone)
        {
            return false;
        }
        if (_binary)
        {
            Save(id, asPersistentId: true);
            _output.Write(PickleOp.BinPersId);
            return true;
        }
        PyStr text = Ops.Str(id);
        if (!text.IsBmp || !System.Text.Ascii.IsValid(text.Bmp))
        {
            throw PickleModule.PicklingError("persistent IDs in protocol 0 must be ASCII strings");
        }
        _output.WriteLine(PickleOp.PersId, text.Bmp);
        return true;
    }

    private void WriteGet(int index)
    {
        if (!_binary)
        {
            _output.WriteLine(PickleOp.Get, index.ToString(CultureInfo.InvariantCulture));
        }
        else if (index < 256)
        {
            _output.WriteByte(PickleOp.BinGet, index);
        }
        else
        {
            _output.WriteUInt32(PickleOp.LongBinGet, (uint)index);
        }
    }

    /// <summary>Notes an object that has been written, so that it is written as a reference the next time.</summary>
    private void Memoize(PyObject obj)
    {
        if (_fast != 0)
        {
            return;
        }
        int index = _memo!.Count;
        _memo[obj] = index;
        if (_protocol >= 4)
        {
            _output.Write(PickleOp.Memoize);
        }
        else if (!_binary)
        {
            _output.WriteLine(PickleOp.Put, index.ToString(CultureInfo.InvariantCulture));
        }
        else if (index < 256)
        {
            _output.WriteByte(PickleOp.BinPut, index);
        }
        else
        {
            _output.WriteUInt32(PickleOp.LongBinPut, (uint)index);
        }
    }

    private void SaveBool(bool value)
    {
        if (_protocol >= 2)
        {
            _output.Write(value ? PickleOp.NewTrue : PickleOp.NewFalse);
        }
        else
        {
            _output.WriteLine(PickleOp.Int, value ? "01" : "00");
        }
    }

    private void SaveInt(PyInt number)
    {
        if (number.TryGetLong(out long value) && value is <= int.MaxValue and >= -int.MaxValue - 1L)
        {
            if (!_binary)
            {
                _output.WriteLine(PickleOp.Int, value.ToString(CultureInfo.InvariantCulture));
            }
            else if (value is < 0 or > ushort.MaxValue)
            {
                _output.WriteUInt32(PickleOp.BinInt, (uint)(int)value);
            }
            else if (value > byte.MaxValue)
            {
                _output.Write([PickleOp.BinInt2, (byte)value, (byte)(value >> 8)]);
            }
            else
            {
                _output.WriteByte(PickleOp.BinInt1, (int)value);
            }
            return;
        }
        if (_protocol < 2)
        {
            _output.WriteLine(PickleOp.Long, number.Repr() + "L");
            return;
        }
        // Two's complement, as short as it goes.
        byte[] data = number.Big.ToByteArray();
        if (data.Length < 256)
        {
            _output.WriteByte(PickleOp.Long1, data.Length);
        }
        else
        {
            _output.WriteUInt32(PickleOp.Long4, (uint)data.Length);
        }
        _output.Write(data);
    }

    private void SaveFloat(double value)
    {
        if (!_binary)
        {
            _output.WriteLine(PickleOp.Float, FloatText.Repr(value));
            return;
        }
        Span<byte> data = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(data, value);
        _output.Write(PickleOp.BinFloat, data);
    }

    private void SaveBytes(PyBytes bytes)
    {
        if (_protocol >= 3)
        {
            SaveBytesData(bytes, bytes.Data);
            return;
        }
        // Older protocols have no bytes: they are encoded anew from text.
        PyTuple reduced = bytes.Length == 0
            ? PyTuple.Of(PyBytes.TypeObject, PyTuple.Empty)
            : PyTuple.Of(PickleModule.State.CodecsEncode, PyTuple.Of(Codecs.DecodeLatin1(bytes.Data), PyStr.Intern("latin1")));
        SaveReduced(reduced, bytes);
    }

    private void SaveBytesData(PyObject obj, ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[5];
        if (data.Length < 256)
        {
            header[0] = PickleOp.ShortBinBytes;
            header[1] = (byte)data.Length;
            header = header[..2];
        }
        else
        {
            header[0] = PickleOp.BinBytes;
            BinaryPrimitives.WriteInt32LittleEndian(header[1..], data.Length);
        }
        _output.WritePayload(header, data, obj);
        Memoize(obj);
    }

    private void SaveByteArrayData(PyObject obj, ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[9];
        header[0] = PickleOp.ByteArray8;
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], data.Length);
        _output.WritePayload(header, data, obj);
        Memoize(obj);
    }

    private void SaveByteArray(PyByteArray array)
    {
        if (_protocol >= 5)
        {
            SaveByteArrayData(array, array.Span);
            return;
        }
        PyTuple args = array.Length == 0 ? PyTuple.Empty : new PyTuple([new PyBytes(array.Span.ToArray())]);
        SaveReduced(PyTuple.Of(PyByteArray.TypeObject, args), array);
    }

    private void SavePickleBuffer(PyPickleBuffer buffer)
    {
        if (_protocol < 5)
        {
            throw PickleModule.PicklingError("PickleBuffer can only pickled with protocol >= 5");
        }
        if (!buffer.IsContiguous)
        {
            throw PickleModule.PicklingError("PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
        }
        bool inBand = _bufferCallback == null || Ops.IsTrue(Ops.Call(_bufferCallback, buffer));
        BufferView view = buffer.View;
        if (!inBand)
        {
            _output.Write(PickleOp.NextBuffer);
            if (view.ReadOnly)
            {
                _output.Write(PickleOp.ReadOnlyBuffer);
            }
        }
        else if (view.ReadOnly)
        {
            SaveBytesData(buffer, view.Span);
        }
        else
        {
            SaveByteArrayData(buffer, view.Span);
        }
    }

    private void SaveStr(PyStr text)
    {
        if (_binary)
        {
            byte[] data = Codecs.EncodeUtf8(text, "surrogatepass");
            Span<byte> header = stackalloc byte[5];
            if (data.Length < 256 && _protocol >= 4)
            {
                header[0] = PickleOp.ShortBinUnicode;
                header[1] = (byte)data.Length;
                header = header[..2];
            }
            else
            {
                header[0] = PickleOp.BinUnicode;
                BinaryPrimitives.WriteInt32LittleEndian(header[1..], data.Length);
            }
            _output.WritePayload(header, data, null);
        }
        else
        {
            _output.Write(PickleOp.Unicode, RawEscape(text));
            _output.Write((byte)'\n');
        }
        Memoize(text);
    }

    /// <summary>raw-unicode-escape, in which a line of text holds the string.</summary>
    private static byte[] RawEscape(PyStr text)
    {
        System.Text.StringBuilder sb = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            _ = c > 0xFFFF ? sb.Append(CultureInfo.InvariantCulture, $"\\U{c:x8}")
                : c > 0xFF || c is '\\' or 0 or '\n' or '\r' or 0x1a ? sb.Append(CultureInfo.InvariantCulture, $"\\u{c:x4}") : sb.Append((char)c);
        }
        return System.Text.Encoding.Latin1.GetBytes(sb.ToString());
    }

    private void SaveTuple(PyTuple tuple)
    {
        int count = tuple.Count;
        if (count == 0)
        {
            _output.Write(_binary ? [PickleOp.EmptyTuple] : [PickleOp.Mark, PickleOp.Tuple]);
            return;
        }
        bool counted = count <= 3 && _protocol >= 2;
        if (!counted)
        {
            _output.Write(PickleOp.Mark);
        }
        foreach (PyObject item in tuple.Items)
        {
            Save(item, asPersistentId: false);
        }
        if (_memo!.TryGetValue(tuple, out int index))
        {
            // It contains itself: what is on the stack goes, and the tuple made meanwhile is used.
            if (!counted && _binary)
            {
                _output.Write(PickleOp.PopMark);
            }
            else
            {
                for (int i = counted ? 0 : -1; i < count; i++)
                {
                    _output.Write(PickleOp.Pop);
                }
            }
            WriteGet(index);
            return;
        }
        _output.Write(counted ? (byte)(PickleOp.Tuple1 + count - 1) : PickleOp.Tuple);
        Memoize(tuple);
    }

    /// <summary>In fast mode nothing is memoized; containers nested deeply are watched for cycles.</summary>
    private bool EnterFast(PyObject obj)
    {
        if (_fast == 0)
        {
            return false;
        }
        if (++_fastNesting >= FastNestingLimit)
        {
            _fastPath ??= new HashSet<PyObject>(ReferenceEqualityComparer.Instance);
            if (!_fastPath.Add(obj))
            {
                _fastNesting = 0;
                throw Err.ValueError($"fast mode: can't pickle cyclic objects including object type {Ops.TypeName(obj)} at 0x{Identity.Id(obj):x}");
            }
        }
        return true;
    }

    private void LeaveFast(PyObject obj)
    {
        if (_fastNesting-- >= FastNestingLimit)
        {
            _fastPath!.Remove(obj);
        }
    }

    private void SaveList(PyList list)
    {
        bool fast = EnterFast(list);
        _output.Write(_binary ? [PickleOp.EmptyList] : [PickleOp.Mark, PickleOp.List]);
        Memoize(list);
        if (list.Count != 0)
        {
            if (_protocol > 0)
            {
                using RecursionGuard _ = PyThread.Current.EnterRecursion(Recursion);
                BatchList(list);
            }
            else
            {
                BatchItems(Ops.Iter(list));
            }
        }
        if (fast)
        {
            LeaveFast(list);
        }
    }

    private void BatchList(PyList list)
    {
        if (list.Count == 1)
        {
            Save(list[0], asPersistentId: false);
            _output.Write(PickleOp.Append);
            return;
        }
        int total = 0;
        do
        {
            _output.Write(PickleOp.Mark);
            for (int batch = 0; batch < BatchSize && total < list.Count; batch++)
            {
                Save(list[total++], asPersistentId: false);
            }
            _output.Write(PickleOp.Appends);
        }
        while (total < list.Count);
    }

    /// <summary>Items of an iterator, appended to the list on the stack.</summary>
    private void BatchItems(PyObject iterator)
    {
        if (_protocol == 0)
        {
            while (Ops.Next(iterator) is { } item)
            {
                Save(item, asPersistentId: false);
                _output.Write(PickleOp.Append);
            }
            return;
        }
        int count;
        do
        {
            if (Ops.Next(iterator) is not { } first)
            {
                return;
            }
            PyObject? next = Ops.Next(iterator);
            if (next == null)
            {
                Save(first, asPersistentId: false);
                _output.Write(PickleOp.Append);
                return;
            }
            _output.Write(PickleOp.Mark);
            Save(first, asPersistentId: false);
            count = 1;
            while (next != null)
            {
                Save(next, asPersistentId: false);
                if (++count == BatchSize)
                {
                    break;
                }
                next = Ops.Next(iterator);
            }
            _output.Write(PickleOp.Appends);
        }
        while (count == BatchSize);
    }

    private void SaveDict(PyDict dict)
    {
        bool fast = EnterFast(dict);
        _output.Write(_binary ? [PickleOp.EmptyDict] : [PickleOp.Mark, PickleOp.Dict]);
        Memoize(dict);
        if (dict.Count != 0)
        {
            if (_protocol > 0)
            {
                using RecursionGuard _ = PyThread.Current.EnterRecursion(Recursion);
                BatchDict(dict);
            }
            else
            {
                BatchPairs(Ops.Iter(Ops.CallMethod(dict, Names.Items)));
            }
        }
        if (fast)
        {
            LeaveFast(dict);
        }
    }

    private void BatchDict(PyDict dict)
    {
        int size = dict.Count;
        int position = 0;
        if (size == 1)
        {
            dict.Next(ref position, out PyObject key, out PyObject value);
            Save(key, asPersistentId: false);
            Save(value, asPersistentId: false);
            _output.Write(PickleOp.SetItem);
            return;
        }
        int count;
        do
        {
            count = 0;
            _output.Write(PickleOp.Mark);
            while (dict.Next(ref position, out PyObject key, out PyObject value))
            {
                Save(key, asPersistentId: false);
                Save(value, asPersistentId: false);
                if (++count == BatchSize)
                {
                    break;
                }
            }
            _output.Write(PickleOp.SetItems);
            if (dict.Count != size)
            {
                throw Err.RuntimeError("dictionary changed size during iteration");
            }
        }
        while (count == BatchSize);
    }

    private static PyTuple Pair(PyObject item) => item is PyTuple { Count: 2 } pair ? pair : throw Err.TypeError("dict items iterator must return 2-tuples");

    private void SavePair(PyTuple pair)
    {
        Save(pair[0], asPersistentId: false);
        Save(pair[1], asPersistentId: false);
    }

    /// <summary>Pairs of an iterator, put into the dict on the stack.</summary>
    private void BatchPairs(PyObject iterator)
    {
        if (_protocol == 0)
        {
            while (Ops.Next(iterator) is { } item)
            {
                SavePair(Pair(item));
                _output.Write(PickleOp.SetItem);
            }
            return;
        }
        int count;
        do
        {
            if (Ops.Next(iterator) is not { } firstItem)
            {
                return;
            }
            PyTuple first = Pair(firstItem);
            PyObject? next = Ops.Next(iterator);
            if (next == null)
            {
                SavePair(first);
                _output.Write(PickleOp.SetItem);
                return;
            }
            _output.Write(PickleOp.Mark);
            SavePair(first);
            count = 1;
            while (next != null)
            {
                SavePair(Pair(next));
                if (++count == BatchSize)
                {
                    break;
                }
                next = Ops.Next(iterator);
            }
            _output.Write(PickleOp.SetItems);
        }
        while (count == BatchSize);
    }

    private void SaveSet(PySet set)
    {
        if (_protocol < 4)
        {
            SaveReduced(PyTuple.Of(PySet.TypeObject, new PyTuple([Ops.ToList(set)])), set);
            return;
        }
        _output.Write(PickleOp.EmptySet);
        Memoize(set);
        int size = set.Count;
        if (size == 0)
        {
            return;
        }
        PyObject[] items = Ops.ToArray(set);
        int at = 0;
        int count;
        do
        {
            count = 0;
            _output.Write(PickleOp.Mark);
            while (at < items.Length && count < BatchSize)
            {
                Save(items[at++], asPersistentId: false);
                count++;
            }
            _output.Write(PickleOp.AddItems);
            if (set.Count != size)
            {
                throw Err.RuntimeError("set changed size during iteration");
            }
        }
        while (count == BatchSize);
    }

    private void SaveFrozenSet(PyFrozenSet set)
    {
        if (_protocol < 4)
        {
            SaveReduced(PyTuple.Of(PyFrozenSet.TypeObject, new PyTuple([Ops.ToList(set)])), set);
            return;
        }
        _output.Write(PickleOp.Mark);
        foreach (PyObject item in Ops.ToArray(set))
        {
            Save(item, asPersistentId: false);
        }
        if (_memo!.TryGetValue(set, out int index))
        {
            // It contains itself.
            _output.Write(PickleOp.PopMark);
            WriteGet(index);
            return;
        }
        _output.Write(PickleOp.FrozenSet);
        Memoize(set);
    }
}
