using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Collections.Generic;
using NUnit.Framework;
using PythonEngine.Interop;

namespace IronEventlet.Tests;

[TestFixture]
public sealed class HostLifeTests
{
    [Test]
    public void Hosts_do_not_see_each_other()
    {
        using EventletHost a = Hosts.Start();
        using EventletHost b = Hosts.Start();
        a.Execute("import sys, json, eventlet\nx = 'a'\nsys.marker = 1\njson.dumps = None\neventlet.monkey_patch()\nsys.setrecursionlimit(500)\nimport collections\ncollections.OrderedDict\nimport os\n");
        Assert.That(b.TryGetVariable("x", out string? _), Is.False);
        b.Execute("import sys, json, time, socket\nseen = [hasattr(sys, 'marker'), json.dumps([1]), 'eventlet' in sys.modules, 'green' in socket.socket.__module__, sys.getrecursionlimit()]");
        Assert.That(b.Evaluate("str(seen)"), Is.EqualTo("[False, '[1]', False, False, 1000]"));
        Assert.That(() => a.SetVariable("other", b.Evaluate<PythonObject>("seen")), Throws.TypeOf<PythonException>().With.Message.Contains("belongs to another host"));
    }

    [Test]
    public void Two_hosts_use_two_cores_and_share_no_state()
    {
        using EventletHost a = Hosts.Start();
        using EventletHost b = Hosts.Start();
        const string work = """
            import re, json, collections, datetime, functools, threading, decimal, struct
            class Node:
                __slots__ = ('value', 'next')
                def __init__(self, value, next=None):
                    self.value = value; self.next = next
            class Shape:
                def __init__(self, n):
                    self.a = n; self.b = n * 2
                    setattr(self, 'attr_%d' % (n % 50), n)
            def run(rounds):
                total = 0
                for i in range(rounds):
                    d = {('k%d' % (j % 97)): j for j in range(200)}
                    total += sum(d.values()) + len(json.dumps(d))
                    s = Shape(i)
                    total += s.a + s.b + len(vars(s))
                    def f(): pass
                    setattr(f, 'note_%d' % (i % 40), i)
                    e = ValueError(i)
                    setattr(e, 'note_%d' % (i % 40), i)
                    total += len(vars(f)) + len(vars(e))
                    ns = type('T%d' % i, (Shape,), {'m': lambda self: self.a})
                    total += ns(i).m()
                    total += len(re.sub(r'(\\w)(\\d)', r'\\2\\1', 'a1b2c3' * 20))
                    total += int(str(2 ** 200 + i)[-3:])
                    head = None
                    for j in range(50):
                        head = Node(j, head)
                    while head:
                        total += head.value; head = head.next
                    try:
                        {}['missing%d' % i]
                    except KeyError as e:
                        total += len(str(e))
                    total += len(sorted(set('%x' % (i * 7919)), key=lambda c: -ord(c)))
                    total += collections.Counter('abracadabra')['a']
                    total += len(datetime.date(2020, 1, 1 + i % 28).isoformat())
                return total
            """;
        a.Execute(work);
        b.Execute(work);
        long expected = a.Call<long>("run", 150);
        for (int round = 0; round < 3; round++)
        {
            Task<long> x = a.CallAsync<long>("run", 150), y = b.CallAsync<long>("run", 150);
            Assert.That(x.Result, Is.EqualTo(expected));
            Assert.That(y.Result, Is.EqualTo(expected));
        }
    }

    [Test]
    public void Types_that_hosts_share_cannot_be_changed()
    {
        using EventletHost host = Hosts.Start();
        Assert.That(() => host.Execute("import functools; functools.partial.added = 1"),
            Throws.TypeOf<PythonException>().With.Message.EqualTo("TypeError: cannot set 'added' attribute of immutable type 'functools.partial'"));
    }

    [Test]
    public void Weak_references_to_shared_types_are_each_hosts_own()
    {
        using EventletHost a = Hosts.Start();
        using EventletHost b = Hosts.Start();
        a.Execute("import weakref\nr = weakref.ref(list)\nd = weakref.WeakKeyDictionary({list: 1})");
        b.Execute("import weakref");
        Assert.That(b.Evaluate<int>("weakref.getweakrefcount(list)"), Is.Zero);
        Assert.That(a.Evaluate<int>("weakref.getweakrefcount(list)"), Is.EqualTo(2));
    }

    [Test]
    public void Tls_works_in_two_hosts_at_once()
    {
        using EventletHost a = Hosts.Start();
        using EventletHost b = Hosts.Start();
        string folder = TestContext.CurrentContext.TestDirectory;
        while (!File.Exists(Path.Combine(folder, "IronEventlet.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        folder = Path.Combine(folder, "compat-tests", "eventlet", "tls");
        const string code = """
            import eventlet
            from eventlet.green import ssl
            def echo(n):
                server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); server.load_cert_chain(folder + '/_cert.pem', folder + '/_key.pem')
                client = ssl.create_default_context(cafile=folder + '/_cert.pem')
                l = eventlet.listen(('127.0.0.1', 0))
                def serve():
                    while True:
                        c, a = l.accept()
                        eventlet.spawn_n(handle, c)
                def handle(c):
                    s = server.wrap_socket(c, server_side=True)
                    s.sendall(s.recv(100)[::-1])
                    s.close()
                g = eventlet.spawn(serve)
                def one(i):
                    c = client.wrap_socket(eventlet.connect(l.getsockname()), server_hostname='localhost')
                    c.sendall(b'%d' % i)
                    return int(c.recv(100)[::-1])
                try:
                    return list(eventlet.GreenPool().imap(one, range(n))) == list(range(n))
                finally:
                    g.kill()
            """;
        foreach (EventletHost host in new[] { a, b })
        {
            host.SetVariable("folder", folder);
            host.Execute(code);
        }
        Task<bool> x = a.CallAsync<bool>("echo", 60), y = b.CallAsync<bool>("echo", 60);
        Assert.That(x.Result && y.Result, Is.True);
    }

    [Test]
    public void A_signal_handler_goes_with_its_host()
    {
        string before = Caught();
        using (EventletHost host = Hosts.Start())
        {
            host.Execute("import signal\nsignal.signal(signal.SIGUSR2, lambda *a: None)");
            Assert.That(Caught(), Is.Not.EqualTo(before));
        }
        // The interrupting signal of the engine stays, as other hosts may need it.
        ulong more = Convert.ToUInt64(Caught()[8..].Trim(), 16) & ~Convert.ToUInt64(before[8..].Trim(), 16);
        Assert.That(more & ~(1UL << 62), Is.Zero);
    }

    [Test]
    public void A_hundred_hosts_leave_no_threads_and_no_descriptors()
    {
        for (int i = 0; i < 3; i++)
        {
            Cycle(i);
        }
        Settle();
        int threads = Process.GetCurrentProcess().Threads.Count, descriptors = Hosts.OpenDescriptors;
        for (int i = 0; i < 100; i++)
        {
            Cycle(i);
        }
        Settle();
        // Each host opens more than five; those of the last one or two may still wait for the collector.
        Assert.That(Hosts.OpenDescriptors, Is.LessThanOrEqualTo(descriptors + 15));
        Assert.That(Process.GetCurrentProcess().Threads.Count, Is.LessThanOrEqualTo(threads + 8));
    }

    private static void Cycle(int i)
    {
        using EventletHost host = Hosts.Start();
        host.Execute("import eventlet, socket, os, threading\nkeep = [eventlet.listen(('127.0.0.1', 0)), socket.socket(), open('/dev/null')]\n"
            + "def forever():\n    while True: eventlet.sleep(1)\ngts = [eventlet.spawn(forever) for _ in range(5)]\n"
            + "t = threading.Thread(target=lambda: None); t.start(); t.join()\neventlet.sleep(0)\n");
        Assert.That(host.Evaluate<int>($"{i} + len(gts)"), Is.EqualTo(i + 5));
    }

    private static void Settle()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(50);
        }
    }

    [Test]
    public async Task Stopping_ends_greenthreads_threads_and_calls()
    {
        StringWriter output = new();
        EventletHost host = Hosts.Start(TextWriter.Synchronized(output));
        host.Execute("""
            import eventlet, atexit, threading, time
            from eventlet import event, queue
            q = queue.Queue()
            def waits(name, f):
                try:
                    f()
                except BaseException as e:
                    print(name, type(e).__name__)
                    raise
            eventlet.spawn(waits, 'sleep', lambda: eventlet.sleep(60))
            eventlet.spawn(waits, 'queue', q.get)
            eventlet.spawn(waits, 'event', event.Event().wait)
            sock = eventlet.listen(('127.0.0.1', 0))
            eventlet.spawn(waits, 'accept', sock.accept)
            def spin():
                while True: time.sleep(0.01)
            threading.Thread(target=spin, daemon=True).start()
            def short():
                time.sleep(0.1); print('thread done')
            threading.Thread(target=short).start()
            atexit.register(lambda: print('atexit'))
            eventlet.sleep(0.02)
            """);
        Task<object?> call = host.CallAsync<object?>("eventlet.sleep", 60);
        Thread.Sleep(30);
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Is.EquivalentTo(new[] { "sleep GreenletExit", "queue GreenletExit", "event GreenletExit", "accept GreenletExit", "thread done", "atexit" }));
        Assert.That(lines[^1], Is.EqualTo("atexit"));
        Assert.That(async () => await call, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(host.IsStopped, Is.True);
        Assert.That(() => host.Evaluate("1"), Throws.TypeOf<ObjectDisposedException>());
        await host.StopAsync();
        host.Dispose();
        host.Dispose();
    }

    [Test]
    public void A_greenthread_that_refuses_to_end_is_given_up()
    {
        using EventletHost host = new(new EventletHostOptions { ImportSite = false, StopTimeout = TimeSpan.FromMilliseconds(300), StandardError = TextWriter.Null });
        host.Execute("import eventlet\ndef stubborn():\n    while True:\n        try:\n            eventlet.sleep(60)\n        except BaseException:\n            pass\neventlet.spawn(stubborn)\neventlet.sleep(0)");
        Stopwatch watch = Stopwatch.StartNew();
        host.Dispose();
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void A_thread_that_blocks_outside_the_hub_is_given_up()
    {
        EventletHost host = new(new EventletHostOptions { ImportSite = false, StopTimeout = TimeSpan.FromMilliseconds(100), StandardError = TextWriter.Null });
        Task run = host.ExecuteAsync("import time\ntime.sleep(12)");
        Thread.Sleep(50);
        Stopwatch watch = Stopwatch.StartNew();
        host.Dispose();
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(9)));
        Assert.That(async () => await run, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_host_keeps_its_hub()
    {
        using EventletHost host = Hosts.Start();
        host.Execute("import eventlet\nfrom eventlet import hubs\nfrom eventlet.hubs import selects\nh = hubs.get_hub()\nhubs.use_hub('selects')\nhubs.use_hub()\nsame = hubs.get_hub() is h\neventlet.sleep(0.01)\nclass Mine(selects.Hub): pass\n");
        Assert.That(host.GetVariable<bool>("same"), Is.True);
        Assert.That(() => host.Execute("hubs.use_hub(Mine)"), Throws.TypeOf<PythonException>().With.Message.Contains("HubError"));
        Assert.That(host.Evaluate<int>("eventlet.spawn(lambda: 5).wait()"), Is.EqualTo(5));
    }

    [Test]
    public void Objects_of_an_ended_host_say_so()
    {
        PythonObject list;
        Func<int> function;
        using (EventletHost host = Hosts.Start())
        {
            list = host.Evaluate<PythonObject>("[1]");
            host.Execute("def f(): return 1");
            function = host.GetVariable<Func<int>>("f");
        }
        Assert.That(() => list.Count, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => function(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(list.ToString(), Is.EqualTo("<list of an ended host>"));
    }

    [Test]
    public void Streams_are_redirected()
    {
        using MemoryStream output = new();
        using MemoryStream error = new();
        using MemoryStream input = new(Encoding.UTF8.GetBytes("first\nsécond\n"));
        using (EventletHost host = new(new EventletHostOptions { ImportSite = false, StandardOutputStream = output, StandardErrorStream = error, StandardInput = input }))
        {
            host.Execute("import sys\nprint(input() + '/' + sys.stdin.readline().strip() + '/' + sys.stdin.read())\nsys.stdout.buffer.write(b'\\xff')\nsys.stdout.flush()\nprint('é', file=sys.stderr)");
        }
        Assert.That(output.ToArray(), Is.EqualTo(Encoding.UTF8.GetBytes("first/sécond/\n").Append((byte)0xff)));
        Assert.That(Encoding.UTF8.GetString(error.ToArray()), Is.EqualTo("\\xe9\n").Or.EqualTo("é\n"));
        Assert.That(() => new EventletHost(new EventletHostOptions { StandardOutput = TextWriter.Null, StandardOutputStream = output }), Throws.ArgumentException);
    }

    [Test]
    public void An_environment_of_its_own_stays_in_the_host()
    {
        using EventletHost host = new(new EventletHostOptions
        {
            ImportSite = false,
            Environment = new Dictionary<string, string> { ["ONLY"] = "here", ["PATH"] = "/usr/bin:/bin" },
        });
        host.Execute("import os, subprocess\nos.environ['ADDED_BY_HOST'] = 'yes'\nchild = subprocess.run(['env'], capture_output=True, text=True).stdout\n");
        Assert.That(host.Evaluate("sorted(os.environ) == ['ADDED_BY_HOST', 'ONLY', 'PATH']"), Is.EqualTo(true));
        Assert.That(host.GetVariable<string>("child"), Does.Contain("ADDED_BY_HOST=yes").And.Contain("ONLY=here"));
        Assert.That(Environment.GetEnvironmentVariable("ADDED_BY_HOST"), Is.Null);
    }

    [Test]
    public void Arguments_and_search_paths_reach_sys()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "mine.py"), "value = 'found'\n");
        EventletHostOptions options = new() { ImportSite = false };
        options.Arguments.Add("program");
        options.Arguments.Add("-x");
        options.SearchPaths.Add(folder);
        using EventletHost host = new(options);
        host.Execute("import sys, mine");
        Assert.That(host.Evaluate("sys.argv[0] + sys.argv[1] + mine.value + sys.path[0]"), Is.EqualTo("program-xfound" + folder));
        Directory.Delete(folder, true);
    }

    [Test]
    public async Task A_host_starts_asynchronously()
    {
        await using EventletHost host = await EventletHost.StartAsync(new EventletHostOptions { ImportSite = false });
        Assert.That(await host.EvaluateAsync<int>("6 * 7"), Is.EqualTo(42));
        Assert.That((await host.ImportAsync("os.path")).GetAttribute<string>("sep"), Is.EqualTo("/"));
    }

    [Test]
    public void No_signal_handlers_are_installed()
    {
        using EventletHost host = Hosts.Start();
        Assert.That(host.Evaluate<bool>("__import__('signal').getsignal(2) is not None"), Is.True);
        // The process's own disposition, from the kernel: nothing was changed by importing signal.
        string before = Caught();
        host.Execute("import signal, eventlet, subprocess, asyncio");
        Assert.That(Caught(), Is.EqualTo(before));
    }

    private static string Caught() => File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigCgt", StringComparison.Ordinal));
}
