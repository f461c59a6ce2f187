using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>
/// System calls as Python makes them: the engine lock is released meanwhile, a call that a signal interrupted is made
/// again after the signal's Python handler ran (PEP 475), and failure raises OSError.
/// </summary>
internal static unsafe class SysCall
{
    /// <summary>read(2) into memory; a negative errno instead of raising when it fails (never EINTR).</summary>
    public static nint TryRead(int fd, Span<byte> buffer)
    {
        while (true)
        {
            nint n;
            int error;
            fixed (byte* p = buffer)
            {
                using (PyThread.Current.AllowThreads())
                {
                    n = Libc.read(fd, p, buffer.Length);
                    error = n < 0 ? Libc.LastError : 0;
                }
            }
            if (n >= 0)
            {
                return n;
            }
            if (error != Errno.EINTR)
            {
                return -error;
            }
            PyThread.Current.CheckSignals();
        }
    }

    /// <summary>write(2); a negative errno instead of raising when it fails (never EINTR).</summary>
    public static nint TryWrite(int fd, ReadOnlySpan<byte> data)
    {
        while (true)
        {
            nint n;
            int error;
            fixed (byte* p = data)
            {
                using (PyThread.Current.AllowThreads())
                {
                    n = Libc.write(fd, p, data.Length);
                    error = n < 0 ? Libc.LastError : 0;
                }
            }
            if (n >= 0)
            {
                return n;
            }
            if (error != Errno.EINTR)
            {
                return -error;
            }
            PyThread.Current.CheckSignals();
        }
    }

    public static int Read(int fd, Span<byte> buffer)
    {
        nint n = TryRead(fd, buffer);
        return n >= 0 ? (int)n : throw Err.OSError((int)-n);
    }

    public static int Write(int fd, ReadOnlySpan<byte> data)
    {
        nint n = TryWrite(fd, data);
        return n >= 0 ? (int)n : throw Err.OSError((int)-n);
    }

    public static PyException LastError(PyObject? path = null, PyObject? path2 = null) => Err.OSError(Libc.LastError, path, path2);

    /// <summary>Raises when a call that cannot block returned -1.</summary>
    public static int Check(int result, PyObject? path = null) => result >= 0 ? result : throw LastError(path);

    public static long Check(long result, PyObject? path = null) => result >= 0 ? result : throw LastError(path);

    /// <summary>Waits with poll(2) until the descriptor is ready; false when the time is up.</summary>
    /// <param name="fd">Descriptor.</param>
    /// <param name="events">POLLIN or POLLOUT.</param>
    /// <param name="nanoseconds">Negative waits for ever.</param>
    public static bool WaitReady(int fd, short events, long nanoseconds)
    {
        long deadline = nanoseconds < 0 ? 0 : MonotonicNanoseconds() + nanoseconds;
        long left = nanoseconds;
        while (true)
        {
            Libc.Pollfd pfd = new() { Fd = fd, Events = events };
            int n;
            int error;
            int milliseconds = nanoseconds < 0 ? -1 : (int)Math.Min(int.MaxValue, (left + 999_999) / 1_000_000);
            using (PyThread.Current.AllowThreads())
            {
                n = Libc.poll(&pfd, 1, milliseconds);
                error = n < 0 ? Libc.LastError : 0;
            }
            if (n > 0)
            {
                return true;
            }
            if (n < 0)
            {
                if (error != Errno.EINTR)
                {
                    throw Err.OSError(error);
                }
                PyThread.Current.CheckSignals();
            }
            if (nanoseconds >= 0)
            {
                left = deadline - MonotonicNanoseconds();
                if (left <= 0)
                {
                    return false;
                }
            }
        }
    }

    public static long MonotonicNanoseconds()
    {
        Libc.Timespec ts;
        Libc.clock_gettime(1, &ts);
        return ts.Seconds * 1_000_000_000 + ts.Nanoseconds;
    }

    /// <summary>Adds "NAME value NAME value..." to a module.</summary>
    public static void AddConstants(PyModule module, string table)
    {
        ReadOnlySpan<char> rest = table;
        while (true)
        {
            ReadOnlySpan<char> name = NextWord(ref rest);
            if (name.IsEmpty)
            {
                return;
            }
            module.Set(name.ToString(), PyInt.From(BigInteger.Parse(NextWord(ref rest), System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart();
        int end = rest.IndexOfAny(" \r\n\t");
        ReadOnlySpan<char> word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..];
        return word;
    }

    /// <summary>The same table as a Python dict.</summary>
    public static PyDict ToDict(string table)
    {
        PyDict dict = new();
        string[] parts = table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i + 1 < parts.Length; i += 2)
        {
            dict.SetStr(PyStr.Intern(parts[i]), PyInt.From(long.Parse(parts[i + 1], System.Globalization.CultureInfo.InvariantCulture)));
        }
        return dict;
    }

    /// <summary>What <c>PyObject_AsFileDescriptor</c> accepts: an int or an object with fileno().</summary>
    public static int FileDescriptor(PyObject o)
    {
        long fd;
        if (o is PyInt i)
        {
            fd = AsCInt(i);
        }
        else if (Ops.TryGetAttr(o, "fileno") is { } method)
        {
            fd = Ops.Call(method) is PyInt result ? AsCInt(result) : throw Err.TypeError("fileno() returned a non-integer");
        }
        else
        {
            throw Err.TypeError("argument must be an int, or have a fileno() method.");
        }
        return fd >= 0 ? (int)fd : throw Err.ValueError($"file descriptor cannot be a negative integer ({fd})");
    }

    /// <summary>A C int with CPython's messages for values out of range.</summary>
    public static int AsCInt(PyObject o)
    {
        PyInt i = o as PyInt ?? Ops.Index(o);
        if (!i.TryGetLong(out long value))
        {
            throw Err.OverflowError("Python int too large to convert to C int");
        }
        return value > int.MaxValue ? throw Err.OverflowError("signed integer is greater than maximum")
            : value < int.MinValue ? throw Err.OverflowError("signed integer is less than minimum") : (int)value;
    }

    /// <summary>An exception class of a native module, one per engine: PyErr_NewException.</summary>
    public static PyType NewException(string qualifiedName, params PyType[] bases)
    {
        int dot = qualifiedName.LastIndexOf('.');
        PyDict dict = new();
        dict.SetStr(Names.Module, new PyStr(qualifiedName[..dot]));
        return (PyType)Ops.Call(PyType.TypeObject, new PyStr(qualifiedName[(dot + 1)..]), new PyTuple(bases), dict);
    }

    /// <summary>A NULL-terminated table of C strings; free it with FreeStrings.</summary>
    public static byte** AllocateStrings(List<byte[]> strings)
    {
        nuint total = (nuint)((strings.Count + 1) * sizeof(byte*));
        foreach (byte[] s in strings)
        {
            total += (nuint)s.Length + 1;
        }
        byte* memory = (byte*)NativeMemory.Alloc(total);
        byte** table = (byte**)memory;
        byte* text = memory + (strings.Count + 1) * sizeof(byte*);
        for (int i = 0; i < strings.Count; i++)
        {
            table[i] = text;
            strings[i].CopyTo(new Span<byte>(text, strings[i].Length));
            text[strings[i].Length] = 0;
            text += strings[i].Length + 1;
        }
        table[strings.Count] = null;
        return table;
    }

    public static void FreeStrings(byte** table) => NativeMemory.Free(table);
}
