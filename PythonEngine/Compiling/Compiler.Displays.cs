using PythonEngine.Parsing;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    /// <summary>Larger displays are built element by element instead of from that many registers.</summary>
    private const int MaxDirectElements = 30;

    private int TupleDisplay(Tuple t, int dst)
    {
        if (Fold(t) is { } constant)
        {
            return Load(constant, dst);
        }
        if (t.Elts.Length == 0)
        {
            return Load(PyTuple.Empty, dst);
        }
        int mark = _u.TempTop;
        if (!HasStarred(t.Elts) && t.Elts.Length <= MaxDirectElements)
        {
            int first = Contiguous(t.Elts);
            _u.TempTop = mark;
            dst = Target(dst);
            _u.Emit(Opcode.BuildTuple, dst, first, t.Elts.Length);
            return dst;
        }
        int work = WorkRegister(dst);
        BuildList(t.Elts, work);
        dst = dst < 0 ? work : dst;
        _u.TempTop = dst == work ? Math.Max(mark, work + 1) : mark;
        _u.Emit(Opcode.ListToTuple, dst, work);
        return dst;
    }

    /// <summary>A tuple of the elements (no stars among them) in a temporary.</summary>
    private void TupleOf(ExprNode[] elements, int dst)
    {
        int mark = _u.TempTop;
        if (elements.Length == 0)
        {
            _u.LoadConstant(dst, PyTuple.Empty);
        }
        else if (FoldAll(elements) is { } constants)
        {
            _u.LoadConstant(dst, new PyTuple(constants));
        }
        else if (elements.Length <= MaxDirectElements)
        {
            _u.Emit(Opcode.BuildTuple, dst, Contiguous(elements), elements.Length);
        }
        else
        {
            BuildList(elements, dst);
            _u.Emit(Opcode.ListToTuple, dst, dst);
        }
        _u.TempTop = mark;
    }

    /// <summary>The elements in consecutive registers: temporaries, unless they are consecutive locals anyway.</summary>
    private int Contiguous(ExprNode[] elements)
    {
        int first = LocalOf(elements[0]);
        if (first >= 0)
        {
            int i = 1;
            while (i < elements.Length && LocalOf(elements[i]) == first + i)
            {
                i++;
            }
            if (i == elements.Length)
            {
                foreach (ExprNode e in elements)
                {
                    Compile(e);
                }
                return first;
            }
        }
        first = _u.TempTop;
        foreach (ExprNode e in elements)
        {
            CompileTo(e, _u.NewTemp());
        }
        return first;
    }

    private int ListDisplay(ExprNode[] elements, int dst)
    {
        int mark = _u.TempTop;
        if (elements.Length == 0)
        {
            dst = Target(dst);
            _u.Emit(Opcode.BuildList, dst, 0, 0);
            return dst;
        }
        if (elements.Length <= MaxDirectElements && !HasStarred(elements) && (elements.Length < 3 || FoldAll(elements) == null))
        {
            int first = Contiguous(elements);
            _u.TempTop = mark;
            dst = Target(dst);
            _u.Emit(Opcode.BuildList, dst, first, elements.Length);
            return dst;
        }
        int work = WorkRegister(dst);
        BuildList(elements, work);
        _u.TempTop = Math.Max(mark, work == dst ? 0 : work + 1);
        return FinishWork(dst, work);
    }

    /// <summary>Builds a list step by step in a register that only this code sees.</summary>
    private void BuildList(ExprNode[] elements, int work)
    {
        int mark = _u.TempTop;
        if (elements.Length >= 3 && FoldAll(elements) is { } constants)
        {
            _u.Emit(Opcode.BuildList, work, 0, 0);
            _u.Emit(Opcode.ListExtend, work, _u.Constant(new PyTuple(constants)));
            _u.TempTop = mark;
            return;
        }
        int start = 0;
        if (elements.Length <= MaxDirectElements)
        {
            while (start < elements.Length && elements[start] is not Starred)
            {
                start++;
            }
        }
        int first = _u.TempTop;
        for (int i = 0; i < start; i++)
        {
            CompileTo(elements[i], _u.NewTemp());
        }
        _u.Emit(Opcode.BuildList, work, first, start);
        _u.TempTop = mark;
        for (int i = start; i < elements.Length; i++)
        {
            if (elements[i] is Starred s)
            {
                _u.Emit(Opcode.ListExtend, work, Compile(s.Value));
            }
            else
            {
                _u.Emit(Opcode.ListAppend, work, Compile(elements[i]));
            }
            _u.TempTop = mark;
        }
    }

    private int SetDisplay(ExprNode[] elements, int dst)
    {
        int mark = _u.TempTop;
        if (elements.Length <= MaxDirectElements && !HasStarred(elements) && (elements.Length < 3 || FoldAll(elements) == null))
        {
            int first = Contiguous(elements);
            _u.TempTop = mark;
            dst = Target(dst);
            _u.Emit(Opcode.BuildSet, dst, first, elements.Length);
            return dst;
        }
        int work = WorkRegister(dst);
        int inner = _u.TempTop;
        _u.Emit(Opcode.BuildSet, work, 0, 0);
        if (FoldAll(elements) is { } constants)
        {
            _u.Emit(Opcode.SetUpdate, work, _u.Constant(FrozenSetOf(constants)));
        }
        else
        {
            foreach (ExprNode e in elements)
            {
                if (e is Starred s)
                {
                    _u.Emit(Opcode.SetUpdate, work, Compile(s.Value));
                }
                else
                {
                    _u.Emit(Opcode.SetAdd, work, Compile(e));
                }
                _u.TempTop = inner;
            }
        }
        _u.TempTop = inner;
        return FinishWork(dst, work);
    }

    private int DictDisplay(Dict d, int dst)
    {
        int mark = _u.TempTop;
        int count = d.Values.Length;
        bool direct = count <= MaxDirectElements / 2;
        foreach (ExprNode? key in d.Keys)
        {
            direct &= key != null;
        }
        if (direct)
        {
            int first = _u.TempTop;
            for (int i = 0; i < count; i++)
            {
                CompileTo(d.Keys[i]!, _u.NewTemp());
                CompileTo(d.Values[i], _u.NewTemp());
            }
            _u.TempTop = mark;
            dst = Target(dst);
            _u.Emit(Opcode.BuildMap, dst, first, count);
            return dst;
        }
        int work = WorkRegister(dst);
        int inner = _u.TempTop;
        int next = 0;
        int start = _u.TempTop;
        while (next < count && next < MaxDirectElements / 2 && d.Keys[next] is { } key)
        {
            CompileTo(key, _u.NewTemp());
            CompileTo(d.Values[next], _u.NewTemp());
            next++;
        }
        _u.Emit(Opcode.BuildMap, work, start, next);
        _u.TempTop = inner;
        for (; next < count; next++)
        {
            if (d.Keys[next] is { } k)
            {
                int key = CompileBefore(k, d.Values[next]);
                int value = Compile(d.Values[next]);
                _u.Emit(Opcode.MapAdd, work, key, value);
            }
            else
            {
                _u.Emit(Opcode.DictUpdate, work, Compile(d.Values[next]));
            }
            _u.TempTop = inner;
        }
        return FinishWork(dst, work);
    }
}
