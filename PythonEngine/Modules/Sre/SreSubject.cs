namespace PythonEngine.Modules.Sre;

/// <summary>The text of one operation with its bounds.</summary>
internal struct SreSubject
{
    public readonly PyObject Source;
    private readonly PyStr? _str;
    private readonly BufferView _view;
    public int Position;
    public int End;

    public SreSubject(PyPattern pattern, PyObject source, nint pos, nint endpos)
    {
        Source = source;
        int length;
        if (source is PyBytes bytes && pattern.IsBytes == false && PyThread.Current.Engine.Python2 != null)
        {
            source = Python2.Python2Text.FromBytes(bytes.Data);
        }
        if (source is PyStr s && !(pattern.IsBytes == true && PyThread.Current.Engine.Python2 != null))
        {
            if (pattern.IsBytes == true)
            {
                throw Err.TypeError("cannot use a bytes pattern on a string-like object");
            }
            _str = s;
            length = s.Length;
        }
        else
        {
            if (!source.TryGetBuffer(false, out _view))
            {
                throw Err.TypeError($"expected string or bytes-like object, got '{source.Type.FullName}'");
            }
            if (pattern.IsBytes == false)
            {
                _view.Release();
                throw Err.TypeError("cannot use a string pattern on a bytes-like object");
            }
            length = _view.Memory.Length;
        }
        Position = (int)Math.Clamp(pos, 0, length);
        End = (int)Math.Clamp(endpos, 0, length);
    }

    public readonly bool IsBytes => _str == null;

    public readonly void Release()
    {
        if (_str == null)
        {
            _view.Release();
        }
    }

    public readonly bool Search(PyPattern pattern, SreState state, int from, bool nonEmpty)
    {
        if (_str == null)
        {
            return new SreMatcher<SreByteText>(pattern.Program, state, new SreByteText(_view.Memory), End).Search(from, nonEmpty);
        }
        return _str.IsBmp
            ? new SreMatcher<SreBmpText>(pattern.Program, state, new SreBmpText(_str.Bmp), End).Search(from, nonEmpty)
            : new SreMatcher<SreWideText>(pattern.Program, state, new SreWideText(_str.Wide), End).Search(from, nonEmpty);
    }

    public readonly bool Match(PyPattern pattern, SreState state, int from, bool all, bool nonEmpty)
    {
        if (_str == null)
        {
            return new SreMatcher<SreByteText>(pattern.Program, state, new SreByteText(_view.Memory), End).MatchAt(from, all, nonEmpty);
        }
        return _str.IsBmp
            ? new SreMatcher<SreBmpText>(pattern.Program, state, new SreBmpText(_str.Bmp), End).MatchAt(from, all, nonEmpty)
            : new SreMatcher<SreWideText>(pattern.Program, state, new SreWideText(_str.Wide), End).MatchAt(from, all, nonEmpty);
    }

    public readonly PyObject Slice(int start, int end)
    {
        if (_str != null)
        {
            return _str.Slice(start, Math.Max(0, end - start));
        }
        if (end <= start)
        {
            return PyBytes.Empty;
        }
        if (start == 0 && end == _view.Memory.Length && Source.GetType() == typeof(PyBytes))
        {
            return Source;
        }
        return new PyBytes(_view.Span[start..end].ToArray());
    }

    /// <summary>A piece of any str or bytes-like object.</summary>
    public static PyObject SliceOf(PyObject source, int start, int end)
    {
        if (source is PyStr s)
        {
            start = Math.Min(start, s.Length);
            return s.Slice(start, Math.Max(0, Math.Min(end, s.Length) - start));
        }
        BufferView view = Ops.GetBuffer(source);
        try
        {
            start = Math.Min(start, view.Memory.Length);
            end = Math.Min(end, view.Memory.Length);
            if (start == 0 && end == view.Memory.Length && source.GetType() == typeof(PyBytes))
            {
                return source;
            }
            return end <= start ? PyBytes.Empty : new PyBytes(view.Span[start..end].ToArray());
        }
        finally
        {
            view.Release();
        }
    }

    /// <summary>Joins str or bytes pieces.</summary>
    public static PyObject Join(PyList pieces, bool bytes)
    {
        if (!bytes)
        {
            StrBuilder sb = new(64);
            for (int i = 0; i < pieces.Count; i++)
            {
                sb.Append(pieces[i] as PyStr ?? throw Err.TypeError($"sequence item {i}: expected str instance, {pieces[i].Type.FullName} found"));
            }
            return sb.ToPyStr();
        }
        using System.IO.MemoryStream stream = new();
        for (int i = 0; i < pieces.Count; i++)
        {
            PyObject piece = pieces[i];
            if (!piece.TryGetBuffer(false, out BufferView view))
            {
                throw Err.TypeError($"sequence item {i}: expected a bytes-like object, {piece.Type.FullName} found");
            }
            stream.Write(view.Span);
            view.Release();
        }
        return new PyBytes(stream.ToArray());
    }
}
