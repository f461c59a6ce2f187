using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using GreenletNet.Hubs;
using GreenletNet.Polling;
using GreenletNet.Sockets;
using NUnit.Framework;

namespace GreenletNet.Tests.Hubs;

/// <summary>Waits, listeners and green threads, on each poller.</summary>
[TestFixture("epolls")]
[TestFixture("poll")]
[TestFixture("selects")]
public class WaitTests(string poller)
{
    private Hub _hub = null!;
    private int _a;
    private int _b;
    private readonly List<string> _log = [];

    private string Log => string.Join(" ", _log);

    [SetUp]
    public void SetUp()
    {
        _hub = new Hub(Poller.Create(poller));
        _log.Clear();
        SocketCalls.SocketPair(
            SocketConstants.AF_UNIX, SocketConstants.SOCK_STREAM | SocketConstants.SOCK_NONBLOCK, 0, out _a, out _b);
    }

    [TearDown]
    public void TearDown()
    {
        _hub.Dispose();
        SocketCalls.Close(_a);
        SocketCalls.Close(_b);
    }

    private void RunAll()
    {
        while (_hub.RunOnce(mayBlock: false) == HubStep.Item)
        {
        }
    }

    private void Poke() => SocketCalls.Send(_b, "x"u8, 0);

    [Test]
    public void WaitReadableEndsWithData()
    {
        GreenTask task = _hub.Spawn(async () =>
        {
            await _hub.WaitReadable(_a);
            _log.Add("readable");
        });
        RunAll();
        Assert.That(task.IsWaiting);
        Poke();
        RunAll();
        Assert.That(Log, Is.EqualTo("readable"));
        Assert.That(task.IsCompleted);
        Assert.That(_hub.Listener(_a, FdKind.Read), Is.Null);
    }

    [Test]
    public void WaitWritableEndsAtOnceAndLeavesNothingBehind()
    {
        _hub.Run(async () =>
        {
            for (int i = 0; i < 3; i++)
            {
                Assert.That(await _hub.WaitWritable(_a), Is.Zero);
            }
        });
        Assert.That(_hub.Listener(_a, FdKind.Write), Is.Null);
    }

    [Test]
    public void ReaderAndWriterAtOneDescriptor()
    {
        _hub.Spawn(async () =>
        {
            await _hub.WaitReadable(_a);
            _log.Add("r");
        });
        _hub.Spawn(async () =>
        {
            await _hub.WaitWritable(_a);
            _log.Add("w");
        });
        RunAll();
        Assert.That(Log, Is.EqualTo("w"));
        Poke();
        RunAll();
        Assert.That(Log, Is.EqualTo("w r"));
    }

    [Test]
    public void TimeoutEndsTheWaitAndTheRegistration()
    {
        Assert.That(() => _hub.Run(async () => await _hub.WaitReadable(_a, 0.01)), Throws.InstanceOf<SocketTimeoutException>());
        Assert.That(_hub.Listener(_a, FdKind.Read), Is.Null);
        Poke();
        RunAll();
    }

    [Test]
    public void ThrowingIntoAWaitRunsItsFinally()
    {
        GreenTask task = _hub.Spawn(async () =>
        {
            try
            {
                await _hub.WaitReadable(_a);
            }
            finally
            {
                _log.Add("finally");
            }
        });
        RunAll();
        FormatException thrown = new("x");
        task.Kill(thrown);
        Assert.That(Log, Is.EqualTo("finally"));
        Assert.That(task.Exception, Is.SameAs(thrown));
        Assert.That(_hub.Listener(_a, FdKind.Read), Is.Null);
        Assert.That(task.Throw(thrown), Is.False);
    }

    [Test]
    public void ScopeFollowsTheGreenThreadThroughSeveralWaits()
    {
        GreenTask task = _hub.Spawn(async () =>
        {
            await _hub.Sleep();
            await _hub.Sleep();
            try
            {
                await _hub.Sleep(100);
            }
            catch (FormatException)
            {
                _log.Add("caught");
            }
            await _hub.WaitReadable(_a);
        });
        RunAll();
        Assert.That(task.Throw(new FormatException()));
        Assert.That(Log, Is.EqualTo("caught"));
        Assert.That(task.IsWaiting);
        Assert.That(_hub.Scope, Is.Null);
        Poke();
        RunAll();
        Assert.That(task.IsCompleted);
    }

    [Test]
    public void SecondReaderIsRefusedUnlessAllowed()
    {
        GreenTask first = _hub.Spawn(async () => await _hub.WaitReadable(_a));
        RunAll();
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => _hub.Run(async () => await _hub.WaitReadable(_a)))!;
        Assert.That(e.Message, Does.StartWith($"Second simultaneous read on fileno {_a} detected."));
        _hub.PreventMultipleListeners = false;
        GreenTask second = _hub.Spawn(async () =>
        {
            await _hub.WaitReadable(_a);
            SocketCalls.Recv(_a, new byte[1], 0);
        });
        GreenTask third = _hub.Spawn(async () => await _hub.WaitReadable(_a));
        RunAll();
        third.Kill();
        first.Kill();
        Poke();
        RunAll();
        Assert.That(second.IsCompleted, "moves up when the first goes");
        Assert.That(_hub.Listener(_a, FdKind.Read), Is.Null);
    }

    [Test]
    public void QueuedReadersTakeTurns()
    {
        _hub.PreventMultipleListeners = false;
        for (int i = 0; i < 3; i++)
        {
            string name = i.ToString();
            _hub.Spawn(async () =>
            {
                await _hub.WaitReadable(_a);
                _log.Add(name);
            });
        }
        Poke();
        RunAll();
        Assert.That(Log, Is.EqualTo("0 1 2"));
    }

    [Test]
    public void ReopenedDescriptorWakesAllItsListeners()
    {
        _hub.PreventMultipleListeners = false;
        for (int i = 0; i < 3; i++)
        {
            string name = i.ToString();
            _hub.Spawn(async () =>
            {
                try
                {
                    await (name == "2" ? _hub.WaitWritable(_a) : _hub.WaitReadable(_a));
                }
                catch (DescriptorClosedException e)
                {
                    Assert.That(e.Message, Is.EqualTo("[Errno 107] Operation on closed file"));
                    _log.Add(name);
                }
            });
        }
        for (int i = 0; i < 3; i++)
        {
            _hub.RunOnce(mayBlock: false);
        }
        Assert.That(_hub.MarkAsReopened(_a));
        RunAll();
        Assert.That(_log, Is.EquivalentTo(new[] { "0", "1", "2" }));
        Assert.That(_hub.MarkAsReopened(_a), Is.False);
    }

    [Test]
    public void AKilledWaitIsNotRunAgainAsObsolete()
    {
        GreenTask task = _hub.Spawn(async () => await _hub.WaitReadable(_a));
        RunAll();
        _hub.MarkAsReopened(_a);
        task.Kill();
        // Takes the same pooled operation, which must not get the message meant for the other.
        GreenTask next = _hub.Spawn(async () => await _hub.WaitReadable(_a));
        RunAll();
        Assert.That(next.IsWaiting);
        Poke();
        RunAll();
        Assert.That(next.IsCompleted);
        Assert.That(next.Exception, Is.Null);
    }

    [Test]
    public void OneListenerMayEndAnotherThatIsReadyToo()
    {
        SocketCalls.SocketPair(SocketConstants.AF_UNIX, SocketConstants.SOCK_STREAM, 0, out int c, out int d);
        try
        {
            GreenTask[] tasks = new GreenTask[2];
            int ran = 0;
            GreenTask replacement = null!;
            for (int i = 0; i < 2; i++)
            {
                int me = i;
                tasks[i] = _hub.Spawn(async () =>
                {
                    await _hub.WaitReadable(me == 0 ? _a : c);
                    ran++;
                    tasks[1 - me].Kill();
                    replacement = _hub.Spawn(async () => await _hub.WaitReadable(_b));
                });
            }
            RunAll();
            Poke();
            SocketCalls.Send(d, "x"u8, 0);
            RunAll();
            Assert.That(ran, Is.EqualTo(1));
            Assert.That(replacement.IsWaiting, "the reused operation is not taken for the ready one");
        }
        finally
        {
            SocketCalls.Close(c);
            SocketCalls.Close(d);
        }
    }

    [Test]
    public void ADescriptorThatIsNotOpenIsAnError()
    {
        int closed = SocketCalls.Socket(SocketConstants.AF_INET, SocketConstants.SOCK_STREAM, 0);
        SocketCalls.Close(closed);
        foreach (int fd in new[] { -1, 1_000_000_000 })
        {
            SocketOsException e = Assert.Throws<SocketOsException>(() => _hub.Run(async () => await _hub.WaitReadable(fd)))!;
            Assert.That(e.Errno, Is.EqualTo(Errno.EBADF));
        }
        if (poller == "epolls")
        {
            Assert.That(() => _hub.Run(async () => await _hub.WaitReadable(closed)), Throws.InstanceOf<SocketOsException>());
        }
    }

    [Test]
    public void RegularFilesAreReadyAtOnce()
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileStream file = File.OpenRead(path);
            int fd = (int)file.SafeFileHandle.DangerousGetHandle();
            _hub.Run(async () =>
            {
                await _hub.WaitReadable(fd, 10);
                await _hub.WaitWritable(fd, 10);
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Persistent(int fd, FdKind kind) : FdListener(fd, kind)
    {
        public int Runs;
        public readonly List<FdListenerState> States = [];
        public bool WasToldAtOnce;

        public override void Run()
        {
            Runs++;
            States.Add(State);
        }

        protected internal override void OnObsolete() => WasToldAtOnce = true;
    }

    private void Rounds(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _hub.RunOnce(mayBlock: false);
        }
    }

    [Test]
    public void AListenerRunsAtEachRoundUntilRemoved()
    {
        Persistent listener = new(_a, FdKind.Read);
        Assert.That(_hub.Register(listener), Is.Zero);
        Poke();
        Rounds(3);
        Assert.That(listener.Runs, Is.EqualTo(3));
        _hub.Remove(listener);
        _hub.Remove(listener);
        Assert.That(_hub.RunOnce(mayBlock: false), Is.EqualTo(HubStep.Idle));
        Assert.That(_hub.Register(listener), Is.Zero);
        Rounds(1);
        Assert.That(listener.Runs, Is.EqualTo(4));
        _hub.MarkAsReopened(_a);
        Assert.That(listener.WasToldAtOnce);
        Rounds(2);
        Assert.That(listener.States[^1], Is.EqualTo(FdListenerState.Obsolete));
        Assert.That(listener.Runs, Is.EqualTo(5));
    }

    [Test]
    public void ADescriptorClosedWithoutNoticeAndReusedIsWatchedAnew()
    {
        Persistent writer = new(_a, FdKind.Write);
        int spare = SocketCalls.Socket(SocketConstants.AF_INET, SocketConstants.SOCK_DGRAM, 0);
        _hub.Register(new Persistent(spare, FdKind.Read));
        SocketCalls.Close(spare);
        int reused = SocketCalls.Socket(SocketConstants.AF_INET, SocketConstants.SOCK_DGRAM, 0);
        try
        {
            Assert.That(reused, Is.EqualTo(spare));
            Persistent fresh = new(reused, FdKind.Write);
            Assert.That(_hub.Register(fresh), Is.Zero);
            Rounds(2);
            Assert.That(fresh.Runs, Is.GreaterThan(0));
        }
        finally
        {
            SocketCalls.Close(reused);
        }
        Assert.That(writer.Runs, Is.Zero);
    }

    [Test]
    public void AClosedDescriptorWhoseFileLivesOnDoesNotKeepTheHubBusy()
    {
        // The duplicate keeps the open file alive, so epoll goes on reporting a descriptor that is gone.
        int copy = Libc.Fcntl(_a, 0);
        Persistent listener = new(_a, FdKind.Read);
        _hub.Register(listener);
        SocketCalls.Close(_a);
        Poke();
        try
        {
            Rounds(1);
            _hub.Remove(listener);
            Assert.That(_hub.RunOnce(mayBlock: true, 0.02), Is.EqualTo(HubStep.LimitReached));
            Assert.That(_hub.RunOnce(mayBlock: true, 0.02), Is.EqualTo(HubStep.LimitReached));
            Persistent second = new(copy, FdKind.Read);
            _hub.Register(second);
            Rounds(1);
            Assert.That(second.Runs, Is.EqualTo(1));
            _hub.Remove(second);
        }
        finally
        {
            _a = copy;
        }
    }

    [Test]
    public void AfterForkKeepsTimersAndListeners()
    {
        Persistent listener = new(_a, FdKind.Read);
        _hub.Register(listener);
        _hub.CallLater(0.001, () => _log.Add("timer"));
        _hub.Post(() => _log.Add("posted"));
        _hub.AfterFork();
        Poke();
        while (listener.Runs == 0 || _log.Count < 2)
        {
            Assert.That(_hub.RunOnce(mayBlock: true, 5), Is.EqualTo(HubStep.Item));
        }
        _hub.Remove(listener);
    }

    [Test]
    public void JoinDeliversTheEndOrTheException()
    {
        _hub.UnhandledException += _ => { };
        _hub.Run(async () =>
        {
            GreenTask good = _hub.Spawn(async () => await _hub.Sleep(0.001));
            GreenTask bad = _hub.Spawn(async () =>
            {
                await _hub.Sleep();
                throw new FormatException("boom");
            });
            await good.Join();
            await good.Join();
            try
            {
                await bad.Join();
                Assert.Fail("no exception");
            }
            catch (FormatException)
            {
                _log.Add("caught");
            }
        });
        Assert.That(Log, Is.EqualTo("caught"));
    }

    [Test]
    public void AKilledJoinerIsNotWokenInsideAnotherWait()
    {
        _hub.Run(async () =>
        {
            GreenTask slow = _hub.Spawn(async () => await _hub.Sleep());
            GreenTask joiner = _hub.Spawn(async () => await slow.Join());
            await _hub.Sleep();
            joiner.Kill();
            double before = _hub.Now();
            await _hub.Sleep(0.02);
            Assert.That(_hub.Now() - before, Is.GreaterThanOrEqualTo(0.02));
        });
    }

    [Test]
    public void ATaskKilledBeforeItStartedNeverStarts()
    {
        GreenTask task = _hub.Spawn(() =>
        {
            _log.Add("ran");
            return default;
        });
        task.Kill();
        RunAll();
        Assert.That(_log, Is.Empty);
        Assert.That(task.IsCompleted);
    }

    [Test]
    public void UnobservedFailureIsReported()
    {
        List<Exception> seen = [];
        _hub.UnhandledException += seen.Add;
        _hub.Spawn(() => throw new FormatException());
        GreenTask killed = _hub.Spawn(async () => await _hub.Sleep(10));
        RunAll();
        killed.Kill();
        Assert.That(seen, Has.Count.EqualTo(1));
    }

    [Test]
    public void AWaitCanBeAwaitedOnlyOnce()
    {
        _hub.Run(async () =>
        {
            ValueTask<int> wait = _hub.Sleep();
            await wait;
            try
            {
                await wait;
                Assert.Fail("awaited twice");
            }
            catch (InvalidOperationException)
            {
            }
        });
    }

    [Test]
    public void WaitingAllocatesNothingInTheLongRun()
    {
        long allocated = -1;
        _hub.Run(async () =>
        {
            byte[] one = new byte[1];
            for (int i = 0; i < 3000; i++)
            {
                if (i == 2000)
                {
                    allocated = -GC.GetAllocatedBytesForCurrentThread();
                }
                await _hub.Sleep();
                await _hub.WaitWritable(_a, 10);
            }
            allocated += GC.GetAllocatedBytesForCurrentThread();
        });
        // select(2) keeps its descriptors in a tree, and is asked for by name only.
        Assert.That(allocated, Is.InRange(0, poller == "selects" ? 500_000 : 20_000));
    }

    [Test]
    public void SleepersWakeInOrder()
    {
        foreach (int n in new[] { 3, 1, 2 })
        {
            _hub.Spawn(async () =>
            {
                await _hub.Sleep(n * 0.01);
                _log.Add(n.ToString());
            });
        }
        _hub.Run(async () => await _hub.Sleep(0.05));
        Assert.That(Log, Is.EqualTo("1 2 3"));
    }

    [Test]
    public void TasksOfTheFrameworkAreWaitedForOnTheHubsThread()
    {
        int thread = Environment.CurrentManagedThreadId;
        _hub.Run(async () =>
        {
            int result = await _hub.WaitFor(Task.Run(async () =>
            {
                await Task.Delay(10);
                return 42;
            }));
            Assert.That(result, Is.EqualTo(42));
            Assert.That(Environment.CurrentManagedThreadId, Is.EqualTo(thread));
            try
            {
                await _hub.WaitFor(Task.FromException(new FormatException()));
                Assert.Fail("no exception");
            }
            catch (FormatException)
            {
            }
            TaskCompletionSource never = new();
            GreenTask waiter = _hub.Spawn(async () => await _hub.WaitFor(never.Task));
            await _hub.Sleep();
            waiter.Kill();
            Assert.That(waiter.Exception, Is.InstanceOf<GreenTaskKilledException>());
            never.SetResult();
            await _hub.Sleep(0.001);
        });
    }
}
