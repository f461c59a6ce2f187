using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using GreenletNet.Hubs;
using GreenletNet.Sockets;
using NUnit.Framework;

namespace GreenletNet.Tests.Hubs;

public class HubTests
{
    private Hub _hub = null!;
    private double _time;
    private readonly List<string> _log = [];

    [SetUp]
    public void SetUp()
    {
        _hub = new Hub { Clock = () => _time };
        _time = 100;
        _log.Clear();
    }

    [TearDown]
    public void TearDown() => _hub.Dispose();

    private void RunAll()
    {
        while (_hub.RunOnce(mayBlock: false) == HubStep.Item)
        {
        }
    }

    private HubTimer At(double seconds, string name, Action? then = null) => _hub.CallLater(seconds, () =>
    {
        _log.Add(name);
        then?.Invoke();
    });

    private string Log => string.Join(" ", _log);

    [Test]
    public void TimersRunByTimeThenInOrderOfScheduling()
    {
        At(2, "c");
        At(1, "a");
        At(1, "b");
        At(3, "not yet");
        _time += 2;
        RunAll();
        Assert.That(Log, Is.EqualTo("a b c"));
    }

    [Test]
    public void ReadyItemsAndTimersAreMergedByTime()
    {
        At(1, "early timer");
        _time += 2;
        At(0, "ready");
        At(0.5, "late timer");
        _time += 1;
        At(0, "last");
        RunAll();
        Assert.That(Log, Is.EqualTo("early timer ready late timer last"));
    }

    [Test]
    public void AnItemReadyBeforeATimerWasDueRunsBeforeIt()
    {
        At(0, "ready");
        At(1, "timer");
        _time += 5;
        RunAll();
        Assert.That(Log, Is.EqualTo("ready timer"));
    }

    [Test]
    public void WhatIsScheduledDuringARoundWaitsForTheNext()
    {
        At(0, "a", () => At(0, "a2"));
        At(0, "b", () => At(-1, "b2"));
        At(0, "c");
        RunAll();
        Assert.That(Log, Is.EqualTo("a b c b2 a2"));
    }

    [Test]
    public void CancelledTimersDoNotRun()
    {
        HubTimer heap = At(1, "heap");
        HubTimer ready = At(0, "ready");
        At(1, "kept");
        heap.Cancel();
        ready.Cancel();
        heap.Cancel();
        Assert.That(heap.IsPending, Is.False);
        _time += 2;
        RunAll();
        Assert.That(Log, Is.EqualTo("kept"));
    }

    [Test]
    public void ATimerMayCancelOneThatIsDueInTheSameRound()
    {
        HubTimer second = null!;
        At(1, "first", () => second.Cancel());
        second = At(1, "second");
        _time += 1;
        RunAll();
        Assert.That(Log, Is.EqualTo("first"));
    }

    private sealed class Counter : HubTimer
    {
        public int Runs;

        public override void Run() => Runs++;
    }

    [Test]
    public void ATimerCanBeScheduledAgainAfterCancelAndAfterFiring()
    {
        Counter timer = new();
        _hub.Schedule(timer, 1);
        RunAll();
        timer.Cancel();
        _hub.Schedule(timer, 5);
        Assert.That(() => _hub.Schedule(timer, 1), Throws.InvalidOperationException);
        _time += 2;
        RunAll();
        Assert.That(timer.Runs, Is.Zero, "the cancelled entry is not taken for the new one");
        _time += 3;
        RunAll();
        Assert.That(timer.Runs, Is.EqualTo(1));
        _hub.Schedule(timer, 0);
        RunAll();
        Assert.That(timer.Runs, Is.EqualTo(2));
        Assert.That(timer.IsPending, Is.False);
    }

    [Test]
    public void ManyCancelsDoNotPileUp()
    {
        for (int i = 0; i < 200_000; i++)
        {
            At(3600, "never").Cancel();
            if (i % 100 == 0)
            {
                RunAll();
            }
        }
        Assert.That(_hub.TimerCount, Is.LessThan(3000));
    }

    [Test]
    public void ManyCancelsWithinOneRoundDoNotPileUp()
    {
        for (int i = 0; i < 100_000; i++)
        {
            At(3600, "never").Cancel();
        }
        Assert.That(_hub.TimerCount, Is.LessThan(5000));
    }

    [Test]
    public void RandomTimersComeOutSorted()
    {
        Random random = new(42);
        List<double> fired = [];
        List<HubTimer> timers = [];
        int cancelled = 0;
        for (int i = 0; i < 5000; i++)
        {
            double due = random.Next(1, 1000);
            timers.Add(_hub.CallLater(due, () => fired.Add(due)));
            if (random.Next(3) == 0)
            {
                HubTimer victim = timers[random.Next(timers.Count)];
                cancelled += victim.IsPending ? 1 : 0;
                victim.Cancel();
            }
            if (i % 500 == 0)
            {
                RunAll();
            }
        }
        _time += 2000;
        RunAll();
        Assert.That(fired, Is.Ordered);
        Assert.That(fired, Has.Count.EqualTo(5000 - cancelled));
        Assert.That(_hub.TimerCount, Is.Zero);
    }

    [Test]
    public void NotANumberIsNeverDue()
    {
        At(double.NaN, "never");
        At(1, "a");
        _time += 1e9;
        RunAll();
        Assert.That(Log, Is.EqualTo("a"));
    }

    [Test]
    public void TryNextHandsOutTheTargetWithoutRunningIt()
    {
        Counter target = new();
        _hub.Schedule(new HubTimer(target), 0);
        Assert.That(_hub.TryNext(false, 0, out IHubCallback? item), Is.EqualTo(HubStep.Item));
        Assert.That(item, Is.SameAs(target));
        Assert.That(target.Runs, Is.Zero);
        Assert.That(_hub.TryNext(false, 0, out _), Is.EqualTo(HubStep.Idle));
    }

    [Test]
    public void PostsFromOtherThreadsKeepTheirOrderAndWakeTheHub()
    {
        _hub.Clock = null;
        Thread poster = new(() =>
        {
            Thread.Sleep(20);
            for (int i = 0; i < 1000; i++)
            {
                int n = i;
                _hub.Post(() => _log.Add(n.ToString()));
            }
        });
        poster.Start();
        while (_log.Count < 1000)
        {
            Assert.That(_hub.RunOnce(mayBlock: true, 10), Is.EqualTo(HubStep.Item));
        }
        poster.Join();
        for (int i = 0; i < 1000; i++)
        {
            Assert.That(_log[i], Is.EqualTo(i.ToString()));
        }
    }

    [Test]
    public void PingPongBetweenTwoHubsLosesNoWakeUp()
    {
        using Hub other = new();
        _hub.Clock = null;
        int count = 0;
        bool done = false;
        void Ping()
        {
            if (++count < 20_000)
            {
                other.Post(() => _hub.Post(Ping));
            }
            else
            {
                Volatile.Write(ref done, true);
                other.Wake();
            }
        }
        _hub.Post(Ping);
        Thread thread = new(() =>
        {
            while (!Volatile.Read(ref done))
            {
                other.RunOnce(mayBlock: true, 10);
            }
        });
        thread.Start();
        while (!done)
        {
            Assert.That(_hub.RunOnce(mayBlock: true, 10), Is.Not.EqualTo(HubStep.LimitReached));
        }
        Assert.That(thread.Join(10_000));
        Assert.That(count, Is.EqualTo(20_000));
    }

    [Test]
    public void BlockLimitAndWake()
    {
        _hub.Clock = null;
        At(30, "never");
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(_hub.RunOnce(mayBlock: true, 0.02), Is.EqualTo(HubStep.LimitReached));
        Assert.That(watch.Elapsed.TotalSeconds, Is.InRange(0.019, 10));
        _hub.Wake();
        Assert.That(_hub.RunOnce(mayBlock: true), Is.EqualTo(HubStep.Woken));
        Thread waker = new(() =>
        {
            Thread.Sleep(20);
            _hub.Wake();
        });
        waker.Start();
        Assert.That(_hub.RunOnce(mayBlock: true), Is.EqualTo(HubStep.Woken));
        waker.Join();
        Assert.That(_hub.RunOnce(mayBlock: true, 0), Is.EqualTo(HubStep.LimitReached));
    }

    [Test]
    public void AnInterruptedPollIsReportedAsWoken()
    {
        int interrupts = 1;
        SyscallFaults.Hook = (call, _) => call == Syscall.EpollWait && interrupts-- > 0 ? Errno.EINTR : 0;
        try
        {
            _hub.Clock = null;
            At(0.001, "after");
            Assert.That(_hub.RunOnce(mayBlock: true), Is.EqualTo(HubStep.Woken));
            Assert.That(_hub.RunOnce(mayBlock: true), Is.EqualTo(HubStep.Item));
            Assert.That(Log, Is.EqualTo("after"));
        }
        finally
        {
            SyscallFaults.Hook = null;
        }
    }

    [Test]
    public void APollerThatFailsForGoodThrows()
    {
        SyscallFaults.Hook = (call, _) => call == Syscall.EpollWait ? Errno.EBADF : 0;
        try
        {
            Assert.That(() => _hub.RunOnce(mayBlock: true), Throws.InstanceOf<SocketOsException>());
        }
        finally
        {
            SyscallFaults.Hook = null;
        }
    }

    private sealed class Hooked : Hub
    {
        public readonly List<string> Calls = [];
        public int IdleWork;

        protected override void BeforeBlock() => Calls.Add("before");

        protected override void AfterBlock() => Calls.Add("after");

        protected override bool OnIdle(double seconds)
        {
            Calls.Add(double.IsPositiveInfinity(seconds) ? "idle forever" : "idle");
            return IdleWork-- > 0;
        }
    }

    [Test]
    public void HooksSurroundBlockingOnly()
    {
        using Hooked hub = new();
        hub.CallLater(0, () => hub.Calls.Add("run"));
        hub.RunOnce(mayBlock: true);
        Assert.That(hub.Calls, Is.EqualTo(new[] { "run" }));
        hub.Calls.Clear();
        hub.RunOnce(mayBlock: true, 0.001);
        Assert.That(hub.Calls, Is.EqualTo(new[] { "idle forever", "before", "after" }));
    }

    [Test]
    public void AnIdleHookThatAlwaysFindsWorkDoesNotKeepTheHubAwake()
    {
        using Hooked hub = new() { IdleWork = int.MaxValue };
        Assert.That(hub.RunOnce(mayBlock: true, 0.001), Is.EqualTo(HubStep.LimitReached));
        Assert.That(hub.Calls, Has.Member("before"));
    }

    [Test]
    public void AnItemThatThrowsIsReportedAndTheHubGoesOn()
    {
        List<Exception> seen = [];
        _hub.UnhandledException += seen.Add;
        At(0, "a", () => throw new FormatException("boom"));
        At(0, "b");
        RunAll();
        Assert.That(Log, Is.EqualTo("a b"));
        Assert.That(seen, Has.Count.EqualTo(1));
        Assert.That(seen[0], Is.InstanceOf<FormatException>());
    }

    [Test]
    public void RunUntilStop()
    {
        At(0, "a", () => Assert.That(() => _hub.Run(), Throws.InvalidOperationException));
        At(0, "b", _hub.Stop);
        At(0, "c");
        _hub.Run();
        Assert.That(Log, Is.EqualTo("a b"));
        Assert.That(_hub.IsRunning, Is.False);
    }

    [Test]
    public void ClearDropsTimersAndReadyItems()
    {
        At(0, "a", _hub.Clear);
        HubTimer ready = At(0, "b");
        At(1, "c");
        _time += 2;
        RunAll();
        Assert.That(Log, Is.EqualTo("a"));
        Assert.That(ready.IsPending, Is.False);
    }

    [Test]
    public void ClockIsTheSystemsMonotonicOne()
    {
        using Hub hub = new();
        double before = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        Assert.That(hub.Now(), Is.InRange(before, before + 10));
    }
}
