using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace GreenletNet.Sockets;

/// <summary>
/// A connected <see cref="GreenSocket"/> as stream, for what works on streams. TLS is the framework's:
/// <c>SslStream tls = new(new GreenStream(socket)); await tls.AuthenticateAsClientAsync("host");</c>
/// </summary>
/// <remarks>
/// Asynchronous members only, for the thread of the socket's hub: waiting parks the green thread. The others would block the hub, and throw
/// <see cref="NotSupportedException"/>. Failures are the socket's: <see cref="SocketOsException"/> is an <see cref="IOException"/>. A cancellation token is looked at before
/// an operation; what ends one that waits is the socket's <see cref="GreenSocket.Timeout"/>, closing it, or killing the green thread.
/// </remarks>
/// <param name="socket">The socket, which the stream owns from then on.</param>
/// <param name="leaveOpen">Whether it is not closed with the stream.</param>
public sealed class GreenStream(GreenSocket socket, bool leaveOpen = false) : Stream
{
    /// <summary>The socket.</summary>
    public GreenSocket Socket { get; } = socket ?? throw new ArgumentNullException(nameof(socket));

    /// <inheritdoc/>
    public override bool CanRead => Socket.Fd >= 0;

    /// <inheritdoc/>
    public override bool CanWrite => Socket.Fd >= 0;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.Length == 0)
        {
            // SslStream asks so whether there is something before it takes a buffer.
            return 0;
        }
        return await Socket.ReceiveAsync(buffer).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Socket.SendAllAsync(buffer).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing is buffered.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="NotSupportedException">Always: it would block the hub.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("a green stream reads asynchronously only");

    /// <exception cref="NotSupportedException">Always: it would block the hub.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("a green stream writes asynchronously only");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Closes the socket.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
        {
            Socket.Close();
        }
        base.Dispose(disposing);
    }
}
