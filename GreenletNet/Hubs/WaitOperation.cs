using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
using GreenletNet.Sockets;

namespace GreenletNet.Hubs;

/// <summary>The kinds of operations, each of which has its own pool in a hub.</summary>
internal enum OperationKind
{
    Wait,
    Sleep,
    Receive,
    ReceiveFrom,
    Send,
    SendAll,
    Accept,
    Connect,
    Count,
}

/// <summary>Results that are not errnos. Kept apart from them, as TCP has an ETIMEDOUT of its own.</summary>
internal static class IoCode
{
    internal const int TimedOut = int.MinValue;
    internal const int Closed = int.MinValue + 1;

    internal static Exception ToException(int code) => code switch
    {
        TimedOut => new SocketTimeoutException(),
        Closed => new DescriptorClosedException(),
        _ => new SocketOsException(-code),
    };
}

/// <summary>
/// A pooled wait, at a descriptor or for a time, behind a <see cref="ValueTask"/>. Completes with a number (negative ones are
/// errnos or <see cref="IoCode"/>s) or an exception, and runs its continuation inline on the hub's thread: neither execution context
/// nor synchronization context nor thread pool take part.
/// </summary>
internal abstract class WaitOperation : FdListener, IValueTaskSource, IValueTaskSource<int>
{
    private const int PoolLimit = 4096;

    private sealed class Timeout(WaitOperation operation) : HubTimer
    {
        public override void Run() => operation.OnTimer();
    }

    protected readonly Hub Hub;
    private readonly OperationKind _operationKind;
    internal WaitOperation? NextFree;
    private WaitScope? _scope;
    private Timeout? _timer;
    private Action<object?>? _continuation;
    private object? _state;
    private Exception? _error;
    private int _result;
    private short _version;
    private bool _completed;
    private bool _throws;

    protected WaitOperation(Hub hub, OperationKind operationKind)
        : base(-1, FdKind.Read)
    {
        Hub = hub;
        _operationKind = operationKind;
    }

    /// <summary>Does the work for which readiness was awaited. False means that it would still block.</summary>
    protected abstract bool TryFinish(out int result);

    /// <summary>Drops references to the caller's objects before the operation goes back to its pool.</summary>
    protected virtual void Release()
    {
    }

    internal ValueTask<int> StartAtDescriptor(int fd, FdKind kind, long owner, double timeout, bool throws)
    {
        Fd = fd;
        Kind = kind;
        if (Hub.PreventMultipleListeners && Hub.Listener(fd, kind) is not null)
        {
            Recycle();
            return ValueTask.FromException<int>(new InvalidOperationException(SecondListener(fd, kind)));
        }
        int errno = Hub.Register(this, owner);
        if (errno != 0)
        {
            Recycle();
            return throws ? ValueTask.FromException<int>(new SocketOsException(errno)) : new ValueTask<int>(-errno);
        }
        if (!double.IsPositiveInfinity(timeout))
        {
            Hub.Schedule(_timer ??= new Timeout(this), Math.Max(timeout, 0));
        }
        return Started(throws);
    }

    internal ValueTask<int> StartTimer(double seconds)
    {
        Hub.Schedule(_timer ??= new Timeout(this), Math.Max(seconds, 0));
        return Started(throws: true);
    }

    /// <summary>Starts a wait that ends only by <see cref="Complete(int, Exception)"/>.</summary>
    internal ValueTask<int> StartManual() => Started(throws: true);

    private ValueTask<int> Started(bool throws)
    {
        _throws = throws;
        WaitScope? scope = Hub.Scope;
        _scope = scope;
        if (scope is not null)
        {
            scope.Pending = this;
        }
        return new ValueTask<int>(this, _version);
    }

    internal static string SecondListener(int fd, FdKind kind)
    {
        string verb = kind == FdKind.Read ? "read" : "write";
        return $"Second simultaneous {verb} on fileno {fd} detected.  Only one green thread at a time may {verb} at a descriptor; " +
            "set Hub.PreventMultipleListeners to false to queue them instead.";
    }

    public sealed override void Run()
    {
        if (_completed)
        {
            return;
        }
        if (State == FdListenerState.Obsolete)
        {
            Complete(IoCode.Closed, null);
        }
        else if (TryFinish(out int result))
        {
            Complete(result, null);
        }
        else if (State == FdListenerState.Invalid)
        {
            Complete(-Errno.EBADF, null);
        }
    }

    protected virtual void OnTimer() => Complete(IoCode.TimedOut, null);

    /// <summary>Names the current use of this pooled object, for those who complete it later.</summary>
    internal short Version => _version;

    /// <summary>Completes the use named by the version, if it still goes on.</summary>
    internal void Complete(short version, int result, Exception? error)
    {
        if (version == _version)
        {
            Complete(result, error);
        }
    }

    internal void Complete(int result, Exception? error)
    {
        if (_completed)
        {
            return;
        }
        _completed = true;
        if (State != FdListenerState.Idle)
        {
            Hub.Remove(this);
        }
        _timer?.Cancel();
        _result = result;
        _error = error;
        WaitScope? scope = _scope;
        if (scope is not null)
        {
            _scope = null;
            if (scope.Pending == this)
            {
                scope.Pending = null;
            }
        }
        Action<object?>? continuation = _continuation;
        if (continuation is null)
        {
            // Awaited later, or never.
            return;
        }
        object? state = _state;
        _continuation = null;
        _state = null;
        WaitScope? outer = Hub.Scope;
        Hub.Scope = scope;
        try
        {
            continuation(state);
        }
        finally
        {
            Hub.Scope = outer;
        }
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => GetStatus(token);

    public ValueTaskSourceStatus GetStatus(short token)
    {
        Check(token);
        return !_completed ? ValueTaskSourceStatus.Pending
            : _error is not null || (_throws && _result < 0) ? ValueTaskSourceStatus.Faulted
            : ValueTaskSourceStatus.Succeeded;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Check(token);
        if (_completed)
        {
            continuation(state);
            return;
        }
        if (_continuation is not null)
        {
            throw new InvalidOperationException("a green wait can be awaited only once");
        }
        _continuation = continuation;
        _state = state;
    }

    public int GetResult(short token)
    {
        Check(token);
        if (!_completed)
        {
            throw new InvalidOperationException("a green wait cannot be waited for by blocking; await it");
        }
        int result = _result;
        Exception? error = _error;
        bool throws = _throws;
        Recycle();
        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }
        if (throws && result < 0)
        {
            throw IoCode.ToException(result);
        }
        return result;
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(short token)
    {
        if (token != _version)
        {
            throw new InvalidOperationException("a green wait can be awaited only once");
        }
    }

    private void Recycle()
    {
        _version++;
        _completed = false;
        _error = null;
        _continuation = null;
        _state = null;
        Release();
        Hub.Return(this, _operationKind, PoolLimit);
    }
}

/// <summary>Waits for readiness only.</summary>
internal sealed class ReadinessOperation(Hub hub) : WaitOperation(hub, OperationKind.Wait)
{
    protected override bool TryFinish(out int result)
    {
        result = 0;
        return true;
    }
}

/// <summary>Waits for a time, or (without a timer) until it is completed by hand.</summary>
internal sealed class SleepOperation(Hub hub) : WaitOperation(hub, OperationKind.Sleep)
{
    protected override bool TryFinish(out int result)
    {
        result = 0;
        return true;
    }

    protected override void OnTimer() => Complete(0, null);
}
