using System;
using System.Diagnostics;
using System.Net;
using System.Threading;
using GreenletNet.Hubs;
using GreenletNet.Sockets;
using NUnit.Framework;

namespace GreenletNet.Tests.Sockets;

public class ManyConnectionsTests
{
    // The clients live in a process of their own, as both ends in one would take more descriptors than many systems allow.
    [Test, CancelAfter(120_000)]
    public void TenThousandConnectionsEcho(CancellationToken cancelled)
    {
        const int Count = 10_000;
        using Hub hub = new();
        using CancellationTokenRegistration registration = cancelled.Register(() => hub.Wake());
        using GreenSocket listener = GreenSocket.Listen(SockAddress.From(IPAddress.Loopback, 0), 4096, hub: hub);
        int accepted = 0;
        int finished = 0;
        int peak = 0;
        GreenTask acceptor = hub.Spawn(async () =>
        {
            while (accepted < Count)
            {
                (GreenSocket server, _) = await listener.AcceptAsync();
                accepted++;
                hub.Spawn(async () =>
                {
                    byte[] buffer = new byte[64];
                    int count;
                    while ((count = await server.ReceiveAsync(buffer)) > 0)
                    {
                        peak = Math.Max(peak, accepted - finished);
                        await server.SendAllAsync(buffer.AsMemory(0, count));
                    }
                    server.Close();
                    finished++;
                });
            }
        });
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                "exec", typeof(ManyConnectionsTests).Assembly.Location,
                "clients", listener.LocalAddress.Port.ToString(), Count.ToString(),
            },
            RedirectStandardOutput = true,
        };
        using Process clients = Process.Start(start)!;
        try
        {
            while (finished < Count && !(clients.HasExited && clients.ExitCode != 0))
            {
                cancelled.ThrowIfCancellationRequested();
                hub.RunOnce(mayBlock: true, 1);
            }
            string output = clients.StandardOutput.ReadToEnd();
            clients.WaitForExit();
            Assert.That(acceptor.Exception, Is.Null);
            Assert.That(output.Trim(), Is.EqualTo((3 * Count).ToString()));
            Assert.That(clients.ExitCode, Is.Zero);
            Assert.That(peak, Is.EqualTo(Count), "all open at once");
        }
        finally
        {
            if (!clients.HasExited)
            {
                clients.Kill();
            }
        }
    }

    [Test]
    public void AHundredThousandParkedGreenThreads()
    {
        const int Count = 100_000;
        using Hub hub = new();
        int woken = 0;
        long before = GC.GetTotalMemory(true);
        long parked = 0;
        hub.Run(async () =>
        {
            GreenTask[] tasks = new GreenTask[Count];
            for (int i = 0; i < Count; i++)
            {
                double when = 0.2 + (i % 100) * 0.001;
                tasks[i] = hub.Spawn(async () =>
                {
                    await hub.Sleep(when);
                    woken++;
                });
            }
            await hub.Sleep();
            parked = GC.GetTotalMemory(true) - before;
            foreach (GreenTask task in tasks)
            {
                await task.Join();
            }
        });
        Assert.That(woken, Is.EqualTo(Count));
        Assert.That(parked / Count, Is.LessThan(1000), "bytes per green thread");
    }
}
