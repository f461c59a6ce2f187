using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Struct;

/// <summary>The <c>_struct</c> module.</summary>
[PyModule("_struct", Doc = "Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data representing the C struct\nand also as format strings (explained below) to describe the layout of data\nin the C struct.\n\nThe optional first format char indicates byte order, size and alignment:\n  @: native order, size & alignment (default)\n  =: native order, std. size & alignment\n  <: little-endian, std. size & alignment\n  >: big-endian, std. size & alignment\n  !: same as >\n")]
[PyExports(typeof(PyStruct))]
internal static partial class StructModule
{
    private const int CacheLimit = 100;

    private sealed class ModuleState
    {
        public required PyType Error { get; init; }
        public readonly Dictionary<string, PyStruct> Cache = new(StringComparer.Ordinal);
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        PyType error = SysCall.NewException("struct.error", Exc.Exception);
        module.State = new ModuleState { Error = error };
        module.Set("error", error);
    }

    private static ModuleState State => (ModuleState)PyThread.Current.Engine.NativeModule("_struct").State!;

    internal static PyException Error(string message) => new((PyBaseException)Ops.Call(State.Error, new PyStr(message)));

    internal static string FormatText(PyObject format)
    {
        string text;
        switch (format)
        {
            case PyStr s:
                if (!s.IsBmp || !System.Text.Ascii.IsValid(s.Bmp))
                {
                    Ops.CallMethod(s, "encode", new PyStr("ascii"));
                }
                text = s.Value;
                break;
            case PyBytes b:
                text = System.Text.Encoding.Latin1.GetString(b.Data);
                break;
            default:
                throw Err.TypeError($"Struct() argument 1 must be a str or bytes object, not {Ops.TypeName(format)}");
        }
        return text.Contains('\0') ? throw Error("embedded null character") : text;
    }

    private static PyStruct Cached(PyObject format)
    {
        if (format is PyStruct ready)
        {
            return ready;
        }
        ModuleState state = State;
        string text = FormatText(format);
        if (!state.Cache.TryGetValue(text, out PyStruct? s))
        {
            s = new PyStruct();
            s.Set(text);
            if (state.Cache.Count >= CacheLimit)
            {
                state.Cache.Clear();
            }
            state.Cache[text] = s;
        }
        return s;
    }

    [PyFunction("_clearcache")]
    private static void ClearCache() => State.Cache.Clear();

    [PyFunction("calcsize", "format, /")]
    private static long CalcSize(PyObject format) => Cached(format).Compiled.Size;

    private static void NoKeywords(string name, PyTuple? kwnames)
    {
        if (kwnames != null)
        {
            throw Err.TypeError($"_struct.{name}() takes no keyword arguments");
        }
    }

    [PyFunction("pack", Doc = "pack(format, v1, v2, ...) -> bytes\n\nReturn a bytes object containing the values v1, v2, ... packed according\nto the format string.  See help(struct) for more on format strings.")]
    private static PyObject Pack(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        NoKeywords("pack", kwnames);
        return args.Length == 0 ? throw Err.TypeError("missing format argument") : Cached(args[0]).PackValues(args[1..]);
    }

    [PyFunction("pack_into", Doc = "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string and write\nthe packed bytes into the writable buffer buf starting at offset.  Note\nthat the offset is a required argument.  See help(struct) for more\non format strings.")]
    private static PyObject PackInto(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        NoKeywords("pack_into", kwnames);
        if (args.Length == 0)
        {
            throw Err.TypeError("missing format argument");
        }
        Cached(args[0]).PackInto(args[1..]);
        return PyNone.Instance;
    }

    [PyFunction("unpack", "format, buffer, /")]
    private static PyObject Unpack(PyObject format, BufferView buffer) => Cached(format).UnpackExact(buffer.Span);

    [PyFunction("unpack_from", "format, /, buffer, offset=0")]
    private static PyObject UnpackFrom(PyObject format, BufferView buffer, long offset = 0) => Cached(format).UnpackAt(buffer.Span, offset);

    [PyFunction("iter_unpack", "format, buffer, /")]
    private static PyObject IterUnpack(PyObject format, PyObject buffer) => new PyUnpackIterator(Cached(format).Compiled, buffer);
}

/// <summary><c>_struct.Struct</c></summary>
[PyType("Struct", Module = "_struct", Subclassable = true)]
internal partial class PyStruct : PyObject
{
    private StructFormat? _compiled;
    private string _text = "";

    internal StructFormat Compiled => _compiled ?? throw Err.RuntimeError("Struct object is not initialized");

    internal void Set(string format)
    {
        _compiled = new StructFormat(format);
        _text = format;
    }

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => Allocate(cls);

    [PyMethod("__init__", "format")]
    private void Init(PyObject format) => Set(StructModule.FormatText(format));

    internal PyObject PackValues(ReadOnlySpan<PyObject> values)
    {
        StructFormat format = Compiled;
        if (values.Length != format.ValueCount)
        {
            throw StructModule.Error($"pack expected {format.ValueCount} items for packing (got {values.Length})");
        }
        byte[] data = new byte[format.Size];
        format.Pack(values, data);
        return new PyBytes(data);
    }

    /// <summary>buffer, offset, values...</summary>
    internal void PackInto(ReadOnlySpan<PyObject> args)
    {
        StructFormat format = Compiled;
        if (args.Length != format.ValueCount + 2)
        {
            throw StructModule.Error(args.Length == 0 ? "pack_into expected buffer argument" : args.Length == 1 ? "pack_into expected offset argument"
                : $"pack_into expected {format.ValueCount} items for packing (got {args.Length - 2})");
        }
        BufferView view;
        try
        {
            view = Ops.GetBuffer(args[0], true);
        }
        catch (PyException e) when (e.Matches(Exc.BufferError) || e.Matches(Exc.TypeError))
        {
            throw Err.TypeError($"argument must be read-write bytes-like object, not {Ops.TypeName(args[0])}");
        }
        try
        {
            Span<byte> memory = view.Memory.Span;
            long offset = Ops.AsLong(args[1]);
            if (offset < 0)
            {
                if (offset + format.Size > 0)
                {
                    throw StructModule.Error($"no space to pack {format.Size} bytes at offset {offset}");
                }
                if (offset + memory.Length < 0)
                {
                    throw StructModule.Error($"offset {offset} out of range for {memory.Length}-byte buffer");
                }
                offset += memory.Length;
            }
            if (memory.Length - offset < format.Size)
            {
                throw StructModule.Error($"pack_into requires a buffer of at least {format.Size + offset} bytes for packing {format.Size} bytes at offset {offset} (actual buffer size is {memory.Length})");
            }
            Span<byte> target = memory.Slice((int)offset, format.Size);
            target.Clear();
            format.Pack(args[2..], target);
        }
        finally
        {
            view.Release();
        }
    }

    internal PyObject UnpackExact(ReadOnlySpan<byte> data)
    {
        StructFormat format = Compiled;
        return data.Length == format.Size ? format.Unpack(data) : throw StructModule.Error($"unpack requires a buffer of {format.Size} bytes");
    }

    internal PyObject UnpackAt(ReadOnlySpan<byte> data, long offset)
    {
        StructFormat format = Compiled;
        if (offset < 0)
        {
            if (offset + format.Size > 0)
            {
                throw StructModule.Error($"not enough data to unpack {format.Size} bytes at offset {offset}");
            }
            if (offset + data.Length < 0)
            {
                throw StructModule.Error($"offset {offset} out of range for {data.Length}-byte buffer");
            }
            offset += data.Length;
        }
        if (data.Length - offset < format.Size)
        {
            throw StructModule.Error($"unpack_from requires a buffer of at least {format.Size + offset} bytes for unpacking {format.Size} bytes at offset {offset} (actual buffer size is {data.Length})");
        }
        return format.Unpack(data.Slice((int)offset, format.Size));
    }

    [PyMethod("pack")]
    private PyObject Pack(ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        kwnames == null ? PackValues(args) : throw Err.TypeError("Struct.pack() takes no keyword arguments");

    [PyMethod("pack_into")]
    private PyObject PackIntoMethod(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames != null)
        {
            throw Err.TypeError("Struct.pack_into() takes no keyword arguments");
        }
        PackInto(args);
        return PyNone.Instance;
    }

    [PyMethod("unpack", "buffer, /")]
    private PyObject Unpack(BufferView buffer) => UnpackExact(buffer.Span);

    [PyMethod("unpack_from", "buffer, offset=0")]
    private PyObject UnpackFrom(BufferView buffer, long offset = 0) => UnpackAt(buffer.Span, offset);

    [PyMethod("iter_unpack", "buffer, /")]
    private PyObject IterUnpack(PyObject buffer) => new PyUnpackIterator(Compiled, buffer);

    [PyGetter("format", Doc = "struct format string")]
    private string Format => _text;

    [PyGetter("size", Doc = "struct size in bytes")]
    private long Size => Compiled.Size;
}

/// <summary>What iter_unpack returns.</summary>
[PyType("unpack_iterator", Module = "_struct", NoConstructor = true)]
internal sealed partial class PyUnpackIterator : PyObject
{
    private readonly StructFormat _format;
    private BufferView _view;
    private int _at;
    private bool _done;

    internal PyUnpackIterator(StructFormat format, PyObject buffer)
    {
        _format = format;
        if (format.Size == 0)
        {
            throw StructModule.Error("cannot iteratively unpack with a struct of length 0");
        }
        _view = Ops.GetBuffer(buffer);
        if (_view.Memory.Length % format.Size != 0)
        {
            _view.Release();
            throw StructModule.Error($"iterative unpacking requires a buffer of a multiple of {format.Size} bytes");
        }
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_done || _at >= _view.Memory.Length)
        {
            if (!_done)
            {
                _done = true;
                _view.Release();
            }
            return null;
        }
        PyObject result = _format.Unpack(_view.Span.Slice(_at, _format.Size));
        _at += _format.Size;
        return result;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _done ? 0 : (_view.Memory.Length - _at) / _format.Size;
}
