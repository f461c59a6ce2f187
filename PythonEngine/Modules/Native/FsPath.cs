using System.Text;

namespace PythonEngine.Modules.Native;

/// <summary>A path argument: what CPython's path_t holds.</summary>
internal readonly struct FsPath
{
    /// <summary>The path with a terminating NUL; null when a descriptor (or None) was given.</summary>
    public readonly byte[]? Bytes;
    /// <summary>The descriptor, or -1.</summary>
    public readonly int Fd;
    /// <summary>What the caller passed (after fspath), for error messages.</summary>
    public readonly PyObject Object;
    /// <summary>The caller used bytes, so results are bytes.</summary>
    public readonly bool IsBytes;

    private FsPath(byte[]? bytes, int fd, PyObject obj, bool isBytes)
    {
        Bytes = bytes;
        Fd = fd;
        Object = obj;
        IsBytes = isBytes;
    }

    public bool IsFd => Bytes == null && Fd >= -1 && !ReferenceEquals(Object, PyNone.Instance);

    public bool IsNone => Bytes == null && ReferenceEquals(Object, PyNone.Instance);

    /// <summary>Length without the NUL.</summary>
    public int Length => Bytes!.Length - 1;

    /// <summary>Converts as CPython's path_converter does.</summary>
    public static FsPath From(PyObject o, string function, string argument, bool allowFd = false, bool nullable = false)
    {
        if (o.GetType() == typeof(PyStr))
        {
            return new FsPath(FsCodec.EncodeZ((PyStr)o), -1, o, false);
        }
        if (nullable && ReferenceEquals(o, PyNone.Instance))
        {
            return new FsPath(null, -1, o, false);
        }
        PyObject path = o;
        if (o is not PyStr and not PyBytes)
        {
            if (allowFd && o.Type.HasIndex)
            {
                return new FsPath(null, Descriptor(o), o, false);
            }
            if (Ops.LookupSpecial(o, Names.Fspath) is { } method)
            {
                path = Ops.Call(method);
                if (path is not PyStr and not PyBytes)
                {
                    throw Err.TypeError($"expected {Ops.TypeName(o)}.__fspath__() to return str or bytes, not {Ops.TypeName(path)}");
                }
            }
        }
        switch (path)
        {
            case PyStr text:
                return new FsPath(FsCodec.EncodeZ(text), -1, path, false);
            case PyBytes bytes:
                return new FsPath(Terminate(bytes.Data, function, argument), -1, path, true);
        }
        if (o.TryGetBuffer(false, out BufferView view))
        {
            byte[] data = view.Span.ToArray();
            view.Release();
            Warn.Issue(Exc.DeprecationWarning, $"{function}: {argument} should be {Expected(allowFd, nullable)}, not {Ops.TypeName(o)}");
            return new FsPath(Terminate(data, function, argument), -1, new PyBytes(data), true);
        }
        throw Err.TypeError($"{function}: {argument} should be {Expected(allowFd, nullable)}, not {Ops.TypeName(o)}");
    }

    private static string Expected(bool allowFd, bool nullable) => (allowFd, nullable) switch
    {
        (true, true) => "string, bytes, os.PathLike, integer or None",
        (true, false) => "string, bytes, os.PathLike or integer",
        (false, true) => "string, bytes, os.PathLike or None",
        _ => "string, bytes or os.PathLike",
    };

    private static byte[] Terminate(byte[] data, string function, string argument)
    {
        if (data.AsSpan().IndexOf((byte)0) >= 0)
        {
            throw Err.ValueError($"{function}: embedded null character in {argument}");
        }
        byte[] z = new byte[data.Length + 1];
        data.CopyTo(z, 0);
        return z;
    }

    /// <summary>A descriptor number: any int that fits a C int.</summary>
    public static int Descriptor(PyObject o)
    {
        PyInt i = Ops.Index(o);
        if (!i.TryGetLong(out long value))
        {
            throw Err.OverflowError(i.Sign < 0 ? "fd is less than minimum" : "fd is greater than maximum");
        }
        return value > int.MaxValue ? throw Err.OverflowError("fd is greater than maximum")
            : value < int.MinValue ? throw Err.OverflowError("fd is less than minimum") : (int)value;
    }

    /// <summary>dir_fd arguments: None means the current directory.</summary>
    public static int DirFd(PyObject? o)
    {
        if (o == null || ReferenceEquals(o, PyNone.Instance))
        {
            return Libc.AT_FDCWD;
        }
        if (!o.Type.HasIndex)
        {
            throw Err.TypeError($"argument should be integer or None, not {Ops.TypeName(o)}");
        }
        return Descriptor(o);
    }

    /// <summary>A str or bytes result, as the argument was.</summary>
    public PyObject Result(ReadOnlySpan<byte> bytes) => IsBytes ? new PyBytes(bytes.ToArray()) : FsCodec.Decode(bytes);
}

/// <summary>os.fsencode and os.fsdecode: UTF-8 with surrogateescape.</summary>
internal static class FsCodec
{
    private static readonly UTF8Encoding s_strict = new(false, true);

    /// <summary>fsencode with a NUL at the end; raises for embedded NULs.</summary>
    public static byte[] EncodeZ(PyStr text)
    {
        byte[] bytes = Encode(text, 1);
        if (bytes.AsSpan(0, bytes.Length - 1).IndexOf((byte)0) >= 0)
        {
            throw Err.ValueError("embedded null byte");
        }
        return bytes;
    }

    public static byte[] Encode(PyStr text) => Encode(text, 0);

    private static byte[] Encode(PyStr text, int padding)
    {
        if (text.IsBmp && System.Text.Ascii.IsValid(text.Bmp))
        {
            byte[] ascii = new byte[text.Length + padding];
            Encoding.ASCII.GetBytes(text.Bmp, ascii);
            return ascii;
        }
        byte[] buffer = new byte[text.Length * 4 + padding];
        int n = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (c < 0x80)
            {
                buffer[n++] = (byte)c;
            }
            else if (c is >= 0xDC80 and <= 0xDCFF)
            {
                buffer[n++] = (byte)(c - 0xDC00);
            }
            else if (c is >= 0xD800 and <= 0xDFFF)
            {
                throw EncodeError(text, i);
            }
            else
            {
                n += new Rune(c).EncodeToUtf8(buffer.AsSpan(n));
            }
        }
        Array.Resize(ref buffer, n + padding);
        return buffer;
    }

    private static PyException EncodeError(PyStr text, int position)
    {
        int end = position + 1;
        while (end < text.Length && text[end] is >= 0xD800 and <= 0xDFFF and not (>= 0xDC80 and <= 0xDCFF))
        {
            end++;
        }
        PyObject[] args = [new PyStr("utf-8"), text, PyInt.From(position), PyInt.From(end), new PyStr("surrogates not allowed")];
        return new PyException((PyBaseException)Ops.Call(PyUnicodeEncodeError.TypeObject, args));
    }

    /// <summary>fsdecode: bytes that are not UTF-8 become lone surrogates U+DC80..U+DCFF.</summary>
    public static PyStr Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return new PyStr(s_strict.GetString(bytes));
        }
        int[] points = new int[bytes.Length];
        int n = 0;
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int used) == System.Buffers.OperationStatus.Done)
            {
                points[n++] = rune.Value;
            }
            else
            {
                for (int i = 0; i < used; i++)
                {
                    points[n++] = 0xDC00 + bytes[i];
                }
            }
            bytes = bytes[used..];
        }
        return PyStr.FromCodePoints(points.AsSpan(0, n));
    }

    /// <summary>os.fspath.</summary>
    public static PyObject Fspath(PyObject o)
    {
        if (o is PyStr or PyBytes)
        {
            return o;
        }
        PyObject method = Ops.LookupSpecial(o, Names.Fspath)
            ?? throw Err.TypeError($"expected str, bytes or os.PathLike object, not {Ops.TypeName(o)}");
        PyObject path = Ops.Call(method);
        return path is PyStr or PyBytes ? path
            : throw Err.TypeError($"expected {Ops.TypeName(o)}.__fspath__() to return str or bytes, not {Ops.TypeName(path)}");
    }

    /// <summary>PyUnicode_FSConverter: str, bytes or os.PathLike to bytes without NUL.</summary>
    public static byte[] Convert(PyObject o)
    {
        PyObject path = Fspath(o);
        byte[] bytes = path is PyBytes b ? b.Data : Encode((PyStr)path);
        return bytes.AsSpan().IndexOf((byte)0) < 0 ? bytes : throw Err.ValueError("embedded null byte");
    }

    /// <summary>A copy with a NUL at the end.</summary>
    public static byte[] Terminate(ReadOnlySpan<byte> bytes)
    {
        byte[] z = new byte[bytes.Length + 1];
        bytes.CopyTo(z);
        return z;
    }
}
