using System;

namespace GreenletNet.Hubs;

/// <summary>
/// The handle by which a green thread that waits can be reached from outside. Whoever runs green code sets
/// <see cref="Hub.Scope"/> to the scope of the green thread; every wait started meanwhile belongs to it, also after the
/// code was resumed.
/// </summary>
public class WaitScope
{
    internal WaitOperation? Pending;

    /// <summary>Whether a wait of this scope is going on.</summary>
    public bool IsWaiting => Pending is not null;

    /// <summary>
    /// Ends the wait with an exception, which the waiting code sees thrown by its await. Runs that code at once, on the
    /// caller's stack, until it waits again. Hub thread only.
    /// </summary>
    /// <returns>Whether there was a wait to end.</returns>
    public bool Throw(Exception exception)
    {
        WaitOperation? pending = Pending;
        if (pending is null)
        {
            return false;
        }
        pending.Complete(0, exception);
        return true;
    }
}
