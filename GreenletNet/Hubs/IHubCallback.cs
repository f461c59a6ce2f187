namespace GreenletNet.Hubs;

/// <summary>
/// Something a hub runs: a ready item, an expired timer, a ready descriptor. Hot paths implement it on an object they have
/// anyway, so that scheduling allocates nothing.
/// </summary>
public interface IHubCallback
{
    /// <summary>Called on the hub's thread.</summary>
    void Run();
}
