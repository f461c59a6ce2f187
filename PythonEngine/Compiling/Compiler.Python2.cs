using PythonEngine.Parsing;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

/// <summary>
/// Code of the Python 2 dialect, where it differs: values that come from outside pass <see cref="Opcode.Python2Text"/>, which turns
/// bytes into text; division, % and print have instructions of their own. Nothing here touches the code of Python 3.
/// </summary>
internal sealed partial class Compiler
{
    /// <summary>Turns bytes that a call, a loop or a slice gave into text.</summary>
    private void ToText(int register, bool view = false)
    {
        if (_python2)
        {
            _u.Emit(Opcode.Python2Text, register, register, view ? 1 : 0);
        }
    }

    /// <summary>Whether a call may mean a method that Python 2 had otherwise (see Python2Attributes.Method).</summary>
    private static bool IsPython2Method(string name, Call c) => name switch
    {
        "sort" => c.Args.Length > 0 || Array.Exists(c.Keywords, static k => k.Arg == "cmp"),
        "encode" or "translate" or "makefile" or "upper" or "lower" or "swapcase" or "title" or "capitalize" => true,
        "strip" or "lstrip" or "rstrip" or "split" or "rsplit" or "splitlines" => c.Args.Length == 0 || c.Args[0] is Constant { Value: null },
        "isalpha" or "isalnum" or "isupper" or "islower" or "isspace" or "istitle" => true,
        _ => false,
    };

    /// <summary>A function of the dialect's builtins that no program can name.</summary>
    private int Helper(string name)
    {
        int t = _u.NewTemp();
        _u.Emit(Opcode.LoadGlobal, t, 0, _u.GlobalCache(name));
        return t;
    }

    private void PrintStatement(Print s)
    {
        int dest = Operand.NoRegister;
        if (s.Dest != null)
        {
            dest = _u.NewTemp();
            CompileTo(s.Dest, dest);
        }
        int mark = _u.TempTop;
        foreach (ExprNode value in s.Values)
        {
            _u.Emit(Opcode.Python2Print, dest, Compile(value));
            _u.TempTop = mark;
        }
        if (s.NewLine)
        {
            _u.Emit(Opcode.Python2PrintLine, dest);
        }
    }

    private void ExecStatement(Exec s)
    {
        int mark = _u.TempTop;
        int callee = Helper(".exec");
        CompileTo(s.Body, _u.NewTemp());
        OptionalArgument(s.Globals);
        OptionalArgument(s.Locals);
        _u.Emit(Opcode.Call, callee, 3, callee);
        if (_u.Scope.HasExec)
        {
            _u.Emit(Opcode.Python2StoreLocals);
        }
        _u.TempTop = mark;
    }

    private void OptionalArgument(ExprNode? e)
    {
        int t = _u.NewTemp();
        if (e == null)
        {
            _u.LoadConstant(t, PyNone.Instance);
        }
        else
        {
            CompileTo(e, t);
        }
    }

    /// <summary>A name that exec may have bound in this function.</summary>
    private void ExecName(string mangled, int dst) => _u.Emit(Opcode.Python2LoadName, dst, _u.NameIndex(mangled));

    private int Python2Binary(BinOp b, int dst)
    {
        int mark = _u.TempTop;
        int left = CompileBefore(b.Left, b.Right);
        int right = Compile(b.Right);
        if (b.Op == Operator.Mod && b.Left is Constant { Kind: "u" })
        {
            // unicode % x asks for __unicode__.
            int wrapped = _u.NewTemp();
            _u.Emit(Opcode.Python2UnicodeArguments, wrapped, right);
            right = wrapped;
        }
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(b.Op == Operator.Div ? Opcode.Python2Divide : Opcode.Python2Remainder, dst, left, right);
        return dst;
    }

    /// <summary>Whether an operator means something else in the dialect.</summary>
    private bool IsPython2Operator(Operator op) =>
        _python2 && (op == Operator.Mod || (op == Operator.Div && (_features & CodeFlags.FutureDivision) == 0));

    private Opcode InplaceOpcode(Operator op) => !IsPython2Operator(op)
        ? BinaryOpcode(op) - Opcode.Add + Opcode.InplaceAdd
        : op == Operator.Div ? Opcode.Python2InplaceDivide : Opcode.Python2InplaceRemainder;

    /// <summary>In Python 2 a list comprehension is a loop in the scope it stands in, and its variables stay.</summary>
    private int InlineListComprehension(ListComp e, int dst)
    {
        int mark = _u.TempTop;
        int result = _u.NewTemp();
        _u.Emit(Opcode.BuildList, result, 0, 0);
        InlineLoop(e, 0, result);
        if (dst < 0)
        {
            _u.TempTop = result + 1;
            return result;
        }
        _u.TempTop = mark;
        _u.Move(dst, result);
        return dst;
    }

    private void InlineLoop(ListComp e, int index, int result)
    {
        EnterNode();
        int mark = _u.TempTop;
        if (index == e.Generators.Length)
        {
            int value = Compile(e.Elt);
            _u.Emit(Opcode.ListAppend, result, value);
            _u.TempTop = mark;
            _depth--;
            return;
        }
        Comprehension c = e.Generators[index];
        int source = Compile(c.Iter);
        _u.TempTop = mark;
        int iterator = _u.NewTemp();
        _u.Emit(Opcode.GetIter, iterator, source);
        Label head = new();
        Label next = new();
        Label end = new();
        _u.BindLoopHead(head);
        NextItem(c.Target, iterator, end);
        foreach (ExprNode test in c.Ifs)
        {
            JumpIf(test, next, false);
        }
        InlineLoop(e, index + 1, result);
        _u.Bind(next);
        _u.EmitJump(Opcode.JumpBack, 0, head);
        _u.Bind(end);
        _u.Emit(Opcode.LoadNull, iterator);
        _u.TempTop = mark;
        _depth--;
    }

    /// <summary>Parameters such as (a, b) are unpacked first of all.</summary>
    private void UnpackParameters(Arguments args)
    {
        foreach ((Arg arg, ExprNode target) in args.Patterns)
        {
            SetPosition(target);
            int mark = _u.TempTop;
            Store(target, _u.Scope.ScopeOf(arg.Name) == NameScope.Cell ? LoadName(arg.Name, -1) : _u.LocalRegister(arg.Name));
            _u.TempTop = mark;
        }
    }
}
