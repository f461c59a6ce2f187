namespace PythonEngine.Modules.Sre;

/// <summary>What matching needs beside the text; kept with the pattern so that its arrays are used again.</summary>
internal sealed class SreState(int groups)
{
    /// <summary>How often the body of a repeat has run; never changed once made, so backtracking only restores a reference.</summary>
    internal sealed class Repeat(int pc, int count, int lastPosition, Repeat? outer)
    {
        public readonly int Pc = pc;
        public readonly int Count = count;
        public readonly int LastPosition = lastPosition;
        public readonly Repeat? Outer = outer;
    }

    internal enum Choice
    {
        /// <summary>Go on at Pc, Position.</summary>
        Jump,
        /// <summary>As Jump, for the next alternative of a branch at Pc.</summary>
        Branch,
        /// <summary>One item less of a greedy repeat.</summary>
        Greedy,
        /// <summary>One item more of a lazy repeat.</summary>
        Lazy,
        /// <summary>The bounds of a subpattern that ends by itself.</summary>
        Assert,
        AssertNot,
        Atomic,
        Possessive,
    }

    internal struct Point
    {
        public Choice Kind;
        public int Pc;
        public int Position;
        public int Trail;
        public int LastIndex;
        /// <summary>The item count of repeats of one item; of possessive ones, rounds done.</summary>
        public int Count;
        /// <summary>The enclosing barrier, for barriers.</summary>
        public int Barrier;
        public Repeat? Rep;
    }

    internal Point[] Points = new Point[32];
    internal (int Mark, int Old)[] Trail = new (int, int)[16];
    internal readonly int[] Marks = new int[groups * 2];
    internal int LastIndex;
    /// <summary>Bounds of the match.</summary>
    internal int Start, End;
}

/// <summary>Runs the code of a pattern over one kind of text with an explicit stack of choices.</summary>
internal struct SreMatcher<T>
    where T : struct, ISreText
{
    private readonly SreProgram _program;
    private readonly SreState _state;
    private readonly T _text;
    private readonly int _end;

    public SreMatcher(SreProgram program, SreState state, T text, int end)
    {
        _program = program;
        _state = state;
        _text = text;
        _end = end;
    }

    /// <summary>Searches from a position on.</summary>
    /// <param name="nonEmpty">A match at the first position must not be empty there.</param>
    public bool Search(int start, bool nonEmpty)
    {
        int[] code = _program.Code;
        int pc = 0, minimum = 0, set = -1;
        if (start > _end)
        {
            return false;
        }
        int[]? prefix = null;
        int prefixLength = 0;
        if (code[0] == SreOp.Info)
        {
            int flags = code[2];
            minimum = code[3] < 0 ? int.MaxValue : code[3];
            if ((flags & 1) != 0)
            {
                prefixLength = code[5];
                prefix = _program.Code;
            }
            else if ((flags & 4) != 0)
            {
                set = 5;
            }
            pc = 1 + code[1];
        }
        if (minimum > _end - start)
        {
            return false;
        }
        int last = _end - minimum;
        if (prefix != null)
        {
            SrePrefix p = SrePrefix.Of(_program, prefixLength);
            while (true)
            {
                int at = _text.Find(p.Points, p.Text, start, _end);
                if (at < 0 || at > last)
                {
                    return false;
                }
                if (Match(pc, at, false, nonEmpty))
                {
                    return true;
                }
                start = at + 1;
                nonEmpty = false;
            }
        }
        if (set >= 0)
        {
            while (true)
            {
                while (start < _end && !_program.InSet(set, _text[start]))
                {
                    start++;
                    nonEmpty = false;
                }
                if (start >= _end || start > last)
                {
                    return false;
                }
                if (Match(pc, start, false, nonEmpty))
                {
                    return true;
                }
                start++;
                nonEmpty = false;
            }
        }
        if (code[pc] == SreOp.Literal)
        {
            while (true)
            {
                start = _text.Find(code[pc + 1], start, _end);
                if (start >= _end || start > last)
                {
                    return false;
                }
                if (Match(pc, start, false, nonEmpty))
                {
                    return true;
                }
                start++;
                nonEmpty = false;
            }
        }
        for (; start <= last; start++)
        {
            if (Match(pc, start, false, nonEmpty))
            {
                return true;
            }
            nonEmpty = false;
        }
        return false;
    }

    public bool MatchAt(int start, bool all, bool nonEmpty)
    {
        if (start > _end)
        {
            return false;
        }
        int[] code = _program.Code;
        int pc = 0;
        if (code[0] == SreOp.Info)
        {
            if (code[3] > 0 && _end - start < code[3])
            {
                return false;
            }
            pc = 1 + code[1];
        }
        return Match(pc, start, all, nonEmpty);
    }

    private readonly bool At(int kind, int p)
    {
        switch (kind)
        {
            case 0 or 2:
                return p == 0;
            case 1:
                return p == 0 || _text[p - 1] == '\n';
            case 5:
                return p == _end || (p == _end - 1 && _text[p] == '\n');
            case 6:
                return p == _end || _text[p] == '\n';
            case 7:
                return p == _end;
            case 3 or 4 or 8 or 9:
            {
                if (_end == 0)
                {
                    return false;
                }
                bool before = p > 0 && SreChars.IsWordAscii(_text[p - 1]);
                bool here = p < _end && SreChars.IsWordAscii(_text[p]);
                return before != here == (kind is 3 or 8);
            }
            default:
            {
                if (_end == 0)
                {
                    return false;
                }
                bool before = p > 0 && SreChars.IsWord(_text[p - 1]);
                bool here = p < _end && SreChars.IsWord(_text[p]);
                return before != here == (kind == 10);
            }
        }
    }

    /// <summary>Whether the one-character item at a code index matches a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Item(int pc, int c)
    {
        int[] code = _program.Code;
        switch (code[pc])
        {
            case SreOp.Literal:
                return c == code[pc + 1];
            case SreOp.NotLiteral:
                return c != code[pc + 1];
            case SreOp.In:
                return _program.InSet(pc + 2, c);
            case SreOp.Any:
                return c != '\n';
            case SreOp.AnyAll:
                return true;
            default:
                return RareItem(pc, c);
        }
    }

    private readonly bool RareItem(int pc, int c)
    {
        int[] code = _program.Code;
        switch (code[pc])
        {
            case SreOp.Category:
                return SreChars.InCategory(code[pc + 1], c);
            case SreOp.LiteralIgnore or SreOp.LiteralLocIgnore:
                return SreChars.LowerAscii(c) == SreChars.LowerAscii(code[pc + 1]);
            case SreOp.NotLiteralIgnore or SreOp.NotLiteralLocIgnore:
                return SreChars.LowerAscii(c) != SreChars.LowerAscii(code[pc + 1]);
            case SreOp.LiteralUniIgnore:
                return SreChars.LowerUnicode(c) == code[pc + 1];
            case SreOp.NotLiteralUniIgnore:
                return SreChars.LowerUnicode(c) != code[pc + 1];
            case SreOp.InIgnore:
                return _program.InSet(pc + 2, SreChars.LowerAscii(c));
            case SreOp.InUniIgnore:
                return _program.InSet(pc + 2, SreChars.LowerUnicode(c));
            case SreOp.InLocIgnore:
                int lower = SreChars.LowerAscii(c);
                return _program.InSet(pc + 2, lower) || (lower is >= 'a' and <= 'z' && _program.InSet(pc + 2, lower - 32));
            default:
                throw Err.RuntimeError("invalid SRE code");
        }
    }

    /// <summary>Length of a one-character item in the code.</summary>
    private static int ItemLength(int[] code, int pc) => code[pc] switch
    {
        SreOp.Any or SreOp.AnyAll => 1,
        SreOp.In or SreOp.InIgnore or SreOp.InUniIgnore or SreOp.InLocIgnore => 1 + code[pc + 1],
        _ => 2,
    };

    /// <summary>How far items at <paramref name="pc"/> reach from a position, at most to <paramref name="limit"/>.</summary>
    private readonly int Run(int pc, int p, int limit)
    {
        int[] code = _program.Code;
        switch (code[pc])
        {
            case SreOp.AnyAll:
                return limit;
            case SreOp.Any:
                return _text.Find('\n', p, limit);
            case SreOp.NotLiteral:
                return _text.Find(code[pc + 1], p, limit);
            case SreOp.Literal:
                return _text.FindNot(code[pc + 1], p, limit);
            case SreOp.In:
                ulong[] bits = _program.Bits(pc + 2);
                for (; p < limit; p++)
                {
                    int c = _text[p];
                    if (c < 256 ? (bits[c >> 6] >> (c & 63) & 1) == 0 : !SreChars.InSet(code, pc + 2, c))
                    {
                        break;
                    }
                }
                return p;
            default:
                while (p < limit && RareItem(pc, _text[p]))
                {
                    p++;
                }
                return p;
        }
    }

    private static ref SreState.Point Push(SreState state, ref int top)
    {
        if (top == state.Points.Length)
        {
            if (top > 1 << 27)
            {
                throw Err.MemoryError();
            }
            Array.Resize(ref state.Points, top * 2);
        }
        return ref state.Points[top++];
    }

    private readonly int Limit(int p, int max) => max == SreOp.Unlimited || (uint)max > (uint)(_end - p) ? _end : p + max;

    private readonly bool Match(int pc, int p, bool all, bool nonEmpty)
    {
        int[] code = _program.Code;
        SreState state = _state;
        int[] marks = state.Marks;
        Array.Fill(marks, -1);
        int start = p, end = _end, top = 0, trail = 0, lastIndex = -1, barrier = -1, steps = 0;
        SreState.Repeat? rep = null;
        while (true)
        {
            switch (code[pc])
            {
                case SreOp.Literal:
                    if (p < end && _text[p] == code[pc + 1])
                    {
                        p++;
                        pc += 2;
                        continue;
                    }
                    goto fail;

                case SreOp.In:
                    if (p < end && _program.InSet(pc + 2, _text[p]))
                    {
                        p++;
                        pc += 1 + code[pc + 1];
                        continue;
                    }
                    goto fail;

                case SreOp.NotLiteral or SreOp.Any or SreOp.AnyAll or SreOp.Category or SreOp.LiteralIgnore or SreOp.NotLiteralIgnore
                    or SreOp.LiteralLocIgnore or SreOp.NotLiteralLocIgnore or SreOp.LiteralUniIgnore or SreOp.NotLiteralUniIgnore
                    or SreOp.InIgnore or SreOp.InUniIgnore or SreOp.InLocIgnore:
                    if (p < end && Item(pc, _text[p]))
                    {
                        p++;
                        pc += ItemLength(code, pc);
                        continue;
                    }
                    goto fail;

                case SreOp.Mark:
                {
                    int mark = code[pc + 1];
                    if (top != 0)
                    {
                        if (trail == state.Trail.Length)
                        {
                            Array.Resize(ref state.Trail, trail * 2);
                        }
                        state.Trail[trail++] = (mark, marks[mark]);
                    }
                    if ((mark & 1) != 0)
                    {
                        lastIndex = (mark >> 1) + 1;
                    }
                    marks[mark] = p;
                    pc += 2;
                    continue;
                }

                case SreOp.At:
                    if (!At(code[pc + 1], p))
                    {
                        goto fail;
                    }
                    pc += 2;
                    continue;

                case SreOp.Jump:
                    pc += 1 + code[pc + 1];
                    continue;

                case SreOp.Info:
                    pc += 1 + code[pc + 1];
                    continue;

                case SreOp.Branch:
                    pc++;
                    goto branch;

                case SreOp.RepeatOne:
                {
                    int min = code[pc + 2], item = pc + 4;
                    if ((uint)min > (uint)(end - p))
                    {
                        goto fail;
                    }
                    int reach = Run(item, p, Limit(p, code[pc + 3]));
                    if (reach - p < min)
                    {
                        goto fail;
                    }
                    int tail = pc + 1 + code[pc + 1];
                    if (reach - p > min)
                    {
                        ref SreState.Point point = ref Push(state, ref top);
                        point.Kind = SreState.Choice.Greedy;
                        point.Pc = tail;
                        point.Position = reach;
                        point.Count = p + min;
                        point.Trail = trail;
                        point.LastIndex = lastIndex;
                        point.Rep = rep;
                        if (code[tail] == SreOp.Literal)
                        {
                            // The stack's own step looks for the literal backwards.
                            point.Position = reach + 1;
                            goto fail;
                        }
                    }
                    p = reach;
                    pc = tail;
                    continue;
                }

                case SreOp.PossessiveRepeatOne:
                {
                    int min = code[pc + 2];
                    if ((uint)min > (uint)(end - p))
                    {
                        goto fail;
                    }
                    int reach = Run(pc + 4, p, Limit(p, code[pc + 3]));
                    if (reach - p < min)
                    {
                        goto fail;
                    }
                    p = reach;
                    pc += 1 + code[pc + 1];
                    continue;
                }

                case SreOp.MinRepeatOne:
                {
                    int min = code[pc + 2];
                    if ((uint)min > (uint)(end - p))
                    {
                        goto fail;
                    }
                    if (min > 0 && Run(pc + 4, p, p + min) < p + min)
                    {
                        goto fail;
                    }
                    int limit = Limit(p, code[pc + 3]);
                    p += min;
                    if (p < limit)
                    {
                        ref SreState.Point point = ref Push(state, ref top);
                        point.Kind = SreState.Choice.Lazy;
                        point.Pc = pc;
                        point.Position = p;
                        point.Count = limit;
                        point.Trail = trail;
                        point.LastIndex = lastIndex;
                        point.Rep = rep;
                    }
                    pc += 1 + code[pc + 1];
                    continue;
                }

                case SreOp.Repeat:
                    rep = new SreState.Repeat(pc, -1, -1, rep);
                    pc += 1 + code[pc + 1];
                    continue;

                case SreOp.MaxUntil:
                {
                    SreState.Repeat r = rep!;
                    int count = r.Count + 1, min = code[r.Pc + 2], max = code[r.Pc + 3];
                    if (count < min)
                    {
                        rep = new SreState.Repeat(r.Pc, count, r.LastPosition, r.Outer);
                        pc = r.Pc + 4;
                        continue;
                    }
                    if ((max == SreOp.Unlimited || count < max) && p != r.LastPosition)
                    {
                        ref SreState.Point point = ref Push(state, ref top);
                        point.Kind = SreState.Choice.Jump;
                        point.Pc = pc + 1;
                        point.Position = p;
                        point.Trail = trail;
                        point.LastIndex = lastIndex;
                        point.Rep = r.Outer;
                        rep = new SreState.Repeat(r.Pc, count, p, r.Outer);
                        pc = r.Pc + 4;
                        continue;
                    }
                    rep = r.Outer;
                    pc++;
                    continue;
                }

                case SreOp.MinUntil:
                {
                    SreState.Repeat r = rep!;
                    int count = r.Count + 1, min = code[r.Pc + 2], max = code[r.Pc + 3];
                    if (count < min)
                    {
                        rep = new SreState.Repeat(r.Pc, count, r.LastPosition, r.Outer);
                        pc = r.Pc + 4;
                        continue;
                    }
                    if ((max == SreOp.Unlimited || count < max) && p != r.LastPosition)
                    {
                        ref SreState.Point point = ref Push(state, ref top);
                        point.Kind = SreState.Choice.Jump;
                        point.Pc = r.Pc + 4;
                        point.Position = p;
                        point.Trail = trail;
                        point.LastIndex = lastIndex;
                        point.Rep = new SreState.Repeat(r.Pc, count, p, r.Outer);
                    }
                    rep = r.Outer;
                    pc++;
                    continue;
                }

                case SreOp.GroupRef or SreOp.GroupRefIgnore or SreOp.GroupRefUniIgnore or SreOp.GroupRefLocIgnore:
                {
                    int from = marks[code[pc + 1] * 2], to = marks[code[pc + 1] * 2 + 1];
                    if (from < 0 || to < from || to - from > end - p)
                    {
                        goto fail;
                    }
                    int kind = code[pc] switch { SreOp.GroupRef => 0, SreOp.GroupRefUniIgnore => 2, _ => 1 };
                    for (; from < to; from++, p++)
                    {
                        int a = _text[from], b = _text[p];
                        if (a != b && (kind == 0 || SreChars.Lower(a, kind) != SreChars.Lower(b, kind)))
                        {
                            goto fail;
                        }
                    }
                    pc += 2;
                    continue;
                }

                case SreOp.GroupRefExists:
                {
                    int from = marks[code[pc + 1] * 2], to = marks[code[pc + 1] * 2 + 1];
                    pc += from < 0 || to < from ? 1 + code[pc + 2] : 3;
                    continue;
                }

                case SreOp.Assert or SreOp.AssertNot:
                {
                    int back = code[pc + 2];
                    bool negative = code[pc] == SreOp.AssertNot;
                    if (p < back)
                    {
                        if (!negative)
                        {
                            goto fail;
                        }
                        pc += 1 + code[pc + 1];
                        continue;
                    }
                    ref SreState.Point point = ref Push(state, ref top);
                    point.Kind = negative ? SreState.Choice.AssertNot : SreState.Choice.Assert;
                    point.Pc = pc + 1 + code[pc + 1];
                    point.Position = p;
                    point.Trail = trail;
                    point.LastIndex = lastIndex;
                    point.Rep = rep;
                    point.Barrier = barrier;
                    barrier = top - 1;
                    p -= back;
                    pc += 3;
                    continue;
                }

                case SreOp.AtomicGroup:
                {
                    ref SreState.Point point = ref Push(state, ref top);
                    point.Kind = SreState.Choice.Atomic;
                    point.Pc = pc + 1 + code[pc + 1];
                    point.Position = p;
                    point.Trail = trail;
                    point.LastIndex = lastIndex;
                    point.Rep = rep;
                    point.Barrier = barrier;
                    barrier = top - 1;
                    pc += 2;
                    continue;
                }

                case SreOp.PossessiveRepeat:
                {
                    ref SreState.Point point = ref Push(state, ref top);
                    point.Kind = SreState.Choice.Possessive;
                    point.Pc = pc;
                    point.Position = p;
                    point.Count = 0;
                    point.Trail = trail;
                    point.LastIndex = lastIndex;
                    point.Rep = rep;
                    point.Barrier = barrier;
                    if (code[pc + 3] == 0)
                    {
                        top--;
                        pc += 2 + code[pc + 1];
                        continue;
                    }
                    barrier = top - 1;
                    pc += 4;
                    continue;
                }

                case SreOp.Success:
                {
                    if (barrier < 0)
                    {
                        if ((all && p != end) || (nonEmpty && p == start))
                        {
                            goto fail;
                        }
                        state.Start = start;
                        state.End = p;
                        state.LastIndex = lastIndex;
                        return true;
                    }
                    top = barrier;
                    ref SreState.Point point = ref state.Points[barrier];
                    rep = point.Rep;
                    barrier = point.Barrier;
                    switch (point.Kind)
                    {
                        case SreState.Choice.Assert:
                            p = point.Position;
                            pc = point.Pc;
                            continue;
                        case SreState.Choice.AssertNot:
                            while (trail > point.Trail)
                            {
                                trail--;
                                marks[state.Trail[trail].Mark] = state.Trail[trail].Old;
                            }
                            lastIndex = point.LastIndex;
                            goto fail;
                        case SreState.Choice.Atomic:
                            pc = point.Pc;
                            continue;
                        default:
                            int rounds = point.Count + 1, max = code[point.Pc + 3];
                            if (rounds < code[point.Pc + 2] || ((max == SreOp.Unlimited || rounds < max) && p != point.Position))
                            {
                                point.Count = rounds;
                                point.Position = p;
                                point.Trail = trail;
                                point.LastIndex = lastIndex;
                                barrier = top;
                                top++;
                                pc = point.Pc + 4;
                                continue;
                            }
                            pc = point.Pc + 2 + code[point.Pc + 1];
                            continue;
                    }
                }

                case SreOp.Failure:
                    goto fail;

                default:
                    throw Err.RuntimeError("invalid SRE code");
            }

        branch:
            // pc is at the skip of an alternative; 0 ends the list.
            while (true)
            {
                int skip = code[pc];
                if (skip == 0)
                {
                    goto fail;
                }
                int body = pc + 1;
                int next = pc + skip;
                if ((code[body] == SreOp.Literal && (p >= end || _text[p] != code[body + 1]))
                    || (code[body] == SreOp.In && (p >= end || !_program.InSet(body + 2, _text[p]))))
                {
                    pc = next;
                    continue;
                }
                if (code[next] != 0)
                {
                    ref SreState.Point point = ref Push(state, ref top);
                    point.Kind = SreState.Choice.Branch;
                    point.Pc = next;
                    point.Position = p;
                    point.Trail = trail;
                    point.LastIndex = lastIndex;
                    point.Rep = rep;
                }
                pc = body;
                break;
            }
            continue;

        fail:
            if (top == 0)
            {
                return false;
            }
            if ((++steps & 0xFFFF) == 0)
            {
                PyThread.Current.CheckSignals();
            }
            {
                ref SreState.Point point = ref state.Points[top - 1];
                while (trail > point.Trail)
                {
                    trail--;
                    marks[state.Trail[trail].Mark] = state.Trail[trail].Old;
                }
                lastIndex = point.LastIndex;
                rep = point.Rep;
                p = point.Position;
                switch (point.Kind)
                {
                    case SreState.Choice.Jump:
                        pc = point.Pc;
                        top--;
                        continue;
                    case SreState.Choice.Branch:
                        pc = point.Pc;
                        top--;
                        goto branch;
                    case SreState.Choice.Greedy:
                    {
                        int tail = point.Pc, low = point.Count;
                        p--;
                        if (code[tail] == SreOp.Literal)
                        {
                            int c = code[tail + 1];
                            while (p >= low && (p >= end || _text[p] != c))
                            {
                                p--;
                            }
                        }
                        if (p < low)
                        {
                            top--;
                            goto fail;
                        }
                        if (p == low)
                        {
                            top--;
                        }
                        else
                        {
                            point.Position = p;
                        }
                        pc = tail;
                        continue;
                    }
                    case SreState.Choice.Lazy:
                    {
                        int repeat = point.Pc, limit = point.Count, tail = repeat + 1 + code[repeat + 1];
                        if (!Item(repeat + 4, _text[p]))
                        {
                            top--;
                            goto fail;
                        }
                        p++;
                        if (code[tail] == SreOp.Literal)
                        {
                            int c = code[tail + 1];
                            while (p < limit && _text[p] != c && Item(repeat + 4, _text[p]))
                            {
                                p++;
                            }
                        }
                        if (p >= limit)
                        {
                            top--;
                        }
                        else
                        {
                            point.Position = p;
                        }
                        pc = tail;
                        continue;
                    }
                    case SreState.Choice.AssertNot:
                        barrier = point.Barrier;
                        top--;
                        pc = point.Pc;
                        continue;
                    case SreState.Choice.Possessive:
                        barrier = point.Barrier;
                        top--;
                        if (point.Count < code[point.Pc + 2])
                        {
                            goto fail;
                        }
                        pc = point.Pc + 2 + code[point.Pc + 1];
                        continue;
                    default:
                        barrier = point.Barrier;
                        top--;
                        goto fail;
                }
            }
        }
    }
}

/// <summary>The literal text every match begins with.</summary>
internal sealed class SrePrefix
{
    private static readonly ConditionalWeakTable<SreProgram, SrePrefix> s_cache = [];

    public readonly int[] Points;
    /// <summary>As UTF-16 when no point is beyond it, else something that BMP text never holds.</summary>
    public readonly string Text;

    private SrePrefix(SreProgram program, int length)
    {
        Points = program.Code.AsSpan(7, length).ToArray();
        char[] chars = new char[length];
        for (int i = 0; i < length; i++)
        {
            chars[i] = (char)Points[i];
        }
        bool wide = Points.AsSpan().ContainsAnyExceptInRange(0, 0xFFFF);
        Text = wide ? char.ConvertFromUtf32(0x10FFFF) : new string(chars);
    }

    public static SrePrefix Of(SreProgram program, int length) =>
        s_cache.TryGetValue(program, out SrePrefix? found) ? found : s_cache.GetValue(program, p => new SrePrefix(p, length));
}
