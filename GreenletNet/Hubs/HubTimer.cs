using System;

namespace GreenletNet.Hubs;

/// <summary>
/// A point in time at which a hub runs something. Can be scheduled again once it has fired or was cancelled; cancelling
/// is cheap and may happen at any time on the hub's thread.
/// </summary>
public class HubTimer : IHubCallback
{
    private readonly IHubCallback? _target;
    // Names the one queue entry that is valid; entries with another number are left-overs of cancelled schedules.
    internal long Ticket;
    internal Hub? Hub;

    /// <summary>Creates a timer for a subclass that overrides <see cref="Run"/>.</summary>
    protected HubTimer()
    {
    }

    /// <summary>Creates a timer that runs <paramref name="target"/>. <see cref="Hub.TryNext"/> then hands out the target itself.</summary>
    public HubTimer(IHubCallback target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
    }

    /// <summary>When the timer fires or was to fire last, by the hub's clock; negative infinity for "at once".</summary>
    public double Due { get; internal set; }

    /// <summary>Whether the timer is scheduled and has neither fired nor been cancelled.</summary>
    public bool IsPending => Ticket != 0;

    internal IHubCallback Item => _target ?? this;

    /// <summary>Takes the timer off its hub. Does nothing if it is not pending.</summary>
    public void Cancel()
    {
        if (Ticket != 0)
        {
            Ticket = 0;
            Hub!.TimerCancelled();
        }
    }

    /// <summary>What the timer does when it fires.</summary>
    public virtual void Run() => _target?.Run();
}

/// <summary>A timer that calls a delegate.</summary>
internal sealed class ActionTimer(Action action) : HubTimer
{
    public override void Run() => action();
}

/// <summary>A ready item that calls a delegate.</summary>
internal sealed class ActionCallback(Action action) : IHubCallback
{
    public void Run() => action();
}
