using PythonEngine.Parsing;
using Attribute = PythonEngine.Parsing.Attribute;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    private void Assignment(Assign s)
    {
        if (s.Targets.Length == 1)
        {
            ExprNode target = s.Targets[0];
            int local = LocalOf(target);
            if (local >= 0)
            {
                CompileTo(s.Value, local);
                _u.MarkBound(local);
                return;
            }
            if (Elements(target) is { } targets && Elements(s.Value) is { } values && targets.Length == values.Length
                && !HasStarred(targets) && !HasStarred(values) && values.Length is > 0 and <= MaxDirectElements)
            {
                ParallelAssignment(targets, values);
                return;
            }
            int value = CompileBefore(s.Value, target);
            Store(target, value);
            return;
        }
        int shared = Compile(s.Value);
        if (_u.IsLocal(shared))
        {
            // An earlier target may be the very local that holds the value.
            int t = _u.NewTemp();
            _u.Move(t, shared);
            shared = t;
        }
        foreach (ExprNode target in s.Targets)
        {
            Store(target, shared);
        }
    }

    private static ExprNode[]? Elements(ExprNode e) => e switch
    {
        Tuple t => t.Elts,
        List { Ctx: ExprContext.Store } l => l.Elts,
        _ => null,
    };

    /// <summary><c>a, b = b, a</c> needs no tuple.</summary>
    private void ParallelAssignment(ExprNode[] targets, ExprNode[] values)
    {
        int[] registers = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int r = Compile(values[i]);
            if (_u.IsLocal(r) && (_u.Scope.NamedExprTargets != null || IsRebound(r, targets, i)))
            {
                int t = _u.NewTemp();
                _u.Move(t, r);
                r = t;
            }
            registers[i] = r;
        }
        for (int i = 0; i < targets.Length; i++)
        {
            Store(targets[i], registers[i]);
        }
    }

    private bool IsRebound(int local, ExprNode[] targets, int before)
    {
        for (int i = 0; i < before; i++)
        {
            if (targets[i] is Tuple or List || LocalOf(targets[i]) == local)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Stores a value into any kind of target.</summary>
    private void Store(ExprNode target, int value)
    {
        EnterNode();
        CodePosition outer = _u.Position;
        SetPosition(target);
        int mark = _u.TempTop;
        switch (target)
        {
            case Name n:
                CheckForbidden(n.Id, ExprContext.Store, n);
                StoreName(n.Id, value);
                break;
            case Attribute a:
            {
                CheckForbidden(a.Attr, ExprContext.Store, a);
                int obj = Compile(a.Value);
                MoveToAttribute(a);
                _u.Emit(Opcode.StoreAttr, obj, value, _u.CacheSite(Mangle(a.Attr)));
                break;
            }
            case Subscript s:
            {
                int boxes = _u.BoxTop;
                int obj = CompileBefore(s.Value, s.Slice);
                _u.Emit(Opcode.SetItem, obj, NumberOperand(s.Slice, null), value);
                _u.BoxTop = boxes;
                break;
            }
            case Tuple t:
                Unpack(t.Elts, value, t);
                break;
            case List l:
                Unpack(l.Elts, value, l);
                break;
            case Starred s:
                throw Error("starred assignment target must be in a list or tuple", s);
            default:
                throw Error("cannot assign to expression", target);
        }
        _u.TempTop = mark;
        _u.Position = outer;
        _depth--;
    }

    private void Unpack(ExprNode[] targets, int value, ExprNode node)
    {
        int star = -1;
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] is Starred)
            {
                if (star >= 0)
                {
                    throw Error("multiple starred expressions in assignment", node);
                }
                star = i;
            }
        }
        int after = targets.Length - star - 1;
        if (star >= 0 && (star >= 1 << 8 || after >= 1 << 8))
        {
            throw Error("too many expressions in star-unpacking assignment", node);
        }
        int first = -1;
        if (star < 0 && targets.Length > 0)
        {
            first = ConsecutiveLocals(targets);
        }
        if (first >= 0)
        {
            _u.Emit(Opcode.UnpackSequence, first, value, targets.Length);
            for (int i = 0; i < targets.Length; i++)
            {
                _u.MarkBound(first + i);
            }
            return;
        }
        first = _u.NewTemps(Math.Max(targets.Length, 1));
        if (star < 0)
        {
            _u.Emit(Opcode.UnpackSequence, first, value, targets.Length);
        }
        else
        {
            _u.Emit(Opcode.UnpackEx, first, value, star | after << 8);
        }
        for (int i = 0; i < targets.Length; i++)
        {
            Store(targets[i] is Starred s ? s.Value : targets[i], first + i);
        }
    }

    private int ConsecutiveLocals(ExprNode[] targets)
    {
        int first = LocalOf(targets[0]);
        for (int i = 1; first >= 0 && i < targets.Length; i++)
        {
            if (LocalOf(targets[i]) != first + i)
            {
                return -1;
            }
        }
        return first;
    }

    private void AugmentedAssignment(AugAssign s)
    {
        Opcode op = InplaceOpcode(s.Op);
        CodePosition statement = _u.Position;
        int boxes = _u.BoxTop;
        switch (s.Target)
        {
            case Name n:
            {
                CheckForbidden(n.Id, ExprContext.Store, n);
                SetPosition(n);
                int old = LoadName(n.Id, -1);
                old = Stable(old, s.Value);
                _u.Position = statement;
                int value = ReadsNumbers(s.Op) ? NumberOperand(s.Value, null) : Compile(s.Value);
                int local = LocalOf(n.Id);
                int result = local >= 0 ? local : old;
                _u.Emit(op, result, old, value);
                SetPosition(n);
                StoreName(n.Id, result);
                break;
            }
            case Attribute a:
            {
                CheckForbidden(a.Attr, ExprContext.Store, a);
                int obj = CompileBefore(a.Value, s.Value);
                int t = _u.NewTemp();
                SetPosition(a);
                MoveToAttribute(a);
                _u.Emit(Opcode.LoadAttr, t, obj, _u.CacheSite(Mangle(a.Attr)));
                _u.Position = statement;
                int value = ReadsNumbers(s.Op) ? NumberOperand(s.Value, null) : Compile(s.Value);
                _u.Emit(op, t, t, value);
                SetPosition(a);
                MoveToAttribute(a);
                _u.Emit(Opcode.StoreAttr, obj, t, _u.CacheSite(Mangle(a.Attr)));
                break;
            }
            case Subscript sub:
            {
                int obj = CompileBefore(sub.Value, sub.Slice);
                obj = Stable(obj, s.Value);
                int index = CompileBefore(sub.Slice, s.Value);
                int t = _u.NewTemp();
                SetPosition(sub);
                _u.Emit(Opcode.GetItem, t, obj, index);
                _u.Position = statement;
                int value = ReadsNumbers(s.Op) ? NumberOperand(s.Value, null) : Compile(s.Value);
                _u.Emit(op, t, t, value);
                SetPosition(sub);
                _u.Emit(Opcode.SetItem, obj, index, t);
                break;
            }
        }
        _u.Position = statement;
        _u.BoxTop = boxes;
    }

    private void AnnotatedAssignment(AnnAssign s)
    {
        if (s.Value != null)
        {
            int local = LocalOf(s.Target);
            if (local >= 0)
            {
                CompileTo(s.Value, local);
                _u.MarkBound(local);
            }
            else
            {
                int mark = _u.TempTop;
                Store(s.Target, Compile(s.Value));
                _u.TempTop = mark;
            }
        }
        bool evaluates = !_u.Scope.IsFunction;
        switch (s.Target)
        {
            case Name n:
                CheckForbidden(n.Id, ExprContext.Store, n);
                if (s.Simple && evaluates)
                {
                    int annotation = _u.NewTemp();
                    AnnotationTo(s.Annotation, annotation);
                    int dict = _u.NewTemp();
                    _u.Emit(Opcode.LoadName, dict, _u.NameIndex("__annotations__"));
                    _u.Emit(Opcode.SetItem, dict, _u.Constant(PyStr.Intern(Mangle(n.Id))), annotation);
                    return;
                }
                break;
            case Attribute a:
                CheckForbidden(a.Attr, ExprContext.Store, a);
                if (s.Value == null)
                {
                    Discard(a.Value);
                }
                break;
            case Subscript sub:
                if (s.Value == null)
                {
                    Discard(sub.Value);
                    Discard(sub.Slice);
                }
                break;
        }
        if (!s.Simple && evaluates && !FutureAnnotations)
        {
            Discard(s.Annotation);
        }
    }

    /// <summary>Evaluates an annotation, or makes its text under the future feature.</summary>
    private void AnnotationTo(ExprNode annotation, int dst)
    {
        if (FutureAnnotations)
        {
            _u.LoadConstant(dst, ToObject(Unparser.Unparse(annotation)));
        }
        else if (annotation is Starred star)
        {
            // *args: *Ts is one element unpacked from Ts.
            int mark = _u.TempTop;
            int value = Compile(star.Value);
            _u.Emit(Opcode.UnpackSequence, dst, value, 1);
            _u.TempTop = mark;
        }
        else
        {
            CompileTo(annotation, dst);
        }
    }
}
