using System;
using System.Collections.Generic;

namespace GreenletNet.Greenlets;

/// <summary>What a switch carries: a value, or an exception to be raised where it arrives.</summary>
public readonly struct GreenletPayload
{
    /// <summary>A value.</summary>
    public GreenletPayload(object? value)
    {
        Value = value;
        Error = null;
    }

    private GreenletPayload(Exception error)
    {
        Value = null;
        Error = error;
    }

    /// <summary>The value; null with an exception.</summary>
    public object? Value { get; }

    /// <summary>The exception, or null.</summary>
    public Exception? Error { get; }

    /// <summary>An exception to be raised.</summary>
    public static GreenletPayload Raise(Exception error) => new(error);
}

/// <summary>Ends the greenlet it is thrown into without bothering the parent, which gets the exception as a value.</summary>
public class GreenletExitException : Exception
{
    /// <summary>Creates the exception.</summary>
    public GreenletExitException()
        : base("")
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public GreenletExitException(string message)
        : base(message)
    {
    }
}

/// <summary>A switch that cannot be done: <c>greenlet.error</c>.</summary>
public sealed class GreenletException : Exception
{
    /// <summary>Creates the exception.</summary>
    public GreenletException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// The greenlets of one thread of control, of which exactly one runs: an OS thread for <see cref="ThreadGreenlet"/>s, a logical thread
/// for embedders that keep their frames on the heap.
/// </summary>
public class GreenletThread
{
    [ThreadStatic]
    private static GreenletThread? t_current;

    private readonly Queue<Greenlet> _dropped = new();
    private Greenlet? _main;
    private volatile bool _hasDropped;

    /// <summary>The greenlet that runs.</summary>
    public Greenlet Current { get; protected internal set; } = null!;

    /// <summary>The greenlet the thread started with.</summary>
    public Greenlet Main => _main!;

    /// <summary>Creates a thread; <see cref="Begin"/> completes it.</summary>
    protected internal GreenletThread()
    {
    }

    /// <summary>Sets the greenlet the thread starts with, and makes it the current one.</summary>
    protected internal void Begin(Greenlet main)
    {
        _main = main;
        Current = main;
        main.BecomeMain(this);
    }

    /// <summary>The thread of thread-backed greenlets that the calling OS thread works for.</summary>
    internal static GreenletThread? OfOsThread
    {
        get => t_current;
        set => t_current = value;
    }

    /// <summary>Remembers a suspended greenlet nobody refers to any more. Called by finalizers.</summary>
    protected internal void Drop(Greenlet greenlet)
    {
        lock (_dropped)
        {
            _dropped.Enqueue(greenlet);
        }
        _hasDropped = true;
    }

    /// <summary>
    /// Ends the suspended greenlets that nobody refers to any more, by a <see cref="GreenletExitException"/> that returns to the
    /// current greenlet. Happens at each switch by itself; idle loops may call it. What such a greenlet raises has nobody to
    /// go to and is passed to <paramref name="report"/>.
    /// </summary>
    public void CollectDropped(Action<Exception>? report = null)
    {
        while (_hasDropped)
        {
            Greenlet? greenlet;
            lock (_dropped)
            {
                if (!_dropped.TryDequeue(out greenlet))
                {
                    _hasDropped = false;
                    return;
                }
            }
            try
            {
                greenlet.EndDropped(Current);
            }
            catch (Exception e)
            {
                report?.Invoke(e);
            }
        }
    }
}

/// <summary>
/// A greenlet in the terms of Python's <c>greenlet</c> package: a small stack of its own that runs until it switches to another.
/// This class is the state machine; how a stack is kept and resumed is a subclass's.
/// </summary>
/// <remarks>
/// The contract: <see cref="Switch"/> suspends the current greenlet and resumes this one, or starts it, passing a value; it
/// returns when something switches back. <see cref="Throw"/> does the same with an exception. When the run function ends, its
/// result goes to the parent, as if switched there; so does the exception that ends it, except that a
/// <see cref="GreenletExitException"/> arrives as a value. Switching to a dead greenlet goes to its nearest living ancestor. Throwing
/// into one that has not started kills it unstarted. Greenlets never move between threads.
/// </remarks>
public abstract class Greenlet
{
    private enum Life : byte
    {
        New,
        Active,
        Dead,
    }

    private Greenlet? _parent;
    private GreenletThread? _thread;
    private Life _life;

    /// <summary>Creates a greenlet that has not started. A parent of null makes it the main greenlet to be.</summary>
    protected Greenlet(Greenlet? parent) => _parent = parent;

    /// <summary>Whether it was started, dead or not.</summary>
    public bool IsStarted => _life != Life.New;

    /// <summary>Whether it has ended.</summary>
    public bool IsDead => _life == Life.Dead;

    /// <summary>Whether it has started and not ended: the truth value of Python's greenlets.</summary>
    public bool IsActive => _life == Life.Active;

    /// <summary>Whether it is the greenlet its thread started with.</summary>
    public bool IsMain => _parent is null;

    /// <summary>The thread it belongs to: its own once started, else that of its parent.</summary>
    public GreenletThread Thread
    {
        get
        {
            Greenlet greenlet = this;
            while (greenlet._life != Life.Active)
            {
                greenlet = greenlet._parent!;
            }
            return greenlet._thread!;
        }
    }

    /// <summary>Where its result goes. Null for the main greenlet only.</summary>
    /// <exception cref="InvalidOperationException">The main greenlet cannot have one.</exception>
    /// <exception cref="ArgumentException">The parent is a descendant, or on another thread.</exception>
    public Greenlet? Parent
    {
        get => _parent;
        set
        {
            if (_parent is null)
            {
                throw new InvalidOperationException("cannot set the parent of a main greenlet");
            }
            ArgumentNullException.ThrowIfNull(value);
            for (Greenlet? ancestor = value; ancestor is not null; ancestor = ancestor._parent)
            {
                if (ancestor == this)
                {
                    throw new ArgumentException("cyclic parent chain");
                }
            }
            if (_life == Life.Active && value.Thread != _thread)
            {
                throw new ArgumentException("parent cannot be on a different thread");
            }
            _parent = value;
        }
    }

    internal void BecomeMain(GreenletThread thread)
    {
        _thread = thread;
        _life = Life.Active;
    }

    /// <summary>Resumes or starts this greenlet with a value.</summary>
    /// <returns>What is passed when something switches back to the caller.</returns>
    /// <exception cref="GreenletException">It belongs to another thread.</exception>
    public object? Switch(object? value = null) => Deliver(new GreenletPayload(value));

    /// <summary>Resumes this greenlet with an exception, which its pending switch throws.</summary>
    /// <returns>What is passed when something switches back to the caller.</returns>
    /// <exception cref="GreenletException">It belongs to another thread.</exception>
    public object? Throw(Exception? exception = null) =>
        Deliver(GreenletPayload.Raise(exception ?? new GreenletExitException()));

    /// <summary>Does the switch, and comes back when the calling greenlet is resumed. Uses <see cref="Route"/> to find out where to.</summary>
    protected abstract object? Deliver(GreenletPayload payload);

    /// <summary>Called once a greenlet is dead.</summary>
    protected virtual void OnDead()
    {
    }

    /// <summary>Whether an exception ends a greenlet quietly. Embedders with exceptions of their own override it.</summary>
    protected virtual bool IsExit(Exception error) => error is GreenletExitException;

    /// <summary>The value a parent receives for an exception that is an exit.</summary>
    protected virtual object? ExitValue(Exception error) => error;

    /// <summary>
    /// Finds which greenlet a switch to this one resumes, marks it as running, and makes it the current one. The caller saves
    /// the old current greenlet's stack and resumes (or starts) the found one's with the payload, which may have changed on the way.
    /// </summary>
    /// <param name="thread">The thread on which the switch happens.</param>
    /// <param name="payload">What is passed; an exit passed to a dead greenlet becomes a value.</param>
    /// <param name="starts">Whether the found greenlet has to be started.</param>
    /// <exception cref="GreenletException">The greenlet belongs to another thread.</exception>
    protected internal Greenlet Route(GreenletThread thread, ref GreenletPayload payload, out bool starts)
    {
        if (Thread != thread)
        {
            throw new GreenletException("cannot switch to a different thread");
        }
        Greenlet target = this;
        while (target._life != Life.Active)
        {
            if (payload.Error is Exception error)
            {
                if (target._life == Life.New)
                {
                    target.Die();
                    target.SettleExit(ref payload);
                    target = target._parent!;
                    continue;
                }
                if (target == this)
                {
                    target.SettleExit(ref payload);
                }
            }
            else if (target._life == Life.New)
            {
                target._life = Life.Active;
                target._thread = thread;
                starts = true;
                thread.Current = target;
                return target;
            }
            target = target._parent!;
        }
        starts = false;
        thread.Current = target;
        return target;
    }

    /// <summary>
    /// Ends this greenlet, which must be the running one, and finds which one goes on with its result, as <see cref="Route"/> does.
    /// </summary>
    protected internal Greenlet Finish(ref GreenletPayload payload, out bool starts)
    {
        GreenletThread thread = _thread!;
        Die();
        SettleExit(ref payload);
        return _parent!.Route(thread, ref payload, out starts);
    }

    private void Die()
    {
        _life = Life.Dead;
        _thread = null;
        OnDead();
    }

    private void SettleExit(ref GreenletPayload payload)
    {
        if (payload.Error is Exception error && IsExit(error))
        {
            payload = new GreenletPayload(ExitValue(error));
        }
    }

    /// <summary>The exception by which a dropped greenlet is ended.</summary>
    protected virtual Exception CreateExit() => new GreenletExitException();

    internal void EndDropped(Greenlet current)
    {
        if (_life != Life.Active)
        {
            return;
        }
        // It may refuse to die and live on; then it is watched for being dropped once more.
        GC.ReRegisterForFinalize(this);
        Greenlet? former = _parent;
        _parent = current;
        try
        {
            Throw(CreateExit());
        }
        finally
        {
            if (_life == Life.Active)
            {
                _parent = former;
            }
        }
    }
}
