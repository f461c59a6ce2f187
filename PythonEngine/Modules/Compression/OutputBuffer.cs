namespace PythonEngine.Modules.Compression;

/// <summary>
/// Output of a coder whose length is not known before. It grows in the steps that CPython's coders use: how much comes
/// out of one call of a bzip2 decoder depends on them.
/// </summary>
internal struct OutputBuffer
{
    private const int KiB = 1024;
    private const int MiB = KiB * KiB;

    private static ReadOnlySpan<int> BlockSizes =>
    [
        32 * KiB, 64 * KiB, 256 * KiB, MiB, 4 * MiB, 8 * MiB, 16 * MiB, 16 * MiB, 32 * MiB, 32 * MiB, 32 * MiB, 32 * MiB,
        64 * MiB, 64 * MiB, 128 * MiB, 128 * MiB, 256 * MiB,
    ];

    private readonly long _limit;
    private byte[] _data = [];
    private int _count;
    private int _blocks;

    /// <param name="limit">The most bytes to produce; negative for no limit.</param>
    public OutputBuffer(long limit)
    {
        _limit = limit < 0 ? long.MaxValue : limit;
        Grow();
    }

    /// <summary>Bytes produced.</summary>
    public readonly int Count => _count;

    public readonly bool IsFull => _count == _data.Length;

    public readonly bool AtLimit => _count == _limit;

    /// <summary>Where the next bytes go.</summary>
    public readonly Span<byte> Room => _data.AsSpan(_count);

    public void Advance(int n) => _count += n;

    /// <summary>Makes more room, within the limit.</summary>
    public void Grow()
    {
        int block = BlockSizes[Math.Min(_blocks++, BlockSizes.Length - 1)];
        long size = Math.Min(_limit, Math.Min((long)_data.Length + block, Array.MaxLength));
        if (size == _data.Length && size < _limit)
        {
            throw Err.MemoryError();
        }
        Array.Resize(ref _data, (int)size);
    }

    public readonly PyBytes ToBytes() => IO.IOModule.MakeBytes(_data, _count);
}
