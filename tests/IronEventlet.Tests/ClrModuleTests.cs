using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PythonEngine.Interop;

namespace IronEventlet.Tests;

/// <summary>What scripts see of this assembly.</summary>
public class Sample
{
    public enum Color
    {
        None,
        Red = 1,
        Green = 2,
    }

    public int Number { get; set; } = 1;

    public string Text = "field";

    public const int Limit = 7;

    public static string Shared { get; set; } = "shared";

    public readonly string Fixed = "fixed";

    public event EventHandler<int>? Changed;

    public void Raise(int value) => Changed?.Invoke(this, value);

    public string Over(int x) => "int";

    public string Over(long x) => "long";

    public string Over(double x) => "double";

    public string Over(string x) => "string";

    public string Over(object x) => "object";

    public string Over(IEnumerable<int> x) => "ints";

    public string Over(Func<int, int> f) => "func " + f(3);

    public string Optional(int a, int b = 2, string c = "c", params int[] rest) => $"{a},{b},{c},{string.Join("+", rest)}";

    public bool Split(string text, out string left, ref int count)
    {
        left = text[..1];
        count++;
        return true;
    }

    public T Echo<T>(T value) => value;

    public string TypeNames<TKey, TValue>(TKey key, TValue value) => typeof(TKey).Name + "," + typeof(TValue).Name;

    public static Sample operator +(Sample a, Sample b) => new() { Number = a.Number + b.Number };

    public static Sample operator *(Sample a, int b) => new() { Number = a.Number * b };

    public static implicit operator Sample(int n) => new() { Number = n };

    public static int Twice(Sample s) => s.Number * 2;

    public string this[string key] => "[" + key + "]";

    public string this[int a, int b] => $"({a},{b})";

    public class Nested
    {
        public string Name => "nested";
    }

    public int Count(byte[] data) => data.Length;

    public int Fill(Memory<byte> data)
    {
        data.Span.Fill(7);
        return data.Length;
    }

    public DateTime Later(DateTime time, TimeSpan by) => time + by;

    public Color Mix(Color a) => a | Color.Green;

    public async IAsyncEnumerable<int> Numbers(int n)
    {
        for (int i = 0; i < n; i++)
        {
            await Task.Delay(1);
            yield return i;
        }
    }

    public async ValueTask<int> Slow(int n)
    {
        await Task.Delay(20);
        return n;
    }

    public async Task Broken()
    {
        await Task.Delay(1);
        throw new ArgumentException("broken", nameof(Broken));
    }

    public int Apply(Func<int, int> f) => Task.Run(() => f(20)).Result;

    public Task<int> ApplyAsync(Func<int, Task<int>> f) => f(5);

    public object? Identity(object? value) => value;

    public string Cancelled { get; private set; } = "no";

    public async Task Optional(string name, CancellationToken token = default)
    {
        try
        {
            await Task.Delay(60_000, token);
        }
        catch (OperationCanceledException)
        {
            Cancelled = name;
            throw;
        }
    }

    public Task Pair(string name) => Task.Delay(60_000);

    public Task Pair(string name, CancellationToken token) => Optional(name, token);
}

public sealed class Closing : IDisposable, IAsyncDisposable
{
    public string State { get; private set; } = "open";

    public void Dispose() => State = "disposed";

    public async ValueTask DisposeAsync()
    {
        await Task.Delay(1);
        State = "disposed async";
    }
}

[TestFixture]
public sealed class ClrModuleTests
{
    private EventletHost _host = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = Hosts.Start();
        _host.AddReference(typeof(Sample).Assembly);
        _host.Execute("import clr, System\nfrom IronEventlet.Tests import Sample, Closing\nfrom System.Collections.Generic import List, Dictionary\ndef error(f, *args):\n    try:\n        f(*args)\n    except BaseException as e:\n        return type(e).__name__ + ': ' + str(e)\n");
    }

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    private string Py(string expression) => _host.Evaluate<string>($"str(({expression}))");

    [TestCase("Sample().Number", "1")]
    [TestCase("Sample(Number=5).Number", "5")]
    [TestCase("Sample().Text + Sample().Fixed", "fieldfixed")]
    [TestCase("Sample.Limit", "7")]
    [TestCase("Sample.Nested().Name", "nested")]
    [TestCase("Sample()['k']", "[k]")]
    [TestCase("Sample()[1, 2]", "(1,2)")]
    [TestCase("(Sample() + Sample(Number=4)).Number", "5")]
    [TestCase("(Sample(Number=3) * 4).Number", "12")]
    [TestCase("Sample.Twice(21)", "42")]
    [TestCase("Sample", "<class 'IronEventlet.Tests.Sample'>")]
    [TestCase("Sample.Nested", "<class 'IronEventlet.Tests.Sample.Nested'>")]
    [TestCase("isinstance(Sample(), System.Object), isinstance(1, Sample)", "(True, False)")]
    public void Members(string expression, string expected) => Assert.That(Py(expression), Is.EqualTo(expected));

    [TestCase("1", "int")]
    [TestCase("2**40", "long")]
    [TestCase("1.5", "double")]
    [TestCase("'s'", "string")]
    [TestCase("None", "string")]
    [TestCase("[1, 2]", "ints")]
    [TestCase("['a']", "object")]
    [TestCase("2**80", "double")]
    [TestCase("lambda x: x * 2", "func 6")]
    [TestCase("System.Int64(1)", "long")]
    [TestCase("Sample()", "object")]
    public void Overloads(string argument, string expected) => Assert.That(Py($"Sample().Over({argument})"), Is.EqualTo(expected));

    [Test]
    public void Overloads_can_be_chosen()
    {
        Assert.That(Py("Sample().Over.Overloads[float](3)"), Is.EqualTo("double"));
        Assert.That(Py("Sample().Over.Overloads[System.Object](3)"), Is.EqualTo("object"));
        Assert.That(Py("error(lambda: Sample().Over.Overloads[bool])"), Is.EqualTo("TypeError: Sample.Over has no overload (System.Boolean)"));
        Assert.That(Py("error(Sample().Over, 1, 2)"), Does.StartWith("TypeError: No method matches given arguments for Sample.Over: (int, int)"));
    }

    [TestCase("Sample().Optional(1)", "1,2,c,")]
    [TestCase("Sample().Optional(1, 5, 'x', 7, 8)", "1,5,x,7+8")]
    [TestCase("Sample().Optional(1, c='z')", "1,2,z,")]
    [TestCase("Sample().Optional(b=9, a=8)", "8,9,c,")]
    [TestCase("Sample().Optional(1, 2, 'q', [3, 4])", "1,2,q,3+4")]
    [TestCase("Sample().Split('hello', 4)", "(True, 'h', 5)")]
    [TestCase("Sample().Echo(5), Sample().Echo[str]('x')", "(5, 'x')")]
    [TestCase("Sample().TypeNames('a', 1.5)", "String,Double")]
    [TestCase("Sample().TypeNames[System.Object, int]('a', 1)", "Object,Int32")]
    public void Parameters(string expression, string expected) => Assert.That(Py(expression), Is.EqualTo(expected));

    [Test]
    public void References_take_out_and_ref_values()
    {
        _host.Execute("left = clr.Reference[str]()\ncount = clr.Reference(10)\nok = Sample().Split('word', left, count)");
        Assert.That(Py("ok, left.Value, count.Value"), Is.EqualTo("(True, 'w', 11)"));
    }

    [Test]
    public void Setting_what_cannot_be_set_is_refused()
    {
        _host.Execute("s = Sample()\ns.Number = 9\ns.Text = 't'\nSample.Shared = 'changed'");
        Assert.That(Py("s.Number, s.Text, Sample.Shared"), Is.EqualTo("(9, 't', 'changed')"));
        Assert.That(Sample.Shared, Is.EqualTo("changed"));
        Assert.That(Py("error(setattr, s, 'Fixed', 'x')"), Is.EqualTo("AttributeError: field 'Fixed' of 'Sample' is read-only"));
        Assert.That(Py("error(setattr, s, 'Number', 'x')"), Is.EqualTo("TypeError: property 'Number': cannot convert 'str' to System.Int32"));
        Assert.That(Py("error(setattr, s, 'Number', 2**40)"), Is.EqualTo("OverflowError: property 'Number': 1099511627776 does not fit System.Int32"));
        Assert.That(Py("error(setattr, s, 'Other', 1)"), Is.EqualTo("AttributeError: 'Sample' object has no attribute 'Other'"));
        Assert.That(Py("error(setattr, Sample, 'Limit', 1)"), Does.StartWith("AttributeError: field 'Limit'"));
        Assert.That(Py("error(lambda: type('Mine', (Sample,), {}))"), Is.EqualTo("TypeError: cannot derive a Python class from the .NET type 'IronEventlet.Tests.Sample'"));
        Assert.That(Py("error(System.IDisposable)"), Is.EqualTo("TypeError: cannot create 'System.IDisposable' instances: it is an interface"));
        Assert.That(Py("error(System.IO.Stream)"), Is.EqualTo("TypeError: cannot create 'System.IO.Stream' instances: it is abstract"));
        Assert.That(Py("error(List, 1)"), Does.StartWith("TypeError: System.Collections.Generic.List is generic"));
    }

    [Test]
    public void Events_take_and_lose_handlers()
    {
        _host.Execute("""
            s = Sample()
            got = []
            def handler(sender, value): got.append((sender is not None, value))
            class Keeper:
                def on(self, sender, value): got.append(value)
            keeper = Keeper()
            s.Changed += handler
            s.Changed += keeper.on
            s.Raise(1)
            s.Changed -= handler
            s.Changed -= keeper.on
            s.Changed -= handler
            s.Raise(2)
            """);
        Assert.That(Py("got"), Is.EqualTo("[(True, 1), 1]"));
        Assert.That(Py("error(setattr, s, 'Changed', None)"), Does.StartWith("AttributeError: event 'Changed' cannot be assigned"));
        _host.Execute("def bad(sender, value): raise LookupError('in handler')\ns.Changed += bad");
        Assert.That(Py("error(s.Raise, 1)"), Is.EqualTo("LookupError: in handler"));
    }

    [TestCase("int(Sample.Color.Green), Sample.Color.Red | Sample.Color.Green", "(2, <Sample.Color.3: 3>)")]
    [TestCase("Sample.Color.Red == Sample.Color(1), Sample.Color.Red != Sample.Color.Green", "(True, True)")]
    [TestCase("Sample.Color('Green')", "Green")]
    [TestCase("Sample().Mix(Sample.Color.Red)", "3")]
    [TestCase("Sample().Mix(0)", "Green")]
    [TestCase("getattr(Sample.Color, 'None')", "None")]
    [TestCase("[str(c) for c in Sample.Color]", "['None', 'Red', 'Green']")]
    [TestCase("{Sample.Color.Red: 1}[Sample.Color(1)]", "1")]
    public void Enums(string expression, string expected) => Assert.That(Py(expression), Is.EqualTo(expected));

    [TestCase("System.DateTime(2024, 2, 29).AddYears(1)", "02/28/2025 00:00:00")]
    [TestCase("f'{System.DateTime(2024, 2, 29):yyyy-MM-dd}'", "2024-02-29")]
    [TestCase("System.DateTime(2024, 1, 2) - System.DateTime(2024, 1, 1)", "1.00:00:00")]
    [TestCase("System.DateTime(2024, 1, 2) > System.DateTime(2024, 1, 1)", "True")]
    [TestCase("System.TimeSpan.FromMinutes(90)", "01:30:00")]
    [TestCase("-System.TimeSpan(1)", "-00:00:00.0000001")]
    [TestCase("System.Decimal(2) / System.Decimal(4)", "0.5")]
    [TestCase("System.Math.Round(2.567, 1)", "2.6")]
    [TestCase("System.Guid('6f9619ff-8b86-d011-b42d-00cf4fc964ff')", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [TestCase("System.Int32(5) + 3, 10 - System.Int64(4), System.Byte(7) == 7", "(8, 6, True)")]
    [TestCase("hash(System.Int32(5)) == hash(5), int(System.Decimal(5)), float(System.Single(1.5))", "(True, 5, 1.5)")]
    public void Values(string expression, string expected) => Assert.That(Py(expression), Is.EqualTo(expected));

    [Test]
    public void Collections_follow_the_protocols()
    {
        _host.Execute("""
            xs = List[int]([3, 1, 2])
            xs.Sort()
            xs[-1] = 30
            del xs[0]
            d = Dictionary[str, int]({'a': 1})
            d['b'] = 2
            del d['a']
            a = System.Array[float]([1, 2.5])
            grid = System.Array.CreateInstance(clr.GetClrType(int), 2, 2)
            grid[1, 0] = 5
            """);
        Assert.That(Py("list(xs), len(xs), 30 in xs, 'x' in xs, xs[0:1], bool(List[int]())"), Is.EqualTo("([2, 30], 2, True, False, [2], False)"));
        Assert.That(Py("[(k, v) for k, v in d], 'b' in d, 'a' in d, d.Count"), Is.EqualTo("([('b', 2)], True, False, 1)"));
        Assert.That(Py("list(a), a[-1], len(a), list(a[::-1]), grid[1, 0], grid[-1, -1]"), Is.EqualTo("([1.0, 2.5], 2.5, 2, [2.5, 1.0], 5, 0)"));
        Assert.That(Py("error(lambda: xs[9])"), Is.EqualTo("IndexError: index out of range"));
        Assert.That(Py("error(lambda: d['zz'])"), Does.StartWith("KeyNotFoundException: The given key 'zz'"));
        Assert.That(Py("error(xs.Add, 'x')"), Does.StartWith("TypeError: No method matches"));
        Assert.That(Py("error(d.__delitem__, 'zz')"), Is.EqualTo("KeyError: 'zz'"));
        Assert.That(Py("sorted([System.DateTime(2025,1,1), System.DateTime(2024,1,1)])[0].Year, sum(xs), max(xs)"), Is.EqualTo("(2024, 32, 30)"));
        Assert.That(Py("error(iter, Closing())"), Is.EqualTo("TypeError: 'Closing' object is not iterable"));
        Assert.That(Py("System.ValueTuple.Create(1, 'x')[1], len(System.Tuple.Create(1, 2))"), Is.EqualTo("('x', 2)"));
    }

    [Test]
    public void Linq_works_as_extension_methods()
    {
        _host.Execute("import System.Linq\nclr.ImportExtensions(System.Linq)\nxs = List[int](range(6))\nq = xs.Where(lambda x: x % 2).Select(lambda x: x * 10)\n");
        Assert.That(Py("list(q), xs.Sum(), xs.First(lambda x: x > 3), list(System.Linq.Enumerable.Range(1, 3))"), Is.EqualTo("([10, 30, 50], 15, 4, [1, 2, 3])"));
        Assert.That(Py("error(lambda: list(xs.Select(lambda x: 1 // 0)))"), Is.EqualTo("ZeroDivisionError: integer division or modulo by zero"));
    }

    [Test]
    public void Buffers_are_shared_where_they_can_be()
    {
        _host.Execute("data = bytearray(4)\nn = Sample().Fill(data)");
        Assert.That(Py("n, data, Sample().Count(b'abc'), Sample().Count(memoryview(b'abcd')[1:])"), Is.EqualTo("(4, bytearray(b'\\x07\\x07\\x07\\x07'), 3, 3)"));
        Assert.That(Py("error(Sample().Fill, b'abc')"), Does.StartWith("TypeError: No method matches"));
        Assert.That(Py("System.Text.Encoding.UTF8.GetBytes('é'), System.Convert.ToBase64String(b'hi')"), Is.EqualTo("(b'\\xc3\\xa9', 'aGk=')"));
    }

    [Test]
    public void Disposables_are_context_managers()
    {
        _host.Execute("""
            with Closing() as c: inside = c.State
            async def asynchronous():
                async with Closing() as c: pass
                return c.State
            """);
        Assert.That(Py("inside, c.State"), Is.EqualTo("('open', 'disposed')"));
        Assert.That(_host.Call<string>("asynchronous"), Is.EqualTo("disposed async"));
    }

    [Test]
    public void Exceptions_have_classes_messages_and_counterparts()
    {
        Assert.That(Py("error(System.Int32.Parse, 'x')"), Is.EqualTo("FormatException: The input string 'x' was not in a correct format."));
        _host.Execute("""
            def kinds(f):
                try:
                    f()
                except Exception as e:
                    return [c.__name__ for c in type(e).__mro__ if c.__module__ == 'builtins'][0], e.Message == str(e)
            def raises(cls, *args):
                raise cls(*args)
            """);
        Assert.That(Py("kinds(lambda: System.Int32.Parse('99999999999'))"), Is.EqualTo("('OverflowError', True)"));
        Assert.That(Py("kinds(lambda: System.IO.File.ReadAllText('/none'))"), Is.EqualTo("('FileNotFoundError', True)"));
        Assert.That(Py("kinds(lambda: raises(System.TimeoutException, 'late'))"), Is.EqualTo("('TimeoutError', True)"));
        Assert.That(Py("kinds(lambda: raises(System.InvalidCastException))"), Is.EqualTo("('TypeError', True)"));
        Assert.That(() => _host.Execute("raise System.ArgumentException('mine', 'p')"), Throws.TypeOf<ArgumentException>().With.Property("ParamName").EqualTo("p"));
        _host.Execute("try:\n    System.Activator.CreateInstance(clr.GetClrType(System.IO.Stream))\nexcept System.MissingMethodException as e:\n    caught = isinstance(e, AttributeError)\n");
        Assert.That(Py("caught"), Is.EqualTo("True"));
        _host.Execute("class Own(System.ArgumentException): pass\ntry:\n    raise Own('text')\nexcept ValueError as e:\n    text = repr(e)\n");
        Assert.That(Py("text"), Is.EqualTo("Own('text')"));
    }

    [Test]
    public void Tasks_wait_green_or_are_awaited()
    {
        Assert.That(Py("Sample().Slow(3)"), Is.EqualTo("3"));
        Assert.That(Py("error(Sample().Broken)"), Is.EqualTo("ArgumentException: broken (Parameter 'Broken')"));
        Assert.That(Py("list(Sample().Numbers(3))"), Is.EqualTo("[0, 1, 2]"));
        _host.Execute("""
            import asyncio, eventlet, time
            async def gathers():
                async def one(n): return await Sample().Slow(n)
                return await asyncio.gather(*[one(n) for n in range(10)])
            async def loops():
                return [n async for n in Sample().Numbers(3)]
            def many():
                start = time.time()
                pool = eventlet.GreenPool()
                got = list(pool.imap(Sample().Slow, range(50)))
                return got == list(range(50)) and time.time() - start < 1
            task = Sample().Slow.AsTask(4)
            """);
        Assert.That(Py("asyncio.run(gathers())"), Is.EqualTo("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"));
        Assert.That(Py("asyncio.run(loops())"), Is.EqualTo("[0, 1, 2]"));
        Assert.That(Py("many()"), Is.EqualTo("True"));
        Assert.That(Py("task.Result, task.IsCompleted"), Is.EqualTo("(4, True)"));
        Assert.That(_host.Call<object>("loops").ToString(), Is.EqualTo("[0, 1, 2]"));
    }

    [Test]
    public void A_green_timeout_and_a_kill_end_the_wait_for_a_task()
    {
        _host.Execute("""
            import eventlet
            def timed():
                try:
                    with eventlet.Timeout(0.02):
                        System.Threading.Tasks.Task.Delay(60000)
                except eventlet.Timeout:
                    return 'timeout'
            g = eventlet.spawn(System.Threading.Tasks.Task.Delay, 60000)
            eventlet.sleep(0.01)
            g.kill()
            """);
        Assert.That(Py("timed(), g.dead"), Is.EqualTo("('timeout', True)"));
    }

    [TestCase("Optional")]
    [TestCase("Pair")]
    public void A_wait_that_is_given_up_cancels_the_operation(string method)
    {
        _host.Execute($"import eventlet\ns = Sample()\ng = eventlet.spawn(s.{method}, '{method}')\neventlet.sleep(0.01)\ng.kill()\nfor i in range(200):\n    if s.Cancelled != 'no': break\n    eventlet.sleep(0.01)\n");
        Assert.That(Py("s.Cancelled"), Is.EqualTo(method));
    }

    [Test]
    public void Python_functions_run_on_dotnet_threads()
    {
        _host.Execute("import threading\nseen = set()\ndef f(x):\n    seen.add(threading.get_ident())\n    return x + 1\nasync def g(x):\n    return await Sample().Slow(x) + 1\n");
        Assert.That(Py("Sample().Apply(f), threading.get_ident() in seen"), Is.EqualTo("(21, False)"));
        Assert.That(Py("Sample().ApplyAsync(g)"), Is.EqualTo("6"));
        Assert.That(Py("error(Sample().Apply, lambda x: 'no')"), Is.EqualTo("TypeError: result of a Python function: cannot convert 'str' to System.Int32"));
        Assert.That(Py("System.Func[int, str](lambda n: 'n%d' % n)(4)"), Is.EqualTo("n4"));
        Assert.That(Py("error(Sample().Over, lambda: 1)"), Does.StartWith("No").Or.EqualTo("None"));
    }

    [Test]
    public void References_and_namespaces()
    {
        Assert.That(Py("System.Collections.Generic"), Is.EqualTo("<module 'System.Collections.Generic' (CLR namespace)>"));
        Assert.That(Py("error(clr.AddReference, 'No.Such.Assembly')"), Does.StartWith("FileNotFoundError: [Errno 2] Could not add reference to assembly No.Such.Assembly"));
        Assert.That(Py("error(__import__, 'System.Nothing')"), Is.EqualTo("ModuleNotFoundError: No module named 'System.Nothing'"));
        Assert.That(Py("error(lambda: System.Nothing)"), Is.EqualTo("AttributeError: module 'System' has no attribute 'Nothing'"));
        Assert.That(Py("'DateTime' in dir(System), 'Collections' in dir(System)"), Is.EqualTo("(True, True)"));
        Assert.That(Py("clr.GetClrType(str).FullName, clr.GetPythonType(clr.GetClrType(System.Uri)) is System.Uri"), Is.EqualTo("('System.String', True)"));
        Assert.That(Py("type(clr.Convert(1, System.Int64))"), Is.EqualTo("<class 'System.Int64'>"));
        Assert.That(Py("error(clr.ImportExtensions, 5)"), Does.StartWith("TypeError: ImportExtensions() takes"));
    }
}

[TestFixture]
public sealed class ConversionTests
{
    private EventletHost _host = null!;

    [OneTimeSetUp]
    public void Start() => _host = Hosts.Start();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    private static IEnumerable<TestCaseData> ToPython()
    {
        yield return new TestCaseData(null, "None");
        yield return new TestCaseData(true, "True");
        yield return new TestCaseData(5, "5");
        yield return new TestCaseData((byte)5, "5");
        yield return new TestCaseData(ulong.MaxValue, "18446744073709551615");
        yield return new TestCaseData(BigInteger.Pow(10, 30), "1000000000000000000000000000000");
        yield return new TestCaseData(1.5, "1.5");
        yield return new TestCaseData(1.5f, "1.5");
        yield return new TestCaseData((Half)0.5, "0.5");
        yield return new TestCaseData('x', "'x'");
        yield return new TestCaseData("té😀", "'té😀'");
        yield return new TestCaseData(new byte[] { 1, 2 }, "b'\\x01\\x02'");
        yield return new TestCaseData((ReadOnlyMemory<byte>)new byte[] { 3 }, "b'\\x03'");
        yield return new TestCaseData(new Complex(1, 2), "(1+2j)");
        yield return new TestCaseData(1.10m, "Decimal('1.10')");
        yield return new TestCaseData(new DateTime(2024, 1, 2, 3, 4, 5), "datetime.datetime(2024, 1, 2, 3, 4, 5)");
        yield return new TestCaseData(new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc), "datetime.datetime(2024, 1, 2, 0, 0, tzinfo=datetime.timezone.utc)");
        yield return new TestCaseData(new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.FromHours(2)), "datetime.datetime(2024, 1, 2, 0, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))");
        yield return new TestCaseData(TimeSpan.FromMilliseconds(-1500), "datetime.timedelta(days=-1, seconds=86398, microseconds=500000)");
        yield return new TestCaseData(new DateOnly(2024, 1, 2), "datetime.date(2024, 1, 2)");
        yield return new TestCaseData(new TimeOnly(1, 2, 3), "datetime.time(1, 2, 3)");
        yield return new TestCaseData(Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff"), "UUID('6f9619ff-8b86-d011-b42d-00cf4fc964ff')");
    }

    [TestCaseSource(nameof(ToPython))]
    public void A_value_becomes_pythons(object? value, string repr)
    {
        _host.SetVariable("v", value);
        Assert.That(_host.Evaluate("repr(v)"), Is.EqualTo(repr));
        if (value is not ReadOnlyMemory<byte> and not Half and not float and not char and not byte and not ulong)
        {
            object? back = value == null ? _host.GetVariable("v") : typeof(EventletHost).GetMethods().First(m => m.Name == "GetVariable" && m.IsGenericMethod).MakeGenericMethod(value.GetType()).Invoke(_host, ["v"]);
            Assert.That(back, Is.EqualTo(value));
        }
    }

    [Test]
    public void Python_values_become_dotnets()
    {
        Assert.That(_host.Evaluate<int[]>("[1, 2]"), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(_host.Evaluate<List<string>>("('a', 'b')"), Is.EqualTo(new List<string> { "a", "b" }));
        Assert.That(_host.Evaluate<Dictionary<string, double[]>>("{'x': [1, 2.5]}")["x"], Is.EqualTo(new[] { 1, 2.5 }));
        Assert.That(_host.Evaluate<HashSet<int>>("{1, 2}"), Is.EquivalentTo(new[] { 1, 2 }));
        Assert.That(_host.Evaluate<IEnumerable<int>>("[3]"), Is.EqualTo(new[] { 3 }));
        Assert.That(_host.Evaluate<IEnumerable<int>>("(x * x for x in range(4))").ToArray(), Is.EqualTo(new[] { 0, 1, 4, 9 }));
        Assert.That(_host.Evaluate<(int, string)>("(1, 'x')"), Is.EqualTo((1, "x")));
        Assert.That(_host.Evaluate<int?>("None"), Is.Null);
        Assert.That(_host.Evaluate<ReadOnlyMemory<byte>>("b'ab'").ToArray(), Is.EqualTo("ab"u8.ToArray()));
        Assert.That(_host.Evaluate<DateTime>("__import__('datetime').datetime(2024, 1, 2, tzinfo=__import__('datetime').timezone.utc)"), Is.EqualTo(new DateTime(2024, 1, 2)).And.Property("Kind").EqualTo(DateTimeKind.Utc));
        Assert.That(_host.Evaluate("10**20"), Is.EqualTo(BigInteger.Pow(10, 20)));
        Assert.That(_host.Evaluate("2**40"), Is.EqualTo(1L << 40));
        Assert.That(_host.Evaluate("object()"), Is.TypeOf<PythonObject>());
        Assert.That(_host.Evaluate<Type>("int"), Is.EqualTo(typeof(int)));
    }

    [TestCase("'x'", typeof(int), "TypeError")]
    [TestCase("300", typeof(byte), "OverflowError")]
    [TestCase("-1", typeof(uint), "OverflowError")]
    [TestCase("1.5", typeof(int), "TypeError")]
    [TestCase("[1, 'x']", typeof(int[]), "TypeError")]
    [TestCase("None", typeof(int), "TypeError")]
    [TestCase("5", typeof(string), "TypeError")]
    [TestCase("1", typeof(bool), "TypeError")]
    [TestCase("{'a': 1}", typeof(Dictionary<int, int>), "TypeError")]
    public void What_does_not_convert_is_an_error(string expression, Type type, string expected)
    {
        System.Reflection.MethodInfo evaluate = typeof(EventletHost).GetMethods().First(m => m.Name == "Evaluate" && m.IsGenericMethod).MakeGenericMethod(type);
        Exception e = Assert.Throws<System.Reflection.TargetInvocationException>(() => evaluate.Invoke(_host, [expression]))!.InnerException!;
        Assert.That(e, Is.TypeOf<PythonException>());
        Assert.That(((PythonException)e).PythonType, Is.EqualTo(expected));
    }

    [Test]
    public void Objects_and_collections_go_by_reference()
    {
        List<int> list = [1];
        Dictionary<string, object?> map = new() { ["k"] = 1 };
        _host.SetVariable("numbers", list);
        _host.SetVariable("settings", map);
        _host.Execute("numbers.Add(2)\nsettings['n'] = numbers[1]");
        Assert.That(list, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(map["n"], Is.EqualTo(2));
        Assert.That(_host.GetVariable("numbers"), Is.SameAs(list));
    }
}
