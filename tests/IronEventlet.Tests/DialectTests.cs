using System.IO;
using NUnit.Framework;
using PythonEngine.Interop;

namespace IronEventlet.Tests;

/// <summary>Hosts whose scripts are in Python 2.</summary>
[TestFixture]
public sealed class DialectTests
{
    private static EventletHost Start(ScriptDialect dialect, TextWriter output, TextWriter? error = null) => new(new EventletHostOptions
    {
        ImportSite = false,
        Dialect = dialect,
        StandardOutput = output,
        StandardError = error ?? TextWriter.Null,
    });

    [Test]
    public void Python2HostRunsStatementsAndExpressions()
    {
        using StringWriter output = new();
        using (EventletHost host = Start(ScriptDialect.Python2, output))
        {
            host.Execute("print 'half', 1 / 2, `[1]`,\nprint 'end'\ndef f((a, b)): return a / b");
            Assert.That(host.Evaluate<int>("7 / 2"), Is.EqualTo(3));
            Assert.That(host.Evaluate<int>("f((9, 2))"), Is.EqualTo(4));
            Assert.That(host.Evaluate<string>("'abc'.encode('hex')"), Is.EqualTo("616263"));
            host.Execute("import eventlet\ntotal = sum(eventlet.GreenPool().imap(lambda x: x / 2, [3, 5]))");
            Assert.That(host.Evaluate<int>("total"), Is.EqualTo(3));
        }
        Assert.That(output.ToString(), Is.EqualTo("half 0 [1] end\n"));
    }

    [Test]
    public void AutoFindsPython2OutAndSaysSo()
    {
        using StringWriter output = new();
        using StringWriter error = new();
        using (EventletHost host = Start(ScriptDialect.Auto, output, error))
        {
            host.Execute("print 'found out'", "old.py");
        }
        Assert.That(output.ToString(), Is.EqualTo("found out\n"));
        Assert.That(error.ToString(), Does.Contain("old.py is taken for Python 2"));
    }

    [Test]
    public void Python3IsTheDefault()
    {
        using StringWriter output = new();
        using EventletHost host = Start(new EventletHostOptions().Dialect, output);
        PythonException error = Assert.Throws<PythonException>(() => host.Execute("print 'no'"))!;
        Assert.That(error.Message, Does.Contain("Missing parentheses"));
        Assert.That(host.Evaluate<double>("1 / 2"), Is.EqualTo(0.5));
    }
}
