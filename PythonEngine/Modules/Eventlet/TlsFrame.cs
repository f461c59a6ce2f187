using GreenletNet.Hubs;
using PythonEngine.Modules.Socket;
using PythonEngine.Modules.Ssl;

namespace PythonEngine.Modules.Eventlet;

/// <summary>A greenlet's top frame while a TLS operation waits for its socket, in whichever direction the protocol needs.</summary>
internal sealed class TlsFrame : SocketFrame
{
    private readonly PySslSocket _connection;
    private readonly TlsOperation _operation;
    private readonly PyObject _timedOut;

    private TlsFrame(PySslSocket connection, PySocket socket, TlsOperation operation, PyObject timedOut) : base(socket, FdKind.Read)
    {
        _connection = connection;
        _operation = operation;
        _timedOut = timedOut;
    }

    /// <summary>Does what can be done at once, else answers Pending.</summary>
    internal static PyObject Start(PyThread thread, PyObject green, PySslSocket connection, PySocket socket, TlsOperation operation, double timeout, PyObject timedOut)
    {
        bool keep = false;
        try
        {
            if (connection.TryGreen(ref operation, out bool writing) is { } result)
            {
                return result;
            }
            TlsFrame frame = new(connection, socket, operation, timedOut);
            frame.WaitFor(writing ? FdKind.Write : FdKind.Read);
            keep = true;
            return frame.Wait(thread, green, timeout);
        }
        finally
        {
            if (!keep)
            {
                operation.Release();
            }
        }
    }

    protected override PyObject? Try()
    {
        TlsOperation operation = _operation;
        PyObject? result = _connection.TryGreen(ref operation, out bool writing);
        if (result == null)
        {
            WaitFor(writing ? FdKind.Write : FdKind.Read);
        }
        return result;
    }

    protected override void Release() => _operation.Release();

    // As in the loop in Python: for a reader, a wait that was cut short by a close is the end of the data.
    protected override PyObject? ClosedResult => _operation.Reads ? PyBytes.Empty : null;

    // A TLS socket does not remember that.
    protected override void MarkAsClosed()
    {
    }

    protected override PyBaseException Closed(PyBaseException cause) => cause;

    protected override PyBaseException TimedOut() => (PyBaseException)Ops.Call(_timedOut, new PyStr("timed out"));
}
