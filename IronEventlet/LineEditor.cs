using System;
using System.Collections.Generic;
using System.Text;

namespace IronEventlet;

/// <summary>A small line editor for the prompt on a terminal: cursor keys, history, the usual control keys.</summary>
internal sealed class LineEditor
{
    private readonly List<string> _history = [];

    /// <summary>The last Read was ended by Ctrl-C.</summary>
    public bool Interrupted { get; private set; }

    private LineEditor()
    {
    }

    /// <summary>An editor, or null when input or output is no terminal.</summary>
    public static LineEditor? Create() =>
        Console.IsInputRedirected || Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb" ? null : new LineEditor();

    /// <summary>A line without its end; null at the end of the input.</summary>
    public string? Read(string prompt)
    {
        Interrupted = false;
        Console.Out.Write(prompt);
        StringBuilder line = new();
        int cursor = 0;
        int entry = _history.Count;
        string unfinished = "";
        bool before = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                bool control = (key.Modifiers & ConsoleModifiers.Control) != 0;
                switch (key.Key)
                {
                    case ConsoleKey.Enter:
                        Console.Out.WriteLine();
                        string text = line.ToString();
                        if (text.Length > 0 && (_history.Count == 0 || _history[^1] != text))
                        {
                            _history.Add(text);
                        }
                        return text;
                    case ConsoleKey.C when control:
                        Interrupted = true;
                        return "";
                    case ConsoleKey.D when control && line.Length == 0:
                        return null;
                    case ConsoleKey.D when control:
                    case ConsoleKey.Delete:
                        if (cursor < line.Length)
                        {
                            line.Remove(cursor, 1);
                        }
                        break;
                    case ConsoleKey.Backspace:
                    case ConsoleKey.H when control:
                        if (cursor > 0)
                        {
                            line.Remove(--cursor, 1);
                        }
                        break;
                    case ConsoleKey.LeftArrow:
                    case ConsoleKey.B when control:
                        cursor = Math.Max(0, cursor - 1);
                        break;
                    case ConsoleKey.RightArrow:
                    case ConsoleKey.F when control:
                        cursor = Math.Min(line.Length, cursor + 1);
                        break;
                    case ConsoleKey.Home:
                    case ConsoleKey.A when control:
                        cursor = 0;
                        break;
                    case ConsoleKey.End:
                    case ConsoleKey.E when control:
                        cursor = line.Length;
                        break;
                    case ConsoleKey.K when control:
                        line.Remove(cursor, line.Length - cursor);
                        break;
                    case ConsoleKey.U when control:
                        line.Remove(0, cursor);
                        cursor = 0;
                        break;
                    case ConsoleKey.UpArrow or ConsoleKey.DownArrow:
                        int next = entry + (key.Key == ConsoleKey.UpArrow ? -1 : 1);
                        if (next < 0 || next > _history.Count)
                        {
                            break;
                        }
                        if (entry == _history.Count)
                        {
                            unfinished = line.ToString();
                        }
                        entry = next;
                        line.Clear().Append(entry == _history.Count ? unfinished : _history[entry]);
                        cursor = line.Length;
                        break;
                    case ConsoleKey.Tab:
                        line.Insert(cursor, "    ");
                        cursor += 4;
                        break;
                    default:
                        if (key.KeyChar >= ' ')
                        {
                            line.Insert(cursor++, key.KeyChar);
                        }
                        break;
                }
                Redraw(prompt, line, cursor);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = before;
        }
    }

    private static void Redraw(string prompt, StringBuilder line, int cursor)
    {
        StringBuilder screen = new("\r");
        screen.Append(prompt).Append(line).Append("\x1b[K");
        if (cursor < line.Length)
        {
            screen.Append("\x1b[").Append(line.Length - cursor).Append('D');
        }
        Console.Out.Write(screen);
    }
}
