using NUnit.Framework;
using PythonEngine.Builtins;
using PythonEngine.Execution;
using PythonEngine.Hosting;
using PythonEngine.Objects;
using PythonEngine.Parsing;
using Assert = NUnit.Framework.Assert;

namespace PythonEngine.Tests;

/// <summary>Tests that need an engine: one without importlib and site, entered for each test by the thread that runs it.</summary>
public abstract class EngineTest
{
    private PyEngine _engine = null!;

    [OneTimeSetUp]
    public void StartEngine()
    {
        _engine = new PyEngine(new EngineOptions());
        _engine.Lock.Release(_engine.MainThread);
        PyThread.SetCurrent(null);
    }

    [SetUp]
    public void EnterEngine() => _engine.Enter(_engine.MainThread);

    [TearDown]
    public void LeaveEngine()
    {
        _engine.Lock.Release(_engine.MainThread);
        PyThread.SetCurrent(null);
    }

    private protected PyObject Evaluate(string expression)
    {
        PyDict scope = new();
        return FrameScope.Run(PyThread.Current, SourceCompiler.Compile(_engine, expression, "<test>", ParseMode.Eval), scope, scope);
    }

    private protected string Text(string expression) => Ops.StrText(Evaluate(expression));

    /// <summary>"TypeError: message" of what an expression raises.</summary>
    private protected string Error(string expression)
    {
        PyException e = Assert.Throws<PyException>(() => Evaluate(expression))!;
        return e.Value.Type.Name + ": " + Ops.StrText(e.Value);
    }
}
