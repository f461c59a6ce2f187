using System;
using System.Linq;
using NUnit.Framework;
using PythonEngine.Execution;
using PythonEngine.Objects;

namespace PythonEngine.Tests.Objects;

[TestFixture]
public sealed class PyStrTests : EngineTest
{
    [Test]
    public void Length_and_index_count_code_points()
    {
        PyStr text = new("a😀é");
        Assert.That(text.Length, Is.EqualTo(3));
        Assert.That(text[1], Is.EqualTo(0x1F600));
        Assert.That(text.IsBmp, Is.False);
        Assert.That(text.Value, Is.EqualTo("a😀é"));
        Assert.That(Text("'a😀é'[::-1], 'x😀y'.find('y'), '😀' * 2, 'a😀'.rjust(4, '-')"), Is.EqualTo("('é😀a', 2, '😀😀', '--a😀')"));
    }

    [Test]
    public void Slices_of_wide_text_that_need_no_width_are_narrow_and_equal()
    {
        PyStr narrow = (PyStr)Evaluate("'ab😀'[:2]");
        Assert.That(narrow.IsBmp, Is.True);
        Assert.That(narrow.Hash(), Is.EqualTo(new PyStr("ab").Hash()));
        Assert.That(PyStr.Equals(narrow, PyStr.Intern("ab")), Is.True);
        Assert.That(ReferenceEquals(PyStr.Intern(narrow), PyStr.Intern("ab")), Is.True);
    }

    [Test]
    public void Surrogate_halves_are_code_points_of_their_own()
    {
        Assert.That(Text("len('\\ud83d\\ude00'), '\\ud83d\\ude00' == '😀', ascii('\\ud83d' + '\\ude00')"), Is.EqualTo("(2, False, \"'\\\\ud83d\\\\ude00'\")"));
        Assert.That(Error("'\\ud800'.encode()"), Is.EqualTo("UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed"));
        Assert.That(Text("'\\udcff'.encode('utf-8', 'surrogateescape')"), Is.EqualTo("b'\\xff'"));
    }

    [Test]
    public void Interning_gives_one_object_on_all_threads()
    {
        string[] names = [.. Enumerable.Range(0, 2000).Select(n => $"interned_by_threads_{n % 500}")];
        PyStr[][] found = new PyStr[4][];
        System.Threading.Thread[] threads = [.. Enumerable.Range(0, 4).Select(t => new System.Threading.Thread(() => found[t] = Array.ConvertAll(names, PyStr.Intern)))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        for (int i = 0; i < names.Length; i++)
        {
            Assert.That(found.All(f => ReferenceEquals(f[i], found[0][i]) && f[i].IsInterned), Is.True);
        }
    }

    [TestCase("'{:>10}|{:^7}|{:*<5}'.format('ab', 'c', 'd')", "        ab|   c   |d****")]
    [TestCase("'%-6s|%06.2f|%x|%r|%%' % ('a', 3.14159, 255, 'q')", "a     |003.14|ff|'q'|%")]
    [TestCase("'aXbXc'.split('X', 1), 'a  b'.split(), '\\u2003x\\u2003'.strip()", "(['a', 'bXc'], ['a', 'b'], 'x')")]
    [TestCase("'ßİ'.upper(), 'ǅ'.title(), 'Straße'.casefold()", "('SSİ', 'ǅ', 'strasse')")]
    public void Methods(string expression, string expected) => Assert.That(Text(expression), Is.EqualTo(expected));
}
