namespace GreenletNet.Hubs;

/// <summary>The direction in which a listener waits at a descriptor.</summary>
public enum FdKind
{
    /// <summary>Waits to read.</summary>
    Read = 0,
    /// <summary>Waits to write.</summary>
    Write = 1,
}

/// <summary>Where a listener stands with its hub.</summary>
public enum FdListenerState
{
    /// <summary>Not registered, or removed.</summary>
    Idle,
    /// <summary>Registered; runs whenever its descriptor is ready.</summary>
    Active,
    /// <summary>Its descriptor was closed or its number reused: it runs once more, to tell whoever waits.</summary>
    Obsolete,
    /// <summary>Its descriptor turned out not to be open: it runs once more, so that the next system call tells whoever waits.</summary>
    Invalid,
}

/// <summary>
/// Waits at a descriptor. Stays registered, and runs at each round in which the descriptor is ready, until it is removed by
/// <see cref="Hub.Remove"/> or made obsolete. <see cref="Run"/> looks at <see cref="State"/> to tell the two reasons apart.
/// </summary>
public abstract class FdListener : IHubCallback
{
    internal FdListener? NextSecondary;
    // Counts registrations: an object that was removed and registered anew is not the one that was found ready before.
    internal int Stamp;

    /// <summary>Creates a listener, not yet registered.</summary>
    protected FdListener(int fd, FdKind kind)
    {
        Fd = fd;
        Kind = kind;
    }

    /// <summary>The descriptor.</summary>
    public int Fd { get; internal set; }

    /// <summary>The direction.</summary>
    public FdKind Kind { get; internal set; }

    /// <summary>Where the listener stands with its hub.</summary>
    public FdListenerState State { get; internal set; }

    /// <summary>Called when the descriptor is ready, or once after the listener became obsolete.</summary>
    public abstract void Run();

    /// <summary>
    /// Called at once when the listener becomes obsolete, while others run: the place to mark a socket object as closed, so that
    /// it does not close a descriptor that is another's by now.
    /// </summary>
    protected internal virtual void OnObsolete()
    {
    }
}
