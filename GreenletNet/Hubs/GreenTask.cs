using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace GreenletNet.Hubs;

/// <summary>A green thread written in C#: an async method that runs on a hub.</summary>
public sealed class GreenTask : WaitScope, IHubCallback
{
    private readonly Hub _hub;
    private Func<ValueTask>? _body;
    private ValueTaskAwaiter _awaiter;
    private ExceptionDispatchInfo? _failure;
    private Joiner? _joiners;

    private sealed class Joiner(WaitOperation operation, Joiner? next) : IHubCallback
    {
        internal readonly Joiner? Next = next;
        private readonly short _version = operation.Version;

        public void Run() => operation.Complete(_version, 0, null);
    }

    internal GreenTask(Hub hub, Func<ValueTask> body)
    {
        _hub = hub;
        _body = body;
    }

    /// <summary>Whether the green thread has ended.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>What ended it, or null.</summary>
    public Exception? Exception => _failure?.SourceException;

    /// <summary>Whether somebody takes care of the exception; else the hub reports it.</summary>
    internal bool IsObserved { get; set; }

    void IHubCallback.Run()
    {
        Func<ValueTask>? body = _body;
        if (body is null)
        {
            return;
        }
        _body = null;
        WaitScope? outer = _hub.Scope;
        _hub.Scope = this;
        try
        {
            _awaiter = body().GetAwaiter();
        }
        catch (Exception e)
        {
            End(e);
            return;
        }
        finally
        {
            _hub.Scope = outer;
        }
        if (_awaiter.IsCompleted)
        {
            Finish();
        }
        else
        {
            _awaiter.UnsafeOnCompleted(Finish);
        }
    }

    private void Finish()
    {
        Exception? failure = null;
        try
        {
            _awaiter.GetResult();
        }
        catch (Exception e)
        {
            failure = e;
        }
        End(failure);
    }

    private void End(Exception? failure)
    {
        _awaiter = default;
        IsCompleted = true;
        if (failure is not null)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        bool reported = IsObserved || failure is null or GreenTaskKilledException;
        for (Joiner? joiner = _joiners; joiner is not null; joiner = joiner.Next)
        {
            _hub.Enqueue(joiner);
            reported = true;
        }
        _joiners = null;
        if (!reported)
        {
            _hub.Report(this, failure!);
        }
    }

    internal void ThrowIfFailed() => _failure?.Throw();

    /// <summary>Waits until the green thread has ended, and throws what ended it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask Join()
    {
        IsObserved = true;
        if (!IsCompleted)
        {
            (WaitOperation operation, ValueTask<int> task) = _hub.WaitManually();
            _joiners = new Joiner(operation, _joiners);
            await task.ConfigureAwait(false);
        }
        ThrowIfFailed();
    }

    /// <summary>
    /// Ends the green thread by throwing at the place where it waits; before it has started it never will. Without an exception given it
    /// gets a <see cref="GreenTaskKilledException"/>, which nobody reports.
    /// </summary>
    /// <exception cref="InvalidOperationException">The green thread waits for something that is not the hub's.</exception>
    public void Kill(Exception? exception = null)
    {
        if (IsCompleted)
        {
            return;
        }
        exception ??= new GreenTaskKilledException();
        if (_body is not null)
        {
            _body = null;
            End(exception);
        }
        else if (!Throw(exception))
        {
            throw new InvalidOperationException("the green thread does not wait at its hub");
        }
    }
}

/// <summary>Thrown into a green thread that is killed.</summary>
public sealed class GreenTaskKilledException : Exception
{
    /// <summary>Creates the exception.</summary>
    public GreenTaskKilledException()
        : base("the green thread was killed")
    {
    }
}
