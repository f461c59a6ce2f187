namespace PythonEngine.Modules.MultibyteCodecs;

/// <summary>A multi-byte encoding: characters from bytes and back, one at a time, with a state for those that shift.</summary>
internal abstract class MultibyteEncoding(string name)
{
    /// <summary>Nothing was done: more input is needed to tell.</summary>
    internal const int Incomplete = 0;

    internal string Name { get; } = name;

    /// <summary>The state at the beginning of a text.</summary>
    internal virtual long InitialState => 0;

    /// <summary>Decodes one character.</summary>
    /// <returns>The bytes taken; <see cref="Incomplete"/>; or the number of bytes in error, negative.</returns>
    internal abstract int Decode(ReadOnlySpan<byte> input, ref StrBuilder output, ref long state);

    /// <summary>Encodes one character, or two that go together.</summary>
    /// <param name="final">No more text follows.</param>
    /// <returns>The characters taken; <see cref="Incomplete"/>; or -1 where there is no such character.</returns>
    internal abstract int Encode(PyStr text, int position, bool final, ref ByteBuilder output, ref long state);

    /// <summary>What ends a text.</summary>
    internal virtual void Reset(ref ByteBuilder output, ref long state)
    {
    }

    /// <summary>By the name that the encodings package asks for; null for an unknown one.</summary>
    internal static MultibyteEncoding? Get(string name) => name switch
    {
        "hz" => HzEncoding.Instance,
        _ => name.StartsWith("iso2022", StringComparison.Ordinal) ? Iso2022Encoding.Make(name) : MultibyteTables.Get(name),
    };
}

/// <summary>HZ (RFC 1843): GB 2312 in seven bits between ~{ and ~}.</summary>
internal sealed class HzEncoding : MultibyteEncoding
{
    internal static readonly HzEncoding Instance = new();

    private HzEncoding()
        : base("hz")
    {
    }

    internal override int Decode(ReadOnlySpan<byte> input, ref StrBuilder output, ref long state)
    {
        byte first = input[0];
        if (first == '~')
        {
            if (input.Length < 2)
            {
                return Incomplete;
            }
            switch (input[1])
            {
                case (byte)'~' when state == 0:
                    output.Append('~');
                    return 2;
                case (byte)'{' when state == 0:
                    state = 1;
                    return 2;
                case (byte)'}' when state == 1:
                    state = 0;
                    return 2;
                case (byte)'\n' when state == 0:
                    return 2;
                default:
                    return -1;
            }
        }
        if (first >= 128)
        {
            return -1;
        }
        if (state == 0)
        {
            output.Append((char)first);
            return 1;
        }
        if (input.Length < 2)
        {
            return Incomplete;
        }
        Span<byte> high = [(byte)(first | 0x80), (byte)(input[1] | 0x80)];
        long none = 0;
        return input[1] < 128 && first >= 0x21 && MultibyteTables.Get("gb2312")!.Decode(high, ref output, ref none) == 2 ? 2 : -1;
    }

    internal override int Encode(PyStr text, int position, bool final, ref ByteBuilder output, ref long state)
    {
        int c = text[position];
        if (c < 128)
        {
            if (state == 1)
            {
                output.Append("~}"u8);
                state = 0;
            }
            output.Append((byte)c);
            if (c == '~')
            {
                output.Append((byte)'~');
            }
            return 1;
        }
        ByteBuilder pair = new(2);
        long none = 0;
        if (MultibyteTables.Get("gb2312")!.Encode(text, position, true, ref pair, ref none) != 1 || pair.Length != 2)
        {
            return -1;
        }
        if (state == 0)
        {
            output.Append("~{"u8);
            state = 1;
        }
        output.Append((byte)(pair.Span[0] & 0x7F));
        output.Append((byte)(pair.Span[1] & 0x7F));
        return 1;
    }

    internal override void Reset(ref ByteBuilder output, ref long state)
    {
        if (state == 1)
        {
            output.Append("~}"u8);
            state = 0;
        }
    }
}
