using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    private void FunctionStatement(StmtNode s, string name, Arguments args, StmtNode[] body, ExprNode[] decorators, ExprNode? returns)
    {
        CheckForbidden(name, ExprContext.Store, s);
        CheckParameters(args, s);
        int firstDecorator = _u.TempTop;
        foreach (ExprNode d in decorators)
        {
            CompileTo(d, _u.NewTemp());
        }
        int firstLine = decorators.Length != 0 ? decorators[0].Line : s.Line;
        int local = decorators.Length == 0 ? LocalOf(name) : -1;
        int function = local >= 0 ? local : _u.NewTemp();
        int parts = FunctionParts(args, returns, s);
        PyCode code = FunctionCode(s, name, args, body, firstLine);
        EmitFunction(function, code, parts, _u.Scope, s);
        function = Decorate(decorators, firstDecorator, function);
        StoreName(name, function);
    }

    /// <summary>Calls the decorators, innermost first; each finds its argument in the register behind it.</summary>
    private int Decorate(ExprNode[] decorators, int first, int value)
    {
        CodePosition outer = _u.Position;
        for (int i = decorators.Length - 1; i >= 0; i--)
        {
            SetPosition(decorators[i]);
            _u.Emit(Opcode.Call, first + i, 1, first + i);
            value = first + i;
        }
        _u.Position = outer;
        return value;
    }

    private PyCode FunctionCode(StmtNode s, string name, Arguments args, StmtNode[] body, int firstLine)
    {
        CodeUnit unit = EnterUnit(s, name, firstLine);
        SetCounts(unit, args);
        UnpackParameters(args);
        int start = 0;
        if (DocString(body) is { } doc)
        {
            start = 1;
            unit.DocString = _options.Optimize < 2 ? doc : null;
        }
        bool interactive = _interactive;
        _interactive = false;
        for (int i = start; i < body.Length; i++)
        {
            Statement(body[i]);
        }
        _interactive = interactive;
        ReturnNone();
        return ExitUnit();
    }

    private static void SetCounts(CodeUnit unit, Arguments args)
    {
        unit.PosOnlyArgCount = args.PosOnlyArgs.Length;
        unit.ArgCount = args.PosOnlyArgs.Length + args.Args.Length;
        unit.KwOnlyArgCount = args.KwOnlyArgs.Length;
    }

    private void CheckParameters(Arguments args, AstNode node)
    {
        foreach (Arg a in args.PosOnlyArgs)
        {
            CheckForbidden(a.Name, ExprContext.Store, node);
        }
        foreach (Arg a in args.Args)
        {
            CheckForbidden(a.Name, ExprContext.Store, node);
        }
        foreach (Arg a in args.KwOnlyArgs)
        {
            CheckForbidden(a.Name, ExprContext.Store, node);
        }
        if (args.VarArg != null)
        {
            CheckForbidden(args.VarArg.Name, ExprContext.Store, node);
        }
        if (args.KwArg != null)
        {
            CheckForbidden(args.KwArg.Name, ExprContext.Store, node);
        }
    }

    /// <summary>
    /// Evaluates defaults and annotations into four temporaries (the closure is filled in later); NoRegister when there are none.
    /// </summary>
    private int FunctionParts(Arguments args, ExprNode? returns, AstNode node)
    {
        bool kwDefaults = Array.Exists(args.KwDefaults, d => d != null);
        bool annotations = returns != null || HasAnnotation(args);
        if (args.Defaults.Length == 0 && !kwDefaults && !annotations)
        {
            return Operand.NoRegister;
        }
        int parts = _u.NewTemps(4);
        if (args.Defaults.Length != 0)
        {
            TupleOf(args.Defaults, parts);
        }
        else
        {
            _u.Emit(Opcode.LoadNull, parts);
        }
        if (kwDefaults)
        {
            int mark = _u.TempTop;
            int count = 0;
            _u.Emit(Opcode.BuildMap, parts + 1, 0, 0);
            for (int i = 0; i < args.KwOnlyArgs.Length; i++)
            {
                if (args.KwDefaults[i] is { } value)
                {
                    int v = Compile(value);
                    _u.Emit(Opcode.MapAdd, parts + 1, _u.Constant(PyStr.Intern(Mangle(args.KwOnlyArgs[i].Name))), v);
                    _u.TempTop = mark;
                    count++;
                }
            }
        }
        else
        {
            _u.Emit(Opcode.LoadNull, parts + 1);
        }
        if (annotations)
        {
            _u.Emit(Opcode.BuildMap, parts + 2, 0, 0);
            // Positional-only ones come second in CPython.
            foreach (Arg a in args.Args)
            {
                AddAnnotation(parts + 2, a.Name, a.Annotation);
            }
            foreach (Arg a in args.PosOnlyArgs)
            {
                AddAnnotation(parts + 2, a.Name, a.Annotation);
            }
            if (args.VarArg != null)
            {
                AddAnnotation(parts + 2, args.VarArg.Name, args.VarArg.Annotation);
            }
            foreach (Arg a in args.KwOnlyArgs)
            {
                AddAnnotation(parts + 2, a.Name, a.Annotation);
            }
            if (args.KwArg != null)
            {
                AddAnnotation(parts + 2, args.KwArg.Name, args.KwArg.Annotation);
            }
            AddAnnotation(parts + 2, "return", returns);
        }
        else
        {
            _u.Emit(Opcode.LoadNull, parts + 2);
        }
        return parts;
    }

    private void AddAnnotation(int dict, string name, ExprNode? annotation)
    {
        if (annotation == null)
        {
            return;
        }
        int mark = _u.TempTop;
        int value = _u.NewTemp();
        AnnotationTo(annotation, value);
        _u.Emit(Opcode.MapAdd, dict, _u.Constant(PyStr.Intern(Mangle(name))), value);
        _u.TempTop = mark;
    }

    private static bool HasAnnotation(Arguments args)
    {
        foreach (Arg a in args.PosOnlyArgs)
        {
            if (a.Annotation != null)
            {
                return true;
            }
        }
        foreach (Arg a in args.Args)
        {
            if (a.Annotation != null)
            {
                return true;
            }
        }
        foreach (Arg a in args.KwOnlyArgs)
        {
            if (a.Annotation != null)
            {
                return true;
            }
        }
        return args.VarArg?.Annotation != null || args.KwArg?.Annotation != null;
    }

    /// <summary>Emits MakeFunction with the closure that the code asks for.</summary>
    private void EmitFunction(int dst, PyCode code, int parts, SymbolScope scope, AstNode node)
    {
        int mark = _u.TempTop;
        if (code.FreeVars.Length != 0)
        {
            if (parts == Operand.NoRegister)
            {
                parts = _u.NewTemps(4);
                _u.Emit(Opcode.LoadNull, parts);
                _u.Emit(Opcode.LoadNull, parts + 1);
                _u.Emit(Opcode.LoadNull, parts + 2);
            }
            int first = _u.NewTemps(code.FreeVars.Length);
            for (int i = 0; i < code.FreeVars.Length; i++)
            {
                _u.Move(first + i, _u.CellRegister(code.FreeVars[i].Value));
            }
            _u.Emit(Opcode.BuildTuple, parts + 3, first, code.FreeVars.Length);
        }
        else if (parts != Operand.NoRegister)
        {
            _u.Emit(Opcode.LoadNull, parts + 3);
        }
        _u.Emit(Opcode.MakeFunction, dst, _u.Reachable ? _u.Constant(code) : 0, parts);
        _u.TempTop = mark;
    }

    private int LambdaExpression(Lambda l, int dst)
    {
        CheckParameters(l.Args, l);
        int mark = _u.TempTop;
        int parts = FunctionParts(l.Args, null, l);
        CodeUnit unit = EnterUnit(l, "<lambda>", l.Line);
        SetCounts(unit, l.Args);
        UnpackParameters(l.Args);
        SetPosition(l.Body);
        _u.Emit(Opcode.Return, Compile(l.Body));
        PyCode code = ExitUnit();
        if (dst < 0)
        {
            // The parts sit where the result goes; MakeFunction reads them before it writes.
            int result = parts == Operand.NoRegister ? _u.NewTemp() : mark;
            EmitFunction(result, code, parts, _u.Scope, l);
            _u.TempTop = mark + 1;
            return result;
        }
        EmitFunction(dst, code, parts, _u.Scope, l);
        _u.TempTop = mark;
        return dst;
    }

    private void ClassStatement(ClassDef s)
    {
        CheckKeywords(s.Keywords);
        int firstDecorator = _u.TempTop;
        foreach (ExprNode d in s.DecoratorList)
        {
            CompileTo(d, _u.NewTemp());
        }
        int firstLine = s.DecoratorList.Length != 0 ? s.DecoratorList[0].Line : s.Line;
        PyCode code = ClassCode(s, firstLine);
        int mark = _u.TempTop;
        int callee = _u.NewTemp();
        _u.Emit(Opcode.LoadBuildClass, callee);
        if (!HasStarred(s.Bases) && !HasDoubleStarred(s.Keywords) && s.Bases.Length + s.Keywords.Length <= MaxDirectArguments)
        {
            int function = _u.NewTemp();
            EmitFunction(function, code, Operand.NoRegister, _u.Scope, s);
            _u.LoadConstant(_u.NewTemp(), PyStr.Intern(s.Name));
            int count = Arguments(s.Bases, s.Keywords) + 2;
            _u.Emit(s.Keywords.Length == 0 ? Opcode.Call : Opcode.CallKw, callee, count, callee);
        }
        else
        {
            int tuple = _u.NewTemp();
            int dict = _u.NewTemp();
            int inner = _u.TempTop;
            int first = _u.NewTemps(2);
            EmitFunction(first, code, Operand.NoRegister, _u.Scope, s);
            _u.LoadConstant(first + 1, PyStr.Intern(s.Name));
            _u.Emit(Opcode.BuildList, tuple, first, 2);
            _u.TempTop = inner;
            foreach (ExprNode b in s.Bases)
            {
                if (b is Starred star)
                {
                    _u.Emit(Opcode.ListExtend, tuple, Compile(star.Value), 1);
                }
                else
                {
                    _u.Emit(Opcode.ListAppend, tuple, Compile(b));
                }
                _u.TempTop = inner;
            }
            _u.Emit(Opcode.ListToTuple, tuple, tuple);
            CallKeywords(s.Keywords, dict, callee);
            _u.Emit(Opcode.CallEx, callee, 0, callee);
        }
        _u.TempTop = mark + 1;
        int value = Decorate(s.DecoratorList, firstDecorator, callee);
        CheckForbidden(s.Name, ExprContext.Store, s);
        StoreName(s.Name, value);
    }

    private PyCode ClassCode(ClassDef s, int firstLine)
    {
        CodeUnit unit = EnterUnit(s, s.Name, firstLine);
        unit.Private = s.Name;
        int t = _u.NewTemp();
        _u.Emit(Opcode.LoadName, t, _u.NameIndex("__name__"));
        _u.Emit(Opcode.StoreName, t, _u.NameIndex("__module__"));
        _u.TempTop = t;
        if (!_python2)
        {
            _u.Emit(Opcode.StoreName, _u.Constant(new PyStr(unit.QualName)), _u.NameIndex("__qualname__"));
        }
        if (HasAnnotations(s.Body))
        {
            _u.Emit(Opcode.SetupAnnotations);
        }
        bool interactive = _interactive;
        _interactive = false;
        StoreDocString(s.Body, out int start);
        for (int i = start; i < s.Body.Length; i++)
        {
            Statement(s.Body[i]);
        }
        _interactive = interactive;
        if (unit.Scope.NeedsClassClosure)
        {
            int cell = _u.NewTemp();
            _u.Move(cell, unit.CellRegister("__class__"));
            _u.Emit(Opcode.StoreName, cell, _u.NameIndex("__classcell__"));
            _u.Emit(Opcode.Return, cell);
        }
        else
        {
            ReturnNone();
        }
        return ExitUnit();
    }
}
