using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PythonEngine.Execution;
using PythonEngine.Objects;

namespace PythonEngine.Tests.Objects;

[TestFixture]
public sealed class PyDictTests : EngineTest
{
    [Test]
    public void Behaves_as_an_ordered_map_under_random_work()
    {
        Random random = new(7);
        PyDict dict = new();
        List<(PyObject Key, long Value)> model = [];
        for (int step = 0; step < 20_000; step++)
        {
            int n = random.Next(400);
            // Equal keys of different objects: interned and fresh strings, ints, floats of the same value.
            PyObject key = (n % 3) switch
            {
                0 => random.Next(2) == 0 ? PyStr.Intern("k" + n) : new PyStr("k" + n),
                1 => random.Next(2) == 0 ? PyInt.From(n) : new PyFloat(n),
                _ => PyTuple.Of(PyInt.From(n), PyNone.Instance),
            };
            int at = model.FindIndex(e => Ops.Equal(e.Key, key));
            switch (random.Next(5))
            {
                case 0 when at >= 0:
                    Assert.That(dict.Remove(key), Is.Not.Null);
                    model.RemoveAt(at);
                    break;
                case 0:
                    Assert.That(dict.Remove(key), Is.Null);
                    break;
                case 1:
                    Assert.That(dict.Get(key) is PyInt found ? (long)found.Big : -1, Is.EqualTo(at < 0 ? -1 : model[at].Value));
                    break;
                default:
                    dict.Set(key, PyInt.From(step));
                    if (at < 0)
                    {
                        model.Add((key, step));
                    }
                    else
                    {
                        model[at] = (model[at].Key, step);
                    }
                    break;
            }
            if (step % 1000 == 0)
            {
                Assert.That(Items(dict), Is.EqualTo(model));
            }
        }
        Assert.That(Items(dict), Is.EqualTo(model));
        Assert.That(dict.Count, Is.EqualTo(model.Count));
    }

    private static List<(PyObject Key, long Value)> Items(PyDict dict)
    {
        List<(PyObject, long)> items = [];
        int position = 0;
        while (dict.Next(ref position, out PyObject key, out PyObject value))
        {
            items.Add((key, (long)((PyInt)value).Big));
        }
        return items;
    }

    [Test]
    public void The_keys_version_tells_when_keys_move()
    {
        PyDict dict = new();
        dict.SetStr(PyStr.Intern("a"), PyInt.One);
        long before = dict.KeysVersion;
        dict.SetStr(PyStr.Intern("a"), PyInt.Zero);
        Assert.That(dict.KeysVersion, Is.EqualTo(before), "a new value leaves caches of positions valid");
        dict.SetStr(PyStr.Intern("b"), PyInt.One);
        Assert.That(dict.KeysVersion, Is.Not.EqualTo(before));
        before = dict.KeysVersion;
        dict.Remove(PyStr.Intern("b"));
        Assert.That(dict.KeysVersion, Is.Not.EqualTo(before));
        Assert.That(new PyDict().KeysVersion, Is.Not.EqualTo(new PyDict().KeysVersion));
    }

    [Test]
    public void Keys_of_one_value_are_one_key()
    {
        Assert.That(Text("{1: 'a', 1.0: 'b', True: 'c'}"), Is.EqualTo("{1: 'c'}"));
        Assert.That(Text("{0: 1, -0.0: 2, 0j: 3, False: 4}"), Is.EqualTo("{0: 4}"));
        Assert.That(Text("{'a': 1} | {b'a'.decode(): 2}"), Is.EqualTo("{'a': 2}"));
        Assert.That(Text("len({float('nan'), float('nan')}), len({(n := float('nan')), n})"), Is.EqualTo("(2, 1)"));
    }

    [Test]
    public void Iteration_sees_changes_as_CPython_does()
    {
        Assert.That(Error("[d.pop(k) for d in [{1: 1, 2: 2}] for k in d]"), Is.EqualTo("RuntimeError: dictionary changed size during iteration"));
        Assert.That(Error("[d.__setitem__(k + 10, d.pop(k)) for d in [{1: 1, 2: 2}] for k in d]"), Is.EqualTo("RuntimeError: dictionary keys changed during iteration"));
        Assert.That(Error("{[]: 1}"), Is.EqualTo("TypeError: unhashable type: 'list'"));
    }
}
