using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

/// <summary>A place to jump to; collects which locals are surely bound at every jump to it.</summary>
internal sealed class Label
{
    public int Position = -1;
    /// <summary>Locals bound at all jumps seen so far; null while there was none.</summary>
    public ulong[]? Bound;
}

/// <summary>A handler and the instructions it covers, with holes where exits run clean-up code inline.</summary>
internal sealed class Region
{
    public readonly List<(int Start, int End)> Ranges = [];
    public int Start = -1;
    /// <summary>Locals bound when the region began.</summary>
    public required ulong[] Bound;
    public bool WasReachable;
}

/// <summary>The code object under construction: instructions, registers, constants and what is known about locals.</summary>
internal sealed class CodeUnit
{
    /// <summary>Operands from here on name constants until the number of registers is known.</summary>
    public const int ConstantBase = 0x100000;
    /// <summary>Operands from here on name box registers until the number of temporaries is known.</summary>
    public const int BoxBase = 0x200000;
    private const int MaxBoxes = 100;
    /// <summary>Each frame copies its register constants, so there are not too many of them.</summary>
    private const int MaxRegisterConstants = 250;
    private const int MaxCacheSites = 0xFF00;

    private struct Entry
    {
        public Opcode Op;
        public int A;
        public int B;
        public int C;
        public Label? Target;
    }

    private readonly List<Entry> _code = [];
    private readonly List<CodePosition> _positions = [];
    private readonly List<(int Index, int Line)> _marks = [];
    private readonly ConstantPool _constants = new();
    private readonly HashSet<int> _registerConstants = [];
    private readonly List<PyStr> _names = [];
    private readonly Dictionary<string, int> _nameIndex = [];
    private readonly List<PyStr> _cacheNames = [];
    private readonly Dictionary<string, int> _globalCaches = [];
    private Dictionary<string, int>? _sharedCaches;
    private readonly List<(Region Region, Label Handler, int Register)> _handlers = [];
    private readonly Dictionary<string, int> _localIndex = [];
    private readonly Dictionary<string, int> _cellIndex = [];
    private readonly List<string> _varNames = [];
    private readonly List<string> _cellVars = [];
    private readonly List<string> _freeVars = [];
    private readonly ulong[] _unbindable;
    private ulong[] _bound;
    private int _maxTemp;
    private int _boxCount;

    public CodeUnit(SymbolScope scope, string name, CodeUnit? parent)
    {
        Scope = scope;
        Name = name;
        Parent = parent;
        foreach (string p in scope.Parameters)
        {
            AddLocal(p);
        }
        List<string> cells = [];
        List<string> free = [];
        foreach (Symbol s in scope.Symbols)
        {
            if (s.Scope == NameScope.Cell)
            {
                cells.Add(s.Name);
            }
            else if (s.Scope == NameScope.Free || (s.Flags & SymbolFlags.FreeClass) != 0)
            {
                free.Add(s.Name);
            }
            else if (s.Scope == NameScope.Local && scope.IsFunction && (s.Flags & SymbolFlags.Param) == 0)
            {
                AddLocal(s.Name);
            }
        }
        if (scope.NeedsClassClosure)
        {
            cells.Add("__class__");
        }
        cells.Sort(StringComparer.Ordinal);
        free.Sort(StringComparer.Ordinal);
        _cellVars = cells;
        _freeVars = free;
        FirstCell = _varNames.Count;
        foreach (string cell in cells)
        {
            _cellIndex[cell] = FirstCell + _cellIndex.Count;
        }
        foreach (string f in free)
        {
            _cellIndex.TryAdd(f, FirstCell + _cellIndex.Count);
        }
        TempBase = FirstCell + cells.Count + free.Count;
        TempTop = _maxTemp = TempBase;
        int words = (_varNames.Count + 63) / 64;
        _bound = new ulong[words];
        _unbindable = new ulong[words];
        for (int i = 0; i < scope.Parameters.Count; i++)
        {
            _bound[i >> 6] |= 1UL << i;
        }
        if (scope.Unbound != null)
        {
            foreach (string u in scope.Unbound)
            {
                if (_localIndex.TryGetValue(u, out int register))
                {
                    _unbindable[register >> 6] |= 1UL << register;
                }
            }
        }
    }

    public SymbolScope Scope { get; }

    public CodeUnit? Parent { get; }

    public string Name { get; }

    public string QualName { get; set; } = "";

    public string? Private { get; set; }

    public int FirstLine { get; set; } = 1;

    public CodeFlags Flags { get; set; }

    public int ArgCount { get; set; }

    public int PosOnlyArgCount { get; set; }

    public int KwOnlyArgCount { get; set; }

    public PyObject? DocString { get; set; }

    public int FirstCell { get; }

    public int TempBase { get; }

    /// <summary>The next free temporary.</summary>
    public int TempTop { get; set; }

    /// <summary>False after a jump, return or raise: what would be emitted now cannot run and is dropped.</summary>
    public bool Reachable { get; private set; } = true;

    public CodePosition Position;

    public IReadOnlyList<string> FreeVars => _freeVars;

    public Stack<Block> Blocks { get; } = new();

    /// <summary>Regions that cover the code emitted now, outermost first.</summary>
    public List<Region> Active { get; } = [];

    private void AddLocal(string name)
    {
        _localIndex[name] = _varNames.Count;
        _varNames.Add(name);
    }

    public int LocalRegister(string name) => _localIndex[name];

    public int CellRegister(string name) => _cellIndex[name];

    public bool IsLocal(int register) => register < FirstCell;

    /// <summary>Locals and cells: registers that a write makes visible to the program.</summary>
    public bool IsVariable(int register) => register < TempBase;

    /// <summary>Pairs of box registers in use.</summary>
    public int BoxTop { get; set; }

    public static bool IsBox(int register) => register >= BoxBase;

    /// <summary>A pair of box registers for an intermediate number, or -1 when there are too many.</summary>
    public int NewBox()
    {
        if (BoxTop == MaxBoxes)
        {
            return -1;
        }
        int box = BoxBase + (2 * BoxTop++);
        _boxCount = Math.Max(_boxCount, BoxTop);
        return box;
    }

    public bool IsTemp(int register) => register >= TempBase && register < ConstantBase;

    public int NewTemp()
    {
        int t = TempTop++;
        if (TempTop > _maxTemp)
        {
            _maxTemp = TempTop;
            if (_maxTemp >= Operand.MaxRegister - MaxRegisterConstants - (2 * MaxBoxes))
            {
                throw Err.OverflowError("code block needs too many registers");
            }
        }
        return t;
    }

    public int NewTemps(int count)
    {
        int first = TempTop;
        for (int i = 0; i < count; i++)
        {
            NewTemp();
        }
        return first;
    }

    public int NameIndex(string name)
    {
        if (!_nameIndex.TryGetValue(name, out int i))
        {
            i = _names.Count;
            if (i >= 0xFFFF)
            {
                throw Err.OverflowError("code block uses too many names");
            }
            _nameIndex.Add(name, i);
            _names.Add(PyStr.Intern(name));
        }
        return i;
    }

    public int CacheSite(string name)
    {
        if (_cacheNames.Count >= MaxCacheSites)
        {
            // Beyond 16 bits, sites with the same name share a cache.
            _sharedCaches ??= [];
            if (_sharedCaches.TryGetValue(name, out int shared))
            {
                return shared;
            }
            if (_cacheNames.Count >= 0xFFFF)
            {
                throw Err.OverflowError("code block uses too many names");
            }
            _sharedCaches.Add(name, _cacheNames.Count);
        }
        _cacheNames.Add(PyStr.Intern(name));
        return _cacheNames.Count - 1;
    }

    /// <summary>All loads of one global in a code object share a cache.</summary>
    public int GlobalCache(string name)
    {
        if (!_globalCaches.TryGetValue(name, out int site))
        {
            site = CacheSite(name);
            _globalCaches.Add(name, site);
        }
        return site;
    }

    /// <summary>An operand that names the constant, through a temporary when register constants have run out.</summary>
    public int Constant(PyObject value)
    {
        int index = _constants.Add(value);
        if (_registerConstants.Contains(index) || (Reachable && _registerConstants.Count < MaxRegisterConstants && _registerConstants.Add(index)))
        {
            return ConstantBase + index;
        }
        int t = NewTemp();
        Emit(Opcode.LoadConstFar, t, index);
        return t;
    }

    public void LoadConstant(int register, PyObject value) => Emit(Opcode.LoadConstFar, register, _constants.Add(value));

    /// <summary>LoadConstFar carries its index in B until assembly.</summary>
    public void Emit(Opcode op, int a = 0, int b = 0, int c = 0)
    {
        if (!Reachable)
        {
            return;
        }
        _code.Add(new Entry { Op = op, A = a, B = b, C = c });
        _positions.Add(Position);
        if (op is Opcode.Return or Opcode.Raise or Opcode.Python2Raise or Opcode.RaiseFrom or Opcode.RaiseBare or Opcode.Reraise)
        {
            Reachable = false;
        }
    }

    /// <summary>The position of the last statement without instructions, or of the last instruction; before the first, the current one.</summary>
    public CodePosition LastPosition => _marks.Count > 0 && _marks[^1].Index == _code.Count
        ? new CodePosition { Line = _marks[^1].Line, EndLine = _marks[^1].Line, Col = -1, EndCol = -1 }
        : _positions.Count == 0 ? Position : _positions[^1];

    /// <summary>How many instructions there are.</summary>
    public int Count => _code.Count;

    /// <summary>A statement begins here that has no instruction of its own line; trace functions hear of the line all the same.</summary>
    public void MarkLine(int line)
    {
        if (Reachable)
        {
            _marks.Add((_code.Count, line));
        }
    }

    /// <summary>Where jumps arrive that did not pass the statement, it gets an instruction after all.</summary>
    private void SettleMarks()
    {
        int first = _marks.Count;
        while (Reachable && first > 0 && _marks[first - 1].Index == _code.Count)
        {
            first--;
        }
        int end = _marks.Count;
        CodePosition position = Position;
        for (int i = first; i < end; i++)
        {
            Position = new CodePosition { Line = _marks[i].Line, EndLine = _marks[i].Line, Col = -1, EndCol = -1 };
            _marks[i] = (-1, 0);
            Emit(Opcode.Nop);
        }
        Position = position;
    }

    private (int Pc, int Line)[] LineMarks()
    {
        List<(int, int)> marks = [];
        foreach ((int index, int line) in _marks)
        {
            // What the instruction itself says needs no mark.
            if (index >= 0 && index < _code.Count && (_positions[index].Line != line || !Interpreter.HasLine(_code[index].Op)))
            {
                marks.Add((index, line));
            }
        }
        return [.. marks];
    }

    public void Move(int to, int from)
    {
        if (to != from)
        {
            Emit(Opcode.Move, to, from);
        }
    }

    public void EmitJump(Opcode op, int a, Label target)
    {
        if (!Reachable)
        {
            return;
        }
        _code.Add(new Entry { Op = op, A = a, Target = target });
        _positions.Add(Position);
        if (op != Opcode.JumpBack)
        {
            if (target.Bound == null)
            {
                target.Bound = (ulong[])_bound.Clone();
            }
            else
            {
                for (int i = 0; i < _bound.Length; i++)
                {
                    target.Bound[i] &= _bound[i];
                }
            }
        }
        if (op is Opcode.Jump or Opcode.JumpBack)
        {
            Reachable = false;
        }
    }

    public void Jump(Label target) => EmitJump(Opcode.Jump, 0, target);

    /// <summary>The jump after a ForIter, which is skipped while there are items.</summary>
    public void JumpOut(Label target)
    {
        bool reachable = Reachable;
        EmitJump(Opcode.Jump, 0, target);
        Reachable = reachable;
    }

    /// <summary>Places a label that forward jumps lead to.</summary>
    public void Bind(Label label)
    {
        SettleMarks();
        label.Position = _code.Count;
        if (label.Bound == null)
        {
            return;
        }
        if (!Reachable)
        {
            Reachable = true;
            _bound = (ulong[])label.Bound.Clone();
            return;
        }
        for (int i = 0; i < _bound.Length; i++)
        {
            _bound[i] &= label.Bound[i];
        }
    }

    /// <summary>Places the head of a loop: what the loop may unbind counts as unbound from the first round on.</summary>
    public void BindLoopHead(Label label)
    {
        SettleMarks();
        label.Position = _code.Count;
        for (int i = 0; i < _bound.Length; i++)
        {
            _bound[i] &= ~_unbindable[i];
        }
    }

    public bool IsBound(int local) => (_bound[local >> 6] & (1UL << local)) != 0;

    public void MarkBound(int local) => _bound[local >> 6] |= 1UL << local;

    public void MarkUnbound(int local) => _bound[local >> 6] &= ~(1UL << local);

    public Region BeginRegion()
    {
        Region region = new() { Bound = (ulong[])_bound.Clone(), WasReachable = Reachable };
        for (int i = 0; i < _bound.Length; i++)
        {
            region.Bound[i] &= ~_unbindable[i];
        }
        region.Start = _code.Count;
        Active.Add(region);
        return region;
    }

    /// <summary>Takes the innermost region out of force while code of an exit path is emitted, or for good.</summary>
    public void Suspend(Region region)
    {
        if (region.Start < _code.Count)
        {
            region.Ranges.Add((region.Start, _code.Count));
        }
        region.Start = -1;
        Active.Remove(region);
    }

    public void Resume(Region region)
    {
        region.Start = _code.Count;
        Active.Add(region);
    }

    public void EndRegion(Region region)
    {
        if (region.Start >= 0)
        {
            Suspend(region);
        }
    }

    /// <summary>Starts the handler of an ended region; the exception arrives in the register. The code before must not fall through.</summary>
    public void BeginHandler(Region region, int register)
    {
        if (region.Ranges.Count == 0)
        {
            return;
        }
        Label handler = new() { Position = _code.Count };
        _handlers.Add((region, handler, register));
        Reachable = true;
        _bound = (ulong[])region.Bound.Clone();
    }

    private bool IsTargetOfForIter(int index) => index > 0 && _code[index - 1].Op == Opcode.ForIter;

    private static bool IsJump(Opcode op) => op is Opcode.Jump or Opcode.JumpBack or Opcode.JumpIfFalse or Opcode.JumpIfTrue
        or Opcode.JumpIfFalseKeep or Opcode.JumpIfTrueKeep or Opcode.JumpIfNone or Opcode.JumpIfNotNone;

    private (Opcode Op, int Target) ResolveJump(int index)
    {
        Entry e = _code[index];
        int target = e.Target!.Position;
        Opcode op = e.Op;
        for (int hops = 0; hops < 16 && op != Opcode.JumpBack && target < _code.Count && !_marks.Exists(m => m.Index == target); hops++)
        {
            Entry next = _code[target];
            if (next.Op == Opcode.Jump)
            {
                target = next.Target!.Position;
            }
            else if (next.Op == Opcode.JumpBack && op == Opcode.Jump && !IsTargetOfForIter(index))
            {
                op = Opcode.JumpBack;
                target = next.Target!.Position;
            }
            else
            {
                break;
            }
        }
        return (op, target);
    }

    public PyCode Assemble(string fileName)
    {
        // Register constants come first, in the order of their first use.
        int count = _constants.Items.Count;
        PyObject[] constants = new PyObject[count];
        int[] place = new int[count];
        int next = 0;
        int far = _registerConstants.Count;
        for (int i = 0; i < count; i++)
        {
            place[i] = _registerConstants.Contains(i) ? next++ : far++;
            constants[place[i]] = _constants.Items[i];
        }
        int firstBox = _maxTemp;
        int firstConstant = firstBox + (2 * _boxCount);
        int Register(int operand) => operand >= BoxBase ? firstBox + (operand - BoxBase) : operand >= ConstantBase ? firstConstant + place[operand - ConstantBase] : operand;

        Instruction[] code = new Instruction[_code.Count];
        for (int i = 0; i < code.Length; i++)
        {
            Entry e = _code[i];
            if (IsJump(e.Op))
            {
                (Opcode op, int target) = ResolveJump(i);
                code[i] = Instruction.Jump(op, Register(e.A), target);
            }
            else if (e.Op == Opcode.LoadConstFar)
            {
                code[i] = Instruction.Jump(e.Op, e.A, place[e.B]);
            }
            else
            {
                code[i] = new Instruction(e.Op, Register(e.A), Register(e.B), Register(e.C));
            }
        }
        List<ExceptionEntry> table = [];
        foreach ((Region region, Label handler, int register) in _handlers)
        {
            foreach ((int start, int end) in region.Ranges)
            {
                table.Add(new ExceptionEntry { Start = start, End = end, Handler = handler.Position, ExcRegister = register });
            }
        }
        return new PyCode
        {
            Name = Name,
            QualName = QualName,
            FileName = fileName,
            FirstLine = FirstLine,
            Flags = Flags,
            ArgCount = ArgCount,
            PosOnlyArgCount = PosOnlyArgCount,
            KwOnlyArgCount = KwOnlyArgCount,
            VarNames = Interned(_varNames),
            CellVars = Interned(_cellVars),
            FreeVars = Interned(_freeVars),
            Names = [.. _names],
            Consts = constants,
            RegisterConstCount = _registerConstants.Count,
            FirstBox = firstBox,
            FirstConst = firstConstant,
            Instructions = code,
            Positions = [.. _positions],
            ExceptionTable = [.. table],
            LineMarks = LineMarks(),
            CacheNames = [.. _cacheNames],
            DocString = DocString,
        };
    }

    private static PyStr[] Interned(List<string> names)
    {
        PyStr[] result = new PyStr[names.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = PyStr.Intern(names[i]);
        }
        return result;
    }
}
