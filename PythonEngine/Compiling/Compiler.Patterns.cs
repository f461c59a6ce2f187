using PythonEngine.Parsing;
using Attribute = PythonEngine.Parsing.Attribute;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    /// <summary>Names that a pattern captures, in registers until the whole pattern has matched.</summary>
    private sealed class Captures
    {
        public readonly List<(string Name, int Register)> Names = [];
        /// <summary>False in a place where a pattern that always matches makes others unreachable.</summary>
        public bool AllowIrrefutable;

        public void Add(string name, int register, Func<PySyntaxErrorException> duplicate)
        {
            foreach ((string seen, _) in Names)
            {
                if (seen == name)
                {
                    throw duplicate();
                }
            }
            Names.Add((name, register));
        }
    }

    /// <summary>The pattern looked at last: where CPython reports alternatives that disagree.</summary>
    private PatternNode _lastPattern = null!;

    private void MatchStatement(Match s)
    {
        int subject = Compile(s.Subject);
        if (!_u.IsTemp(subject))
        {
            // Captures may rebind a local subject while others still read it.
            int t = _u.NewTemp();
            _u.Move(t, subject);
            subject = t;
        }
        Label end = new();
        for (int i = 0; i < s.Cases.Length; i++)
        {
            MatchCase c = s.Cases[i];
            int mark = _u.TempTop;
            Label next = new();
            SetPosition(c.Pattern);
            _u.MarkLine(c.Pattern.Line);
            Captures captures = new() { AllowIrrefutable = c.Guard != null || i == s.Cases.Length - 1 };
            Pattern(c.Pattern, subject, next, captures);
            SetPosition(c.Pattern);
            foreach ((string name, int register) in captures.Names)
            {
                StoreName(name, register);
            }
            _u.TempTop = mark;
            if (c.Guard != null)
            {
                JumpIf(c.Guard, next, false);
            }
            Statements(c.Body);
            _u.Jump(end);
            _u.Bind(next);
        }
        _u.Bind(end);
    }

    private void Capture(string name, int register, PatternNode node, Captures captures)
    {
        CheckForbidden(name, ExprContext.Store, node);
        captures.Add(name, register, () => Error($"multiple assignments to name '{name}' in pattern", node));
    }

    private static bool IsWildcard(PatternNode p) => p is MatchAs { Name: null };

    /// <summary>Jumps to <paramref name="fail"/> unless the subject matches. Temporaries stay taken until the case is done with them.</summary>
    private void Pattern(PatternNode node, int subject, Label fail, Captures captures)
    {
        EnterNode();
        CodePosition outer = _u.Position;
        SetPosition(node);
        _lastPattern = node;
        switch (node)
        {
            case MatchValue p:
            {
                if (p.Value is not (Constant or UnaryOp or BinOp or Attribute))
                {
                    throw Error("patterns may only match literals and attribute lookups", p);
                }
                int value = Compile(p.Value);
                int t = _u.NewTemp();
                _u.Emit(Opcode.Eq, t, subject, value);
                _u.EmitJump(Opcode.JumpIfFalse, t, fail);
                break;
            }
            case MatchSingleton { Value: null }:
                _u.EmitJump(Opcode.JumpIfNotNone, subject, fail);
                break;
            case MatchSingleton p:
            {
                int value = _u.Constant(ToObject(p.Value));
                int t = _u.NewTemp();
                _u.Emit(Opcode.Is, t, subject, value);
                _u.EmitJump(Opcode.JumpIfFalse, t, fail);
                break;
            }
            case MatchSequence p:
                SequencePattern(p, subject, fail, captures);
                break;
            case MatchMapping p:
                MappingPattern(p, subject, fail, captures);
                break;
            case MatchClass p:
                ClassPattern(p, subject, fail, captures);
                break;
            case MatchAs { Pattern: null } p:
                if (!captures.AllowIrrefutable)
                {
                    throw Error(p.Name != null ? $"name capture '{p.Name}' makes remaining patterns unreachable" : "wildcard makes remaining patterns unreachable", p);
                }
                if (p.Name != null)
                {
                    Capture(p.Name, subject, p, captures);
                }
                break;
            case MatchAs p:
                Pattern(p.Pattern!, subject, fail, captures);
                Capture(p.Name!, subject, p, captures);
                break;
            case MatchOr p:
                OrPattern(p, subject, fail, captures);
                break;
        }
        _u.Position = outer;
        _depth--;
    }

    private void Nested(PatternNode node, int subject, Label fail, Captures captures)
    {
        bool allow = captures.AllowIrrefutable;
        captures.AllowIrrefutable = true;
        Pattern(node, subject, fail, captures);
        captures.AllowIrrefutable = allow;
    }

    private void SequencePattern(MatchSequence p, int subject, Label fail, Captures captures)
    {
        int size = p.Patterns.Length;
        int star = -1;
        bool onlyWildcards = true;
        bool starIsWildcard = false;
        for (int i = 0; i < size; i++)
        {
            PatternNode item = p.Patterns[i];
            if (item is MatchStar s)
            {
                if (star >= 0)
                {
                    throw Error("multiple starred names in sequence pattern", p);
                }
                star = i;
                starIsWildcard = s.Name == null;
                onlyWildcards &= starIsWildcard;
                continue;
            }
            onlyWildcards &= IsWildcard(item);
        }
        int t = _u.NewTemp();
        _u.Emit(Opcode.MatchSequence, t, subject);
        _u.EmitJump(Opcode.JumpIfFalse, t, fail);
        if (star < 0 || size > 1)
        {
            _u.Emit(Opcode.GetLen, t, subject);
            _u.Emit(star < 0 ? Opcode.Eq : Opcode.Ge, t, t, _u.Constant(PyInt.From(star < 0 ? size : size - 1)));
            _u.EmitJump(Opcode.JumpIfFalse, t, fail);
        }
        if (onlyWildcards)
        {
            return;
        }
        if (starIsWildcard)
        {
            SequenceByIndex(p, star, subject, fail, captures);
            return;
        }
        int first = _u.NewTemps(size);
        if (star < 0)
        {
            _u.Emit(Opcode.UnpackSequence, first, subject, size);
        }
        else
        {
            int after = size - star - 1;
            if (star >= 1 << 8 || after >= 1 << 8)
            {
                throw Error("too many expressions in star-unpacking sequence pattern", p);
            }
            _u.Emit(Opcode.UnpackEx, first, subject, star | after << 8);
        }
        for (int i = 0; i < size; i++)
        {
            if (p.Patterns[i] is MatchStar s)
            {
                Capture(s.Name!, first + i, s, captures);
            }
            else
            {
                Nested(p.Patterns[i], first + i, fail, captures);
            }
        }
    }

    /// <summary>With a nameless star only the items that are looked at are fetched.</summary>
    private void SequenceByIndex(MatchSequence p, int star, int subject, Label fail, Captures captures)
    {
        int size = p.Patterns.Length;
        for (int i = 0; i < size; i++)
        {
            PatternNode item = p.Patterns[i];
            if (i == star || IsWildcard(item))
            {
                continue;
            }
            int t = _u.NewTemp();
            if (i < star)
            {
                _u.Emit(Opcode.GetItem, t, subject, _u.Constant(PyInt.From(i)));
            }
            else
            {
                _u.Emit(Opcode.GetLen, t, subject);
                _u.Emit(Opcode.Subtract, t, t, _u.Constant(PyInt.From(size - i)));
                _u.Emit(Opcode.GetItem, t, subject, t);
            }
            Nested(item, t, fail, captures);
        }
    }

    private void MappingPattern(MatchMapping p, int subject, Label fail, Captures captures)
    {
        int size = p.Keys.Length;
        int t = _u.NewTemp();
        _u.Emit(Opcode.MatchMapping, t, subject);
        _u.EmitJump(Opcode.JumpIfFalse, t, fail);
        if (size == 0 && p.Rest == null)
        {
            return;
        }
        if (size != 0)
        {
            _u.Emit(Opcode.GetLen, t, subject);
            _u.Emit(Opcode.Ge, t, t, _u.Constant(PyInt.From(size)));
            _u.EmitJump(Opcode.JumpIfFalse, t, fail);
        }
        List<PyObject> seen = [];
        foreach (ExprNode key in p.Keys)
        {
            if (key is Attribute)
            {
                continue;
            }
            if (Fold(key) is not { } constant)
            {
                throw Error("mapping pattern keys may only match literals and attribute lookups", p);
            }
            if (seen.Exists(s => SameKey(s, constant)))
            {
                throw Error($"mapping pattern checks duplicate key ({Unparser.Repr(constant)})", p);
            }
            seen.Add(constant);
        }
        int keys = _u.NewTemp();
        TupleOf(p.Keys, keys);
        if (size != 0)
        {
            int values = _u.NewTemp();
            _u.Emit(Opcode.MatchKeys, values, subject, keys);
            _u.EmitJump(Opcode.JumpIfNone, values, fail);
            int first = _u.NewTemps(size);
            _u.Emit(Opcode.UnpackSequence, first, values, size);
            for (int i = 0; i < size; i++)
            {
                Nested(p.Patterns[i], first + i, fail, captures);
            }
        }
        if (p.Rest != null)
        {
            int rest = _u.NewTemp();
            _u.Emit(Opcode.CopyDictWithoutKeys, rest, subject, keys);
            Capture(p.Rest, rest, p, captures);
        }
    }

    /// <summary>Equality of dict keys among constants: 1, True and 1.0 are one key.</summary>
    private static bool SameKey(PyObject a, PyObject b)
    {
        if (AsComplex(a) is { } x && AsComplex(b) is { } y)
        {
            return x == y;
        }
        return ConstantComparer.Instance.Equals(a, b);
    }

    private void ClassPattern(MatchClass p, int subject, Label fail, Captures captures)
    {
        int positional = p.Patterns.Length;
        int keywords = p.KwdAttrs.Length;
        for (int i = 0; i < keywords; i++)
        {
            CheckForbidden(p.KwdAttrs[i], ExprContext.Store, p.KwdPatterns[i]);
            for (int j = i + 1; j < keywords; j++)
            {
                if (p.KwdAttrs[i] == p.KwdAttrs[j])
                {
                    throw Error("attribute name repeated in class pattern: " + p.KwdAttrs[i], p.KwdPatterns[j]);
                }
            }
        }
        int cls = _u.NewTemps(3);
        CompileTo(p.Cls, cls);
        PyObject[] names = new PyObject[keywords];
        for (int i = 0; i < keywords; i++)
        {
            names[i] = PyStr.Intern(p.KwdAttrs[i]);
        }
        _u.LoadConstant(cls + 1, keywords == 0 ? PyTuple.Empty : new PyTuple(names));
        _u.LoadConstant(cls + 2, PyInt.From(positional));
        int values = _u.NewTemp();
        _u.Emit(Opcode.MatchClass, values, subject, cls);
        _u.EmitJump(Opcode.JumpIfNone, values, fail);
        if (positional + keywords == 0)
        {
            return;
        }
        int first = _u.NewTemps(positional + keywords);
        _u.Emit(Opcode.UnpackSequence, first, values, positional + keywords);
        for (int i = 0; i < positional + keywords; i++)
        {
            PatternNode item = i < positional ? p.Patterns[i] : p.KwdPatterns[i - positional];
            Nested(item, first + i, fail, captures);
        }
    }

    private void OrPattern(MatchOr p, int subject, Label fail, Captures captures)
    {
        Label matched = new();
        List<(string Name, int Register)>? agreed = null;
        bool allow = captures.AllowIrrefutable;
        for (int i = 0; i < p.Patterns.Length; i++)
        {
            bool last = i == p.Patterns.Length - 1;
            Label next = last ? fail : new Label();
            Captures own = new() { AllowIrrefutable = last && allow };
            SetPosition(p.Patterns[i]);
            Pattern(p.Patterns[i], subject, next, own);
            if (agreed == null)
            {
                // Registers of their own, that every alternative fills.
                agreed = [];
                foreach ((string name, int register) in own.Names)
                {
                    int r = _u.NewTemp();
                    _u.Move(r, register);
                    agreed.Add((name, r));
                }
            }
            else
            {
                if (own.Names.Count != agreed.Count)
                {
                    throw Error("alternative patterns bind different names", _lastPattern);
                }
                foreach ((string name, int r) in agreed)
                {
                    int found = own.Names.FindIndex(n => n.Name == name);
                    if (found < 0)
                    {
                        throw Error("alternative patterns bind different names", _lastPattern);
                    }
                    _u.Move(r, own.Names[found].Register);
                }
            }
            if (!last)
            {
                _u.Jump(matched);
                _u.Bind(next);
            }
        }
        _u.Bind(matched);
        foreach ((string name, int register) in agreed!)
        {
            Capture(name, register, p, captures);
        }
    }
}
