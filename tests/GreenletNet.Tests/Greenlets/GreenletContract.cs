using System;
using System.Collections.Generic;
using System.Threading;
using GreenletNet.Greenlets;
using NUnit.Framework;

namespace GreenletNet.Tests.Greenlets;

/// <summary>What every implementation of greenlets has to do. Derive, and say how they are made.</summary>
public abstract class GreenletContract
{
    private readonly List<string> _log = [];

    protected abstract Greenlet Create(Func<object?, object?> run, Greenlet? parent = null);

    protected abstract Greenlet Current { get; }

    private string Log => string.Join(" ", _log);

    [SetUp]
    public void ClearLog() => _log.Clear();

    [Test]
    public void RunsAndReturnsToItsParent()
    {
        Greenlet main = Current;
        Greenlet g = Create(x =>
        {
            Assert.That(Current, Is.Not.SameAs(main));
            Assert.That(Current.Parent, Is.SameAs(main));
            return (int)x! + 1;
        });
        Assert.That((g.IsStarted, g.IsActive, g.IsDead), Is.EqualTo((false, false, false)));
        Assert.That(g.Switch(41), Is.EqualTo(42));
        Assert.That((g.IsStarted, g.IsActive, g.IsDead), Is.EqualTo((true, false, true)));
        Assert.That(Current, Is.SameAs(main));
    }

    [Test]
    public void ValuesGoBothWays()
    {
        Greenlet main = Current;
        Greenlet g = Create(x =>
        {
            for (int i = 0; i < 3; i++)
            {
                x = main.Switch($"{x}{i}");
            }
            return $"end {x}";
        });
        Assert.That(g.Switch("a"), Is.EqualTo("a0"));
        Assert.That(g.Switch("b"), Is.EqualTo("b1"));
        Assert.That(g.IsActive);
        Assert.That(g.Switch("c"), Is.EqualTo("c2"));
        Assert.That(g.Switch("d"), Is.EqualTo("end d"));
    }

    [Test]
    public void SwitchToADeadGreenletReturnsTheValue()
    {
        Greenlet g = Create(x => x);
        g.Switch();
        Assert.That(g.Switch(5), Is.EqualTo(5));
    }

    [Test]
    public void ThrowIntoADeadGreenlet()
    {
        Greenlet g = Create(x => x);
        g.Switch();
        Assert.That(() => g.Throw(new FormatException()), Throws.InstanceOf<FormatException>());
        GreenletExitException exit = new("bye");
        Assert.That(g.Throw(exit), Is.SameAs(exit));
        Assert.That(g.Throw(), Is.InstanceOf<GreenletExitException>());
    }

    [Test]
    public void ThrowIntoAnUnstartedGreenletKillsIt()
    {
        Greenlet g = Create(_ => throw new InvalidOperationException("ran"));
        Assert.That(g.Throw(), Is.InstanceOf<GreenletExitException>());
        Assert.That(g.IsDead);
        Greenlet h = Create(_ => throw new InvalidOperationException("ran"));
        Assert.That(() => h.Throw(new FormatException()), Throws.InstanceOf<FormatException>());
        Assert.That(h.IsDead);
    }

    [Test]
    public void ThrowArrivesAtTheSwitchAndFinallyRuns()
    {
        Greenlet main = Current;
        Greenlet g = Create(_ =>
        {
            try
            {
                main.Switch();
            }
            catch (FormatException)
            {
                _log.Add("caught");
            }
            finally
            {
                _log.Add("finally");
            }
            return 7;
        });
        g.Switch();
        Assert.That(g.Throw(new FormatException()), Is.EqualTo(7));
        Assert.That(Log, Is.EqualTo("caught finally"));
    }

    [Test]
    public void ExitEndsQuietlyOrIsCaught()
    {
        Greenlet main = Current;
        Greenlet g = Create(_ => main.Switch());
        g.Switch();
        Assert.That(g.Throw(), Is.InstanceOf<GreenletExitException>());
        Assert.That(g.IsDead);
        Greenlet h = Create(_ =>
        {
            try
            {
                return main.Switch();
            }
            catch (GreenletExitException)
            {
                return "caught";
            }
        });
        h.Switch();
        Assert.That(h.Throw(), Is.EqualTo("caught"));
    }

    [Test]
    public void AnExceptionEndsUpInTheParent()
    {
        Greenlet g = Create(_ => throw new FormatException("boom"));
        FormatException e = Assert.Throws<FormatException>(() => g.Switch())!;
        Assert.That(e.Message, Is.EqualTo("boom"));
        Assert.That(g.IsDead);
    }

    [Test]
    public void ResultsAndExceptionsPassThroughParents()
    {
        Greenlet parent = Create(x => $"parent got {x}");
        Assert.That(Create(_ => 11, parent).Switch(), Is.EqualTo("parent got 11"));
        Assert.That(Create(_ => 42, parent).Switch(), Is.EqualTo(42), "a dead parent is passed over");
        Greenlet unstarted = Create(_ => "never");
        Greenlet child = Create(_ => throw new FormatException(), unstarted);
        Assert.That(() => child.Switch(), Throws.InstanceOf<FormatException>());
        Assert.That(unstarted.IsDead);
    }

    [Test]
    public void AGreenletStartedInsideAnotherReturnsThere()
    {
        Greenlet outer = Create(_ =>
        {
            Greenlet me = Current;
            Greenlet inner = Create(x => Current.Parent == me ? $"inner {x}" : "wrong parent");
            return $"outer {inner.Switch(1)}";
        });
        Assert.That(outer.Switch(), Is.EqualTo("outer inner 1"));
    }

    [Test]
    public void ParentCanBeChanged()
    {
        Greenlet main = Current;
        Greenlet other = Create(x => $"other {x}");
        Greenlet g = Create(_ =>
        {
            main.Switch();
            return 3;
        });
        g.Switch();
        g.Parent = other;
        Assert.That(g.Switch(), Is.EqualTo("other 3"));
    }

    [Test]
    public void ParentRules()
    {
        Greenlet a = Create(x => x);
        Greenlet b = Create(x => x, a);
        Assert.That(() => a.Parent = a, Throws.ArgumentException.With.Message.EqualTo("cyclic parent chain"));
        Assert.That(() => a.Parent = b, Throws.ArgumentException.With.Message.EqualTo("cyclic parent chain"));
        Assert.That(
            () => Current.Parent = a,
            Throws.InvalidOperationException.With.Message.EqualTo("cannot set the parent of a main greenlet"));
        Assert.That(() => a.Parent = null, Throws.ArgumentNullException);
    }

    [Test]
    public void SwitchToOneself()
    {
        Assert.That(Current.Switch(3), Is.EqualTo(3));
        Assert.That(() => Current.Throw(new FormatException()), Throws.InstanceOf<FormatException>());
        Assert.That(Create(_ => Current.Switch("me")).Switch(), Is.EqualTo("me"));
    }

    [Test]
    public void TwoGreenletsPlayPingPong()
    {
        Greenlet pong = null!;
        Greenlet ping = Create(_ =>
        {
            for (int i = 0; i < 100; i++)
            {
                _log.Add($"{pong.Switch(i)}");
            }
            return "done";
        });
        pong = Create(x =>
        {
            while (true)
            {
                x = ping.Switch(-(int)x!);
            }
        });
        Assert.That(ping.Switch(), Is.EqualTo("done"));
        Assert.That(_log, Has.Count.EqualTo(100));
        Assert.That(_log[99], Is.EqualTo("-99"));
        Assert.That(pong.Throw(), Is.InstanceOf<GreenletExitException>());
    }

    [Test]
    public void SwitchingAcrossThreadsIsRefused()
    {
        Greenlet main = Current;
        Greenlet started = Create(_ => main.Switch());
        started.Switch();
        Greenlet fresh = Create(x => x);
        Exception?[] seen = new Exception?[4];
        Thread thread = new(() =>
        {
            Greenlet[] targets = [main, started, fresh];
            for (int i = 0; i < targets.Length; i++)
            {
                try
                {
                    targets[i].Switch();
                }
                catch (Exception e)
                {
                    seen[i] = e;
                }
            }
            try
            {
                started.Parent = Current;
            }
            catch (ArgumentException e)
            {
                seen[3] = e;
            }
        });
        thread.Start();
        thread.Join();
        for (int i = 0; i < 3; i++)
        {
            Assert.That(seen[i], Is.InstanceOf<GreenletException>());
            Assert.That(seen[i]!.Message, Is.EqualTo("cannot switch to a different thread"));
        }
        Assert.That(seen[3]?.Message, Is.EqualTo("parent cannot be on a different thread"));
        Assert.That(started.Throw(), Is.InstanceOf<GreenletExitException>());
        Assert.That(fresh.Switch(1), Is.EqualTo(1));
    }

    [Test]
    public void ManyGreenletsAtOnce()
    {
        Greenlet main = Current;
        List<Greenlet> all = [];
        for (int i = 0; i < 200; i++)
        {
            int n = i;
            Greenlet g = Create(_ => (int)main.Switch(n)! + n);
            Assert.That(g.Switch(), Is.EqualTo(n));
            all.Add(g);
        }
        for (int i = 0; i < all.Count; i++)
        {
            Assert.That(all[i].Switch(1000), Is.EqualTo(1000 + i));
        }
    }

    [Test]
    public void ADroppedGreenletEndsByExit()
    {
        StartAndForget();
        for (int i = 0; i < 50 && _log.Count == 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Create(x => x).Switch();
        }
        Assert.That(Log, Is.EqualTo("exit"));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void StartAndForget()
    {
        Greenlet main = Current;
        Create(_ =>
        {
            try
            {
                return main.Switch();
            }
            catch (GreenletExitException)
            {
                _log.Add("exit");
                throw;
            }
        }).Switch();
    }
}

public class ThreadGreenletTests : GreenletContract
{
    protected override Greenlet Create(Func<object?, object?> run, Greenlet? parent = null) => new ThreadGreenlet(run, parent);

    protected override Greenlet Current => ThreadGreenlet.Current;

    [Test]
    public void ThreadsAreReused()
    {
        HashSet<int> threads = [];
        for (int i = 0; i < 100; i++)
        {
            new ThreadGreenlet(_ => threads.Add(Environment.CurrentManagedThreadId)).Switch();
        }
        Assert.That(threads, Has.Count.LessThan(10));
    }
}
