using System;

namespace GreenletNet.Http;

/// <summary>What is wrong with a request line.</summary>
public enum HttpRequestLineError
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is nothing on it.</summary>
    Empty,

    /// <summary>The third word is no HTTP version: status 400.</summary>
    BadVersion,

    /// <summary>A major version beyond 1: status 505.</summary>
    UnsupportedVersion,

    /// <summary>Not two or three words, a method that is no token, or a control character: status 400.</summary>
    BadSyntax,

    /// <summary>A request in the form of HTTP/0.9 (two words) with another method than GET: status 400.</summary>
    BadSimpleMethod,
}

/// <summary>A request line: RFC 9112, section 3. Words may be set apart by more than one blank, as the section allows.</summary>
public readonly ref struct HttpRequestLine
{
    /// <summary>What is wrong with it.</summary>
    public HttpRequestLineError Error { get; private init; }

    /// <summary>The method, such as GET.</summary>
    public ReadOnlySpan<byte> Method { get; private init; }

    /// <summary>The request target, as it was sent.</summary>
    public ReadOnlySpan<byte> Target { get; private init; }

    /// <summary>The third word; empty in a request of HTTP/0.9.</summary>
    public ReadOnlySpan<byte> Version { get; private init; }

    /// <summary>Whether the version is 1.1 or newer, so that connections are kept unless something else is said.</summary>
    public bool IsPersistent { get; private init; }

    /// <summary>Parses a line.</summary>
    /// <param name="line">The line, with or without its line break.</param>
    public static HttpRequestLine Parse(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd("\r\n"u8);
        ReadOnlySpan<byte> method = Word(ref line);
        ReadOnlySpan<byte> target = Word(ref line);
        ReadOnlySpan<byte> version = Word(ref line);
        if (method.Length == 0)
        {
            return new HttpRequestLine { Error = HttpRequestLineError.Empty };
        }
        bool more = false;
        for (ReadOnlySpan<byte> word = Word(ref line); word.Length > 0; word = Word(ref line))
        {
            // The version is the last word, which decides about the message that CPython's server gives.
            version = word;
            more = true;
        }
        bool persistent = false;
        if (version.Length > 0)
        {
            if (!TryParseVersion(version, out bool newer, out bool unsupported))
            {
                return new HttpRequestLine { Error = HttpRequestLineError.BadVersion, Version = version };
            }
            if (unsupported)
            {
                return new HttpRequestLine { Error = HttpRequestLineError.UnsupportedVersion, Version = version };
            }
            persistent = newer;
        }
        if (more || target.Length == 0 || !HttpCharacters.IsToken(method) || !HttpCharacters.IsValue(target))
        {
            return new HttpRequestLine { Error = HttpRequestLineError.BadSyntax, Version = version };
        }
        if (version.Length == 0 && !method.SequenceEqual("GET"u8))
        {
            return new HttpRequestLine { Error = HttpRequestLineError.BadSimpleMethod, Method = method };
        }
        return new HttpRequestLine { Method = method, Target = target, Version = version, IsPersistent = persistent };
    }

    // By blank, tab, vertical tab and form feed. A carriage return inside the line stays in a word, which is refused.
    private static ReadOnlySpan<byte> Word(scoped ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t\v\f"u8);
        int end = line.IndexOfAny(" \t\v\f"u8);
        ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
        line = line[word.Length..];
        return word;
    }

    /// <summary>HTTP/ and two numbers of at most ten digits. Lenient as CPython's server is, which takes HTTP/1.01 for 1.1.</summary>
    private static bool TryParseVersion(ReadOnlySpan<byte> text, out bool newer, out bool unsupported)
    {
        newer = unsupported = false;
        if (!text.StartsWith("HTTP/"u8))
        {
            return false;
        }
        text = text[5..];
        int dot = text.IndexOf((byte)'.');
        if (dot < 0 || !TryParseNumber(text[..dot], out long major) || !TryParseNumber(text[(dot + 1)..], out long minor))
        {
            return false;
        }
        newer = major > 1 || (major == 1 && minor >= 1);
        unsupported = major >= 2;
        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.Length is 0 or > 10)
        {
            return false;
        }
        foreach (byte b in text)
        {
            int digit = b - '0';
            if ((uint)digit > 9)
            {
                return false;
            }
            number = number * 10 + digit;
        }
        return true;
    }
}
