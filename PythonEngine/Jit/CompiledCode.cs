using System.Runtime.InteropServices;

namespace PythonEngine.Jit;

/// <summary>What a compiled body carries along: the objects that its code names.</summary>
internal sealed class CompiledCode(object?[] literals)
{
    private readonly object?[] _literals = literals;

    /// <summary>What a body carries along.</summary>
    internal static CompiledCode? Of(CompiledBody? body) => body == null ? null : Unsafe.As<CompiledCode>(body.Target);

    /// <summary>Lets go of values that are known from inline caches, but for weak references: they are not to live on for that.</summary>
    internal void ForgetValues()
    {
        foreach (object? literal in _literals)
        {
            if (literal is AttrCache { Value: { } value } cache)
            {
                cache.Forgotten = new WeakReference<PyObject>(value);
                cache.Value = null;
            }
        }
    }

    /// <summary>Takes back what a collection has left of the values.</summary>
    internal void RecallValues()
    {
        foreach (object? literal in _literals)
        {
            if (literal is AttrCache { Forgotten: { } forgotten } cache)
            {
                cache.Forgotten = null;
                cache.Value = forgotten.TryGetTarget(out PyObject? value) ? value : null;
            }
        }
    }

    /// <summary>The value of an inline cache, null while it is forgotten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? CachedValue(object? cache) => Unsafe.As<AttrCache>(cache)!.Value;

    /// <summary>An object by number; the number is the compiler's, so no check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static object? Literal(CompiledCode self, int index) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(self._literals), index);
}
