using NUnit.Framework;

namespace PythonEngine.Tests.Execution;

/// <summary>CPython's rules and messages for arguments: of natives through generated code, of Python functions through frames.</summary>
[TestFixture]
public sealed class ArgumentBindingTests : EngineTest
{
    [TestCase("int(base=10)", "TypeError: int() missing string argument")]
    [TestCase("len()", "TypeError: len() takes exactly one argument (0 given)")]
    [TestCase("len(1, 2)", "TypeError: len() takes exactly one argument (2 given)")]
    [TestCase("len(obj=1)", "TypeError: len() takes no keyword arguments")]
    [TestCase("[].sort(nope=1)", "TypeError: 'nope' is an invalid keyword argument for sort()")]
    [TestCase("'a'.split(sep=' ', sep2=1)", "TypeError: 'sep2' is an invalid keyword argument for split()")]
    [TestCase("'a'.split(' ', 1, 2)", "TypeError: split() takes at most 2 arguments (3 given)")]
    [TestCase("'a'.split(' ', sep='x')", "TypeError: argument for split() given by name ('sep') and position (1)")]
    [TestCase("'a'.join(1, 2)", "TypeError: str.join() takes exactly one argument (2 given)")]
    [TestCase("[].append()", "TypeError: list.append() takes exactly one argument (0 given)")]
    [TestCase("str.upper(1)", "TypeError: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object")]
    [TestCase("str.upper()", "TypeError: unbound method str.upper() needs an argument")]
    [TestCase("chr('a')", "TypeError: 'str' object cannot be interpreted as an integer")]
    [TestCase("(1).to_bytes(length='x')", "TypeError: 'str' object cannot be interpreted as an integer")]
    [TestCase("isinstance(1)", "TypeError: isinstance expected 2 arguments, got 1")]
    [TestCase("object(1)", "TypeError: object() takes no arguments")]
    public void Natives(string call, string expected) => Assert.That(Error(call), Is.EqualTo(expected));

    [TestCase("(lambda a, b: 0)(1)", "TypeError: <lambda>() missing 1 required positional argument: 'b'")]
    [TestCase("(lambda a, b, c: 0)()", "TypeError: <lambda>() missing 3 required positional arguments: 'a', 'b', and 'c'")]
    [TestCase("(lambda a: 0)(1, 2)", "TypeError: <lambda>() takes 1 positional argument but 2 were given")]
    [TestCase("(lambda a, b=1: 0)(1, 2, 3)", "TypeError: <lambda>() takes from 1 to 2 positional arguments but 3 were given")]
    [TestCase("(lambda *, k: 0)()", "TypeError: <lambda>() missing 1 required keyword-only argument: 'k'")]
    [TestCase("(lambda a, /: 0)(a=1)", "TypeError: <lambda>() got some positional-only arguments passed as keyword arguments: 'a'")]
    [TestCase("(lambda a: 0)(1, a=2)", "TypeError: <lambda>() got multiple values for argument 'a'")]
    [TestCase("(lambda a: 0)(1, b=2)", "TypeError: <lambda>() got an unexpected keyword argument 'b'")]
    [TestCase("(lambda **k: 0)(**{1: 2})", "TypeError: keywords must be strings")]
    [TestCase("(lambda a: 0)(*1)", "TypeError: <lambda>() argument after * must be an iterable, not int")]
    public void Functions(string call, string expected) => Assert.That(Error(call), Does.EndWith(expected["TypeError: ".Length..]).And.StartsWith("TypeError: "));

    [TestCase("(lambda a, b=2, *c, d, e=5, **f: (a, b, c, d, e, f))(1, d=4, z=9)", "(1, 2, (), 4, 5, {'z': 9})")]
    [TestCase("(lambda a, /, **k: (a, k))(1, a=2)", "(1, {'a': 2})")]
    [TestCase("(lambda *a, **k: (a, k))(*[1], 2, *(3,), x=1, **{'y': 2})", "((1, 2, 3), {'x': 1, 'y': 2})")]
    [TestCase("'a b c'.split(maxsplit=1), sorted('ba', reverse=True), int('11', base=2)", "(['a', 'b c'], ['b', 'a'], 3)")]
    public void Bound(string call, string expected) => Assert.That(Text(call), Is.EqualTo(expected));
}
