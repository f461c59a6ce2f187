using PythonEngine.Parsing;
using Attribute = PythonEngine.Parsing.Attribute;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    /// <summary>Beyond this many values a call collects its arguments in a tuple and a dict.</summary>
    private const int MaxDirectArguments = 250;

    private int CallExpression(Call c, int dst)
    {
        CheckKeywords(c.Keywords);
        WarnCallee(c.Func);
        bool direct = c.Args.Length + c.Keywords.Length <= MaxDirectArguments && !HasStarred(c.Args) && !HasDoubleStarred(c.Keywords);
        int mark = _u.TempTop;
        if (direct && c.Func is Attribute { Ctx: ExprContext.Load } method)
        {
            return MethodCall(c, method, dst);
        }
        int callee = _u.NewTemp();
        CompileTo(c.Func, callee);
        if (_python2 && c.Func is Name { Id: "unicode" })
        {
            _u.Emit(Opcode.Python2Unicode, callee);
        }
        return direct ? DirectCall(callee, mark, c.Args, c.Keywords, dst) : CollectedCall(callee, mark, c.Args, c.Keywords, dst);
    }

    private int MethodCall(Call c, Attribute method, int dst)
    {
        int mark = _u.TempTop;
        int obj = Compile(method.Value);
        _u.TempTop = mark;
        int callee = _u.NewTemps(2);
        SetPosition(method);
        MoveToAttribute(method);
        _u.Emit(Opcode.LoadMethod, callee, obj, _u.CacheSite(Mangle(method.Attr)));
        if (_python2 && IsPython2Method(method.Attr, c))
        {
            _u.Emit(Opcode.Python2Method, callee, _u.NameIndex(method.Attr));
        }
        SetPosition(c);
        int count = Arguments(c.Args, c.Keywords);
        MoveToAttribute(method);
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(c.Keywords.Length == 0 ? Opcode.CallMethod : Opcode.CallMethodKw, callee, count, dst);
        ToText(dst, view: c.Args.Length + c.Keywords.Length == 0 && method.Attr is "keys" or "values" or "items");
        return dst;
    }

    /// <summary>Calls with arguments in the registers after the callee's; the result goes where <paramref name="mark"/> frees.</summary>
    private int DirectCall(int callee, int mark, ExprNode[] args, Keyword[] keywords, int dst)
    {
        int count = Arguments(args, keywords);
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(keywords.Length == 0 ? Opcode.Call : Opcode.CallKw, callee, count, dst);
        ToText(dst);
        return dst;
    }

    /// <summary>Evaluates arguments into the next temporaries, the names of keywords behind them.</summary>
    private int Arguments(ExprNode[] args, Keyword[] keywords)
    {
        foreach (ExprNode a in args)
        {
            CompileTo(a, _u.NewTemp());
        }
        if (keywords.Length != 0)
        {
            PyObject[] names = new PyObject[keywords.Length];
            for (int i = 0; i < names.Length; i++)
            {
                names[i] = PyStr.Intern(keywords[i].Arg!);
                CompileTo(keywords[i].Value, _u.NewTemp());
            }
            _u.LoadConstant(_u.NewTemp(), new PyTuple(names));
        }
        return args.Length + keywords.Length;
    }

    /// <summary>A call with *args or **kwargs.</summary>
    private int CollectedCall(int callee, int mark, ExprNode[] args, Keyword[] keywords, int dst)
    {
        int tuple = _u.NewTemp();
        int dict = _u.NewTemp();
        CallPositionals(args, tuple);
        CallKeywords(keywords, dict, callee);
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(Opcode.CallEx, callee, 0, dst);
        ToText(dst);
        return dst;
    }

    private void CallPositionals(ExprNode[] args, int tuple)
    {
        if (args is [Starred only])
        {
            // CallEx itself makes the tuple, so that f(*args) with a tuple copies nothing.
            CompileTo(only.Value, tuple);
            return;
        }
        if (!HasStarred(args))
        {
            TupleOf(args, tuple);
            return;
        }
        int mark = _u.TempTop;
        int start = 0;
        while (start < args.Length && args[start] is not Starred && start < MaxDirectElements)
        {
            start++;
        }
        int first = _u.TempTop;
        for (int i = 0; i < start; i++)
        {
            CompileTo(args[i], _u.NewTemp());
        }
        _u.Emit(Opcode.BuildList, tuple, first, start);
        _u.TempTop = mark;
        for (int i = start; i < args.Length; i++)
        {
            if (args[i] is Starred s)
            {
                _u.Emit(Opcode.ListExtend, tuple, Compile(s.Value), 1);
            }
            else
            {
                _u.Emit(Opcode.ListAppend, tuple, Compile(args[i]));
            }
            _u.TempTop = mark;
        }
        _u.Emit(Opcode.ListToTuple, tuple, tuple);
    }

    private void CallKeywords(Keyword[] keywords, int dict, int callee)
    {
        if (keywords.Length == 0)
        {
            _u.Emit(Opcode.LoadNull, dict);
            return;
        }
        int mark = _u.TempTop;
        bool have = false;
        int i = 0;
        while (i < keywords.Length)
        {
            if (keywords[i].Arg == null)
            {
                if (!have)
                {
                    _u.Emit(Opcode.BuildMap, dict, 0, 0);
                    have = true;
                }
                int value = Compile(keywords[i].Value);
                _u.Emit(Opcode.DictMerge, dict, value, callee);
                _u.TempTop = mark;
                i++;
                continue;
            }
            int start = i;
            int first = _u.TempTop;
            while (i < keywords.Length && keywords[i].Arg != null && i - start < MaxDirectElements / 2)
            {
                _u.LoadConstant(_u.NewTemp(), PyStr.Intern(keywords[i].Arg!));
                CompileTo(keywords[i].Value, _u.NewTemp());
                i++;
            }
            _u.TempTop = mark;
            if (have)
            {
                int part = _u.NewTemp();
                _u.Emit(Opcode.BuildMap, part, first, i - start);
                _u.Emit(Opcode.DictMerge, dict, part, callee);
                _u.TempTop = mark;
            }
            else
            {
                _u.Emit(Opcode.BuildMap, dict, first, i - start);
                have = true;
            }
        }
    }

    private static bool HasStarred(ExprNode[] nodes)
    {
        foreach (ExprNode e in nodes)
        {
            if (e is Starred)
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasDoubleStarred(Keyword[] keywords)
    {
        foreach (Keyword k in keywords)
        {
            if (k.Arg == null)
            {
                return true;
            }
        }
        return false;
    }

    private void CheckKeywords(Keyword[] keywords)
    {
        for (int i = 0; i < keywords.Length; i++)
        {
            string? name = keywords[i].Arg;
            if (name == null)
            {
                continue;
            }
            CheckForbidden(name, ExprContext.Store, keywords[i]);
            for (int j = i + 1; j < keywords.Length; j++)
            {
                if (keywords[j].Arg == name)
                {
                    throw Error("keyword argument repeated: " + name, keywords[j]);
                }
            }
        }
    }
}
