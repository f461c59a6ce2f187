namespace PythonEngine.Modules.IO;

/// <summary>Reading and positions.</summary>
internal sealed partial class PyTextIOWrapper
{
    private TextDecoder? _decoder;
    private NewlineDecoder? _newlineDecoder;
    private bool _hasDecoded;
    /// <summary>The current chunk, of which the first _used characters were returned.</summary>
    private PyStr _decoded = PyStr.Empty;
    private int _used;
    /// <summary>Decoder flags and undecoded input at the start of the current chunk; null when unknown.</summary>
    private PyBytes? _snapshotInput;
    private BigInteger _snapshotFlags;
    private double _bytesPerChar;

    private void ClearDecoded()
    {
        _decoded = PyStr.Empty;
        _used = 0;
        _snapshotInput = null;
    }

    private PyStr TakeDecoded(int count)
    {
        PyStr result = TextParts.Slice(_decoded, _used, count);
        _used += count;
        return result;
    }

    private void CheckReading()
    {
        CheckOpenFast();
        if (_decoder == null)
        {
            throw IOModule.Unsupported("not readable");
        }
    }

    private ValueTask<PyObject> ReadSome(long size)
    {
        if (_native != null)
        {
            return _native.Read1Async(size);
        }
        return IOModule.CallMethodAsync(_buffer!, _hasRead1 ? Read1Name : Names.Read, PyInt.From(size));
    }

    /// <summary>Decodes another chunk; false at the end.</summary>
    private async ValueTask<bool> ReadChunk(long hint)
    {
        BigInteger flags = 0;
        PyBytes? before = null;
        if (_telling)
        {
            before = _decoder!.GetState(out flags);
        }
        long size = hint > 0 ? (long)(Math.Max(_bytesPerChar, 1.0) * hint) : 0;
        PyObject input = await ReadSome(Math.Max(_chunkSize, size));
        if (input is not PyBytes && !input.TryGetBuffer(false, out _))
        {
            throw Err.TypeError($"underlying {(_hasRead1 ? "read1" : "read")}() should have returned a bytes-like object, not '{Ops.TypeName(input)}'");
        }
        int length = (int)Ops.Len(input);
        bool end = length == 0;
        PyStr text = _decoder!.Decode(input, end);
        _decoded = text;
        _used = 0;
        _hasDecoded = true;
        _bytesPerChar = text.Length > 0 ? (double)length / text.Length : 0;
        if (text.Length > 0)
        {
            end = false;
        }
        if (_telling)
        {
            PyBytes bytes = input as PyBytes ?? new PyBytes(Ops.GetBuffer(input).Span.ToArray());
            _snapshotFlags = flags;
            _snapshotInput = before!.Length == 0 ? bytes : new PyBytes([.. before.Data, .. bytes.Data]);
        }
        return !end;
    }

    [PyMethod("read", "size=-1, /")]
    private async ValueTask<PyObject> Read(PyObject? size = null)
    {
        long n = IOModule.OptionalSize(size);
        CheckReading();
        await WriteFlush();
        if (n < 0)
        {
            PyObject input = _native != null ? await _native.ReadAsync(-1) : await IOModule.CallMethodAsync(_buffer!, Names.Read);
            PyStr rest = _decoder!.Decode(ReferenceEquals(input, PyNone.Instance) ? PyBytes.Empty : input, true);
            PyStr head = TakeDecoded(_decoded.Length - _used);
            ClearDecoded();
            _hasDecoded = true;
            return TextParts.Concat(head, rest);
        }
        int take = (int)Math.Min(n, _decoded.Length - _used);
        PyStr first = TakeDecoded(take);
        long left = n - take;
        if (left == 0)
        {
            return first;
        }
        List<PyStr> parts = [first];
        while (left > 0)
        {
            if (!await ReadChunk(left))
            {
                break;
            }
            take = (int)Math.Min(left, _decoded.Length);
            parts.Add(TakeDecoded(take));
            left -= take;
        }
        return TextParts.Concat(parts);
    }

    /// <summary>Where the line that begins at an offset ends (behind its newline), or -1.</summary>
    private int FindLineEnd(PyStr text, int start, int end)
    {
        if (_readTranslate || _readNewline == "\n")
        {
            return TextParts.IndexOf(text, '\n', start, end) + 1 is var at and > 0 ? at : -1;
        }
        if (_readNewline!.Length == 0)
        {
            // The newline decoder keeps CR LF pairs together.
            int lf = TextParts.IndexOf(text, '\n', start, end);
            int cr = TextParts.IndexOf(text, '\r', start, lf < 0 ? end : lf);
            return cr < 0 ? (lf < 0 ? -1 : lf + 1) : cr + 1 == lf ? lf + 1 : cr + 1;
        }
        if (_readNewline.Length == 1)
        {
            return TextParts.IndexOf(text, _readNewline[0], start, end) + 1 is var at and > 0 ? at : -1;
        }
        for (int i = start; ; i++)
        {
            i = TextParts.IndexOf(text, '\r', i, end);
            if (i < 0 || i + 1 >= end)
            {
                return -1;
            }
            if (text[i + 1] == '\n')
            {
                return i + 2;
            }
        }
    }

    /// <summary>readline().</summary>
    internal ValueTask<PyObject> ReadLineAsync(long limit)
    {
        CheckReading();
        if (_pendingCount == 0 && limit < 0)
        {
            int end = FindLineEnd(_decoded, _used, _decoded.Length);
            if (end >= 0)
            {
                return new ValueTask<PyObject>(TakeDecoded(end - _used));
            }
        }
        return ReadLineSlow(limit);
    }

    private async ValueTask<PyObject> ReadLineSlow(long limit)
    {
        await WriteFlush();
        List<PyStr>? parts = null;
        long taken = 0;
        while (true)
        {
            if (_used >= _decoded.Length)
            {
                bool more;
                do
                {
                    more = await ReadChunk(0);
                }
                while (more && _decoded.Length == 0);
                if (!more)
                {
                    ClearDecoded();
                    break;
                }
            }
            int end = -1;
            if (_readNewline == "\r\n" && parts is { Count: > 0 } && parts[^1][parts[^1].Length - 1] == '\r' && _decoded[_used] == '\n')
            {
                end = _used + 1;
            }
            else
            {
                end = FindLineEnd(_decoded, _used, _decoded.Length);
            }
            int stop = end >= 0 ? end : _decoded.Length;
            bool full = false;
            if (limit >= 0 && stop - _used >= limit - taken)
            {
                stop = _used + (int)(limit - taken);
                full = true;
            }
            PyStr piece = TakeDecoded(stop - _used);
            taken += piece.Length;
            if (end >= 0 || full)
            {
                if (parts == null)
                {
                    return piece;
                }
                parts.Add(piece);
                break;
            }
            if (piece.Length > 0)
            {
                (parts ??= []).Add(piece);
            }
        }
        return parts == null ? PyStr.Empty : TextParts.Concat(parts);
    }

    [PyMethod("readline", "size=-1, /")]
    private ValueTask<PyObject> ReadLine(PyObject? size = null)
    {
        long limit = size == null ? -1 : Ops.AsLong(size);
        return ReadLineAsync(limit);
    }

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        _ = Buffer;
        _telling = false;
        PyObject line;
        if (IsExact(TypeObject) && _native is { HasNativeRaw: true })
        {
            line = ReadLineAsync(-1).GetAwaiter().GetResult();
        }
        else
        {
            line = Ops.CallMethod(this, Names.Readline);
            if (line is not PyStr)
            {
                throw Err.Make(Exc.OSError, $"readline() should have returned a str object, not '{Ops.TypeName(line)}'");
            }
        }
        if (((PyStr)line).Length == 0)
        {
            ClearDecoded();
            _telling = _seekable;
            return null;
        }
        return line;
    }

    // ---- positions ----

    /// <summary>A position in text: where to seek in the bytes and how to bring the decoder to the character.</summary>
    private struct Cookie
    {
        public BigInteger Start;
        public BigInteger Flags;
        public int BytesToFeed;
        public int CharsToSkip;
        public bool NeedEof;

        public readonly PyInt Pack() => PyInt.From(Start | (Flags << 64) | ((BigInteger)BytesToFeed << 128) | ((BigInteger)CharsToSkip << 192)
            | ((NeedEof ? BigInteger.One : BigInteger.Zero) << 256));

        public static Cookie Unpack(BigInteger value)
        {
            BigInteger mask = ulong.MaxValue;
            return new Cookie
            {
                Start = value & mask,
                Flags = (value >> 64) & mask,
                BytesToFeed = (int)((value >> 128) & int.MaxValue),
                CharsToSkip = (int)((value >> 192) & int.MaxValue),
                NeedEof = !(value >> 256).IsZero,
            };
        }
    }

    [PyMethod("tell", "")]
    private async ValueTask<PyObject> Tell()
    {
        CheckOpen();
        if (!_seekable)
        {
            throw IOModule.Unsupported("underlying stream is not seekable");
        }
        if (!_telling)
        {
            throw Err.Make(Exc.OSError, "telling position disabled by next() call");
        }
        await WriteFlush();
        await IOModule.CallMethodAsync(this, Names.Flush);
        PyObject position = await IOModule.CallMethodAsync(_buffer!, TellName);
        if (_decoder == null || _snapshotInput == null)
        {
            return position;
        }
        Cookie cookie = new() { Start = Ops.Index(position).Big - _snapshotInput.Length, Flags = _snapshotFlags };
        if (_used == 0)
        {
            return cookie.Pack();
        }
        PyBytes saved = _decoder.GetState(out BigInteger savedFlags);
        try
        {
            Locate(ref cookie, _snapshotInput.Data, _used);
        }
        finally
        {
            _decoder.SetState(saved, savedFlags);
        }
        return cookie.Pack();
    }

    private void RestoreDecoder(in Cookie cookie)
    {
        if (cookie.Start.IsZero && cookie.Flags.IsZero)
        {
            _decoder!.Reset();
        }
        else
        {
            _decoder!.SetState(PyBytes.Empty, cookie.Flags);
        }
    }

    /// <summary>Finds the nearest byte before the character at which the decoder holds no input.</summary>
    private void Locate(ref Cookie cookie, byte[] input, int skip)
    {
        int skipBytes = Math.Min(input.Length, (int)(_bytesPerChar * skip));
        int back = 1;
        while (skipBytes > 0)
        {
            RestoreDecoder(cookie);
            int chars = _decoder!.Decode(new PyBytes(input.AsSpan(0, skipBytes).ToArray()), false).Length;
            if (chars <= skip)
            {
                PyBytes held = _decoder.GetState(out BigInteger flags);
                if (held.Length == 0)
                {
                    cookie.Flags = flags;
                    skip -= chars;
                    break;
                }
                skipBytes -= held.Length;
                back = 1;
            }
            else
            {
                skipBytes -= back;
                back *= 2;
            }
        }
        if (skipBytes <= 0)
        {
            skipBytes = 0;
            RestoreDecoder(cookie);
        }
        cookie.Start += skipBytes;
        cookie.CharsToSkip = skip;
        if (skip == 0)
        {
            return;
        }
        int decoded = 0;
        for (int i = skipBytes; i < input.Length; i++)
        {
            decoded += _decoder!.Decode(new PyBytes([input[i]]), false).Length;
            cookie.BytesToFeed++;
            PyBytes held = _decoder.GetState(out BigInteger flags);
            if (held.Length == 0 && decoded <= cookie.CharsToSkip)
            {
                cookie.Start += cookie.BytesToFeed;
                cookie.CharsToSkip -= decoded;
                cookie.Flags = flags;
                cookie.BytesToFeed = 0;
                decoded = 0;
            }
            if (decoded >= cookie.CharsToSkip)
            {
                return;
            }
        }
        decoded += _decoder!.Decode(PyBytes.Empty, true).Length;
        cookie.NeedEof = true;
        if (decoded < cookie.CharsToSkip)
        {
            throw Err.Make(Exc.OSError, "can't reconstruct logical file position");
        }
    }

    [PyMethod("seek", "cookie, whence=0, /")]
    private async ValueTask<PyObject> Seek(PyObject cookie, int whence = 0)
    {
        CheckOpen();
        if (!_seekable)
        {
            throw IOModule.Unsupported("underlying stream is not seekable");
        }
        BigInteger value;
        switch (whence)
        {
            case 1:
                if (!Ops.Compare(cookie, PyInt.Zero, CompareOp.Eq))
                {
                    throw IOModule.Unsupported("can't do nonzero cur-relative seeks");
                }
                cookie = await IOModule.CallMethodAsync(this, TellName);
                break;
            case 2:
                if (!Ops.Compare(cookie, PyInt.Zero, CompareOp.Eq))
                {
                    throw IOModule.Unsupported("can't do nonzero end-relative seeks");
                }
                await IOModule.CallMethodAsync(this, Names.Flush);
                ClearDecoded();
                _decoder?.Reset();
                PyObject end = await IOModule.CallMethodAsync(_buffer!, SeekName, PyInt.Zero, PyInt.From(2));
                ResetEncoder(Ops.Compare(end, PyInt.Zero, CompareOp.Eq));
                return end;
            case 0:
                break;
            default:
                throw Err.ValueError($"invalid whence ({whence}, should be 0, 1 or 2)");
        }
        value = Ops.Index(cookie).Big;
        if (value < 0)
        {
            throw Err.ValueError($"negative seek position {Ops.ReprText(cookie)}");
        }
        await IOModule.CallMethodAsync(this, Names.Flush);
        Cookie target = Cookie.Unpack(value);
        await IOModule.CallMethodAsync(_buffer!, SeekName, PyInt.From(target.Start));
        ClearDecoded();
        if (_decoder != null)
        {
            RestoreDecoder(target);
        }
        if (target.CharsToSkip > 0 && _decoder != null)
        {
            PyObject input = await IOModule.CallMethodAsync(_buffer!, Names.Read, PyInt.From(target.BytesToFeed));
            if (input is not PyBytes bytes)
            {
                throw Err.TypeError($"underlying read() should have returned a bytes object, not '{Ops.TypeName(input)}'");
            }
            _snapshotFlags = target.Flags;
            _snapshotInput = bytes;
            _decoded = _decoder.Decode(bytes, target.NeedEof);
            if (_decoded.Length < target.CharsToSkip)
            {
                throw Err.Make(Exc.OSError, "can't restore logical file position");
            }
            _used = target.CharsToSkip;
        }
        else
        {
            _snapshotFlags = target.Flags;
            _snapshotInput = PyBytes.Empty;
        }
        ResetEncoder(target.Start.IsZero && target.Flags.IsZero);
        return cookie;
    }

    [PyMethod("truncate", "pos=None, /")]
    private async ValueTask<PyObject> Truncate(PyObject? pos = null)
    {
        _ = Buffer;
        await IOModule.CallMethodAsync(this, Names.Flush);
        return await IOModule.CallMethodAsync(_buffer!, TruncateName, pos ?? PyNone.Instance);
    }
}
