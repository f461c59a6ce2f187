namespace PythonEngine.Modules.Hashing;

/// <summary>A running digest.</summary>
internal abstract class HashState
{
    public abstract void Update(ReadOnlySpan<byte> data);

    /// <summary>The digest so far; the state goes on unchanged.</summary>
    public abstract byte[] Digest(int length);

    public abstract HashState Clone();
}

/// <summary>What all hash objects can do.</summary>
internal abstract partial class PyHash(string name, int digestSize, int blockSize, HashState state) : PyObject
{
    protected readonly HashState State = state;
    protected readonly int Size = digestSize;

    protected string HashName => name;

    protected int BlockSize => blockSize;

    internal static void Feed(HashState state, PyObject? data)
    {
        if (data == null)
        {
            return;
        }
        BufferView view = HashlibModule.Data(data);
        state.Update(view.Span);
        view.Release();
    }

    protected static string ToHex(byte[] digest) => Convert.ToHexStringLower(digest);
}
