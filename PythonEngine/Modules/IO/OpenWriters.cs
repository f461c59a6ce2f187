using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.IO;

/// <summary>
/// The regular files that are open for writing. Programs write <c>open(path, 'w').write(text)</c> and read the file next: CPython
/// has flushed and closed it by then. Here that takes a collection, which is made when somebody looks at such a file, and at the end.
/// </summary>
internal sealed class OpenWriters(PyEngine engine)
{
    private readonly record struct FileId(uint Major, uint Minor, ulong Inode);

    private readonly List<(FileId Id, WeakReference<PyFileIO> File)> _files = [];
    private int _pruneAt = 64;

    private static FileId IdOf(in Libc.Statx s) => new(s.DevMajor, s.DevMinor, s.Inode);

    /// <summary>Notes a file that was opened by its path.</summary>
    internal void Add(PyFileIO file, in Libc.Statx s)
    {
        if (_files.Count >= _pruneAt)
        {
            _files.RemoveAll(static f => !f.File.TryGetTarget(out PyFileIO? file) || file.Fd < 0);
            _pruneAt = Math.Max(64, _files.Count * 2);
        }
        _files.Add((IdOf(s), new WeakReference<PyFileIO>(file, trackResurrection: true)));
    }

    /// <summary>Forgets a file that was closed.</summary>
    internal void Remove(PyFileIO file)
    {
        for (int i = _files.Count - 1; i >= 0; i--)
        {
            if (!_files[i].File.TryGetTarget(out PyFileIO? other) || ReferenceEquals(other, file))
            {
                _files.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// For a native function that looks at a file: whether text is missing in the file that a stream still has, which may be unreferenced.
    /// Then it must return <see cref="Defer"/>.
    /// </summary>
    /// <param name="path">In the file system's encoding, with a final zero.</param>
    internal unsafe bool IsBehind(byte[]? path)
    {
        if (_files.Count == 0 || path == null)
        {
            return false;
        }
        Libc.Statx s;
        fixed (byte* p = path)
        {
            return Libc.statx(Libc.AT_FDCWD, p, 0, Libc.STATX_INO, &s) == 0 && HasUnwritten(IdOf(s));
        }
    }

    internal bool Any => _files.Count > 0;

    /// <summary>The same for a function that starts a process, which may look at any file.</summary>
    internal bool AnyIsBehind => _files.Count > 0 && HasUnwritten(null);

    /// <summary>Collects garbage, so that unreferenced streams write what they have, and does the call then.</summary>
    internal static PyObject Defer(PyThread thread, Func<PyObject> call)
    {
        thread.TailNative = new CollectFrame(2, (_, _) => call());
        return PyThread.Pending;
    }

    // Apart, so that no local of the caller keeps the file alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasUnwritten(FileId? id)
    {
        foreach ((FileId other, WeakReference<PyFileIO> reference) in _files)
        {
            if ((id == null || id == other) && reference.TryGetTarget(out PyFileIO? file) && OutermostUnwritten(file) != null)
            {
                return true;
            }
        }
        return false;
    }

    private static PyIOBase? OutermostUnwritten(PyFileIO file)
    {
        bool unwritten = false;
        PyIOBase outer = file;
        while (outer.Wrapper is { } wrapper)
        {
            outer = wrapper;
            unwritten |= outer.HasUnwritten;
        }
        return unwritten && file.Fd >= 0 ? outer : null;
    }

    /// <summary>The program ends: what is buffered is written.</summary>
    internal void FlushAll()
    {
        foreach ((_, WeakReference<PyFileIO> reference) in _files.ToArray())
        {
            if (reference.TryGetTarget(out PyFileIO? file) && OutermostUnwritten(file) is { } outer)
            {
                try
                {
                    Ops.CallMethod(outer, Names.Flush);
                }
                catch (PyException e)
                {
                    engine.WriteUnraisable(e.Value, outer);
                }
            }
        }
    }
}
