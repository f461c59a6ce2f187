using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Compression;

/// <summary>The <c>_bz2</c> module: bzip2 by libbz2.</summary>
[PyModule("_bz2", Doc = "")]
[PyExports(typeof(PyBz2Compressor), typeof(PyBz2Decompressor))]
internal static partial class Bz2Module
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        Bz2.Load();
        module.Set("__doc__", PyNone.Instance);
    }

    /// <summary>Raises what a failing code of libbz2 means.</summary>
    internal static void Check(int code)
    {
        switch (code)
        {
            case Bz2.OK or Bz2.RUN_OK or Bz2.FLUSH_OK or Bz2.FINISH_OK or Bz2.STREAM_END:
                return;
            case Bz2.PARAM_ERROR:
                throw Err.ValueError("Internal error - invalid parameters passed to libbzip2");
            case Bz2.MEM_ERROR:
                throw Err.MemoryError();
            case Bz2.DATA_ERROR or Bz2.DATA_ERROR_MAGIC:
                throw Err.Make(Exc.OSError, "Invalid data stream");
            case Bz2.IO_ERROR:
                throw Err.Make(Exc.OSError, "Unknown I/O error");
            case Bz2.UNEXPECTED_EOF:
                throw Err.EOFError("Compressed file ended before the logical end-of-stream was detected");
            case Bz2.SEQUENCE_ERROR:
                throw Err.RuntimeError("Internal error - Invalid sequence of commands sent to libbzip2");
            default:
                throw Err.Make(Exc.OSError, $"Unrecognized error from libbzip2: {code}");
        }
    }
}

/// <summary><c>_bz2.BZ2Compressor</c></summary>
[PyType("BZ2Compressor", Module = "_bz2", Doc = "Compresses data piece by piece; compresslevel is a number from 1 to 9.")]
internal sealed unsafe partial class PyBz2Compressor : PyObject
{
    private Bz2.Stream* _stream = (Bz2.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(Bz2.Stream));
    private readonly object _gate = new();
    private bool _flushed;

    private PyBz2Compressor(int level)
    {
        int code = Bz2.CompressInit(_stream, level, 0, 0);
        Bz2Module.Check(code);
    }

    ~PyBz2Compressor()
    {
        if (_stream != null)
        {
            Bz2.CompressEnd(_stream);
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    [PyNew("compresslevel=9, /")]
    private static PyObject New(PyType cls, int compresslevel = 9) => compresslevel is >= 1 and <= 9
        ? new PyBz2Compressor(compresslevel) : throw Err.ValueError("compresslevel must be between 1 and 9");

    private PyBytes Run(ReadOnlySpan<byte> data, int action)
    {
        OutputBuffer output = new(-1);
        PyThread thread = PyThread.Current;
        fixed (byte* start = data)
        {
            _stream->NextIn = start;
            _stream->AvailableIn = (uint)data.Length;
            while (true)
            {
                // A run without input would be called an error.
                if (action == Bz2.RUN && _stream->AvailableIn == 0)
                {
                    break;
                }
                if (output.IsFull)
                {
                    output.Grow();
                }
                int code;
                int room = output.Room.Length;
                fixed (byte* target = output.Room)
                {
                    _stream->NextOut = target;
                    _stream->AvailableOut = (uint)room;
                    using (thread.AllowThreads())
                    {
                        code = Bz2.Compress(_stream, action);
                    }
                }
                output.Advance(room - (int)_stream->AvailableOut);
                Bz2Module.Check(code);
                if (action == Bz2.FINISH && code == Bz2.STREAM_END)
                {
                    break;
                }
            }
        }
        return output.ToBytes();
    }

    [PyMethod("compress", "data, /", Doc = "Takes data; returns what is compressed so far, perhaps b''.")]
    private PyObject Compress(ReadOnlySpan<byte> data)
    {
        using NativeStateLock _ = new(_gate);
        return _flushed ? throw Err.ValueError("Compressor has been flushed") : Run(data, Bz2.RUN);
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
        return Run(default, Bz2.FINISH);
    }
}

/// <summary><c>_bz2.BZ2Decompressor</c></summary>
[PyType("BZ2Decompressor", Module = "_bz2", Doc = "Decompresses one bzip2 stream piece by piece.")]
internal sealed unsafe partial class PyBz2Decompressor : PyObject
{
    private Bz2.Stream* _stream = (Bz2.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(Bz2.Stream));
    private readonly object _gate = new();
    /// <summary>Input that an earlier call was given and had no room to decode.</summary>
    private byte[] _pending = [];
    private byte[] _unused = [];
    private bool _eof;
    private bool _needsInput = true;
    /// <summary>libbz2 goes on from a bad state into memory that is not its own.</summary>
    private bool _unusable;

    private PyBz2Decompressor()
    {
        int code = Bz2.DecompressInit(_stream, 0, 0);
        Bz2Module.Check(code);
    }

    ~PyBz2Decompressor()
    {
        if (_stream != null)
        {
            Bz2.DecompressEnd(_stream);
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    [PyNew]
    private static PyObject New(PyType cls) => new PyBz2Decompressor();

    [PyMethod("decompress", "data, max_length=-1",
        Doc = "Returns what the data gives, at most max_length bytes when that is not negative; call again with b'' while needs_input is False.")]
    private PyObject Decompress(ReadOnlySpan<byte> data, long maxLength = -1)
    {
        using NativeStateLock _ = new(_gate);
        if (_eof)
        {
            throw Err.EOFError("End of stream already reached");
        }
        if (_unusable)
        {
            throw Err.ValueError("Decompressor is unusable after a previous error");
        }
        if (_pending.Length != 0)
        {
            data = (byte[])[.. _pending, .. data];
        }
        _pending = [];
        OutputBuffer output = new(maxLength);
        PyThread thread = PyThread.Current;
        int left = data.Length;
        fixed (byte* start = data)
        {
            _stream->NextIn = start;
            _stream->AvailableIn = (uint)left;
            while (true)
            {
                int code;
                int room = output.Room.Length;
                fixed (byte* target = output.Room)
                {
                    // Without room the pointer is not read.
                    _stream->NextOut = target;
                    _stream->AvailableOut = (uint)room;
                    using (thread.AllowThreads())
                    {
                        code = Bz2.Decompress(_stream);
                    }
                }
                left = (int)_stream->AvailableIn;
                output.Advance(room - (int)_stream->AvailableOut);
                if (code < 0)
                {
                    _needsInput = false;
                    _unusable = true;
                }
                Bz2Module.Check(code);
                if (code == Bz2.STREAM_END)
                {
                    _eof = true;
                    break;
                }
                if (left == 0)
                {
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
            }
        }
        if (_eof)
        {
            _needsInput = false;
            _unused = data[^left..].ToArray();
        }
        else
        {
            _needsInput = left == 0;
            _pending = data[^left..].ToArray();
        }
        return output.ToBytes();
    }

    [PyGetter("eof", Member = true, Doc = "The end of the stream has been reached.")]
    private bool Eof => _eof;

    [PyGetter("needs_input", Member = true, Doc = "More output needs more input.")]
    private bool NeedsInput => _needsInput;

    [PyGetter("unused_data", Member = true, Doc = "What followed the end of the stream.")]
    private byte[] UnusedData => _unused;
}
