using System;
using NUnit.Framework;
using PythonEngine.Builtins;
using PythonEngine.Execution;
using PythonEngine.Jit;
using PythonEngine.Objects;
using PythonEngine.Parsing;
using Assert = NUnit.Framework.Assert;

namespace PythonEngine.Tests.Jit;

/// <summary>Bodies made of code objects, called as the interpreter calls them.</summary>
public sealed class IlCompilerTests : EngineTest
{
    /// <summary>Runs a program that defines f, and returns f with a body compiled from what the program made its sites see.</summary>
    private PyFunction Compiled(string program, params PyObject?[] sample)
    {
        PyDict scope = new();
        PyThread thread = PyThread.Current;
        FrameScope.Run(thread, SourceCompiler.Compile(thread.Engine, program, "<test>", ParseMode.Exec), scope, scope);
        PyFunction f = (PyFunction)scope.GetStr(PyStr.Intern("f"))!;
        PyObject?[] registers = new PyObject?[f.Code.RegisterCount];
        sample.CopyTo(registers, 0);
        f.Code.Compiled = IlCompiler.Compile(f.Code, registers);
        f.Code.Heat = -1;
        return f;
    }

    private static string Call(PyFunction f, params PyObject[] args) => Ops.StrText(Ops.Repr(Ops.Call(f, args)));

    private static PyObject Int(long value) => PyInt.From(value);

    [Test]
    public void NumbersStayExactWhereTheyLeaveWhatTheSampleSaw()
    {
        PyFunction f = Compiled("def f(a, b):\n    return (a * b + a) * (b - 1)\nf(2, 3)", Int(2), Int(3));
        Assert.That(Call(f, Int(2), Int(3)), Is.EqualTo("16"));
        Assert.That(Call(f, Int(1L << 62), Int(4)), Is.EqualTo("69175290276410818560"));
        Assert.That(Call(f, new PyFloat(0.5), Int(3)), Is.EqualTo("4.0"));
        Assert.That(Call(f, PyBool.True, PyBool.True), Is.EqualTo("0"));
    }

    [Test]
    public void AnErrorIsRaisedAtTheInstructionThatFailed()
    {
        PyFunction f = Compiled("def f(a):\n    x = a + 1\n    y = x / (x - 1)\n    return y\nf(2)", Int(2));
        PyException e = Assert.Throws<PyException>(() => Call(f, Int(0)))!;
        Assert.That(e.Value.Type.Name, Is.EqualTo("ZeroDivisionError"));
        PyTraceback traceback = e.Value.Traceback!;
        while (traceback.Next != null)
        {
            traceback = traceback.Next;
        }
        Assert.That(traceback.Line, Is.EqualTo(3));
    }

    [Test]
    public void BodiesCallEachOtherAndLeaveDeepRecursionToTheLoop()
    {
        PyFunction f = Compiled("def f(n):\n    return n if n < 1 else 1 + f(n - 1)\nf(3)", Int(3));
        int depth = PyThread.Current.Depth;
        Assert.That(Call(f, Int(30)), Is.EqualTo("30"));
        Assert.That(Call(f, Int(700)), Is.EqualTo("700"));
        PyException e = Assert.Throws<PyException>(() => Call(f, Int(5000)))!;
        Assert.That(e.Value.Type.Name, Is.EqualTo("RecursionError"));
        Assert.That(PyThread.Current.Depth, Is.EqualTo(depth));
    }

    [Test]
    public void AGeneratorIsLeftAndEnteredAtItsYields()
    {
        PyFunction f = Compiled("def f(n):\n    total = 0\n    for i in range(n):\n        total = total * 2 + (yield total + i)\n    return total\nnext(f(3))", Int(3));
        PyObject generator = Ops.Call(f, Int(3));
        PyObject send = Ops.GetAttr(generator, "send");
        Assert.That(Ops.StrText(Ops.Call(send, PyNone.Instance)), Is.EqualTo("0"));
        Assert.That(Ops.StrText(Ops.Call(send, Int(5))), Is.EqualTo("6"));
        Assert.That(Ops.StrText(Ops.Call(send, Int(7))), Is.EqualTo("19"));
        PyException e = Assert.Throws<PyException>(() => Ops.Call(send, Int(1)))!;
        Assert.That(Ops.StrText(e.Value), Is.EqualTo("35"));
    }

    [Test]
    public void ACollectionLeavesNoValueAliveThatOnlyABodyNames()
    {
        PyFunction f = Compiled("class C:\n    v = [1]\n    def m(self): return self.v\nc = C()\ndef f(c):\n    return c.m(), c.v\nf(c)\nf(c)");
        PyObject c = f.Globals.GetStr(PyStr.Intern("c"))!;
        Assert.That(Call(f, c), Is.EqualTo("([1], [1])"));
        CompiledCode carried = CompiledCode.Of(f.Code.Compiled)!;
        // As a collection does it.
        Array.Clear(f.Code.Caches);
        carried.ForgetValues();
        Assert.That(Call(f, c), Is.EqualTo("([1], [1])"), "without the values of the caches");
        carried.RecallValues();
        Assert.That(Call(f, c), Is.EqualTo("([1], [1])"));
    }

    [Test]
    public void TemporariesThatNeedNoRegisterAreThoseReadOnceOnAStraightWay()
    {
        PyFunction f = Compiled("def f(a, b, c):\n    return (a + b) * (b - c) if a.x else [a - b, b and c]\nf.__defaults__ = (0, 0, 0)\ntry: f()\nexcept AttributeError: pass");
        Temporaries temporaries = new(f.Code);
        int found = 0;
        for (int p = 0; p < f.Code.Instructions.Length; p++)
        {
            if (temporaries.DefinedAt(p) is not { } temporary)
            {
                continue;
            }
            found++;
            Assert.That(temporary.Use, Is.GreaterThan(p));
            Assert.That(temporaries.UsedAt(temporary.Use, temporary.Register), Is.SameAs(temporary));
            Assert.That(temporaries.LiveAt(temporary.Use), Does.Contain(temporary));
            Assert.That(temporaries.LiveAt(p), Does.Not.Contain(temporary));
        }
        // a.x, a + b and b - c; the product shares a register with the list, and what goes into that has its register.
        Assert.That(found, Is.EqualTo(3));
    }
}
