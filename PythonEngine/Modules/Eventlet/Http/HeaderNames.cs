namespace PythonEngine.Modules.Eventlet.Http;

/// <summary>
/// The names of header fields as Python text, and what they are called in the environment. Names repeat from request to request; the table has a fixed
/// size, so that a client that invents names cannot make it grow.
/// </summary>
internal sealed class HeaderNames
{
    /// <summary>A name.</summary>
    internal sealed class Entry(byte[] bytes)
    {
        internal readonly byte[] Bytes = bytes;
        internal readonly PyStr Name = PyStr.FromBmp(System.Text.Encoding.Latin1.GetString(bytes));
        /// <summary>HTTP_ and the name; null for the two that have names of their own.</summary>
        internal readonly PyStr? Key = MakeKey(bytes);
        internal readonly bool IsContentType = System.Text.Ascii.EqualsIgnoreCase(bytes, "content-type"u8);
        internal readonly bool IsContentLength = System.Text.Ascii.EqualsIgnoreCase(bytes, "content-length"u8);

        private static PyStr? MakeKey(byte[] bytes)
        {
            string name = System.Text.Encoding.Latin1.GetString(bytes).Replace('-', '_').ToUpperInvariant();
            return name is "CONTENT_TYPE" or "CONTENT_LENGTH" ? null : PyStr.FromBmp("HTTP_" + name);
        }
    }

    private const int Size = 512;
    private const int LongestKept = 64;
    private readonly Entry?[] _entries = new Entry?[Size];

    internal Entry Get(ReadOnlySpan<byte> name)
    {
        uint hash = 2166136261;
        foreach (byte b in name)
        {
            hash = (hash ^ b) * 16777619;
        }
        ref Entry? slot = ref _entries[(hash ^ (hash >> 16)) & (Size - 1)];
        if (slot != null && name.SequenceEqual(slot.Bytes))
        {
            return slot;
        }
        Entry entry = new(name.ToArray());
        if (name.Length <= LongestKept)
        {
            slot = entry;
        }
        return entry;
    }
}
