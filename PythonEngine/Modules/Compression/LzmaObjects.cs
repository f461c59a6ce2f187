using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Compression;

/// <summary><c>_lzma.LZMACompressor</c></summary>
[PyType("LZMACompressor", Module = "_lzma", Doc = "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nCompresses data piece by piece.")]
internal sealed unsafe partial class PyLzmaCompressor : PyObject
{
    private Lzma.Stream* _stream = (Lzma.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(Lzma.Stream));
    private readonly object _gate = new();
    private bool _flushed;

    ~PyLzmaCompressor()
    {
        if (_stream != null)
        {
            Lzma.End(_stream);
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    [PyNew("format=FORMAT_XZ, check=-1, preset=None, filters=None")]
    private static PyObject New(PyType cls, int format = LzmaModule.FORMAT_XZ, int check = -1, PyObject? preset = null, PyObject? filters = null)
    {
        bool hasPreset = preset is not (null or PyNone);
        bool hasFilters = filters is not (null or PyNone);
        if (hasPreset && hasFilters)
        {
            throw Err.ValueError("Cannot specify both preset and filter chain");
        }
        uint level = hasPreset ? LzmaModule.ToUInt32(preset!) : Lzma.PRESET_DEFAULT;
        if (format != LzmaModule.FORMAT_XZ && check is not (-1 or Lzma.CHECK_NONE))
        {
            throw Err.ValueError("Integrity checks are only supported by FORMAT_XZ");
        }
        PyLzmaCompressor self = new();
        using LzmaFilters? chain = hasFilters && format is (LzmaModule.FORMAT_XZ or LzmaModule.FORMAT_ALONE or LzmaModule.FORMAT_RAW)
            ? LzmaFilters.FromSequence(filters!) : null;
        int code = format switch
        {
            LzmaModule.FORMAT_XZ => self.InitXz(check == -1 ? Lzma.CHECK_CRC64 : check, level, chain),
            LzmaModule.FORMAT_ALONE => self.InitAlone(level, chain),
            LzmaModule.FORMAT_RAW => chain != null ? Lzma.RawEncoder(self._stream, chain.Pointer) : throw Err.ValueError("Must specify filters for FORMAT_RAW"),
            _ => throw Err.ValueError($"Invalid container format: {format}"),
        };
        LzmaModule.Check(code);
        return self;
    }

    private int InitXz(int check, uint preset, LzmaFilters? chain) =>
        chain == null ? Lzma.EasyEncoder(_stream, preset, check) : Lzma.StreamEncoder(_stream, chain.Pointer, check);

    private int InitAlone(uint preset, LzmaFilters? chain)
    {
        if (chain == null)
        {
            byte* options = stackalloc byte[Lzma.OptionsSize];
            new Span<byte>(options, Lzma.OptionsSize).Clear();
            return Lzma.Preset(options, preset) == 0 ? Lzma.AloneEncoder(_stream, options)
                : throw LzmaModule.Error($"Invalid compression preset: {preset}");
        }
        return chain.Pointer[0].Id == Lzma.FILTER_LZMA1 && chain.Pointer[1].Id == Lzma.VLI_UNKNOWN
            ? Lzma.AloneEncoder(_stream, chain.Pointer[0].Options)
            : throw Err.ValueError("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
    }

    private PyBytes Run(ReadOnlySpan<byte> data, int action)
    {
        OutputBuffer output = new(-1);
        PyThread thread = PyThread.Current;
        fixed (byte* start = data)
        {
            _stream->NextIn = start;
            _stream->AvailableIn = (nuint)data.Length;
            while (true)
            {
                int code;
                int room = output.Room.Length;
                fixed (byte* target = output.Room)
                {
                    _stream->NextOut = target;
                    _stream->AvailableOut = (nuint)room;
                    using (thread.AllowThreads())
                    {
                        code = Lzma.Code(_stream, action);
                    }
                }
                output.Advance(room - (int)_stream->AvailableOut);
                if (code == Lzma.BUF_ERROR && data.Length == 0 && _stream->AvailableOut > 0)
                {
                    // Nothing to do is no error.
                    code = Lzma.OK;
                }
                LzmaModule.Check(code);
                if ((action == Lzma.RUN && _stream->AvailableIn == 0) || (action == Lzma.FINISH && code == Lzma.STREAM_END))
                {
                    return output.ToBytes();
                }
                if (output.IsFull)
                {
                    output.Grow();
                }
            }
        }
    }

    [PyMethod("compress", "data, /", Doc = "Takes data; returns what is compressed so far, perhaps b''.")]
    private PyObject Compress(ReadOnlySpan<byte> data)
    {
        using NativeStateLock _ = new(_gate);
        return _flushed ? throw Err.ValueError("Compressor has been flushed") : Run(data, Lzma.RUN);
    }

    [PyMethod("flush", "", Doc = "Ends the compression and returns the rest; the compressor is of no use afterwards.")]
    private PyObject Flush()
    {
        using NativeStateLock _ = new(_gate);
        if (_flushed)
        {
            throw Err.ValueError("Repeated call to flush()");
        }
        _flushed = true;
        return Run(default, Lzma.FINISH);
    }
}

/// <summary><c>_lzma.LZMADecompressor</c></summary>
[PyType("LZMADecompressor", Module = "_lzma", Doc = "Decompresses one stream piece by piece; the format is detected unless it is given.")]
internal sealed unsafe partial class PyLzmaDecompressor : PyObject
{
    private Lzma.Stream* _stream = (Lzma.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(Lzma.Stream));
    private readonly object _gate = new();
    /// <summary>Input that an earlier call was given and had no room to decode.</summary>
    private byte[] _pending = [];
    private byte[] _unused = [];
    private int _check = Lzma.CHECK_UNKNOWN;
    private bool _eof;
    private bool _needsInput = true;

    ~PyLzmaDecompressor()
    {
        if (_stream != null)
        {
            Lzma.End(_stream);
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    [PyNew("format=FORMAT_AUTO, memlimit=None, filters=None")]
    private static PyObject New(PyType cls, int format = LzmaModule.FORMAT_AUTO, PyObject? memlimit = null, PyObject? filters = null)
    {
        ulong limit = ulong.MaxValue;
        if (memlimit is not (null or PyNone))
        {
            limit = format == LzmaModule.FORMAT_RAW
                ? throw Err.ValueError("Cannot specify memory limit with FORMAT_RAW") : LzmaModule.ToUInt64(memlimit);
        }
        bool hasFilters = filters is not (null or PyNone);
        if (format == LzmaModule.FORMAT_RAW && !hasFilters)
        {
            throw Err.ValueError("Must specify filters for FORMAT_RAW");
        }
        if (format != LzmaModule.FORMAT_RAW && hasFilters)
        {
            throw Err.ValueError("Cannot specify filters except with FORMAT_RAW");
        }
        const uint Flags = Lzma.TELL_ANY_CHECK | Lzma.TELL_NO_CHECK;
        PyLzmaDecompressor self = new();
        switch (format)
        {
            case LzmaModule.FORMAT_AUTO:
                LzmaModule.Check(Lzma.AutoDecoder(self._stream, limit, Flags));
                break;
            case LzmaModule.FORMAT_XZ:
                LzmaModule.Check(Lzma.StreamDecoder(self._stream, limit, Flags));
                break;
            case LzmaModule.FORMAT_ALONE:
                self._check = Lzma.CHECK_NONE;
                LzmaModule.Check(Lzma.AloneDecoder(self._stream, limit));
                break;
            case LzmaModule.FORMAT_RAW:
                self._check = Lzma.CHECK_NONE;
                using (LzmaFilters chain = LzmaFilters.FromSequence(filters!))
                {
                    LzmaModule.Check(Lzma.RawDecoder(self._stream, chain.Pointer));
                }
                break;
            default:
                throw Err.ValueError($"Invalid container format: {format}");
        }
        return self;
    }

    [PyMethod("decompress", "data, max_length=-1",
        Doc = "Returns what the data gives, at most max_length bytes when that is not negative; call again with b'' while needs_input is False.")]
    private PyObject Decompress(ReadOnlySpan<byte> data, long maxLength = -1)
    {
        using NativeStateLock _ = new(_gate);
        if (_eof)
        {
            throw Err.EOFError("Already at end of stream");
        }
        if (_pending.Length != 0)
        {
            data = (byte[])[.. _pending, .. data];
        }
        _pending = [];
        OutputBuffer output = new(maxLength);
        int left = Run(data, ref output);
        if (_eof)
        {
            _needsInput = false;
            _unused = data[^left..].ToArray();
        }
        else
        {
            // With the output full, the decoder may hold more of it.
            _needsInput = left == 0 && _stream->AvailableOut > 0;
            _pending = data[^left..].ToArray();
        }
        return output.ToBytes();
    }

    /// <summary>Decodes; the bytes of input that are left.</summary>
    private int Run(ReadOnlySpan<byte> data, ref OutputBuffer output)
    {
        PyThread thread = PyThread.Current;
        fixed (byte* start = data)
        {
            _stream->NextIn = start;
            _stream->AvailableIn = (nuint)data.Length;
            while (true)
            {
                int code;
                int room = output.Room.Length;
                fixed (byte* target = output.Room)
                {
                    _stream->NextOut = target;
                    _stream->AvailableOut = (nuint)room;
                    using (thread.AllowThreads())
                    {
                        code = Lzma.Code(_stream, Lzma.RUN);
                    }
                }
                output.Advance(room - (int)_stream->AvailableOut);
                if (code == Lzma.BUF_ERROR && _stream->AvailableIn == 0 && _stream->AvailableOut > 0)
                {
                    // Nothing to do is no error.
                    code = Lzma.OK;
                }
                LzmaModule.Check(code);
                if (code is Lzma.GET_CHECK_CODE or Lzma.NO_CHECK_CODE)
                {
                    _check = Lzma.GetCheck(_stream);
                }
                if (code == Lzma.STREAM_END)
                {
                    _eof = true;
                    break;
                }
                if (output.IsFull)
                {
                    if (output.AtLimit)
                    {
                        break;
                    }
                    output.Grow();
                }
                else if (_stream->AvailableIn == 0)
                {
                    break;
                }
            }
        }
        return (int)_stream->AvailableIn;
    }

    [PyGetter("check", Member = true, Doc = "ID of the integrity check of the stream.")]
    private long CheckId => _check;

    [PyGetter("eof", Member = true, Doc = "The end of the stream has been reached.")]
    private bool Eof => _eof;

    [PyGetter("needs_input", Member = true, Doc = "More output needs more input.")]
    private bool NeedsInput => _needsInput;

    [PyGetter("unused_data", Member = true, Doc = "What followed the end of the stream.")]
    private byte[] UnusedData => _unused;
}
