using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using GreenletNet.Polling;
using GreenletNet.Sockets;
using NUnit.Framework;

namespace GreenletNet.Tests.Polling;

/// <summary>What every poller has to do.</summary>
[TestFixture("epolls")]
[TestFixture("poll")]
[TestFixture("selects")]
public class PollerContract(string name)
{
    private IPoller _poller = null!;
    private int _a;
    private int _b;
    private readonly ReadyEvent[] _events = new ReadyEvent[8];

    [SetUp]
    public void SetUp()
    {
        _poller = Poller.Create(name);
        int made = SocketCalls.SocketPair(SocketConstants.AF_UNIX, SocketConstants.SOCK_STREAM, 0, out _a, out _b);
        Assert.That(made, Is.Zero);
    }

    [TearDown]
    public void TearDown()
    {
        _poller.Dispose();
        SocketCalls.Close(_a);
        if (_b >= 0)
        {
            SocketCalls.Close(_b);
        }
    }

    private void SendToA() => Assert.That(SocketCalls.Send(_b, "x"u8, 0), Is.EqualTo(1));

    private void ClosePeer()
    {
        SocketCalls.Close(_b);
        _b = -1;
    }

    [Test]
    public void HasTheNameItWasAskedForBy() => Assert.That(_poller.Name, Is.EqualTo(name));

    [Test]
    public void ReportsNothingWithoutData()
    {
        Assert.That(_poller.Add(_a, PollEvents.Read, 7), Is.Zero);
        Assert.That(_poller.Wait(0, _events), Is.Zero);
    }

    [Test]
    public void ReportsReadinessWithTokenUntilDataIsTaken()
    {
        _poller.Add(_a, PollEvents.Read, 0xFFFF_FFFF_0000_0001);
        SendToA();
        for (int i = 0; i < 2; i++)
        {
            Assert.That(_poller.Wait(0, _events), Is.EqualTo(1), "level-triggered");
            Assert.That(_events[0].Token, Is.EqualTo(0xFFFF_FFFF_0000_0001));
            Assert.That(_events[0].Events, Is.EqualTo(PollEvents.Read));
        }
        SocketCalls.Recv(_a, new byte[1], 0);
        Assert.That(_poller.Wait(0, _events), Is.Zero);
    }

    [Test]
    public void ReportsBothDirections()
    {
        _poller.Add(_a, PollEvents.Read | PollEvents.Write, 1);
        SendToA();
        Assert.That(_poller.Wait(0, _events), Is.EqualTo(1));
        Assert.That(_events[0].Events, Is.EqualTo(PollEvents.Read | PollEvents.Write));
    }

    [Test]
    public void ModifyChangesInterestAndToken()
    {
        _poller.Add(_a, PollEvents.Write, 1);
        Assert.That(_poller.Modify(_a, PollEvents.Read, 2), Is.Zero);
        Assert.That(_poller.Wait(0, _events), Is.Zero);
        SendToA();
        Assert.That(_poller.Wait(0, _events), Is.EqualTo(1));
        Assert.That(_events[0].Token, Is.EqualTo(2));
    }

    [Test]
    public void RemoveStopsReports()
    {
        _poller.Add(_a, PollEvents.Write, 1);
        Assert.That(_poller.Remove(_a), Is.Zero);
        Assert.That(_poller.Wait(0, _events), Is.Zero);
    }

    [Test]
    public void SecondAddAndUnknownDescriptorsAreRefused()
    {
        _poller.Add(_a, PollEvents.Read, 1);
        Assert.That(_poller.Add(_a, PollEvents.Read, 1), Is.EqualTo(Errno.EEXIST));
        Assert.That(_poller.Modify(_b, PollEvents.Read, 1), Is.EqualTo(Errno.ENOENT));
        Assert.That(_poller.Remove(_b), Is.EqualTo(Errno.ENOENT));
        Assert.That(_poller.Add(-1, PollEvents.Read, 1), Is.EqualTo(Errno.EBADF));
    }

    [Test]
    public void PeerCloseIsReadable()
    {
        _poller.Add(_a, PollEvents.Read, 1);
        ClosePeer();
        Assert.That(_poller.Wait(1, _events), Is.EqualTo(1));
        Assert.That(_events[0].Events & (PollEvents.Read | PollEvents.Hangup), Is.Not.EqualTo(PollEvents.None));
    }

    [Test]
    public void RegularFilesAreAlwaysReady()
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileStream file = File.OpenRead(path);
            int fd = (int)file.SafeFileHandle.DangerousGetHandle();
            Assert.That(_poller.Add(fd, PollEvents.Read, 5), Is.Zero);
            Stopwatch watch = Stopwatch.StartNew();
            Assert.That(_poller.Wait(30, _events), Is.EqualTo(1));
            Assert.That(watch.Elapsed.TotalSeconds, Is.LessThan(20));
            Assert.That(_events[0].Token, Is.EqualTo(5));
            Assert.That(_events[0].Events, Is.EqualTo(PollEvents.Read));
            Assert.That(_poller.Modify(fd, PollEvents.Write, 6), Is.Zero);
            Assert.That(_poller.Wait(0, _events), Is.EqualTo(1));
            Assert.That(_events[0].Events, Is.EqualTo(PollEvents.Write));
            Assert.That(_poller.Remove(fd), Is.Zero);
            Assert.That(_poller.Wait(0, _events), Is.Zero);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void WaitsForTheTimeGivenAndNotMuchLonger()
    {
        _poller.Add(_a, PollEvents.Read, 1);
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(_poller.Wait(0.03, _events), Is.Zero);
        Assert.That(watch.Elapsed.TotalSeconds, Is.InRange(0.029, 5));
    }

    [Test]
    public void WakeBeforeWaitingEndsTheNextWait()
    {
        _poller.Wake();
        _poller.Wake();
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(_poller.Wait(30, _events), Is.Zero);
        Assert.That(watch.Elapsed.TotalSeconds, Is.LessThan(20));
        Assert.That(_poller.Wait(0.01, _events), Is.Zero, "one wake-up ends one wait");
        Assert.That(watch.Elapsed.TotalSeconds, Is.GreaterThanOrEqualTo(0.01));
    }

    [Test]
    public void WakeFromAnotherThreadEndsAnEndlessWait()
    {
        Thread waker = new(() =>
        {
            Thread.Sleep(30);
            _poller.Wake();
        });
        waker.Start();
        Assert.That(_poller.Wait(double.PositiveInfinity, _events), Is.Zero);
        waker.Join();
    }

    [Test]
    public void ASmallBufferGetsEverythingInTheEnd()
    {
        ReadyEvent[] one = new ReadyEvent[1];
        _poller.Add(_a, PollEvents.Write, 1);
        _poller.Add(_b, PollEvents.Write, 2);
        ulong seen = 0;
        for (int i = 0; i < 4 && name != "selects"; i++)
        {
            Assert.That(_poller.Wait(0, one), Is.EqualTo(1));
            seen |= one[0].Token;
        }
        Assert.That(seen, Is.EqualTo(name == "selects" ? 0 : 3));
    }

    [Test]
    public void ResetForgetsEverythingAndStillWorks()
    {
        _poller.Add(_a, PollEvents.Write, 1);
        _poller.Reset();
        Assert.That(_poller.Wait(0, _events), Is.Zero);
        Assert.That(_poller.Add(_a, PollEvents.Write, 3), Is.Zero);
        Assert.That(_poller.Wait(0, _events), Is.EqualTo(1));
        _poller.Wake();
        Assert.That(_poller.Wait(1, _events), Is.EqualTo(1));
    }

    [Test]
    public void AClosedDescriptorIsFoundInvalidOrForgotten()
    {
        _poller.Add(_b, PollEvents.Read, 9);
        ClosePeer();
        int count = _poller.Wait(0, _events);
        if (name == "epolls")
        {
            Assert.That(count, Is.Zero);
        }
        else
        {
            Assert.That(count, Is.EqualTo(1));
            Assert.That(_events[0].Events, Is.EqualTo(PollEvents.Invalid));
            Assert.That(_events[0].Token, Is.EqualTo(9));
        }
    }

    [Test]
    public void InterruptedWaitReportsEintr()
    {
        SyscallFaults.Hook = (call, _) => call is Syscall.EpollWait or Syscall.Poll or Syscall.Select ? Errno.EINTR : 0;
        try
        {
            Assert.That(_poller.Wait(1, _events), Is.EqualTo(-Errno.EINTR));
        }
        finally
        {
            SyscallFaults.Hook = null;
        }
    }
}

public class PollerChoiceTests
{
    [Test]
    public void TheSeamForFaultsIsOnInTests() => Assert.That(SyscallFaults.Enabled);

    [Test]
    public void WithoutEpollTheFallbackIsChosen()
    {
        SyscallFaults.Hook = (call, _) => call == Syscall.EpollCreate ? Errno.ENOSYS : 0;
        try
        {
            using IPoller poller = Poller.Create();
            Assert.That(poller, Is.InstanceOf<PollPoller>());
        }
        finally
        {
            SyscallFaults.Hook = null;
        }
    }

    [Test]
    public void RunningOutOfDescriptorsIsNotTakenForMissingEpoll()
    {
        SyscallFaults.Hook = (call, _) => call == Syscall.EpollCreate ? Errno.EMFILE : 0;
        try
        {
            SocketOsException e = Assert.Throws<SocketOsException>(() => Poller.Create())!;
            Assert.That(e.Errno, Is.EqualTo(Errno.EMFILE));
            Assert.That(e.Message, Is.EqualTo("[Errno 24] Too many open files"));
        }
        finally
        {
            SyscallFaults.Hook = null;
        }
    }

    [Test]
    public void ByDefaultLinuxGetsEpoll()
    {
        using IPoller poller = Poller.Create();
        Assert.That(poller.Name, Is.EqualTo("epolls"));
    }
}
