using System;
using System.IO;

namespace GreenletNet.Sockets;

/// <summary>A system call failed. The message is that of Python's OSError: <c>[Errno 104] Connection reset by peer</c>.</summary>
public class SocketOsException : IOException
{
    /// <summary>Creates the exception for an error number, with the C library's text.</summary>
    public SocketOsException(int errno)
        : this(errno, Sockets.Errno.Message(errno))
    {
    }

    /// <summary>Creates the exception for an error number with a text of its own.</summary>
    public SocketOsException(int errno, string strError)
        : base($"[Errno {errno}] {strError}")
    {
        Errno = errno;
        StrError = strError;
    }

    /// <summary>The error number.</summary>
    public int Errno { get; }

    /// <summary>What the error number means.</summary>
    public string StrError { get; }
}

/// <summary>A descriptor was closed, or its number reused, while something waited on it (eventlet's IOClosed).</summary>
public sealed class DescriptorClosedException : SocketOsException
{
    /// <summary>Creates the exception.</summary>
    public DescriptorClosedException()
        : base(Sockets.Errno.ENOTCONN, "Operation on closed file")
    {
    }
}

/// <summary>An operation did not finish within the timeout set for it.</summary>
public sealed class SocketTimeoutException : TimeoutException
{
    /// <summary>Creates the exception.</summary>
    public SocketTimeoutException()
        : base("timed out")
    {
    }
}
