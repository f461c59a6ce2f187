using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using static PythonEngine.Generators.Conversions;

namespace PythonEngine.Generators;

/// <summary>Slots: the thunks behind function pointers and the wrapper descriptors Python sees.</summary>
internal sealed partial class TypeEmitter
{
    private void SpecialMethods()
    {
        foreach (var pair in _special)
        {
            string name = pair.Key;
            var (method, attribute) = pair.Value;
            if (name is "__pow__" or "__rpow__" || SlotTable.BinaryOf(name, out _) is not null || SlotTable.Comparisons.Any(c => c.Name == name))
            {
                continue;
            }
            if (Receiver(method, attribute, out int skip) is { } self)
            {
                Slot(name, method, attribute, self, skip);
            }
        }
        foreach (var (suffix, op, _) in SlotTable.Binaries)
        {
            Binary(suffix, op);
        }
        PowerSlot();
        ComparisonSlot();
        if ((_special.ContainsKey("__richcompare__") || _special.ContainsKey("__eq__")) && !_special.ContainsKey("__hash__") && !Claimed("__hash__"))
        {
            _slots.Add("t.TpHash = &PyType.SlotHashNotImplemented;");
            SetMember("__hash__", Args + ".None");
        }
    }

    private bool Wrong(IMethodSymbol method, AttributeData attribute, string shape)
    {
        Problems.Add(Diagnostics.SlotShape, attribute, method, $"'{attribute.Text(0)}' has the shape '{shape}'");
        return false;
    }

    private static string Invoke(IMethodSymbol method, string self, string arguments) => method.IsStatic
        ? arguments.Length == 0 ? $"{method.Name}({self})" : $"{method.Name}({self}, {arguments})"
        : $"{self}.{method.Name}({arguments})";

    /// <summary>Checks the parameters after self: each is one of PyObject, PyObject?, PyStr, long, CompareOp.</summary>
    private static bool Takes(IMethodSymbol method, int skip, params string[] types)
    {
        if (method.Parameters.Length != skip + types.Length)
        {
            return false;
        }
        for (int i = 0; i < types.Length; i++)
        {
            var type = method.Parameters[skip + i].Type;
            bool ok = types[i] switch
            {
                "PyObject" => type.IsPyObject(),
                "PyStr" => type.IsEngine("PyStr"),
                "long" => type.SpecialType == SpecialType.System_Int64,
                _ => type.IsEngine(types[i]),
            };
            if (!ok)
            {
                return false;
            }
        }
        return true;
    }

    private static bool ReturnsObject(IMethodSymbol method, out ReturnShape shape)
    {
        shape = ReturnShape.Of(method)!;
        return shape is { IsVoid: false, IsTask: false };
    }

    private static bool ReturnsInteger(IMethodSymbol method) => method.ReturnType.SpecialType is SpecialType.System_Int64 or SpecialType.System_Int32;

    private static bool ReturnsBool(IMethodSymbol method) => method.ReturnType.SpecialType == SpecialType.System_Boolean;

    /// <summary>One wrapper descriptor: checks self, keywords and arity, then runs <paramref name="body"/> with self and args (self removed).</summary>
    private void Wrapper(string name, string self, int min, int max, System.Action body)
    {
        string entry = Unique("__m_", name);
        Body.Line();
        Body.Open($"private static PyObject {entry}({EntryParameters})");
        WriteSelf(self, name, wrapper: true);
        string check = min == max ? $"args.Length != {min + 1}" : $"(uint)(args.Length - {min + 1}) > {max - min}";
        Body.Open($"if (kwnames is not null || {check})");
        Body.Line($"{Args}.CheckWrapper(args.Length - 1, kwnames, {name.Literal()}, {min}, {max});");
        Body.Close();
        body();
        Body.Close();
        var (signature, doc) = SlotTable.Describe(name);
        SetMember(name, $"new PyWrapperDescriptor(t, {Function(name, signature, doc, entry)})");
    }

    private void Thunk(string declaration, System.Action body)
    {
        Body.Line();
        Body.Open("private static " + declaration);
        body();
        Body.Close();
    }

    private void Return(string call, ReturnShape shape) => CallableEmitter.WriteResult(Body, call, shape, []);

    private bool Slot(string name, IMethodSymbol method, AttributeData attribute, string self, int skip)
    {
        var (slot, shape) = SlotTable.Slots[name];
        // The pseudo names are what Python sees as operators.
        string visible = name switch { "__concat__" => "__add__", "__repeat__" => "__mul__", "__iconcat__" => "__iadd__", "__irepeat__" => "__imul__", _ => name };
        if (shape != SlotShape.RichCompare && !Claim(visible, attribute, method))
        {
            return false;
        }
        string thunk = Unique("__slot_", name.Trim('_'));
        string o = Cast(self, "o");
        ReturnShape result;
        switch (shape)
        {
            case SlotShape.Unary:
                if (!Takes(method, skip) || !ReturnsObject(method, out result))
                {
                    return Wrong(method, attribute, "PyObject F()");
                }
                Thunk($"PyObject {thunk}(PyObject o)", () => Return(Invoke(method, o, ""), result));
                Wrapper(name, self, 0, 0, () => Return(Invoke(method, "self", ""), result));
                break;

            case SlotShape.Integer:
                if (!Takes(method, skip) || !ReturnsInteger(method))
                {
                    return Wrong(method, attribute, "long F()");
                }
                Thunk($"long {thunk}(PyObject o)", () => Body.Line($"return {Invoke(method, o, "")};"));
                Wrapper(name, self, 0, 0, () => Body.Line($"return {Args}.FromInt64({Invoke(method, "self", "")});"));
                break;

            case SlotShape.Truth:
                if (!Takes(method, skip) || !ReturnsBool(method))
                {
                    return Wrong(method, attribute, "bool F()");
                }
                Thunk($"bool {thunk}(PyObject o)", () => Body.Line($"return {Invoke(method, o, "")};"));
                Wrapper(name, self, 0, 0, () => Body.Line($"return {Args}.FromBool({Invoke(method, "self", "")});"));
                break;

            case SlotShape.Contains:
                if (!Takes(method, skip, "PyObject") || !ReturnsBool(method))
                {
                    return Wrong(method, attribute, "bool F(PyObject item)");
                }
                Thunk($"bool {thunk}(PyObject o, PyObject a)", () => Body.Line($"return {Invoke(method, o, "a")};"));
                Wrapper(name, self, 1, 1, () => Body.Line($"return {Args}.FromBool({Invoke(method, "self", "args[1]")});"));
                break;

            case SlotShape.Next:
                return Next(method, attribute, self, skip, thunk);

            case SlotShape.Binary:
                if (!Takes(method, skip, "PyObject") || !ReturnsObject(method, out result))
                {
                    return Wrong(method, attribute, "PyObject F(PyObject other)");
                }
                Thunk($"PyObject {thunk}(PyObject o, PyObject a)", () => Return(Invoke(method, o, "a"), result));
                Wrapper(visible, self, 1, 1, () => Return(Invoke(method, "self", "args[1]"), result));
                break;

            case SlotShape.Repeat:
                if (!Takes(method, skip, "long") || !ReturnsObject(method, out result))
                {
                    return Wrong(method, attribute, "PyObject F(long count)");
                }
                Thunk($"PyObject {thunk}(PyObject o, long n)", () => Return(Invoke(method, o, "n"), result));
                Wrapper(visible, self, 1, 1, () => Return(Invoke(method, "self", Args + ".RepeatCount(args[1])"), result));
                if (name == "__repeat__" && Claim("__rmul__", attribute, method))
                {
                    Wrapper("__rmul__", self, 1, 1, () => Return(Invoke(method, "self", Args + ".RepeatCount(args[1])"), result));
                }
                break;

            case SlotShape.SetItem:
                return SetItem(method, attribute, self, skip, thunk);

            case SlotShape.GetAttr:
                if (!Takes(method, skip, "PyStr") || !ReturnsObject(method, out result))
                {
                    return Wrong(method, attribute, "PyObject? F(PyStr name)");
                }
                Thunk($"PyObject? {thunk}(PyObject o, PyStr a)", () => Body.Line($"return {Invoke(method, o, "a")};"));
                Wrapper(name, self, 1, 1, () =>
                {
                    Body.Line($"PyStr name = {Args}.AttributeName(args[1]);");
                    Body.Line($"return {Invoke(method, "self", "name")} ?? throw {Args}.AttributeMissing(self, name);");
                });
                break;

            case SlotShape.SetAttr:
                if (!Takes(method, skip, "PyStr", "PyObject") || !method.ReturnsVoid)
                {
                    return Wrong(method, attribute, "void F(PyStr name, PyObject? value)");
                }
                Thunk($"void {thunk}(PyObject o, PyStr a, PyObject? v)", () => Body.Line(Invoke(method, o, "a, v") + ";"));
                Wrapper(name, self, 2, 2, () =>
                {
                    Body.Line(Invoke(method, "self", $"{Args}.AttributeName(args[1]), args[2]") + ";");
                    Body.Line($"return {Args}.None;");
                });
                if (Claim("__delattr__", attribute, method))
                {
                    Wrapper("__delattr__", self, 1, 1, () =>
                    {
                        Body.Line(Invoke(method, "self", $"{Args}.AttributeName(args[1]), null") + ";");
                        Body.Line($"return {Args}.None;");
                    });
                }
                break;

            case SlotShape.DescrGet:
                if (!Takes(method, skip, "PyObject", "PyObject") || !ReturnsObject(method, out result))
                {
                    return Wrong(method, attribute, "PyObject F(PyObject? instance, PyObject? owner)");
                }
                Thunk($"PyObject {thunk}(PyObject o, PyObject? a, PyObject? b)", () => Return(Invoke(method, o, "a, b"), result));
                Wrapper(name, self, 1, 2, () =>
                {
                    Body.Line($"{Args}.DescriptorGet(args.Slice(1), out PyObject? a, out PyObject? b);");
                    Return(Invoke(method, "self", "a, b"), result);
                });
                break;

            case SlotShape.DescrSet:
                if (!Takes(method, skip, "PyObject", "PyObject") || !method.ReturnsVoid)
                {
                    return Wrong(method, attribute, "void F(PyObject instance, PyObject? value)");
                }
                Thunk($"void {thunk}(PyObject o, PyObject a, PyObject? v)", () => Body.Line(Invoke(method, o, "a, v") + ";"));
                Wrapper(name, self, 2, 2, () =>
                {
                    Body.Line(Invoke(method, "self", "args[1], args[2]") + ";");
                    Body.Line($"return {Args}.None;");
                });
                if (Claim("__delete__", attribute, method))
                {
                    Wrapper("__delete__", self, 1, 1, () =>
                    {
                        Body.Line(Invoke(method, "self", "args[1], null") + ";");
                        Body.Line($"return {Args}.None;");
                    });
                }
                break;

            case SlotShape.Call:
            case SlotShape.Init:
                return CallOrInit(name, method, attribute, self, skip, thunk, slot);

            case SlotShape.RichCompare:
                if (!Takes(method, skip, "PyObject", "CompareOp") || !ReturnsObject(method, out result))
                {
                    return Wrong(method, attribute, "PyObject F(PyObject other, CompareOp op)");
                }
                Thunk($"PyObject {thunk}(PyObject o, PyObject a, CompareOp op)", () => Return(Invoke(method, o, "a, op"), result));
                foreach (var (comparison, op, _) in SlotTable.Comparisons)
                {
                    if (!_special.ContainsKey(comparison) && Claim(comparison, attribute, method))
                    {
                        Wrapper(comparison, self, 1, 1, () => Return(Invoke(method, "self", $"args[1], CompareOp.{op}"), result));
                    }
                }
                break;

            case SlotShape.Power:
                // __ipow__ only: the others go through PowerSlot.
                bool two = Takes(method, skip, "PyObject");
                if (!two && !Takes(method, skip, "PyObject", "PyObject") || !ReturnsObject(method, out result))
                {
                    return Wrong(method, attribute, "PyObject F(PyObject other)");
                }
                Thunk($"PyObject {thunk}(PyObject o, PyObject a, PyObject m)", () => Return(Invoke(method, o, two ? "a" : "a, m"), result));
                Wrapper(name, self, 1, 1, () => Return(Invoke(method, "self", two ? "args[1]" : $"args[1], {Args}.None"), result));
                break;
        }
        _slots.Add($"t.{slot} = &{thunk};");
        return true;
    }

    private bool Next(IMethodSymbol method, AttributeData attribute, string self, int skip, string thunk)
    {
        var shape = ReturnShape.Of(method);
        if (!Takes(method, skip) || shape is null || shape.IsVoid || shape.IsHeapTask || !shape.Type.DerivesFromPyObject())
        {
            return Wrong(method, attribute, "PyObject? F()' or 'ValueTask<PyObject?> F()");
        }
        if (!shape.IsTask)
        {
            Thunk($"PyObject? {thunk}(PyObject o)", () => Body.Line($"return {Invoke(method, Cast(self, "o"), "")};"));
            Wrapper("__next__", self, 0, 0, () => Body.Line($"return {Args}.NextOrStop({Invoke(method, "self", "")});"));
        }
        else
        {
            // The loop takes null as the end also when it comes later; the method called by name must raise StopIteration.
            string type = shape.Type!.Cs();
            Thunk($"PyObject? {thunk}(PyObject o)", () =>
            {
                Body.Line($"var task = {Invoke(method, Cast(self, "o"), "")};");
                Body.Line($"return task.IsCompletedSuccessfully ? task.Result : {Thread}.Park<{type}>(task, &{Args}.NextResult);");
            });
            Wrapper("__next__", self, 0, 0, () =>
            {
                Body.Line($"var task = {Invoke(method, "self", "")};");
                Body.Line($"return task.IsCompletedSuccessfully ? {Args}.NextOrStop(task.Result) : {Thread}.Park<{type}>(task, &{Args}.NextOrStop);");
            });
        }
        _slots.Add($"t.TpIterNext = &{thunk};");
        return true;
    }

    private bool SetItem(IMethodSymbol method, AttributeData attribute, string self, int skip, string thunk)
    {
        if (!Takes(method, skip, "PyObject", "PyObject") || !method.ReturnsVoid)
        {
            return Wrong(method, attribute, "void F(PyObject key, PyObject? value)");
        }
        bool deletes = method.Parameters[skip + 1].Type.Nullable();
        Thunk($"void {thunk}(PyObject o, PyObject a, PyObject? v)", () =>
            Body.Line(Invoke(method, Cast(self, "o"), deletes ? "a, v" : $"a, {Args}.ItemNotDeleted(v, o)") + ";"));
        Wrapper("__setitem__", self, 2, 2, () =>
        {
            Body.Line(Invoke(method, "self", "args[1], args[2]") + ";");
            Body.Line($"return {Args}.None;");
        });
        if (deletes && Claim("__delitem__", attribute, method))
        {
            Wrapper("__delitem__", self, 1, 1, () =>
            {
                Body.Line(Invoke(method, "self", "args[1], null") + ";");
                Body.Line($"return {Args}.None;");
            });
        }
        _slots.Add($"t.MpSetItem = &{thunk};");
        return true;
    }

    private bool CallOrInit(string name, IMethodSymbol method, AttributeData attribute, string self, int skip, string thunk, string slot)
    {
        bool init = name == "__init__";
        var callable = CallableEmitter.Create(method, attribute, init ? _python : name, null, attribute.Text(1), skip, Problems);
        if (callable is null)
        {
            return false;
        }
        if (init && !callable.ReturnsNothing)
        {
            return Wrong(method, attribute, "void F(...)");
        }
        Thunk($"{(init ? "void" : "PyObject")} {thunk}(PyObject o, {EntryParameters})", () =>
        {
            string o = Cast(self, "o");
            callable.Write(Body, skip == 0 ? $"{o}.{method.Name}" : method.Name, skip == 0 ? null : o, name, init ? ResultUse.Nothing : ResultUse.Value, Fields);
        });
        string entry = Unique("__m_", name);
        Body.Line();
        Body.Open($"private static PyObject {entry}({EntryParameters})");
        WriteSelf(self, name, wrapper: true);
        if (init)
        {
            Body.Line($"{thunk}(self, args.Slice(1), kwnames);");
            Body.Line($"return {Args}.None;");
        }
        else
        {
            Body.Line($"return {thunk}(self, args.Slice(1), kwnames);");
        }
        Body.Close();
        var (signature, doc) = SlotTable.Describe(name);
        SetMember(name, $"new PyWrapperDescriptor(t, {Function(name, signature, doc, entry)})");
        _slots.Add($"t.{slot} = &{thunk};");
        return true;
    }

    /// <summary>A static method whose first parameter is plain PyObject is the raw two-sided slot.</summary>
    private static bool IsRaw(IMethodSymbol method) => method.IsStatic && method.Parameters.Length != 0 && method.Parameters[0].Type.IsPyObject();

    private void Binary(string suffix, string op)
    {
        string forwardName = "__" + suffix, reverseName = "__r" + suffix, inplaceName = "__i" + suffix;
        bool hasForward = _special.TryGetValue(forwardName, out var forward);
        bool hasReverse = _special.TryGetValue(reverseName, out var reverse);
        string id = op.ToLowerInvariant();
        if (hasForward && IsRaw(forward.Method))
        {
            if (!Takes(forward.Method, 0, "PyObject", "PyObject") || !ReturnsObject(forward.Method, out var shape))
            {
                Wrong(forward.Method, forward.Attribute, "static PyObject F(PyObject a, PyObject b)");
            }
            else if (hasReverse)
            {
                Wrong(reverse.Method, reverse.Attribute, "nothing, since the two-sided form of " + forwardName + " covers it");
            }
            else if (Claim(forwardName, forward.Attribute, forward.Method) && Claim(reverseName, forward.Attribute, forward.Method))
            {
                string name = forward.Method.Name;
                Thunk($"PyObject __slot_{id}(PyObject a, PyObject b)", () => Return($"{name}(a, b)", shape));
                Wrapper(forwardName, _self, 1, 1, () => Return($"{name}(self, args[1])", shape));
                Wrapper(reverseName, _self, 1, 1, () => Return($"{name}(args[1], self)", shape));
                _slots.Add($"t.SetBinary((int)BinaryOp.{op}, &__slot_{id});");
            }
        }
        else if (hasForward || hasReverse)
        {
            string? first = hasForward ? Half(forwardName, forward) : null;
            string? second = hasReverse ? Half(reverseName, reverse) : null;
            if (hasForward == (first is not null) && hasReverse == (second is not null))
            {
                Thunk($"PyObject __slot_{id}(PyObject a, PyObject b)", () =>
                {
                    if (first is not null)
                    {
                        Side("a", "x", string.Format(System.Globalization.CultureInfo.InvariantCulture, first, "x", "b"), last: second is null);
                    }
                    if (second is not null)
                    {
                        Side("b", "y", string.Format(System.Globalization.CultureInfo.InvariantCulture, second, "y", "a"), last: true);
                    }
                    Body.Line($"return {Args}.NotImplemented;");
                });
                _slots.Add($"t.SetBinary((int)BinaryOp.{op}, &__slot_{id});");
            }
        }
        if (op != "DivMod" && _special.TryGetValue(inplaceName, out var inplace))
        {
            if (Receiver(inplace.Method, inplace.Attribute, out int skip) is { } self && Claim(inplaceName, inplace.Attribute, inplace.Method))
            {
                if (!Takes(inplace.Method, skip, "PyObject") || !ReturnsObject(inplace.Method, out var shape))
                {
                    Wrong(inplace.Method, inplace.Attribute, "PyObject F(PyObject other)");
                    return;
                }
                Thunk($"PyObject __slot_i{id}(PyObject o, PyObject a)", () => Return(Invoke(inplace.Method, Cast(self, "o"), "a"), shape));
                Wrapper(inplaceName, self, 1, 1, () => Return(Invoke(inplace.Method, "self", "args[1]"), shape));
                _slots.Add($"t.SetBinary((int)BinaryOp.{op} + PyType.InplaceOffset, &__slot_i{id});");
            }
        }
    }

    private void Side(string operand, string local, string call, bool last)
    {
        Body.Open($"if ({operand} is {_self} {local})");
        if (last)
        {
            Body.Line($"return {call};");
        }
        else
        {
            Body.Line($"PyObject r = {call};");
            Body.Open($"if (!ReferenceEquals(r, {Args}.NotImplemented))");
            Body.Line("return r;");
            Body.Close();
        }
        Body.Close();
    }

    /// <summary>Checks one side of a binary operator, writes its wrapper, and gives the call as a format of (self, other).</summary>
    private string? Half(string name, (IMethodSymbol Method, AttributeData Attribute) special)
    {
        var (method, attribute) = special;
        if (Receiver(method, attribute, out int skip) is not { } self || !Claim(name, attribute, method))
        {
            return null;
        }
        if (!Takes(method, skip, "PyObject") || !ReturnsObject(method, out var shape))
        {
            Wrong(method, attribute, "PyObject F(PyObject other)");
            return null;
        }
        Wrapper(name, self, 1, 1, () => Return(Invoke(method, "self", "args[1]"), shape));
        return shape.Convert(Invoke(method, "{0}", "{1}"));
    }

    private void PowerSlot()
    {
        bool hasForward = _special.TryGetValue("__pow__", out var forward);
        bool hasReverse = _special.TryGetValue("__rpow__", out var reverse);
        if (!hasForward && !hasReverse)
        {
            return;
        }
        if (hasForward && IsRaw(forward.Method))
        {
            if (hasReverse || !Takes(forward.Method, 0, "PyObject", "PyObject", "PyObject") || !ReturnsObject(forward.Method, out var shape))
            {
                Wrong(forward.Method, forward.Attribute, "static PyObject F(PyObject a, PyObject b, PyObject mod)");
                return;
            }
            if (Claim("__pow__", forward.Attribute, forward.Method) && Claim("__rpow__", forward.Attribute, forward.Method))
            {
                string name = forward.Method.Name;
                Thunk("PyObject __slot_power(PyObject a, PyObject b, PyObject m)", () => Return($"{name}(a, b, m)", shape));
                Wrapper("__pow__", _self, 1, 2, () => Return($"{name}(self, args[1], args.Length > 2 ? args[2] : {Args}.None)", shape));
                Wrapper("__rpow__", _self, 1, 2, () => Return($"{name}(args[1], self, args.Length > 2 ? args[2] : {Args}.None)", shape));
                _slots.Add("t.NbPower = &__slot_power;");
            }
            return;
        }
        string? first = hasForward ? PowerHalf("__pow__", forward) : null;
        string? second = hasReverse ? PowerHalf("__rpow__", reverse) : null;
        if (hasForward != (first is not null) || hasReverse != (second is not null))
        {
            return;
        }
        Thunk("PyObject __slot_power(PyObject a, PyObject b, PyObject m)", () =>
        {
            if (first is not null)
            {
                Side("a", "x", string.Format(System.Globalization.CultureInfo.InvariantCulture, first, "x", "b"), last: second is null);
            }
            if (second is not null)
            {
                Side("b", "y", string.Format(System.Globalization.CultureInfo.InvariantCulture, second, "y", "a"), last: true);
            }
            Body.Line($"return {Args}.NotImplemented;");
        });
        _slots.Add("t.NbPower = &__slot_power;");
    }

    private string? PowerHalf(string name, (IMethodSymbol Method, AttributeData Attribute) special)
    {
        var (method, attribute) = special;
        if (Receiver(method, attribute, out int skip) is not { } self || !Claim(name, attribute, method))
        {
            return null;
        }
        bool two = Takes(method, skip, "PyObject");
        if (!two && !Takes(method, skip, "PyObject", "PyObject") || !ReturnsObject(method, out var shape))
        {
            Wrong(method, attribute, "PyObject F(PyObject other, PyObject mod)");
            return null;
        }
        Wrapper(name, self, 1, 2, () => Return(Invoke(method, "self", two ? "args[1]" : $"args[1], args.Length > 2 ? args[2] : {Args}.None"), shape));
        return shape.Convert(Invoke(method, "{0}", two ? "{1}" : "{1}, m"));
    }

    /// <summary>Single comparison methods (__eq__, __lt__, ...) combined into the one slot.</summary>
    private void ComparisonSlot()
    {
        var single = SlotTable.Comparisons.Where(c => _special.ContainsKey(c.Name)).ToList();
        if (single.Count == 0)
        {
            return;
        }
        if (_special.TryGetValue("__richcompare__", out var rich))
        {
            Problems.Add(Diagnostics.SlotShape, rich.Attribute, rich.Method, "__richcompare__ and single comparisons exclude each other");
            return;
        }
        var cases = new List<(string Op, string Call)>();
        string? equal = null;
        foreach (var (name, op, _) in single)
        {
            var (method, attribute) = _special[name];
            if (Receiver(method, attribute, out int skip) is not { } self || !Claim(name, attribute, method))
            {
                return;
            }
            if (!Takes(method, skip, "PyObject") || !ReturnsObject(method, out var shape))
            {
                Wrong(method, attribute, "PyObject F(PyObject other)");
                return;
            }
            Wrapper(name, self, 1, 1, () => Return(Invoke(method, "self", "args[1]"), shape));
            string call = shape.Convert(Invoke(method, Cast(self, "o"), "a"));
            cases.Add((op, call));
            equal = op == "Eq" ? call : equal;
        }
        if (equal is not null && !_special.ContainsKey("__ne__") && !Claimed("__ne__"))
        {
            var (method, attribute) = _special["__eq__"];
            Receiver(method, attribute, out _);
            Claim("__ne__", attribute, method);
            cases.Add(("Ne", $"{Args}.NotEqual({equal})"));
            ReturnsObject(method, out var shape);
            Wrapper("__ne__", method.IsStatic ? method.Parameters[0].Type.CsBare() : _self, 1, 1,
                () => Body.Line($"return {Args}.NotEqual({shape.Convert(Invoke(method, "self", "args[1]"))});"));
        }
        Thunk("PyObject __slot_richcompare(PyObject o, PyObject a, CompareOp op)", () =>
        {
            Body.Open("switch (op)");
            foreach (var (op, call) in cases)
            {
                Body.Line($"case CompareOp.{op}: return {call};");
            }
            Body.Line($"default: return {Args}.NotImplemented;");
            Body.Close();
        });
        _slots.Add("t.TpRichCompare = &__slot_richcompare;");
    }
}
