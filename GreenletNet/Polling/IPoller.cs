using System;

namespace GreenletNet.Polling;

/// <summary>What a descriptor is watched for, and what was seen at it.</summary>
[Flags]
public enum PollEvents
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Reading will not block.</summary>
    Read = 1,
    /// <summary>Writing will not block.</summary>
    Write = 2,
    /// <summary>An error is pending. Reported whether asked for or not.</summary>
    Error = 4,
    /// <summary>The other side hung up. Reported whether asked for or not.</summary>
    Hangup = 8,
    /// <summary>The descriptor is not open (only pollers that find out at waiting time report it).</summary>
    Invalid = 16,
}

/// <summary>One descriptor found ready by <see cref="IPoller.Wait"/>.</summary>
public struct ReadyEvent
{
    /// <summary>The token given when the descriptor was added or last modified.</summary>
    public ulong Token;
    /// <summary>What was seen.</summary>
    public PollEvents Events;
}

/// <summary>
/// Level-triggered readiness of file descriptors. Not thread safe, except for <see cref="Wake"/>. Methods return zero or
/// an errno, as a failing registration is an ordinary outcome for the hub.
/// </summary>
public interface IPoller : IDisposable
{
    /// <summary>The name of the mechanism, as eventlet calls it: "epolls", "poll" or "selects".</summary>
    string Name { get; }

    /// <summary>Starts watching a descriptor.</summary>
    int Add(int fd, PollEvents interest, ulong token);

    /// <summary>Changes what a watched descriptor is watched for, and its token.</summary>
    int Modify(int fd, PollEvents interest, ulong token);

    /// <summary>Stops watching a descriptor.</summary>
    int Remove(int fd);

    /// <summary>
    /// Waits until a descriptor is ready, <see cref="Wake"/> is called, or the time is over.
    /// </summary>
    /// <param name="seconds">How long to wait: zero only looks, positive infinity waits forever.</param>
    /// <param name="events">Receives what is ready; what does not fit is reported next time.</param>
    /// <returns>The number of events, or a negated errno (EINTR included: the caller may have signals to look at).</returns>
    int Wait(double seconds, Span<ReadyEvent> events);

    /// <summary>Ends the current or the next <see cref="Wait"/>. May be called from any thread, also from a signal handler.</summary>
    void Wake();

    /// <summary>
    /// Starts over with no descriptor watched, leaving kernel objects shared with other processes untouched. To be called in the
    /// child of a fork, and where the kernel's list of watched descriptors cannot be repaired by <see cref="Remove"/>.
    /// </summary>
    void Reset();
}
