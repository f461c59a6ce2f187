using System.Buffers;
using PythonEngine.Modules.IO;
using PythonEngine.Modules.Socket;

namespace PythonEngine.Modules.Eventlet.Http;

/// <summary>
/// The writing side of a connection, with the methods of a buffered binary file. On a green socket over a plain one bytes go to the system call at once; other
/// connections (TLS) are written to by their <c>sendall</c>.
/// </summary>
[PyType("Writer", Module = "_eventlet_http", HasInstanceFields = true, Base = typeof(PyBufferedIOBase))]
internal sealed partial class PyHttpWriter : PyBufferedIOBase
{
    private static readonly PyStr s_sendall = PyStr.Intern("sendall");

    private readonly PyObject _sock;
    private readonly PySocket? _plain;
    private readonly int _size;
    private byte[] _buffer = [];
    private int _count;
    private bool _isClosed;

    private PyHttpWriter(PyObject sock, PySocket? plain, int size) : base(TypeObject)
    {
        _sock = sock;
        _plain = plain;
        _size = size;
    }

    /// <summary>Open one on a connection. *size* bytes are collected before they are sent; *plain* says that it is a green socket over a plain one.</summary>
    [PyNew("sock, size=8192, plain=False")]
    private static PyObject New(PyType cls, PyObject sock, int size = 8192, bool plain = false)
    {
        PyHttpWriter writer = new(sock, plain ? PyHttpReader.PlainSocket(sock) : null, size);
        PyHttpReader.AddReference(sock);
        return writer;
    }

    internal override bool HasUnwritten => _count > 0;

    private void CheckOpen()
    {
        if (_isClosed)
        {
            throw Err.ValueError("write to closed file");
        }
    }

    private bool Collect(ReadOnlySpan<byte> data)
    {
        if (_count + data.Length > _size)
        {
            return false;
        }
        if (_buffer.Length - _count < data.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_size, Math.Max(_buffer.Length * 2, Math.Max(1024, _count + data.Length))));
        }
        data.CopyTo(_buffer.AsSpan(_count));
        _count += data.Length;
        return true;
    }

    [PyMethod("write", "data, /")]
    private PyObject Write(PyThread thread, PyObject data)
    {
        CheckOpen();
        BufferView view = Ops.GetBuffer(data);
        try
        {
            ReadOnlySpan<byte> bytes = view.Span;
            PyObject length = PyInt.From(bytes.Length);
            if (Collect(bytes))
            {
                return length;
            }
            ValueTask<PyObject> task = SendCounted(thread, TakeAll(bytes), length);
            return task.IsCompletedSuccessfully ? task.Result : thread.Park(task);
        }
        finally
        {
            view.Release();
        }
    }

    private async ValueTask<PyObject> SendCounted(PyThread thread, PyBytes data, PyObject length)
    {
        await thread.CallAsync(Ops.GetAttr(_sock, s_sendall), data);
        return length;
    }

    [PyMethod("writelines", "lines, /")]
    private PyObject WriteLines(PyThread thread, PyObject lines)
    {
        CheckOpen();
        ArrayBufferWriter<byte> all = new();
        foreach (PyObject line in Ops.ToArray(lines))
        {
            BufferView view = Ops.GetBuffer(line);
            all.Write(view.Span);
            view.Release();
        }
        ReadOnlySpan<byte> bytes = all.WrittenSpan;
        return Collect(bytes) ? PyNone.Instance : Send(thread, bytes);
    }

    [PyMethod("flush", "")]
    private PyObject Flush(PyThread thread)
    {
        if (_isClosed)
        {
            throw Err.ValueError("flush of closed file");
        }
        return _count == 0 ? PyNone.Instance : Send(thread, []);
    }

    [PyMethod("close", "")]
    private PyObject Close(PyThread thread)
    {
        if (_isClosed)
        {
            return PyNone.Instance;
        }
        if (_count == 0)
        {
            _isClosed = true;
            PyHttpReader.DropReference(_sock);
            return PyNone.Instance;
        }
        return thread.Park(FlushAndClose(thread));
    }

    private async ValueTask<PyObject> FlushAndClose(PyThread thread)
    {
        try
        {
            await thread.CallAsync(Ops.GetAttr(_sock, s_sendall), TakeAll([]));
        }
        finally
        {
            _isClosed = true;
            PyHttpReader.DropReference(_sock);
        }
        return PyNone.Instance;
    }

    [PyGetter("closed")]
    private bool Closed => _isClosed;

    [PyMethod("writable", "")]
    private bool Writable()
    {
        CheckOpen();
        return true;
    }

    [PyMethod("fileno", "")]
    private PyObject Fileno()
    {
        CheckOpen();
        return Ops.CallMethod(_sock, "fileno");
    }

    [PyGetter("raw")]
    private PyObject Raw => _sock;

    private PyBytes TakeAll(ReadOnlySpan<byte> more)
    {
        byte[] all = GC.AllocateUninitializedArray<byte>(_count + more.Length);
        _buffer.AsSpan(0, _count).CopyTo(all);
        more.CopyTo(all.AsSpan(_count));
        _count = 0;
        return new PyBytes(all);
    }

    /// <summary>Sends what was collected and then these bytes, which are copied if they have to wait. Answers None or Pending.</summary>
    internal PyObject Send(PyThread thread, ReadOnlySpan<byte> bytes)
    {
        CheckOpen();
        if (_plain != null && PyHttpReader.CanWait(thread, _sock))
        {
            double timeout = PyHttpReader.Timeout(_sock);
            if (_count == 0 && !(PyThread.ForcedPins && timeout > 0))
            {
                int n = _plain.TrySend(bytes, 0);
                if (n == bytes.Length)
                {
                    return PyNone.Instance;
                }
                if (n < 0 && n != -Native.Errno.EAGAIN)
                {
                    throw Err.OSError(-n);
                }
                bytes = bytes[Math.Max(0, n)..];
            }
            return SendFrame.Send(thread, _sock, _plain, TakeAll(bytes), 0, timeout, all: true);
        }
        PyBytes data = TakeAll(bytes);
        return thread.TailCall(Ops.GetAttr(_sock, s_sendall), new ReadOnlySpan<PyObject>([data]));
    }
}
