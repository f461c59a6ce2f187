using System.Threading;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.IO;

/// <summary>
/// What BufferedReader, BufferedWriter and BufferedRandom share: a block of memory over a raw stream. It holds either data
/// read ahead or data not yet written. When the raw stream is a FileIO everything is synchronous; when it is Python
/// code (a socket's), its methods are awaited, so that a green thread may wait in them.
/// </summary>
internal abstract class PyBuffered(PyType cls) : PyBufferedIOBase(cls)
{
    private const int WouldBlock = -1;

    private readonly PyEngine _engine = PyThread.Current.Engine;
    private PyObject? _raw;
    /// <summary>The raw stream when its methods need no Python call.</summary>
    private PyFileIO? _file;
    private byte[] _buffer = [];
    /// <summary>Read-ahead data is _buffer[_pos.._end].</summary>
    private int _pos;
    private int _end;
    /// <summary>Unwritten data is _buffer[0.._pending].</summary>
    private int _pending;
    private bool _detached;
    private PyThread? _owner;
    private Queue<PyThread>? _waiting;
    private WaitPoint _wait;

    protected abstract bool CanRead { get; }

    protected abstract bool CanWrite { get; }

    internal bool HasNativeRaw => _file != null;

    internal PyObject? RawStream => _raw;

    /// <summary>The C# half of __init__.</summary>
    internal void Setup(PyObject raw, long bufferSize)
    {
        _raw = null;
        _detached = false;
        if (bufferSize <= 0)
        {
            throw Err.ValueError("buffer size must be strictly positive");
        }
        _file = raw is PyFileIO file && file.IsExact(PyFileIO.TypeObject) ? file : null;
        if (_file == null || _file.Fd < 0)
        {
            // A seekable answer is asked for here, too, as CPython does for BufferedRandom alone.
            if (CanRead && CanWrite)
            {
                CheckSeekable(raw);
            }
            if (CanRead)
            {
                CheckReadable(raw);
            }
            if (CanWrite)
            {
                CheckWritable(raw);
            }
        }
        else
        {
            if (CanRead && CanWrite && !_file.CanSeek)
            {
                throw IOModule.Unsupported("File or stream is not seekable.");
            }
            if (CanRead && !_file.IsReadable)
            {
                throw IOModule.Unsupported("File or stream is not readable.");
            }
            if (CanWrite && !_file.IsWritable)
            {
                throw IOModule.Unsupported("File or stream is not writable.");
            }
        }
        _buffer = bufferSize > Array.MaxLength ? throw Err.MemoryError() : GC.AllocateUninitializedArray<byte>((int)bufferSize);
        _pos = _end = _pending = 0;
        _raw = raw;
        if (raw is PyIOBase inner)
        {
            inner.Wrapper = this;
        }
    }

    // ---- state ----

    internal override bool HasUnwritten => _pending > 0;

    protected PyObject Raw => _raw ?? throw Err.ValueError(_detached ? "raw stream has been detached" : "I/O operation on uninitialized object");

    private bool IsClosed => _file != null ? _file.Fd < 0 : ClosedAttribute(Raw);

    private void CheckOpen(string message)
    {
        _ = Raw;
        if (_end == _pos && IsClosed)
        {
            throw Err.ValueError(message);
        }
    }

    /// <summary>One operation at a time; a second one by the same thread (a signal handler, another greenlet) is an error.</summary>
    private void Enter()
    {
        PyThread thread = PyThread.Current;
        if (_owner == null)
        {
            _owner = thread;
            return;
        }
        if (ReferenceEquals(_owner, thread))
        {
            throw Err.RuntimeError($"reentrant call inside {Ops.ReprText(this)}");
        }
        // Rare: two OS threads on one stream. The owner is inside a system call or waits for its greenlet. Whoever waits gets the stream
        // next: an owner that comes back at once would always be first otherwise.
        Queue<PyThread> waiting = _waiting ??= new Queue<PyThread>();
        waiting.Enqueue(thread);
        try
        {
            while (!ReferenceEquals(_owner, thread))
            {
                _wait.Wait(thread, () => !ReferenceEquals(_owner, thread), -1);
            }
        }
        catch (PyException)
        {
            // A signal's handler raised.
            if (ReferenceEquals(_owner, thread))
            {
                Leave();
            }
            else
            {
                int others = waiting.Count;
                for (int i = 0; i < others; i++)
                {
                    PyThread other = waiting.Dequeue();
                    if (!ReferenceEquals(other, thread))
                    {
                        waiting.Enqueue(other);
                    }
                }
            }
            throw;
        }
    }

    private void Leave()
    {
        if (_waiting is { Count: > 0 } waiting)
        {
            _owner = waiting.Dequeue();
            _wait.PulseAll();
            return;
        }
        _owner = null;
    }

    private int Available => _end - _pos;

    private PyBytes Take(int count)
    {
        PyBytes result = new(_buffer.AsSpan(_pos, count).ToArray());
        _pos += count;
        return result;
    }

    // ---- the raw stream ----

    private ValueTask<int> RawRead(Memory<byte> target) =>
        _file != null ? new ValueTask<int>(_file.ReadInto(target.Span)) : RawReadPython(target);

    private async ValueTask<int> RawReadPython(Memory<byte> target)
    {
        PyObject result = await IOModule.CallMethodAsync(Raw, ReadIntoName, PyStreamMemory.View(target));
        if (ReferenceEquals(result, PyNone.Instance))
        {
            return WouldBlock;
        }
        long n = !result.Type.HasIndex
            ? throw Err.Make(Exc.OSError, "raw readinto() failed")
            : Ops.AsLong(result);
        return n >= 0 && n <= target.Length ? (int)n
            : throw Err.Make(Exc.OSError, $"raw readinto() returned invalid length {n} (should have been between 0 and {target.Length})");
    }

    private ValueTask<int> RawWrite(ReadOnlyMemory<byte> data) =>
        _file != null ? new ValueTask<int>(_file.WriteFrom(data.Span)) : RawWritePython(data);

    private async ValueTask<int> RawWritePython(ReadOnlyMemory<byte> data)
    {
        Memory<byte> memory = System.Runtime.InteropServices.MemoryMarshal.AsMemory(data);
        PyObject result = await IOModule.CallMethodAsync(Raw, Names.Write, PyStreamMemory.View(memory, readOnly: true));
        if (ReferenceEquals(result, PyNone.Instance))
        {
            return WouldBlock;
        }
        long n = Ops.AsLong(result);
        return n >= 0 && n <= data.Length ? (int)n
            : throw Err.Make(Exc.OSError, $"raw write() returned invalid length {n} (should have been between 0 and {data.Length})");
    }

    private async ValueTask<long> RawSeek(long target, int whence)
    {
        if (_file != null)
        {
            return _file.SeekTo(target, whence);
        }
        PyObject result = await IOModule.CallMethodAsync(Raw, SeekName, PyInt.From(target), PyInt.From(whence));
        long n = Ops.AsLong(result);
        return n >= 0 ? n : throw Err.Make(Exc.OSError, $"Raw stream returned invalid position {n}");
    }

    private async ValueTask<long> RawTell()
    {
        if (_file != null)
        {
            return _file.SeekTo(0, 1);
        }
        PyObject result = await IOModule.CallMethodAsync(Raw, TellName);
        long n = Ops.AsLong(result);
        return n >= 0 ? n : throw Err.Make(Exc.OSError, $"Raw stream returned invalid position {n}");
    }

    /// <summary>Reads more data behind what is there; the count, 0 at the end, -1 when it would block.</summary>
    private async ValueTask<int> Fill()
    {
        if (_pos == _end)
        {
            _pos = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            _buffer.AsSpan(_pos, _end - _pos).CopyTo(_buffer);
            _end -= _pos;
            _pos = 0;
        }
        int n = await RawRead(_buffer.AsMemory(_end));
        if (n > 0)
        {
            _end += n;
        }
        return n;
    }

    /// <summary>Fill without a state machine, for FileIO.</summary>
    private int FillNative()
    {
        if (_pos == _end)
        {
            _pos = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            _buffer.AsSpan(_pos, _end - _pos).CopyTo(_buffer);
            _end -= _pos;
            _pos = 0;
        }
        int n = _file!.ReadInto(_buffer.AsSpan(_end));
        if (n > 0)
        {
            _end += n;
        }
        return n;
    }

    /// <summary>Writes everything pending; raises BlockingIOError when the raw stream would block.</summary>
    private async ValueTask FlushPending()
    {
        int written = 0;
        try
        {
            while (written < _pending)
            {
                int n = await RawWrite(_buffer.AsMemory(written, _pending - written));
                if (n < 0)
                {
                    throw IOModule.BlockingError("write could not complete without blocking", 0);
                }
                written += n;
                if (written < _pending)
                {
                    SignalDispatcher.AfterShortCall(PyThread.Current);
                }
            }
        }
        finally
        {
            // An error keeps what was not written.
            if (written > 0)
            {
                _buffer.AsSpan(written, _pending - written).CopyTo(_buffer);
                _pending -= written;
            }
        }
    }

    /// <summary>Puts the raw stream where the reader is, dropping the data read ahead.</summary>
    private async ValueTask DropReadAhead()
    {
        if (_end > _pos)
        {
            await RawSeek(_pos - _end, 1);
        }
        _pos = _end = 0;
    }

    /// <summary>Makes the buffer ready for reading.</summary>
    private ValueTask BeforeRead() => _pending > 0 ? FlushPending() : default;

    // ---- reading ----

    internal ValueTask<PyObject> ReadAsync(long n)
    {
        CheckOpen("read of closed file");
        if (n >= 0 && n <= Available && _owner == null)
        {
            return new ValueTask<PyObject>(n == 0 ? PyBytes.Empty : Take((int)n));
        }
        return n < 0 ? ReadAll() : ReadGeneric(n);
    }

    private async ValueTask<PyObject> ReadAll()
    {
        Enter();
        try
        {
            await BeforeRead();
            byte[] head = _buffer.AsSpan(_pos, _end - _pos).ToArray();
            _pos = _end = 0;
            PyObject? rest = null;
            if (_file != null)
            {
                rest = _file.ReadAll();
            }
            else if (Ops.TryGetAttr(Raw, ReadAllName) is { } readall)
            {
                rest = await PyThread.Current.CallAsync(readall);
            }
            if (rest != null)
            {
                if (ReferenceEquals(rest, PyNone.Instance))
                {
                    return head.Length == 0 ? rest : new PyBytes(head);
                }
                if (rest is not PyBytes tail)
                {
                    throw Err.TypeError("readall() should return bytes");
                }
                return head.Length == 0 ? tail : new PyBytes([.. head, .. tail.Data]);
            }
            List<byte> all = [.. head];
            while (true)
            {
                PyObject piece = await IOModule.CallMethodAsync(Raw, Names.Read);
                if (ReferenceEquals(piece, PyNone.Instance))
                {
                    return all.Count == 0 ? piece : new PyBytes(all.ToArray());
                }
                if (piece is not PyBytes bytes)
                {
                    throw Err.TypeError("read() should return bytes");
                }
                if (bytes.Length == 0)
                {
                    return new PyBytes(all.ToArray());
                }
                all.AddRange(bytes.Data);
            }
        }
        finally
        {
            Leave();
        }
    }

    private async ValueTask<PyObject> ReadGeneric(long n)
    {
        if (n > Array.MaxLength)
        {
            throw Err.MemoryError();
        }
        Enter();
        try
        {
            await BeforeRead();
            if (n <= Available)
            {
                return Take((int)n);
            }
            byte[] result = new byte[n];
            int count = await ReadIntoMemory(result, untilFull: true);
            return count < 0 ? PyNone.Instance : IOModule.MakeBytes(result, count);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Reads into memory; -1 when nothing came and the stream would block.</summary>
    private async ValueTask<int> ReadIntoMemory(Memory<byte> target, bool untilFull)
    {
        int count = Math.Min(Available, target.Length);
        _buffer.AsSpan(_pos, count).CopyTo(target.Span);
        _pos += count;
        while (count < target.Length)
        {
            int n;
            int left = target.Length - count;
            if (left >= _buffer.Length)
            {
                // Whole blocks need no copy through the buffer.
                n = await RawRead(target.Slice(count, untilFull ? left - left % _buffer.Length : left));
                if (n > 0)
                {
                    count += n;
                    if (!untilFull)
                    {
                        break;
                    }
                    continue;
                }
            }
            else if (!untilFull && count > 0)
            {
                // Where there is something to give, the buffer is not filled anew.
                break;
            }
            else
            {
                n = await Fill();
                if (n > 0)
                {
                    int take = Math.Min(n, left);
                    _buffer.AsSpan(_pos, take).CopyTo(target.Span[count..]);
                    _pos += take;
                    count += take;
                    continue;
                }
            }
            return n < 0 && count == 0 ? WouldBlock : count;
        }
        return count;
    }

    internal ValueTask<PyObject> Read1Async(long n)
    {
        CheckOpen("read of closed file");
        if (n < 0)
        {
            n = _buffer.Length;
        }
        if (n == 0)
        {
            return new ValueTask<PyObject>(PyBytes.Empty);
        }
        int have = Available;
        if (have > 0 && _owner == null)
        {
            return new ValueTask<PyObject>(Take((int)Math.Min(have, n)));
        }
        return Read1Slow(n);
    }

    private async ValueTask<PyObject> Read1Slow(long n)
    {
        Enter();
        try
        {
            await BeforeRead();
            int have = Available;
            if (have > 0)
            {
                return Take((int)Math.Min(have, n));
            }
            byte[] result = GC.AllocateUninitializedArray<byte>((int)Math.Min(n, Array.MaxLength));
            int count = await RawRead(result);
            return IOModule.MakeBytes(result, Math.Max(count, 0));
        }
        finally
        {
            Leave();
        }
    }

    internal async ValueTask<PyObject> ReadIntoAsync(PyObject buffer, bool once)
    {
        BufferView view = Args.WritableBuffer(buffer, (once ? "readinto1" : "readinto") + "() argument");
        try
        {
            CheckOpen("readinto of closed file");
            Enter();
            try
            {
                await BeforeRead();
                int n = await ReadIntoMemory(view.Memory, untilFull: !once);
                return n < 0 ? PyNone.Instance : PyInt.From(n);
            }
            finally
            {
                Leave();
            }
        }
        finally
        {
            view.Release();
        }
    }

    internal ValueTask<PyObject> PeekAsync()
    {
        CheckOpen("peek of closed file");
        if (Available > 0 && _owner == null)
        {
            return new ValueTask<PyObject>(new PyBytes(_buffer.AsSpan(_pos, Available).ToArray()));
        }
        return PeekSlow();
    }

    private async ValueTask<PyObject> PeekSlow()
    {
        Enter();
        try
        {
            await BeforeRead();
            if (Available == 0)
            {
                await Fill();
            }
            return new PyBytes(_buffer.AsSpan(_pos, Available).ToArray());
        }
        finally
        {
            Leave();
        }
    }

    internal ValueTask<PyObject> ReadLineAsync(long limit)
    {
        CheckOpen("readline of closed file");
        if (_owner == null)
        {
            int have = Available;
            if (limit >= 0 && limit < have)
            {
                have = (int)limit;
            }
            int newline = _buffer.AsSpan(_pos, have).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                return new ValueTask<PyObject>(Take(newline + 1));
            }
            if (limit >= 0 && have == limit)
            {
                return new ValueTask<PyObject>(have == 0 ? PyBytes.Empty : Take(have));
            }
        }
        return ReadLineSlow(limit);
    }

    private async ValueTask<PyObject> ReadLineSlow(long limit)
    {
        Enter();
        try
        {
            await BeforeRead();
            byte[] line = [];
            while (true)
            {
                int have = Available;
                if (limit >= 0)
                {
                    have = (int)Math.Min(have, limit - line.Length);
                }
                int newline = _buffer.AsSpan(_pos, have).IndexOf((byte)'\n');
                int take = newline >= 0 ? newline + 1 : have;
                if (take > 0)
                {
                    int old = line.Length;
                    Array.Resize(ref line, old + take);
                    _buffer.AsSpan(_pos, take).CopyTo(line.AsSpan(old));
                    _pos += take;
                }
                if (newline >= 0 || (limit >= 0 && line.Length >= limit))
                {
                    break;
                }
                if ((_file != null ? FillNative() : await Fill()) <= 0)
                {
                    break;
                }
            }
            return line.Length == 0 ? PyBytes.Empty : new PyBytes(line);
        }
        finally
        {
            Leave();
        }
    }

    // ---- writing ----

    internal ValueTask<PyObject> WriteAsync(ReadOnlyMemory<byte> data)
    {
        _ = Raw;
        if (IsClosed)
        {
            throw Err.ValueError("write to closed file");
        }
        if (_owner == null && _end == 0 && data.Length <= _buffer.Length - _pending)
        {
            data.Span.CopyTo(_buffer.AsSpan(_pending));
            _pending += data.Length;
            return new ValueTask<PyObject>(PyInt.From(data.Length));
        }
        return WriteSlow(data);
    }

    private async ValueTask<PyObject> WriteSlow(ReadOnlyMemory<byte> data)
    {
        Enter();
        try
        {
            if (IsClosed)
            {
                // The thread that was waited for has closed it.
                throw Err.ValueError("write to closed file");
            }
            if (_end > 0)
            {
                await DropReadAhead();
            }
            if (data.Length <= _buffer.Length - _pending)
            {
                data.Span.CopyTo(_buffer.AsSpan(_pending));
                _pending += data.Length;
                return PyInt.From(data.Length);
            }
            bool blocked = false;
            try
            {
                await FlushPending();
            }
            catch (PyException e) when (e.Matches(Exc.BlockingIOError))
            {
                blocked = true;
            }
            int written = 0;
            while (!blocked && data.Length - written > _buffer.Length)
            {
                int n = await RawWrite(data[written..]);
                if (n < 0)
                {
                    blocked = true;
                    break;
                }
                written += n;
                if (written < data.Length)
                {
                    SignalDispatcher.AfterShortCall(PyThread.Current);
                }
            }
            int keep = Math.Min(data.Length - written, _buffer.Length - _pending);
            data.Span.Slice(written, keep).CopyTo(_buffer.AsSpan(_pending));
            _pending += keep;
            written += keep;
            if (written < data.Length)
            {
                throw IOModule.BlockingError("write could not complete without blocking", written);
            }
            return PyInt.From(data.Length);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Everything pending goes to the raw stream; a reader that can write gets its position right.</summary>
    internal async ValueTask<PyObject> FlushAsync()
    {
        _ = Raw;
        if (!CanWrite)
        {
            return await IOModule.CallMethodAsync(Raw, Names.Flush);
        }
        if (IsClosed)
        {
            throw Err.ValueError("flush of closed file");
        }
        Enter();
        try
        {
            if (_pending > 0)
            {
                await FlushPending();
            }
            if (_end > 0)
            {
                await DropReadAhead();
            }
        }
        finally
        {
            Leave();
        }
        return PyNone.Instance;
    }

    // ---- position ----

    internal async ValueTask<PyObject> SeekAsync(PyObject targetObject, int whence)
    {
        if (whence is < 0 or > 4)
        {
            throw Err.ValueError($"whence value {whence} unsupported");
        }
        _ = Raw;
        if (IsClosed)
        {
            throw Err.ValueError("seek of closed file");
        }
        if (_file != null ? !_file.CanSeek : !ReferenceEquals(Ops.CallMethod(Raw, SeekableName), PyBool.True))
        {
            throw IOModule.Unsupported("File or stream is not seekable.");
        }
        long target = Ops.AsLong(targetObject);
        Enter();
        try
        {
            if (_pending > 0)
            {
                await FlushPending();
            }
            if (whence != 2 && _end > _pos)
            {
                long current = await RawTell();
                long offset = whence == 1 ? target : target - (current - (_end - _pos));
                if (whence is 0 or 1 && offset >= -_pos && offset <= _end - _pos)
                {
                    _pos += (int)offset;
                    return PyInt.From(current - (_end - _pos));
                }
            }
            if (whence == 1)
            {
                target -= _end - _pos;
            }
            long position = await RawSeek(target, whence);
            _pos = _end = 0;
            return PyInt.From(position);
        }
        finally
        {
            Leave();
        }
    }

    internal async ValueTask<PyObject> TellAsync()
    {
        _ = Raw;
        long position = await RawTell();
        return PyInt.From(position - (_end - _pos) + _pending);
    }

    internal async ValueTask<PyObject> TruncateAsync(PyObject? size)
    {
        _ = Raw;
        if (IsClosed)
        {
            throw Err.ValueError("truncate of closed file");
        }
        if (!CanWrite)
        {
            throw IOModule.Unsupported("truncate");
        }
        Enter();
        try
        {
            if (_pending > 0)
            {
                await FlushPending();
            }
            if (_end > 0)
            {
                await DropReadAhead();
            }
            return await IOModule.CallMethodAsync(Raw, TruncateName, size ?? PyNone.Instance);
        }
        finally
        {
            Leave();
        }
    }

    // ---- closing ----

    internal async ValueTask<PyObject> CloseAsync()
    {
        _ = Raw;
        if (IsClosed)
        {
            return PyNone.Instance;
        }
        if (Finalizing && Ops.TryGetAttr(Raw, DeallocWarnName) is { } warn)
        {
            Ops.Call(warn, this);
        }
        PyException? first = null;
        try
        {
            await IOModule.CallMethodAsync(this, Names.Flush);
        }
        catch (PyException e)
        {
            first = e;
        }
        try
        {
            await IOModule.CallMethodAsync(Raw, Names.Close);
        }
        catch (PyException second) when (first != null)
        {
            second.Value.Context ??= first.Value;
            throw;
        }
        _pending = _pos = _end = 0;
        _buffer = [];
        GC.SuppressFinalize(this);
        if (first != null)
        {
            throw first;
        }
        return PyNone.Instance;
    }

    internal async ValueTask<PyObject> DetachAsync()
    {
        PyObject raw = Raw;
        await IOModule.CallMethodAsync(this, Names.Flush);
        if (raw is PyIOBase inner)
        {
            inner.Wrapper = null;
        }
        _raw = null;
        _file = null;
        _detached = true;
        return raw;
    }

    protected bool RawFlag(PyStr method) => Ops.IsTrue(Ops.CallMethod(Raw, method));

    protected PyObject ClosedValue => _file != null ? PyBool.From(_file.Fd < 0) : Ops.GetAttr(Raw, ClosedName);

    protected PyObject NameValue => Ops.GetAttr(Raw, NameName);

    protected PyObject ModeValue => Ops.GetAttr(Raw, ModeName);

    protected void DeallocWarnRaw(PyObject source)
    {
        if (_raw != null && Ops.TryGetAttr(_raw, DeallocWarnName) is { } warn)
        {
            Ops.Call(warn, source);
        }
    }

    protected string ReprText()
    {
        PyObject? name = null;
        try
        {
            name = Ops.TryGetAttr(this, NameName);
        }
        catch (PyException e) when (e.Matches(Exc.ValueError))
        {
            // A detached stream still has a repr.
        }
        if (name == null)
        {
            return $"<{Type.FullName}>";
        }
        if (!PyThread.Current.ReprEnter(this))
        {
            throw Err.RuntimeError($"reentrant call inside {Type.FullName}.__repr__");
        }
        try
        {
            return $"<{Type.FullName} name={Ops.ReprText(name)}>";
        }
        finally
        {
            PyThread.Current.ReprLeave(this);
        }
    }

    protected long SizeOf => 64 + _buffer.Length;

    internal override void AddReferents(List<PyObject> to)
    {
        if (_raw != null)
        {
            to.Add(_raw);
        }
    }

    ~PyBuffered()
    {
        // A FileIO below closes the whole stack from its own finalizer.
        if (_raw != null && _file == null && _pending > 0)
        {
            QueueClose(_engine);
        }
    }
}
