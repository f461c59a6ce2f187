using System.Net.Sockets;
using NetMQ;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Zmq;

/// <summary>Error numbers of ZeroMQ, as libzmq has them on Linux, and the exceptions made of them.</summary>
internal static class ZmqErrors
{
    /// <summary>Where libzmq's own error numbers begin.</summary>
    private const int Base = 156384712;

    internal const int EFSM = Base + 51;
    internal const int ENOCOMPATPROTO = Base + 52;
    internal const int ETERM = Base + 53;
    internal const int EMTHREAD = Base + 54;

    /// <summary>The exception of the zmq package for an error number; remembered for <c>zmq_errno</c>.</summary>
    internal static PyException Of(int error)
    {
        ZmqState state = ZmqState.Current;
        state.LastError = error;
        PyObject made = Ops.Call(state.ErrorFactory ?? throw Err.RuntimeError("import zmq, which _zmq belongs to"), PyInt.From(error));
        return new PyException((PyBaseException)made);
    }

    /// <summary>What NetMQ or the framework threw.</summary>
    internal static PyException Of(Exception error) => Of(Number(error));

    /// <summary>Whether an exception is one that ZeroMQ calls end with, rather than a fault of the program.</summary>
    internal static bool Ordinary(Exception error) => error is NetMQException or SocketException or NotSupportedException or ArgumentException
        or FormatException or ObjectDisposedException;

    private static int Number(Exception error) => error switch
    {
        TerminatingException => ETERM,
        // The peer that a mandatory router cannot reach.
        NetMQException e => Number(e.ErrorCode),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => Errno.ENODEV,
        SocketException e => e.NativeErrorCode,
        NotSupportedException => Errno.ENOTSUP,
        ObjectDisposedException => Errno.ENOTSOCK,
        _ => Errno.EINVAL,
    };

    /// <summary>NetMQ's codes are those of BSD, where the C library has some.</summary>
    private static int Number(ErrorCode code) => code switch
    {
        ErrorCode.TryAgain => Errno.EAGAIN,
        ErrorCode.EndpointNotFound => Errno.ENOENT,
        ErrorCode.AccessDenied => Errno.EACCES,
        ErrorCode.Fault => Errno.EFAULT,
        ErrorCode.InProgress => Errno.EINPROGRESS,
        ErrorCode.ProtocolNotSupported => Errno.EPROTONOSUPPORT,
        ErrorCode.AddressAlreadyInUse => Errno.EADDRINUSE,
        ErrorCode.AddressNotAvailable => Errno.EADDRNOTAVAIL,
        ErrorCode.NetworkDown => Errno.ENETDOWN,
        ErrorCode.NoBufferSpaceAvailable => Errno.ENOBUFS,
        ErrorCode.NotConnected => Errno.ENOTCONN,
        ErrorCode.ConnectionRefused => Errno.ECONNREFUSED,
        ErrorCode.HostUnreachable => Errno.EHOSTUNREACH,
        ErrorCode.MessageSize => Errno.EMSGSIZE,
        ErrorCode.AddressFamilyNotSupported => Errno.EAFNOSUPPORT,
        ErrorCode.NetworkUnreachable => Errno.ENETUNREACH,
        ErrorCode.ConnectionAborted => Errno.ECONNABORTED,
        ErrorCode.ConnectionReset => Errno.ECONNRESET,
        ErrorCode.TimedOut => Errno.ETIMEDOUT,
        ErrorCode.NetworkReset => Errno.ENETRESET,
        ErrorCode.TooManyOpenSockets => Errno.EMFILE,
        0 or ErrorCode.Invalid => Errno.EINVAL,
        _ => (int)code,
    };

    /// <summary>libzmq's texts; those of the C library for its numbers.</summary>
    internal static string Text(int error) => error switch
    {
        EFSM => "Operation cannot be accomplished in current state",
        ENOCOMPATPROTO => "The protocol is not compatible with the socket type",
        ETERM => "Context was terminated",
        EMTHREAD => "No thread available",
        Errno.EHOSTUNREACH => "Host unreachable",
        _ => GreenletNet.Sockets.Errno.Message(error),
    };
}
