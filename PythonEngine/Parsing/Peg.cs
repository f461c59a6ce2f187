using System;
using System.Collections.Generic;

namespace PythonEngine.Parsing;

/// <summary>What a rule of the error grammar matched: a range of tokens, and for expressions as much structure as messages need.</summary>
internal sealed class PegNode
{
    public const NodeKind NoKind = (NodeKind)(-1);

    public static readonly PegNode Empty = new() { First = -1 };

    public NodeKind Kind = NoKind;
    public int First;
    public int Last;
    public PegNode[] Items = [];

    /// <summary>Marks the pairs "in" and "**" for those who ask.</summary>
    public string? Tag;
}

/// <summary>One element of a parsing expression grammar. A failed match leaves the position undefined; whoever tries on resets it.</summary>
internal abstract class Peg
{
    public abstract PegNode? Match(ErrorParser parser);
}

internal sealed class PegToken(TokenKind kind) : Peg
{
    public override PegNode? Match(ErrorParser parser) => parser.Accept(kind);
}

internal sealed class PegForced(TokenKind kind, string text) : Peg
{
    public override PegNode? Match(ErrorParser parser) => parser.AcceptForced(kind, text);
}

internal sealed class PegSoft(string word) : Peg
{
    public override PegNode? Match(ErrorParser parser) => parser.AcceptSoft(word);
}

internal sealed class PegSpecial(string name) : Peg
{
    public override PegNode? Match(ErrorParser parser) => parser.AcceptSpecial(name);
}

internal sealed class PegCut : Peg
{
    public override PegNode? Match(ErrorParser parser) => PegNode.Empty;
}

internal sealed class PegLook(Peg inner, bool wanted) : Peg
{
    public override PegNode? Match(ErrorParser parser)
    {
        int mark = parser.Mark;
        bool found = inner.Match(parser) != null;
        parser.Mark = mark;
        return found == wanted ? PegNode.Empty : null;
    }
}

internal sealed class PegOptional(Peg inner) : Peg
{
    public override PegNode? Match(ErrorParser parser)
    {
        int mark = parser.Mark;
        PegNode? node = inner.Match(parser);
        if (node == null)
        {
            parser.Mark = mark;
            return PegNode.Empty;
        }

        return node;
    }
}

internal sealed class PegRepeat(Peg inner, Peg? separator, int least) : Peg
{
    public override PegNode? Match(ErrorParser parser)
    {
        parser.Enter();
        int start = parser.Mark;
        var items = new List<PegNode>();
        while (true)
        {
            int mark = parser.Mark;
            if (separator != null && items.Count > 0 && separator.Match(parser) == null)
            {
                parser.Mark = mark;
                break;
            }

            PegNode? node = inner.Match(parser);
            if (node == null)
            {
                parser.Mark = mark;
                break;
            }

            items.Add(node);
        }

        parser.Leave();
        if (items.Count < least)
        {
            return null;
        }

        PegNode result = parser.Range(start);
        result.Items = items.ToArray();
        return result;
    }
}

/// <summary>One alternative of a rule: its items, which of them have labels, and what comes of a match.</summary>
internal sealed class PegAlternative
{
    public Peg[] Items = [];
    public int[] Labels = [];
    public int ValueIndex = -1;
    public bool IsInvalid;
    public PegAction? Action;

    public PegNode? Match(ErrorParser parser, out bool cut)
    {
        cut = false;
        int start = parser.Mark;
        PegNode? a = null;
        PegNode? b = null;
        PegNode? c = null;
        PegNode? only = null;
        for (int i = 0; i < Items.Length; i++)
        {
            Peg item = Items[i];
            PegNode? node = item.Match(parser);
            if (node == null)
            {
                return null;
            }

            if (item is PegCut)
            {
                cut = true;
            }

            switch (Labels[i])
            {
                case 1: a = node; break;
                case 2: b = node; break;
                case 3: c = node; break;
            }

            if (i == ValueIndex)
            {
                only = node;
            }
        }

        return Action != null ? Action.Run(parser, start, a, b, c) : only ?? parser.Range(start);
    }
}

/// <summary>A rule, or a group in parentheses.</summary>
internal sealed class PegRule(string name) : Peg
{
    public readonly string Name = name;
    public PegAlternative[] Alternatives = [];
    public int Id;
    public bool IsMemo;
    public bool IsLeftRecursive;
    public bool IsWithoutInvalid;

    public override PegNode? Match(ErrorParser parser)
    {
        if (!IsMemo && !IsLeftRecursive)
        {
            return MatchPlain(parser);
        }

        if (parser.TryMemo(Id, out PegNode? known))
        {
            return known;
        }

        int start = parser.Mark;
        PegNode? result;
        if (IsMemo)
        {
            result = MatchPlain(parser);
            parser.Memoize(Id, start, result);
            return result;
        }

        // Left recursion: feed the best match so far to the next round, as long as the matches grow.
        result = null;
        int end = start;
        while (true)
        {
            parser.Mark = end;
            parser.Memoize(Id, start, result);
            parser.Mark = start;
            PegNode? longer = MatchPlain(parser);
            if (longer == null || parser.Mark <= end)
            {
                break;
            }

            end = parser.Mark;
            result = longer;
        }

        parser.Mark = end;
        return result;
    }

    private PegNode? MatchPlain(ErrorParser parser)
    {
        parser.Enter();
        bool saved = parser.CallInvalid;
        if (IsWithoutInvalid)
        {
            parser.CallInvalid = false;
        }

        int start = parser.Mark;
        PegNode? result = null;
        foreach (PegAlternative alternative in Alternatives)
        {
            if (alternative.IsInvalid && !parser.CallInvalid)
            {
                continue;
            }

            result = alternative.Match(parser, out bool cut);
            if (result != null || cut)
            {
                break;
            }

            parser.Mark = start;
        }

        if (result == null)
        {
            parser.Mark = start;
        }

        parser.CallInvalid = saved;
        parser.Leave();
        return result;
    }
}

/// <summary>What a matched alternative gives or raises.</summary>
internal sealed class PegAction(string name, NodeKind kind, string message)
{
    public PegNode? Run(ErrorParser parser, int start, PegNode? a, PegNode? b, PegNode? c)
    {
        if (kind != PegNode.NoKind)
        {
            PegNode node = parser.Range(start);
            node.Kind = kind;
            node.Items = kind == NodeKind.Comprehension ? [a!, b!, c!] : Flatten(a, b);
            return node;
        }

        switch (name)
        {
            case "same":
                return a;
            case "join":
                PegNode joined = parser.Range(start);
                joined.Items = Flatten(a, b);
                return joined;
            default:
                return parser.Act(name, message, start, a, b);
        }
    }

    // Lists inside become part of the list.
    private static PegNode[] Flatten(PegNode? a, PegNode? b)
    {
        if (a == null)
        {
            return [];
        }

        var items = new List<PegNode>();
        foreach (PegNode? node in (ReadOnlySpan<PegNode?>)[a, b])
        {
            if (node == null || node.First < 0)
            {
                continue;
            }

            if (node.Kind == PegNode.NoKind && node.Items.Length > 0)
            {
                items.AddRange(node.Items);
            }
            else
            {
                items.Add(node);
            }
        }

        return items.ToArray();
    }
}
