using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using GreenletNet.Greenlets;
using GreenletNet.Hubs;
using GreenletNet.Polling;
using GreenletNet.Sockets;
using NUnit.Framework;

namespace GreenletNet.Tests.Hubs;

/// <summary>Forks in a process of its own, as the test runner itself would not survive it.</summary>
public class ForkTests
{
    [TestCase("epolls")]
    [TestCase("poll")]
    [TestCase("selects")]
    public void TheHubGoesOnOnBothSidesOfAFork(string poller)
    {
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList = { "exec", typeof(ForkTests).Assembly.Location, "fork", poller },
            RedirectStandardOutput = true,
        };
        // Without it the runtime's code pages are shared with the parent, and the child's JIT would write into them.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        bool ended = process.WaitForExit(30_000);
        if (!ended)
        {
            process.Kill();
        }
        Assert.That(ended, "hangs");
        Assert.That(process.StandardOutput.ReadToEnd().Trim(), Is.EqualTo("child 5 parent 5"));
        Assert.That(process.ExitCode, Is.Zero);
    }
}

internal static partial class ForkScenario
{
    [LibraryImport("libc")]
    private static partial int fork();

    [LibraryImport("libc")]
    private static partial int waitpid(int pid, out int status, int options);

    [LibraryImport("libc")]
    private static partial void _exit(int status);

    internal static int Run(string pollerName)
    {
        using Hub hub = new(Poller.Create(pollerName));
        Hub.Current = hub;
        // Worker threads exist before the fork, to be missing after it.
        hub.Run(async () => await Resolver.GetAddressInfoAsync("localhost", null));
        new ThreadGreenlet(x => x).Switch();

        (GreenSocket parentEnd, GreenSocket childEnd) = GreenSocket.Pair();
        (GreenSocket a, GreenSocket b) = GreenSocket.Pair();
        int woken = 0;
        // Registered at the parent's poller when the process forks.
        GreenTask receiver = hub.Spawn(async () =>
        {
            await a.ReceiveAsync(new byte[1]);
            woken++;
        });
        hub.Spawn(async () =>
        {
            await hub.Sleep(0.05);
            woken++;
        });
        for (int i = 0; i < 2; i++)
        {
            hub.RunOnce(mayBlock: false);
        }
        int pid = fork();
        if (pid == 0)
        {
            GreenletRuntime.AfterFork();
            hub.AfterFork();
            // The byte sent to the shared socket is the parent's; ending the wait here must not end it there.
            receiver.Kill();
            a.Close();
            int score = Score(hub, childEnd, () => woken, b: null);
            _exit(score);
        }
        int parentScore = Score(hub, parentEnd, () => woken, b);
        waitpid(pid, out int status, 0);
        Console.WriteLine($"child {(status >> 8) & 0xff} parent {parentScore}");
        return 0;
    }

    /// <summary>Counts what works on this side: five things.</summary>
    private static int Score(Hub hub, GreenSocket link, Func<int> woken, GreenSocket? b)
    {
        int score = 0;
        hub.Run(async () =>
        {
            byte[] buffer = new byte[1];
            if (b is null)
            {
                // The child's poller must not take the parent's registrations along when it goes.
                await hub.Sleep(0.1);
                await link.SendAllAsync("c"u8.ToArray());
                score += await link.ReceiveAsync(buffer) == 1 && buffer[0] == 'p' ? 1 : 0;
                score += woken() == 1 ? 1 : 0;
            }
            else
            {
                score += await link.ReceiveAsync(buffer) == 1 && buffer[0] == 'c' ? 1 : 0;
                await b.SendAllAsync("x"u8.ToArray());
                await hub.Sleep(0.05);
                score += woken() == 2 ? 1 : 0;
                await link.SendAllAsync("p"u8.ToArray());
            }
            await Resolver.GetAddressInfoAsync("localhost", null);
            score++;
        });
        score += new ThreadGreenlet(x => x).Switch(1) is 1 ? 1 : 0;
        Thread poster = new(() => hub.Post(hub.Stop));
        poster.Start();
        hub.Run();
        poster.Join();
        return score + 1;
    }
}
