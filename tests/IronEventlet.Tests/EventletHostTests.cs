using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PythonEngine.Interop;

namespace IronEventlet.Tests;

[TestFixture]
public sealed class EventletHostTests
{
    private StringWriter _output = null!;
    private StringWriter _error = null!;
    private EventletHost _host = null!;

    [SetUp]
    public void SetUp()
    {
        _output = new StringWriter();
        _error = new StringWriter();
        _host = Hosts.Start(TextWriter.Synchronized(_output), TextWriter.Synchronized(_error));
    }

    [TearDown]
    public void TearDown() => _host.Dispose();

    [Test]
    public void Runs_code_evaluates_and_keeps_variables()
    {
        _host.SetVariable("base", 40);
        _host.Execute("total = base + 2\nprint('total', total)");
        Assert.That(_host.GetVariable<int>("total"), Is.EqualTo(42));
        Assert.That(_host.Evaluate("total * 2"), Is.EqualTo(84));
        Assert.That(_host.Evaluate<string>("f'<{total}>'"), Is.EqualTo("<42>"));
        Assert.That(_output.ToString(), Is.EqualTo("total 42\n"));
        Assert.That(_host.TryGetVariable("missing", out int _), Is.False);
        Assert.That(() => _host.GetVariable("missing"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("missing"));
        Assert.That(_host.RemoveVariable("total"), Is.True);
        Assert.That(_host.RemoveVariable("total"), Is.False);
    }

    [Test]
    public void A_python_exception_arrives_with_type_message_and_traceback()
    {
        PythonException e = Assert.Throws<PythonException>(() => _host.Execute("def f(x):\n    return 1 // x\nf(0)", "job.py"))!;
        Assert.That(e.PythonType, Is.EqualTo("ZeroDivisionError"));
        Assert.That(e.PythonMessage, Is.EqualTo("integer division or modulo by zero"));
        Assert.That(e.Message, Is.EqualTo("ZeroDivisionError: integer division or modulo by zero"));
        Assert.That(e.PythonTraceback, Does.StartWith("Traceback (most recent call last):\n  File \"job.py\", line 3, in <module>\n"));
        Assert.That(e.PythonTraceback, Does.Contain("  File \"job.py\", line 2, in f\n"));
        Assert.That(e.IsInstanceOf("ArithmeticError"), Is.True);
        Assert.That(e.IsInstanceOf("KeyError"), Is.False);
    }

    [Test]
    public void A_syntax_error_is_a_python_exception_and_the_host_goes_on()
    {
        PythonException e = Assert.Throws<PythonException>(() => _host.Execute("x = (1,\n"))!;
        Assert.That(e.PythonType, Is.EqualTo("SyntaxError"));
        Assert.That(e.Value.GetAttribute<int>("lineno"), Is.EqualTo(1));
        Assert.That(_host.Evaluate<int>("1 + 1"), Is.EqualTo(2));
        Assert.That(() => _host.Evaluate("x = 1"), Throws.TypeOf<PythonException>());
    }

    [Test]
    public void Sys_exit_ends_the_call_and_not_the_host()
    {
        PythonException e = Assert.Throws<PythonException>(() => _host.Execute("import sys; sys.exit(3)"))!;
        Assert.That(e.PythonType, Is.EqualTo("SystemExit"));
        Assert.That(e.Value.GetAttribute<int>("code"), Is.EqualTo(3));
        _host.Execute("import eventlet\ndef quit(): raise SystemExit(4)\neventlet.spawn(quit)\neventlet.sleep(0.02)");
        Assert.That(_host.Evaluate<int>("1 + 1"), Is.EqualTo(2));
        Assert.That(_error.ToString(), Does.Contain("SystemExit"));
    }

    [Test]
    public async Task Many_calls_are_in_flight_at_once()
    {
        _host.Execute("import eventlet\ndef slow(n):\n    eventlet.sleep(0.2)\n    return n * n\n");
        Stopwatch watch = Stopwatch.StartNew();
        int[] results = await Task.WhenAll(Enumerable.Range(0, 500).Select(n => Task.Run(() => _host.CallAsync<int>("slow", n))));
        Assert.That(results, Is.EqualTo(Enumerable.Range(0, 500).Select(n => n * n)));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task Parked_calls_keep_no_os_thread()
    {
        _host.Execute("import eventlet\ndef slow(n):\n    eventlet.sleep(0.5)\n    return n\n");
        await _host.CallAsync<int>("slow", 0);
        int before = Process.GetCurrentProcess().Threads.Count;
        Task<int>[] calls = [.. Enumerable.Range(0, 200).Select(n => _host.CallAsync<int>("slow", n))];
        await Task.Delay(200);
        Assert.That(Process.GetCurrentProcess().Threads.Count, Is.LessThan(before + 20));
        await Task.WhenAll(calls);
    }

    [Test]
    public void Functions_are_found_by_name_module_and_attribute()
    {
        _host.Execute("class C:\n    @staticmethod\n    def twice(x): return 2 * x\ndef kw(a, b=1, *, c): return (a, b, c)");
        Assert.That(_host.Call<int>("C.twice", 4), Is.EqualTo(8));
        Assert.That(_host.Call<double>("math:sqrt", 16), Is.EqualTo(4.0));
        Assert.That(_host.Call<string>("os.path:join", "a", "b"), Is.EqualTo("a/b"));
        Assert.That(_host.Call<int>("len", "four"), Is.EqualTo(4));
        Assert.That(_host.CallAsync<(int, int, int)>("kw", [1], new Dictionary<string, object?> { ["c"] = 3 }).Result, Is.EqualTo((1, 1, 3)));
        Assert.That(() => _host.Call("nothing"), Throws.TypeOf<PythonException>().With.Message.EqualTo("NameError: name 'nothing' is not defined"));
        Assert.That(() => _host.Call("no_such_module:f"), Throws.TypeOf<PythonException>().With.Message.Contains("ModuleNotFoundError"));
        Assert.That(() => _host.Call<int>("str", 5), Throws.TypeOf<PythonException>().With.Message.Contains("cannot convert 'str' to System.Int32"));
    }

    [Test]
    public void Objects_are_used_through_handles_and_dynamic()
    {
        _host.Execute("class Point:\n    def __init__(self, x, y): self.x, self.y = x, y\n    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)\n    def scaled(self, by=2): return Point(self.x * by, self.y * by)\n");
        dynamic point = _host.GetVariable<PythonObject>("Point");
        dynamic sum = point(1, 2) + point(3, 4);
        Assert.That((int)sum.x, Is.EqualTo(4));
        sum.x = 10;
        Assert.That((int)sum.scaled(by: 3).x, Is.EqualTo(30));
        PythonObject list = _host.Evaluate<PythonObject>("[3, 1, 2]");
        Assert.That(list.Count, Is.EqualTo(3));
        Assert.That(list.Items<int>(), Is.EqualTo(new[] { 3, 1, 2 }));
        list[0] = "zero";
        Assert.That(list.Repr(), Is.EqualTo("['zero', 1, 2]"));
        list.CallMethod("append", 5);
        Assert.That(list[-1], Is.EqualTo(5));
        Assert.That(list.TypeName, Is.EqualTo("list"));
        Assert.That(() => list.GetAttribute("nope"), Throws.TypeOf<PythonException>().With.Message.EqualTo("AttributeError: 'list' object has no attribute 'nope'"));
        Assert.That(list.HasAttribute("pop"), Is.True);
    }

    [Test]
    public void Collections_are_copied_on_request()
    {
        PythonObject data = _host.CreateDictionary(new Dictionary<string, object?> { ["xs"] = new[] { 1, 2 }, ["deep"] = new List<object?> { null, new Dictionary<string, int> { ["k"] = 3 } } });
        dynamic json = _host.Import("json");
        Assert.That((string)json.dumps(data, sort_keys: true), Is.EqualTo("{\"deep\": [null, {\"k\": 3}], \"xs\": [1, 2]}"));
        Assert.That(_host.CreateTuple(1, "x").Repr(), Is.EqualTo("(1, 'x')"));
        List<object?> endless = [];
        endless.Add(endless);
        Assert.That(() => _host.CreateList(endless), Throws.TypeOf<PythonException>().With.Message.Contains("RecursionError"));
    }

    [Test]
    public async Task A_coroutine_is_run_to_its_end()
    {
        _host.SetVariable("later", new Func<int, Task<int>>(async n =>
        {
            await Task.Delay(20);
            return n + 1;
        }));
        _host.Execute("async def work(n):\n    a = await later(n)\n    b = await later(a)\n    return b\nasync def fails():\n    await later(0)\n    raise ValueError('no')\n");
        Assert.That(await _host.CallAsync<int>("work", 1), Is.EqualTo(3));
        PythonException e = Assert.ThrowsAsync<PythonException>(() => _host.CallAsync<int>("fails"))!;
        Assert.That(e.Message, Is.EqualTo("ValueError: no"));
    }

    [Test]
    public void A_task_parks_one_greenthread_only()
    {
        TaskCompletionSource<string> source = new();
        _host.SetVariable("wait", new Func<Task<string>>(() => source.Task));
        _host.Execute("import eventlet\nlog = []\ndef ticker():\n    while True:\n        log.append(1)\n        eventlet.sleep(0.005)\nt = eventlet.spawn(ticker)\n");
        Task<string> waiting = _host.CallAsync<string>("wait");
        Thread.Sleep(150);
        Assert.That(_host.Evaluate<int>("len(log)"), Is.GreaterThan(5));
        Assert.That(waiting.IsCompleted, Is.False);
        source.SetResult("done");
        Assert.That(waiting.Result, Is.EqualTo("done"));
    }

    [Test]
    public void Cancellation_kills_the_greenthread()
    {
        _host.Execute("import eventlet\nseen = []\ndef work():\n    try:\n        eventlet.sleep(60)\n    except BaseException as e:\n        seen.append(type(e).__name__)\n        raise\n    finally:\n        seen.append('finally')\n");
        using CancellationTokenSource cancel = new();
        Task<object?> call = _host.CallAsync<object?>("work", [], null, cancel.Token);
        Thread.Sleep(50);
        cancel.Cancel();
        Assert.That(() => call.Wait(5000), Throws.TypeOf<AggregateException>().With.InnerException.TypeOf<TaskCanceledException>());
        Assert.That(_host.Evaluate("' '.join(seen)"), Is.EqualTo("GreenletExit finally"));
    }

    [Test]
    public void Cancellation_interrupts_a_tight_loop()
    {
        using CancellationTokenSource cancel = new();
        Task run = _host.ExecuteAsync("while True: pass", cancellationToken: cancel.Token);
        Thread.Sleep(50);
        cancel.Cancel();
        Assert.That(() => run.Wait(5000), Throws.TypeOf<AggregateException>().With.InnerException.TypeOf<TaskCanceledException>());
        Assert.That(_host.Evaluate<int>("1 + 1"), Is.EqualTo(2));
    }

    [Test]
    public void Cancellation_before_the_start_runs_nothing()
    {
        Task run = _host.ExecuteAsync("ran = True", cancellationToken: new CancellationToken(true));
        Assert.That(run.IsCanceled, Is.True);
        Assert.That(_host.TryGetVariable("ran", out bool _), Is.False);
    }

    [Test]
    public void Delegates_work_both_ways()
    {
        _host.SetVariable("add", new Func<int, int, int>((a, b) => a + b));
        Assert.That(_host.Evaluate<int>("add(2, b=3)"), Is.EqualTo(5));
        Assert.That(() => _host.Evaluate("add(1)"), Throws.TypeOf<PythonException>().With.Message.StartsWith("TypeError: No method matches given arguments"));
        _host.Execute("def square(x): return x * x");
        Func<int, int> square = _host.GetVariable<Func<int, int>>("square");
        Assert.That(square(7), Is.EqualTo(49));
        Assert.That(Enumerable.Range(0, 8).AsParallel().Select(square).OrderBy(x => x), Is.EqualTo(new[] { 0, 1, 4, 9, 16, 25, 36, 49 }));
        _host.SetVariable("again", square);
        Assert.That(_host.Evaluate<bool>("again is square"), Is.True);
    }

    [Test]
    public void Dotnet_exceptions_pass_through_python_unchanged()
    {
        InvalidOperationException original = new("broken");
        _host.SetVariable("fail", new Action(() => throw original));
        Assert.That(() => _host.Execute("fail()"), Throws.Exception.SameAs(original));
        _host.Execute("try:\n    fail()\nexcept RuntimeError as e:\n    caught = type(e).__module__ + '.' + type(e).__name__ + ': ' + str(e)");
        Assert.That(_host.GetVariable("caught"), Is.EqualTo("System.InvalidOperationException: broken"));
        _host.Execute("def back(): raise KeyError('k')");
        _host.SetVariable("through", new Func<object?>(() => _host.Call("back")));
        Assert.That(_host.Evaluate("type(__import__('builtins')).__name__"), Is.EqualTo("module"));
        _host.Execute("try:\n    through()\nexcept KeyError as e:\n    same = e.args");
        Assert.That(_host.Evaluate("same[0]"), Is.EqualTo("k"));
    }

    [Test]
    public void Registered_modules_are_importable()
    {
        _host.RegisterModule("billing", new Dictionary<string, object?> { ["rate"] = 1.5, ["charge"] = new Func<string, double, string>((who, what) => $"{who}:{what}") }, "Charges.");
        _host.Execute("import billing\nfrom billing import charge\nresult = charge('ann', billing.rate * 2) + billing.__doc__");
        Assert.That(_host.GetVariable("result"), Is.EqualTo("ann:3Charges."));
    }

    [Test]
    public void A_script_file_runs_as_main()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "helper.py"), "value = 6\n");
            File.WriteAllText(Path.Combine(folder, "main.py"), "import helper, sys\nif __name__ == '__main__':\n    answer = helper.value * 7\n    print(__file__)\n    sys.exit(0)\n");
            File.WriteAllText(Path.Combine(folder, "bad.py"), "import sys\nsys.exit('reason')\n");
            _host.RunFile(Path.Combine(folder, "main.py"));
            Assert.That(_host.GetVariable<int>("answer"), Is.EqualTo(42));
            Assert.That(_output.ToString(), Is.EqualTo(Path.Combine(folder, "main.py") + "\n"));
            Assert.That(() => _host.RunFile(Path.Combine(folder, "bad.py")), Throws.TypeOf<PythonException>().With.Message.EqualTo("SystemExit: reason"));
            Assert.That(() => _host.RunFile(Path.Combine(folder, "none.py")), Throws.TypeOf<FileNotFoundException>());
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Test]
    public void Code_called_from_python_may_call_back()
    {
        _host.SetVariable("callback", new Func<int, int>(n => _host.Call<int>("inner", n) + _host.Evaluate<int>("1")));
        _host.Execute("def inner(n): return n * 10");
        Assert.That(_host.Evaluate<int>("callback(4)"), Is.EqualTo(41));
        Assert.That(() => _host.Execute("stop()"), Throws.TypeOf<PythonException>());
        _host.SetVariable("stop", new Action(() => _host.StopAsync()));
        Assert.That(() => _host.Execute("stop()"), Throws.TypeOf<InvalidOperationException>());
    }

    [Test]
    public void Eventlet_servers_serve_from_a_host()
    {
        _host.Execute("import eventlet\nfrom eventlet import wsgi\ndef app(env, start):\n    start('200 OK', [('Content-Type', 'text/plain')])\n    return [b'from ' + env['PATH_INFO'].encode()]\n"
            + "sock = eventlet.listen(('127.0.0.1', 0))\nport = sock.getsockname()[1]\nimport io\nserver = eventlet.spawn(wsgi.server, sock, app, log=io.StringIO())");
        using System.Net.Http.HttpClient client = new();
        string answer = client.GetStringAsync($"http://127.0.0.1:{_host.GetVariable<int>("port")}/there").Result;
        Assert.That(answer, Is.EqualTo("from /there"));
    }

    [Test]
    public void A_missing_standard_library_is_said_clearly()
    {
        Assert.That(() => new EventletHost(new EventletHostOptions { StandardLibrary = "/nowhere" }),
            Throws.TypeOf<DirectoryNotFoundException>().With.Message.Contains("'/nowhere' is not the standard library"));
    }
}
