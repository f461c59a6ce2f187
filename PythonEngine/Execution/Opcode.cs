using System.Runtime.InteropServices;

namespace PythonEngine.Execution;

/// <summary>One fixed-width instruction: an opcode and three 16-bit operands, of which B and C double as a 32-bit jump target.</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
internal struct Instruction
{
    [FieldOffset(0)] public Opcode Op;
    [FieldOffset(2)] public ushort A;
    [FieldOffset(4)] public ushort B;
    [FieldOffset(6)] public ushort C;
    /// <summary>Absolute instruction index of a jump.</summary>
    [FieldOffset(4)] public int Target;

    public Instruction(Opcode op, int a = 0, int b = 0, int c = 0)
    {
        Target = 0;
        Op = op;
        A = (ushort)a;
        B = (ushort)b;
        C = (ushort)c;
    }

    public static Instruction Jump(Opcode op, int a, int target) => new(op, a) { Target = target };
}

/// <summary>
/// The register machine's instructions. "r[x]" is the frame's register x. A frame's registers are laid out as
/// locals (parameters first), cells (own cell variables, then free variables, each register holding a PyCell),
/// temporaries, pairs of box registers, and constants (copied in when the frame is made, so any operand may name a constant).
/// A register that holds no value is null; locals that may be unbound need CheckLocal before they are read.
/// <c>names</c> is PyCode.Names; <c>cache</c> indexes PyCode.CacheNames (one inline cache per site, carrying its name).
/// </summary>
internal enum Opcode : ushort
{
    Nop,
    /// <summary>r[A] = r[B]</summary>
    Move,
    /// <summary>r[A] = null</summary>
    LoadNull,
    /// <summary>r[A] = consts[Target]: for constants that are not (or need not be) among those copied into registers.</summary>
    LoadConstFar,
    /// <summary>UnboundLocalError naming names[B] when r[A] is null.</summary>
    CheckLocal,
    /// <summary>Unbinds local r[A]; UnboundLocalError naming names[B] when it is null.</summary>
    DelLocal,
    /// <summary>r[A] = new cell holding r[B] (null for B = NoRegister).</summary>
    MakeCell,
    /// <summary>r[A] = value of cell r[B]; NameError / UnboundLocalError naming names[C] when empty.</summary>
    LoadCell,
    /// <summary>cell r[A] = r[B]</summary>
    StoreCell,
    /// <summary>Empties cell r[A]; error naming names[B] when it is empty.</summary>
    DelCell,
    /// <summary>r[A] = locals mapping[names[C]] if present, else value of cell r[B] (class bodies).</summary>
    LoadClassCell,

    /// <summary>r[A] = global or builtin of cache C.</summary>
    LoadGlobal,
    /// <summary>global names[B] = r[A]</summary>
    StoreGlobal,
    /// <summary>del global names[B]</summary>
    DelGlobal,
    /// <summary>r[A] = names[B] in locals mapping, globals, builtins (module, class and exec code).</summary>
    LoadName,
    /// <summary>locals mapping[names[B]] = r[A]</summary>
    StoreName,
    /// <summary>del locals mapping[names[B]]</summary>
    DelName,

    /// <summary>r[A] = r[B].(cache C)</summary>
    LoadAttr,
    /// <summary>r[A].(cache C) = r[B]</summary>
    StoreAttr,
    /// <summary>del r[A].names[B]</summary>
    DelAttr,
    /// <summary>r[A] = function, r[A+1] = self of method r[B].(cache C); or r[A] = attribute, r[A+1] = null. CallMethod follows, its arguments from r[A+2].</summary>
    LoadMethod,
    /// <summary>r[A] = r[B][r[C]]</summary>
    GetItem,
    /// <summary>r[A][r[B]] = r[C]</summary>
    SetItem,
    /// <summary>del r[A][r[B]]</summary>
    DelItem,

    /// <summary>r[A] = r[B] op r[C], in the order of BinaryOp (Add to Xor).</summary>
    Add, Subtract, Multiply, MatMultiply, TrueDivide, FloorDivide, Remainder, Power, LShift, RShift, And, Or, Xor,
    /// <summary>r[A] = r[B] op= r[C]</summary>
    InplaceAdd, InplaceSubtract, InplaceMultiply, InplaceMatMultiply, InplaceTrueDivide, InplaceFloorDivide, InplaceRemainder,
    InplacePower, InplaceLShift, InplaceRShift, InplaceAnd, InplaceOr, InplaceXor,
    /// <summary>
    /// As Add and so on, for a result that just one later instruction reads, as a number: an int or float is written into the
    /// box r[A + 1], which belongs to the frame and becomes r[A]. See <see cref="PyCode.FirstBox"/>.
    /// </summary>
    AddBox, SubtractBox, MultiplyBox, TrueDivideBox, FloorDivideBox, RemainderBox,
    /// <summary>r[A] = op r[B]</summary>
    Negative, Positive, Invert, Not,
    /// <summary>r[A] = r[B] op r[C], in the order of CompareOp.</summary>
    Lt, Le, Eq, Ne, Gt, Ge,
    /// <summary>r[A] = r[B] is r[C] (as bool)</summary>
    Is, IsNot,
    /// <summary>r[A] = r[B] in r[C]</summary>
    In, NotIn,

    /// <summary>Forward jump.</summary>
    Jump,
    /// <summary>Jump to a loop's head: signals, lock hand-over and thread switches are looked at here.</summary>
    JumpBack,
    /// <summary>Jump when r[A] is false / true; a temporary r[A] is dead afterwards (the loop may fuse this with the comparison before it).</summary>
    JumpIfFalse, JumpIfTrue,
    /// <summary>The same where r[A] is still needed as a value (and/or): never fused.</summary>
    JumpIfFalseKeep, JumpIfTrueKeep,
    /// <summary>Jump when r[A] is (not) None.</summary>
    JumpIfNone, JumpIfNotNone,

    /// <summary>r[C] = r[A](r[A+1] ... r[A+B])</summary>
    Call,
    /// <summary>The same with B values in all, the last of them keyword values named by the tuple in r[A+1+B].</summary>
    CallKw,
    /// <summary>After LoadMethod: r[C] = r[A](r[A+1] unless null, r[A+2] ... r[A+1+B]).</summary>
    CallMethod,
    /// <summary>The same with keyword names in the tuple r[A+2+B]; B counts positional and keyword values without self.</summary>
    CallMethodKw,
    /// <summary>
    /// r[C] = r[A](*r[A+1], **r[A+2]): any iterable ("f() argument after * must be an iterable, not X" otherwise; a tuple is passed as it is),
    /// and a dict of the call's own (the callee may keep it) or null.
    /// </summary>
    CallEx,
    /// <summary>Returns r[A] from the frame.</summary>
    Return,

    /// <summary>r[A] = tuple / list / set of r[B] ... r[B+C-1]</summary>
    BuildTuple, BuildList, BuildSet,
    /// <summary>r[A] = dict of C pairs r[B], r[B+1], ...</summary>
    BuildMap,
    /// <summary>r[A] = concatenation of C strings from r[B]</summary>
    BuildString,
    /// <summary>r[A] = slice(r[B], r[B+1], r[B+2])</summary>
    BuildSlice,
    /// <summary>list r[A].append(r[B])</summary>
    ListAppend,
    /// <summary>list r[A].extend(r[B]); C = 1 when it is a call's *argument: then TypeError "Value after * must be an iterable, not X".</summary>
    ListExtend,
    /// <summary>r[A] = tuple(list r[B])</summary>
    ListToTuple,
    SetAdd, SetUpdate,
    /// <summary>dict r[A][r[B]] = r[C]</summary>
    MapAdd,
    /// <summary>dict r[A].update(r[B]) of a {**x} display; "'X' object is not a mapping".</summary>
    DictUpdate,
    /// <summary>As DictUpdate for a call's **argument: duplicate keys raise, r[C] is the function for the message.</summary>
    DictMerge,
    /// <summary>r[A] = str(r[B]) / repr / ascii for C = 's' / 'r' / 'a'</summary>
    ConvertValue,
    /// <summary>r[A] = format(r[B], r[C]) (C = NoRegister: no spec)</summary>
    FormatValue,
    /// <summary>r[A] ... r[A+C-1] = exactly C items of r[B]; they are locals now and then, so nothing is written before all items are there (B may be among them).</summary>
    UnpackSequence,
    /// <summary>C = before | after &lt;&lt; 8: r[A]... = items, list of the rest, items</summary>
    UnpackEx,

    /// <summary>r[A] = iter(r[B])</summary>
    GetIter,
    /// <summary>r[A] = next of iterator r[B] and the next instruction is skipped; at the end it is executed (it is a Jump out of the loop).</summary>
    ForIter,
    /// <summary>r[A] = aiter(r[B])</summary>
    GetAiter,
    /// <summary>r[A] = awaitable of anext(r[B])</summary>
    GetAnext,
    /// <summary>Exception r[A] left an async for's anext: StopAsyncIteration is swallowed, everything else goes on.</summary>
    EndAsyncFor,
    /// <summary>r[A] = await iterator of r[B]; C = 1 / 2 when it comes from __aenter__ / __aexit__ (error text).</summary>
    GetAwaitable,
    /// <summary>r[A] = iterator for yield from r[B]</summary>
    GetYieldFromIter,
    /// <summary>Yields r[B]; r[A] = what is sent. The temporaries from r[C] on are emptied: a generator may wait long.</summary>
    Yield,
    /// <summary>Delegates to iterator r[B] (yield from, await); r[A] = its return value. Executed again at each resumption until it is done. The temporaries from r[C] on are emptied at first.</summary>
    YieldFrom,

    /// <summary>Handler entry: r[A] = exception handled so far in this frame (or null); r[B] becomes the handled one.</summary>
    PushExc,
    /// <summary>End of a handler: the handled exception becomes r[A] again (as saved by PushExc).</summary>
    PopExc,
    /// <summary>r[A] = does exception r[B] match class or tuple r[C]</summary>
    ExcMatch,
    /// <summary>except*: r[A] = matching group or None, r[A+1] = rest or None, of exception r[B] by r[C]. None in r[B] (nothing left) gives two Nones; a naked exception that matches comes wrapped in a group, one that does not is the rest.</summary>
    ExcGroupMatch,
    /// <summary>r[A] = exception to raise at the end of try/except* (or None), from original r[B] and the list r[C] of raised and unhandled ones.</summary>
    PrepReraiseStar,
    /// <summary>Raises r[A] again with the traceback it has.</summary>
    Reraise,
    /// <summary>raise r[A]</summary>
    Raise,
    /// <summary>raise r[A] from r[B]</summary>
    RaiseFrom,
    /// <summary>raise</summary>
    RaiseBare,
    /// <summary>r[A] = bound __exit__, r[A+1] = result of __enter__() of manager r[B]</summary>
    WithEnter,
    /// <summary>The async pair; r[A+1] is to be awaited.</summary>
    AsyncWithEnter,
    /// <summary>r[A] = exit function r[B](type, value, traceback) of exception r[C]</summary>
    WithExitExc,
    /// <summary>r[A] = exit function r[B](None, None, None)</summary>
    WithExit,

    /// <summary>r[A] = function of code r[B]; r[C] ... r[C+3] = defaults tuple, kwdefaults dict, annotations dict, closure tuple, each or null; C = NoRegister: none.</summary>
    MakeFunction,
    /// <summary>r[A] = builtins.__build_class__</summary>
    LoadBuildClass,
    /// <summary>r[A] = __import__(names[C]) with level r[B], fromlist r[B+1]</summary>
    ImportName,
    /// <summary>r[A] = from r[B] import names[C]</summary>
    ImportFrom,
    /// <summary>from r[A] import *</summary>
    ImportStar,
    /// <summary>r[A] = AssertionError</summary>
    LoadAssertionError,
    /// <summary>Makes __annotations__ in the locals mapping unless it is there.</summary>
    SetupAnnotations,
    /// <summary>sys.displayhook(r[A])</summary>
    PrintExpr,
    /// <summary>r[A] = is r[B] a mapping / sequence for match</summary>
    MatchMapping, MatchSequence,
    /// <summary>r[A] = tuple of values of keys r[C] in mapping r[B], or None</summary>
    MatchKeys,
    /// <summary>r[A] = tuple of attributes or None: subject r[B], class r[C], keyword names tuple r[C+1], count of positional patterns (int) r[C+2]</summary>
    MatchClass,
    /// <summary>r[A] = len(r[B])</summary>
    GetLen,
    /// <summary>r[A] = dict(r[B]) without the keys of tuple r[C]</summary>
    CopyDictWithoutKeys,
    /// <summary>r[A] = locals mapping itself (class bodies that need it)</summary>
    LoadLocals,
    /// <summary>Python 2 dialect: r[A] = r[B], where bytes become text and views of a dict become lists; C = 1 after keys() and its like: views of other mappings too.</summary>
    Python2Text,
    /// <summary>Python 2 dialect: the same for the parameters r[0] to r[A - 1], in place.</summary>
    Python2Params,
    /// <summary>Python 2 dialect: after LoadMethod, r[A] = what a method of this name (names[B]) does there, where that differs.</summary>
    Python2Method,
    /// <summary>Python 2 dialect: the function r[A] of a call, written unicode: if it is the type, r[A] = its use as a function.</summary>
    Python2Unicode,
    /// <summary>Python 2 dialect: r[A] = r[B] / r[C] as classic division has it.</summary>
    Python2Divide, Python2InplaceDivide,
    /// <summary>Python 2 dialect: r[A] = r[B] % r[C].</summary>
    Python2Remainder, Python2InplaceRemainder,
    /// <summary>Python 2 dialect: r[A] = r[B], whose items unicode % will show by __unicode__.</summary>
    Python2UnicodeArguments,
    /// <summary>Python 2 dialect: print r[B], to file r[A] (NoRegister: sys.stdout).</summary>
    Python2Print,
    /// <summary>Python 2 dialect: raise r[A], with the traceback that it was given or a new one.</summary>
    Python2Raise,
    /// <summary>Python 2 dialect: the end of a line of print, to file r[A] (NoRegister: sys.stdout).</summary>
    Python2PrintLine,
    /// <summary>Python 2 dialect: r[A] = names[B] in what exec bound in this function, globals, builtins.</summary>
    Python2LoadName,
    /// <summary>Python 2 dialect: after exec in a function, its local variables get their new values.</summary>
    Python2StoreLocals,
    /// <summary>Leaves the interpreter loop before the instruction; in the copies of code that traced frames run.</summary>
    Stop,
}

/// <summary>Operand values with a meaning of their own.</summary>
internal static class Operand
{
    /// <summary>"No register" where an operand is optional.</summary>
    public const int NoRegister = 0xFFFF;
    /// <summary>Registers a frame may have.</summary>
    public const int MaxRegister = 0xFFF0;
}
