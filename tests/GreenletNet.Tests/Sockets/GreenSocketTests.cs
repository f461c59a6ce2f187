using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using GreenletNet.Hubs;
using GreenletNet.Sockets;
using NUnit.Framework;

namespace GreenletNet.Tests.Sockets;

public class GreenSocketTests
{
    private Hub _hub = null!;

    [SetUp]
    public void SetUp() => _hub = new Hub();

    [TearDown]
    public void TearDown()
    {
        SyscallFaults.Hook = null;
        _hub.Dispose();
    }

    private static SockAddress Loopback(int port = 0) => SockAddress.From(IPAddress.Loopback, port);

    private GreenSocket Listen() => GreenSocket.Listen(Loopback(), hub: _hub);

    private async ValueTask<(GreenSocket Client, GreenSocket Server)> Connected()
    {
        using GreenSocket listener = Listen();
        GreenSocket client = new(hub: _hub);
        await client.ConnectAsync(listener.LocalAddress);
        (GreenSocket server, SockAddress peer) = await listener.AcceptAsync();
        Assert.That(peer, Is.EqualTo(client.LocalAddress));
        return (client, server);
    }

    private static async ValueTask<byte[]> ReadExactly(GreenSocket socket, int count)
    {
        byte[] buffer = new byte[count];
        int filled = 0;
        while (filled < count)
        {
            int got = await socket.ReceiveAsync(buffer.AsMemory(filled));
            Assert.That(got, Is.GreaterThan(0), "stream ended early");
            filled += got;
        }
        return buffer;
    }

    private static async ValueTask<T> Fails<T>(Func<ValueTask> what)
        where T : Exception
    {
        try
        {
            await what();
        }
        catch (T e)
        {
            return e;
        }
        throw new AssertionException($"no {typeof(T).Name}");
    }

    [Test]
    public void TcpRoundTripAndEndOfStream() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        await client.SendAllAsync("hello"u8.ToArray());
        Assert.That(Encoding.ASCII.GetString(await ReadExactly(server, 5)), Is.EqualTo("hello"));
        client.Shutdown(SocketConstants.SHUT_WR);
        Assert.That(await server.ReceiveAsync(new byte[1]), Is.Zero);
        await server.SendAllAsync("bye"u8.ToArray());
        Assert.That(Encoding.ASCII.GetString(await ReadExactly(client, 3)), Is.EqualTo("bye"));
        client.Close();
        server.Close();
        Assert.That(server.Fd, Is.EqualTo(-1));
        server.Close();
    });

    [Test]
    public void LargeDataGoesThroughFullBuffersBothWays() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        byte[] data = new byte[20_000_000];
        new Random(1).NextBytes(data);
        GreenTask sender = _hub.Spawn(async () =>
        {
            await client.SendAllAsync(data);
            client.Shutdown(SocketConstants.SHUT_WR);
        });
        GreenTask back = _hub.Spawn(async () => await server.SendAllAsync(data));
        Task<byte[]> there = ReadExactly(server, data.Length).AsTask();
        byte[] returned = await ReadExactly(client, data.Length);
        byte[] arrived = await there;
        Assert.That(arrived.AsSpan().SequenceEqual(data));
        Assert.That(returned.AsSpan().SequenceEqual(data));
        await sender.Join();
        await back.Join();
        client.Close();
        server.Close();
    });

    [Test]
    public void ConnectionRefused() => _hub.Run(async () =>
    {
        GreenSocket listener = Listen();
        SockAddress address = listener.LocalAddress;
        listener.Close();
        using GreenSocket client = new(hub: _hub);
        SocketOsException e = await Fails<SocketOsException>(async () => await client.ConnectAsync(address));
        Assert.That(e.Errno, Is.EqualTo(Errno.ECONNREFUSED));
        Assert.That(e.Message, Is.EqualTo("[Errno 111] Connection refused"));
    });

    [Test]
    public void PeerReset() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        // Closing with a linger time of zero sends a reset.
        byte[] linger = [1, 0, 0, 0, 0, 0, 0, 0];
        Assert.That(SocketCalls.SetSockOpt(client.Fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_LINGER, linger), Is.Zero);
        GreenTask reader = _hub.Spawn(async () =>
        {
            SocketOsException e = await Fails<SocketOsException>(async () => await server.ReceiveAsync(new byte[1]));
            Assert.That(e.Errno, Is.EqualTo(Errno.ECONNRESET));
        });
        await _hub.Sleep();
        client.Close();
        await reader.Join();
        SocketOsException broken = await Fails<SocketOsException>(async () => await server.SendAllAsync(new byte[10]));
        Assert.That(broken.Errno, Is.EqualTo(Errno.EPIPE));
        server.Close();
    });

    [Test]
    public void CloseUnderAReaderWakesIt() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        GreenTask reader = _hub.Spawn(async () =>
            await Fails<DescriptorClosedException>(async () => await server.ReceiveAsync(new byte[1])));
        await _hub.Sleep();
        Assert.That(reader.IsWaiting);
        server.Close();
        await reader.Join();
        SocketOsException e = await Fails<SocketOsException>(async () => await server.ReceiveAsync(new byte[1]));
        Assert.That(e.Errno, Is.EqualTo(Errno.EBADF));
        client.Close();
    });

    [Test]
    public void TimeoutsInEveryOperation() => _hub.Run(async () =>
    {
        using GreenSocket listener = Listen();
        listener.Timeout = 0.01;
        SocketTimeoutException e = await Fails<SocketTimeoutException>(async () => await listener.AcceptAsync());
        Assert.That(e.Message, Is.EqualTo("timed out"));
        (GreenSocket client, GreenSocket server) = await Connected();
        client.Timeout = 0.01;
        await Fails<SocketTimeoutException>(async () => await client.ReceiveAsync(new byte[1]));
        await Fails<SocketTimeoutException>(async () => await client.SendAllAsync(new byte[50_000_000]));
        await Fails<SocketTimeoutException>(async () =>
        {
            while (true)
            {
                await client.SendAsync(new byte[1_000_000]);
            }
        });
        client.Timeout = double.PositiveInfinity;
        GreenTask sender = _hub.Spawn(async () => await client.SendAsync("late"u8.ToArray()));
        await _hub.Sleep();
        sender.Kill();
        client.Close();
        server.Close();
    });

    [Test]
    public void ATimeoutLeavesTheSocketUsable() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        server.Timeout = 0.005;
        for (int i = 0; i < 3; i++)
        {
            await Fails<SocketTimeoutException>(async () => await server.ReceiveAsync(new byte[1]));
            await client.SendAllAsync("x"u8.ToArray());
            Assert.That(await server.ReceiveAsync(new byte[10]), Is.EqualTo(1));
        }
        client.Close();
        server.Close();
    });

    [Test]
    public void DoubleReadIsRefused() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        GreenTask first = _hub.Spawn(async () => await server.ReceiveAsync(new byte[1]));
        await _hub.Sleep();
        InvalidOperationException e =
            await Fails<InvalidOperationException>(async () => await server.ReceiveAsync(new byte[1]));
        Assert.That(e.Message, Does.Contain($"fileno {server.Fd}"));
        await client.SendAllAsync("x"u8.ToArray());
        await first.Join();
        client.Close();
        server.Close();
    });

    [Test]
    public void PortInUse()
    {
        using GreenSocket listener = Listen();
        SocketOsException e = Assert.Throws<SocketOsException>(
            () => GreenSocket.Listen(listener.LocalAddress, hub: _hub))!;
        Assert.That(e.Errno, Is.EqualTo(Errno.EADDRINUSE));
        Assert.That(e.StrError, Is.EqualTo("Address already in use"));
    }

    [Test]
    public void OutOfDescriptorsAtAcceptIsAnErrorAndPassesOver() => _hub.Run(async () =>
    {
        using GreenSocket listener = Listen();
        using GreenSocket client = new(hub: _hub);
        await client.ConnectAsync(listener.LocalAddress);
        int failures = 1;
        SyscallFaults.Hook = (call, _) => call == Syscall.Accept && failures-- > 0 ? Errno.EMFILE : 0;
        SocketOsException e = await Fails<SocketOsException>(async () => await listener.AcceptAsync());
        Assert.That(e.Message, Is.EqualTo("[Errno 24] Too many open files"));
        (GreenSocket server, _) = await listener.AcceptAsync();
        server.Close();
        SyscallFaults.Hook = (call, _) => call == Syscall.Socket ? Errno.EMFILE : 0;
        await Fails<SocketOsException>(() =>
        {
            _ = new GreenSocket(hub: _hub);
            return default;
        });
    });

    [Test]
    public void InterruptedAndSpuriousReadinessIsWaitedOut() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        await client.SendAllAsync("x"u8.ToArray());
        int[] faults = [Errno.EINTR, Errno.EAGAIN, Errno.EINTR, 0];
        int at = 0;
        SyscallFaults.Hook = (call, _) => call == Syscall.Recv && at < faults.Length ? faults[at++] : 0;
        Assert.That(await server.ReceiveAsync(new byte[4]), Is.EqualTo(1));
        Assert.That(at, Is.EqualTo(4));
        await client.SendAllAsync("x"u8.ToArray());
        at = 0;
        faults = [Errno.EAGAIN, Errno.ENOMEM];
        SocketOsException e = await Fails<SocketOsException>(async () => await server.ReceiveAsync(new byte[4]));
        Assert.That(e.Errno, Is.EqualTo(Errno.ENOMEM), "an error in the middle of a wait");
        client.Close();
        server.Close();
    });

    [Test]
    public void ShortWritesAreContinued() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        int n = 0;
        SyscallFaults.Hook = (call, _) => call == Syscall.Send && n++ % 2 == 0 ? Errno.EAGAIN : 0;
        byte[] data = new byte[3_000_000];
        new Random(2).NextBytes(data);
        GreenTask sender = _hub.Spawn(async () => await client.SendAllAsync(data));
        byte[] arrived = await ReadExactly(server, data.Length);
        await sender.Join();
        Assert.That(arrived.AsSpan().SequenceEqual(data));
        client.Close();
        server.Close();
    });

    [Test]
    public void UdpDatagrams() => _hub.Run(async () =>
    {
        using GreenSocket a = new(SocketConstants.AF_INET, SocketConstants.SOCK_DGRAM, 0, _hub);
        using GreenSocket b = new(SocketConstants.AF_INET, SocketConstants.SOCK_DGRAM, 0, _hub);
        a.Bind(Loopback());
        b.Bind(Loopback());
        GreenTask receiver = _hub.Spawn(async () =>
        {
            byte[] buffer = new byte[100];
            (int count, SockAddress? peer) = await b.ReceiveFromAsync(buffer);
            Assert.That(Encoding.ASCII.GetString(buffer, 0, count), Is.EqualTo("ping"));
            Assert.That(peer, Is.EqualTo(a.LocalAddress));
        });
        await _hub.Sleep();
        Assert.That(await a.SendToAsync("ping"u8.ToArray(), b.LocalAddress), Is.EqualTo(4));
        await receiver.Join();
        SocketOsException e = await Fails<SocketOsException>(
            async () => await a.SendToAsync(new byte[70_000], b.LocalAddress));
        Assert.That(e.Errno, Is.EqualTo(Errno.EMSGSIZE));
    });

    [Test]
    public void UnixSocketsByPathAndAbstractName() => _hub.Run(async () =>
    {
        string path = Path.Combine(Path.GetTempPath(), $"green-{Guid.NewGuid():N}");
        foreach (string name in new[] { path, "\0" + path })
        {
            SockAddress address = SockAddress.FromUnix(name);
            using GreenSocket listener = GreenSocket.Listen(address, hub: _hub);
            Assert.That(Encoding.UTF8.GetString(listener.LocalAddress.UnixPath), Is.EqualTo(name));
            using GreenSocket client = new(SocketConstants.AF_UNIX, hub: _hub);
            await client.ConnectAsync(address);
            (GreenSocket server, SockAddress peer) = await listener.AcceptAsync();
            Assert.That(peer.UnixPath.Length, Is.Zero);
            await client.SendAllAsync("x"u8.ToArray());
            Assert.That(await server.ReceiveAsync(new byte[5]), Is.EqualTo(1));
            server.Close();
        }
        File.Delete(path);
        SocketOsException e = await Fails<SocketOsException>(async () =>
        {
            using GreenSocket client = new(SocketConstants.AF_UNIX, hub: _hub);
            await client.ConnectAsync(SockAddress.FromUnix(path));
        });
        Assert.That(e.Errno, Is.EqualTo(Errno.ENOENT));
        Assert.That(() => SockAddress.FromUnix(new string('x', 108)), Throws.ArgumentException);
    });

    [Test]
    public void AUnixListenersFullQueueIsWaitedOut() => _hub.Run(async () =>
    {
        SockAddress address = SockAddress.FromUnix($"\0green-{Guid.NewGuid():N}");
        using GreenSocket listener = GreenSocket.Listen(address, backlog: 1, hub: _hub);
        List<GreenTask> clients = [];
        for (int i = 0; i < 10; i++)
        {
            clients.Add(_hub.Spawn(async () =>
            {
                using GreenSocket client = new(SocketConstants.AF_UNIX, hub: _hub);
                await client.ConnectAsync(address);
            }));
        }
        await _hub.Sleep(0.01);
        for (int i = 0; i < 10; i++)
        {
            (GreenSocket server, _) = await listener.AcceptAsync();
            server.Close();
        }
        foreach (GreenTask client in clients)
        {
            await client.Join();
        }
        for (int i = 0; i < 2; i++)
        {
            GreenSocket fill = new(SocketConstants.AF_UNIX, hub: _hub);
            await fill.ConnectAsync(address);
        }
        using GreenSocket last = new(SocketConstants.AF_UNIX, hub: _hub) { Timeout = 0.02 };
        await Fails<SocketTimeoutException>(async () => await last.ConnectAsync(address));
    });

    [Test]
    public void Ipv6() => _hub.Run(async () =>
    {
        GreenSocket listener;
        try
        {
            listener = GreenSocket.Listen(SockAddress.From(IPAddress.IPv6Loopback, 0), hub: _hub);
        }
        catch (SocketOsException)
        {
            Assert.Ignore("no IPv6 here");
            return;
        }
        using GreenSocket client = new(SocketConstants.AF_INET6, hub: _hub);
        await client.ConnectAsync(listener.LocalAddress);
        (GreenSocket server, SockAddress peer) = await listener.AcceptAsync();
        Assert.That(peer.ToIPEndPoint().Address, Is.EqualTo(IPAddress.IPv6Loopback));
        server.Close();
        listener.Close();
    });

    [Test]
    public void ADroppedSocketIsClosedByItsFinalizer()
    {
        (int fd, GreenSocket other) = Drop();
        for (int i = 0; i < 20 && Libc.IsOpen(fd); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        _hub.Run(async () => Assert.That(await other.ReceiveAsync(new byte[1]), Is.Zero));
        other.Close();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private (int Fd, GreenSocket Other) Drop()
    {
        (GreenSocket a, GreenSocket b) = GreenSocket.Pair(hub: _hub);
        return (a.Fd, b);
    }

    [Test]
    public void ANumberReusedByAnotherSocketIsWatchedAnew() => _hub.Run(async () =>
    {
        for (int i = 0; i < 20; i++)
        {
            (GreenSocket a, GreenSocket b) = GreenSocket.Pair(hub: _hub);
            GreenTask reader = _hub.Spawn(async () => await a.ReceiveAsync(new byte[1]));
            await _hub.Sleep();
            await b.SendAllAsync("x"u8.ToArray());
            await reader.Join();
            if (i % 2 == 0)
            {
                // Closed behind the hub's back, while the poller still watches it.
                SocketCalls.Close(a.Fd);
                SocketCalls.Close(b.Fd);
                GC.SuppressFinalize(a);
                GC.SuppressFinalize(b);
            }
            else
            {
                a.Close();
                b.Close();
            }
        }
    });

    [Test]
    public void EchoAllocatesNothingInTheLongRun() => _hub.Run(async () =>
    {
        (GreenSocket client, GreenSocket server) = await Connected();
        GreenTask echo = _hub.Spawn(async () =>
        {
            byte[] buffer = new byte[64];
            int count;
            while ((count = await server.ReceiveAsync(buffer)) > 0)
            {
                await server.SendAllAsync(buffer.AsMemory(0, count));
            }
        });
        byte[] message = new byte[64];
        long allocated = 0;
        for (int i = 0; i < 4000; i++)
        {
            if (i == 3000)
            {
                allocated = -GC.GetAllocatedBytesForCurrentThread();
            }
            await client.SendAllAsync(message);
            Assert.That(await client.ReceiveAsync(message) == 64);
        }
        allocated += GC.GetAllocatedBytesForCurrentThread();
        // The assertions themselves allocate some.
        Assert.That(allocated, Is.LessThan(1000 * 400));
        client.Close();
        await echo.Join();
        server.Close();
    });

    [Test]
    public void DescriptorsAreNotLeaked() => _hub.Run(async () =>
    {
        await Connected();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int before = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < 200; i++)
        {
            (GreenSocket client, GreenSocket server) = await Connected();
            client.Close();
            server.Close();
        }
        Assert.That(Directory.GetFiles("/proc/self/fd").Length, Is.LessThan(before + 50));
    });
}
