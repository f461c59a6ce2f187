namespace PythonEngine.Objects;

/// <summary>co_flags, with CPython's values.</summary>
[Flags]
internal enum CodeFlags
{
    None = 0,
    Optimized = 0x1,
    NewLocals = 0x2,
    VarArgs = 0x4,
    VarKeywords = 0x8,
    Nested = 0x10,
    Generator = 0x20,
    Coroutine = 0x80,
    IterableCoroutine = 0x100,
    AsyncGenerator = 0x200,
    /// <summary>Python 2 dialect with <c>from __future__ import division</c>.</summary>
    FutureDivision = 0x20000,
    FutureAbsoluteImport = 0x40000,
    FuturePrintFunction = 0x100000,
    FutureUnicodeLiterals = 0x200000,
    FutureBarryAsBdfl = 0x400000,
    FutureGeneratorStop = 0x800000,
    FutureAnnotations = 0x1000000,
    /// <summary>Code of the Python 2 dialect.</summary>
    Python2 = 0x8000000,
    Python2Features = Python2 | FutureDivision | FutureAbsoluteImport | FuturePrintFunction | FutureUnicodeLiterals,
    AnyGenerator = Generator | Coroutine | AsyncGenerator,
}

/// <summary>Source span of an instruction; lines from 1, columns are UTF-8 byte offsets from 0, -1 where unknown.</summary>
internal struct CodePosition
{
    public int Line;
    public int EndLine;
    public int Col;
    public int EndCol;
}

/// <summary>Instructions [Start, End) are covered: an exception goes to Handler, with the exception in register ExcRegister. Inner entries come first.</summary>
internal struct ExceptionEntry
{
    public int Start;
    public int End;
    public int Handler;
    public int ExcRegister;
}

/// <summary><c>code</c>: a compiled block.</summary>
[PyType("code", NoConstructor = false)]
internal sealed partial class PyCode : PyObject
{
    public required string Name;
    public required string QualName;
    public required string FileName;
    public required int FirstLine;
    public CodeFlags Flags;
    /// <summary>Positional parameters, positional-only ones included.</summary>
    public int ArgCount;
    public int PosOnlyArgCount;
    public int KwOnlyArgCount;
    /// <summary>Names of local variables: parameters first (positional, keyword-only, *args, **kwargs), in register order from 0.</summary>
    public required PyStr[] VarNames;
    /// <summary>Own variables that inner functions use; their cells sit in registers from VarNames.Length. Parameters among them are moved into their cells by MakeCell at the start.</summary>
    public required PyStr[] CellVars;
    /// <summary>Variables of enclosing functions; their cells sit in the registers after the CellVars, filled from the function's closure.</summary>
    public required PyStr[] FreeVars;
    public required PyStr[] Names;
    /// <summary>Constants that are copied into registers from FirstConst on (Consts[0..RegisterConstCount)); the others are reached by LoadConstFar.</summary>
    public required PyObject[] Consts;
    public int RegisterConstCount;
    /// <summary>Register of Consts[0]: locals + cells + temporaries.</summary>
    public int FirstConst;
    /// <summary>
    /// First of the pairs of registers between temporaries and constants that hold intermediate results of arithmetic: in the second of
    /// a pair a number object that nobody else may see, so that it can be overwritten; in the first what the instruction computed,
    /// that number or any other object. Where a value leaves the fast path, a number from there is copied.
    /// </summary>
    public int FirstBox;
    public required Instruction[] Instructions;
    /// <summary>Same length as Instructions.</summary>
    public required CodePosition[] Positions;
    public required ExceptionEntry[] ExceptionTable;
    /// <summary>Lines that begin at an instruction of another line, as they have none of their own (pass, try, break), in order.</summary>
    public (int Pc, int Line)[] LineMarks = [];
    /// <summary>Names of the inline cache sites.</summary>
    public required PyStr[] CacheNames;
    /// <summary>Docstring, or null; also what co_consts shows first, as CPython's.</summary>
    public PyObject? DocString;

    /// <summary>Frames of finished calls, ready for the next (linked by Back).</summary>
    internal PyFrame? FreeFrame;

    /// <summary>Inline caches by site; their class depends on the instruction. Made with the code's first frame.</summary>
    internal object?[] Caches = null!;

    /// <summary>Counted down by loops and returns; below zero the code is compiled, or has been.</summary>
    internal int Heat = Jit.HotCode.InitialHeat;

    /// <summary>Machine code for the whole, once there is some.</summary>
    internal Jit.CompiledBody? Compiled;

    /// <summary>Passes through sites that were compiled without knowing what they see, and how many of them lead to a new body.</summary>
    internal int Misses;
    internal int MissLimit = Jit.HotCode.FirstMissLimit;

    /// <summary>Compilation was asked for.</summary>
    internal bool CompileAsked;

    /// <summary>Made by the first collection that meets one of the code's frames.</summary>
    internal RegisterLiveness? Liveness;

    /// <summary>Copies of Instructions that stop the loop everywhere, or before calls and returns; null while in use or not made.</summary>
    internal Instruction[]? StepCopy;
    internal Instruction[]? CoarseCopy;

    /// <summary>The line marks of an instruction.</summary>
    internal ReadOnlySpan<(int Pc, int Line)> MarksAt(int pc)
    {
        int start = 0;
        while (start < LineMarks.Length && LineMarks[start].Pc < pc)
        {
            start++;
        }
        int end = start;
        while (end < LineMarks.Length && LineMarks[end].Pc == pc)
        {
            end++;
        }
        return LineMarks.AsSpan(start, end - start);
    }

    /// <summary>
    /// ArgCount when a call with just so many positional values needs nothing else set up (no keyword-only
    /// parameters, *args, generators), else negative. Known once the code has a frame.
    /// </summary>
    internal int SimpleArgCount = -1;

    /// <summary>Fills what running the code needs; its first frame asks for it.</summary>
    internal void Prepare()
    {
        Caches = new object?[CacheNames.Length];
        PyThread.Current.Engine.AddCode(this);
        const CodeFlags Function = CodeFlags.NewLocals | CodeFlags.Optimized;
        bool simple = KwOnlyArgCount == 0 && (Flags & (CodeFlags.VarArgs | CodeFlags.VarKeywords | CodeFlags.AnyGenerator)) == 0
            && (Flags & Function) == Function;
        SimpleArgCount = simple ? ArgCount : -1;
    }

    /// <summary>Registers per frame.</summary>
    public int RegisterCount => FirstConst + RegisterConstCount;
    public int FirstCell => VarNames.Length;
    public int FirstFree => VarNames.Length + CellVars.Length;
    public int FirstTemporary => VarNames.Length + CellVars.Length + FreeVars.Length;
    public int ParameterCount => ArgCount + KwOnlyArgCount + ((Flags & CodeFlags.VarArgs) != 0 ? 1 : 0) + ((Flags & CodeFlags.VarKeywords) != 0 ? 1 : 0);
}
