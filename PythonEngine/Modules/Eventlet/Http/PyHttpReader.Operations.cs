using System.Buffers;
using GreenletNet.Http;

namespace PythonEngine.Modules.Eventlet.Http;

/// <summary>What a reader can be asked for. An operation keeps its state here between one arrival of bytes and the next.</summary>
internal sealed partial class PyHttpReader
{
    private enum Operation
    {
        Read,
        ReadSome,
        ReadLine,
        Peek,
        Head,
        Request,
        Chunked,
    }

    private Operation _operation;
    private long _limit;
    // Read and ReadLine: bytes of a line that were looked at.
    private int _scanned;
    private PyInputBase? _input;
    // Head and Request.
    private PyRequestHead? _head;
    private HttpHeaderParser? _parser;
    private HttpLimits _limits;
    private int _maxRequestLine;
    private PyObject _defaultVersion = PyNone.Instance;
    private PyObject _protocolVersion = PyNone.Instance;
    private bool _parsingHead;
    private bool _skippedBlank;
    private int _requests;
    // Chunked.
    private ChunkedDecoder? _decoder;
    private ArrayBufferWriter<byte>? _body;
    private bool _byLine;

    private ReadOnlySpan<byte> Available => _buffer.AsSpan(_pos, _end - _pos);

    /// <summary>The operation's result, or null when more bytes are needed.</summary>
    private PyObject? Advance(PyThread thread) => _operation switch
    {
        Operation.Read => AdvanceRead(),
        Operation.ReadLine => AdvanceLine(),
        Operation.Head => AdvanceHead(),
        Operation.Request => AdvanceRequest(thread),
        Operation.Chunked => AdvanceChunked(thread),
        Operation.ReadSome => _end > _pos || _atEnd ? Take((int)Math.Min(_limit, _end - _pos)) : null,
        _ => _end > _pos || _atEnd ? new PyBytes(Available.ToArray()) : null,
    };

    private void EndOperation()
    {
        _scanned = 0;
        _input = null;
        _head = null;
        _decoder = null;
        _body = null;
        if (_pos == _end && _buffer.Length > LargestKept)
        {
            _buffer = [];
            _pos = _end = 0;
        }
    }

    private PyBytes Take(int count)
    {
        if (count == 0)
        {
            return PyBytes.Empty;
        }
        PyBytes result = new(_buffer.AsSpan(_pos, count).ToArray());
        _pos += count;
        _input?.Advance(count);
        return result;
    }

    private PyObject? AdvanceRead()
    {
        int have = _end - _pos;
        return have >= _limit ? Take((int)_limit) : _atEnd ? Take(have) : null;
    }

    private PyObject? AdvanceLine()
    {
        ReadOnlySpan<byte> available = Available;
        int found = available[_scanned..].IndexOf((byte)'\n');
        long end = found >= 0 ? _scanned + found + 1 : available.Length;
        if (end >= _limit)
        {
            return Take((int)_limit);
        }
        if (found >= 0 || _atEnd)
        {
            return Take((int)end);
        }
        _scanned = available.Length;
        return null;
    }

    private void BeginHead(PyRequestHead head, HttpLimits limits)
    {
        _head = head;
        _limits = limits;
        (_parser ??= new HttpHeaderParser()).Reset();
    }

    private PyObject? AdvanceHead()
    {
        ReadOnlySpan<byte> available = Available;
        HttpParseStatus status = _parser!.Parse(available, _limits);
        if (status == HttpParseStatus.Incomplete && !_atEnd)
        {
            return null;
        }
        PyRequestHead head = _head!;
        int used = status == HttpParseStatus.Complete ? _parser.Consumed : available.Length;
        head.SetFields(available[..used], _parser.Fields, status, atEnd: true);
        _pos += used;
        return head;
    }

    private void BeginRequest(int maxRequestLine, PyObject defaultVersion, PyObject protocolVersion, HttpLimits limits)
    {
        _requests++;
        _maxRequestLine = maxRequestLine;
        _defaultVersion = defaultVersion;
        _protocolVersion = protocolVersion;
        _limits = limits;
        _parsingHead = false;
        _skippedBlank = false;
    }

    private PyObject? AdvanceRequest(PyThread thread)
    {
        while (!_parsingHead)
        {
            ReadOnlySpan<byte> available = Available;
            int found = available[_scanned..].IndexOf((byte)'\n');
            int length = found >= 0 ? _scanned + found + 1 : available.Length;
            if (length >= _maxRequestLine)
            {
                PyRequestHead tooLong = new(EventletHttpModule.State(thread));
                tooLong.Fail(414, "Request URI Too Long", null, page: false);
                _pos += length;
                return tooLong;
            }
            if (found < 0 && !_atEnd)
            {
                _scanned = available.Length;
                return null;
            }
            if (length == 0)
            {
                return PyNone.Instance;
            }
            ReadOnlySpan<byte> line = available[..length];
            _pos += length;
            _scanned = 0;
            if (!_skippedBlank && found >= 0 && line.TrimEnd("\r\n"u8).Length == 0)
            {
                // Old clients end a body with a line break that its length does not count: RFC 9112, section 2.2.
                _skippedBlank = true;
                continue;
            }
            PyRequestHead head = new(EventletHttpModule.State(thread));
            if (!head.SetRequestLine(line, _defaultVersion, _protocolVersion))
            {
                return head;
            }
            BeginHead(head, _limits);
            _parsingHead = true;
        }
        PyObject? result = AdvanceHead();
        if (result != null)
        {
            _parsingHead = false;
        }
        return result;
    }

    private PyObject? AdvanceChunked(PyThread thread)
    {
        ArrayBufferWriter<byte> body = _body!;
        while (true)
        {
            long left = _limit - body.WrittenCount;
            if (left <= 0)
            {
                return new PyBytes(body.WrittenSpan.ToArray());
            }
            ChunkStep step = _decoder!.Next(Available, (int)Math.Min(left, int.MaxValue), out int skipped, out int data);
            _pos += skipped;
            switch (step)
            {
                case ChunkStep.Data:
                    ReadOnlySpan<byte> piece = _buffer.AsSpan(_pos, data);
                    if (_byLine && piece.IndexOf((byte)'\n') is >= 0 and int at)
                    {
                        _decoder.PutBack(data - at - 1);
                        body.Write(piece[..(at + 1)]);
                        _pos += at + 1;
                        return new PyBytes(body.WrittenSpan.ToArray());
                    }
                    body.Write(piece);
                    _pos += data;
                    break;
                case ChunkStep.End:
                    return new PyBytes(body.WrittenSpan.ToArray());
                case ChunkStep.Incomplete:
                    if (!_atEnd)
                    {
                        return null;
                    }
                    if (_decoder.IsInTrailers)
                    {
                        return new PyBytes(body.WrittenSpan.ToArray());
                    }
                    throw _decoder.IsInsideChunk ? Err.Make(Exc.OSError, "unexpected end of file while parsing chunked data") : ChunkError(thread, ChunkStep.BadSize);
                default:
                    throw ChunkError(thread, step);
            }
        }
    }

    private PyException ChunkError(PyThread thread, ChunkStep step)
    {
        string message = step switch
        {
            ChunkStep.BadSize => $"invalid literal for int() with base 16: {Ops.ReprText(new PyBytes(SizeText().ToArray()))}",
            ChunkStep.BadLine => "chunk size line too long, or without its line break",
            ChunkStep.BadEnding => "chunk does not end where its size says",
            _ => "trailers too long",
        };
        return Ops.Call(EventletHttpModule.State(thread).ChunkReadError, new PyStr(message)) is PyBaseException error
            ? new PyException(error) : Err.ValueError(message);
    }

    /// <summary>What stands where a size should.</summary>
    private ReadOnlySpan<byte> SizeText()
    {
        ReadOnlySpan<byte> line = Available;
        int end = line.IndexOf((byte)'\n');
        line = line[..Math.Min(end < 0 ? line.Length : end + 1, 64)];
        int semicolon = line.IndexOf((byte)';');
        return semicolon < 0 ? line : line[..semicolon];
    }
}
