using System;
using System.IO;
using System.Text;

namespace IronEventlet;

/// <summary>Command line arguments as Python has them: bytes that are no UTF-8 become lone surrogates (PEP 383), where .NET replaces them.</summary>
internal static class RawArguments
{
    /// <summary>The arguments, with those that .NET could not decode taken from the process's own command line.</summary>
    public static string[] Restore(string[] args)
    {
        if (!OperatingSystem.IsLinux() || !Array.Exists(args, static a => a.Contains('\uFFFD')))
        {
            return args;
        }
        byte[] raw;
        try
        {
            raw = File.ReadAllBytes("/proc/self/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return args;
        }
        string[] restored = new string[args.Length];
        int end = raw.Length > 0 && raw[^1] == 0 ? raw.Length - 1 : raw.Length;
        // The runtime's own words come first, so the arguments are counted from the end.
        for (int i = args.Length - 1; i >= 0; i--)
        {
            if (end < 0)
            {
                return args;
            }
            int start = Array.LastIndexOf(raw, (byte)0, Math.Max(end - 1, 0), Math.Max(end, 0)) + 1;
            restored[i] = Decode(raw.AsSpan(start, end - start));
            end = start - 1;
        }
        return restored;
    }

    /// <summary>UTF-8 with the surrogateescape error handler.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int size) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
                bytes = bytes[size..];
            }
            else
            {
                text.Append((char)(0xDC00 + bytes[0]));
                bytes = bytes[1..];
            }
        }
        return text.ToString();
    }
}
