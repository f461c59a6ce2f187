using System;
using System.Collections.Generic;
using GreenletNet.Sockets;

namespace GreenletNet.Polling;

/// <summary>Chooses pollers.</summary>
public static class Poller
{
    /// <summary>The names <see cref="Create(string)"/> understands, best first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["epolls", "poll", "selects"];

    /// <summary>Creates the best poller this system has.</summary>
    public static IPoller Create()
    {
        if (EpollPoller.TryCreate(out EpollPoller? epoll, out int errno))
        {
            return epoll!;
        }
        // Sandboxes and foreign kernels lack epoll; running out of descriptors must not be mistaken for that.
        if (errno is Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM)
        {
            throw new SocketOsException(errno);
        }
        return new PollPoller();
    }

    /// <summary>Creates the poller of the given name.</summary>
    /// <exception cref="ArgumentException">There is no poller of this name.</exception>
    /// <exception cref="SocketOsException">The system cannot create it.</exception>
    public static IPoller Create(string name)
    {
        switch (name)
        {
            case "epolls":
                if (!EpollPoller.TryCreate(out EpollPoller? epoll, out int errno))
                {
                    throw new SocketOsException(errno);
                }
                return epoll!;
            case "poll":
                return new PollPoller();
            case "selects":
                return new SelectPoller();
            default:
                throw new ArgumentException($"unknown poller '{name}'", nameof(name));
        }
    }
}
