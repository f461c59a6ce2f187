using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Posix;

/// <summary>What os.scandir() returns.</summary>
[PyType("ScandirIterator", Module = "posix", NoConstructor = true)]
internal sealed unsafe partial class PyScandirIterator : PyObject
{
    private readonly FsPath _path;
    private readonly PyEngine _engine;
    private nint _dir;

    internal PyScandirIterator(in FsPath path, nint dir)
    {
        _path = path;
        _dir = dir;
        _engine = PyThread.Current.Engine;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_dir == 0)
        {
            return null;
        }
        try
        {
            while (PosixModule.NextEntry(_dir, _path) is var entry and not 0)
            {
                ReadOnlySpan<byte> name = PosixModule.EntryName(entry);
                if (name.Length != 0)
                {
                    return new PyDirEntry(_path, name, *(ulong*)(entry + PosixModule.DirentInode), *(byte*)(entry + PosixModule.DirentType), _dir);
                }
            }
        }
        catch
        {
            CloseDirectory();
            throw;
        }
        CloseDirectory();
        return null;
    }

    private void CloseDirectory()
    {
        if (_dir != 0)
        {
            if (_path.IsFd)
            {
                Libc.rewinddir(_dir);
            }
            Libc.closedir(_dir);
            _dir = 0;
            GC.SuppressFinalize(this);
        }
    }

    [PyMethod("close", "")]
    private void Close() => CloseDirectory();

    [PyMethod("__enter__", "")]
    private PyObject Enter() => this;

    [PyMethod("__exit__", "*args")]
    private void Exit(ReadOnlySpan<PyObject> args) => CloseDirectory();

    [PyMethod("__del__", "")]
    private void Del()
    {
        if (_dir != 0)
        {
            try
            {
                Warn.Issue(Exc.ResourceWarning, $"unclosed scandir iterator {Ops.ReprText(this)}");
            }
            finally
            {
                CloseDirectory();
            }
        }
    }

    ~PyScandirIterator()
    {
        if (_dir != 0)
        {
            _engine.QueueFinalizer(this);
        }
    }
}

/// <summary><c>os.DirEntry</c></summary>
[PyType("DirEntry", Module = "posix", NoConstructor = true)]
internal sealed unsafe partial class PyDirEntry : PyObject
{
    private const int DT_UNKNOWN = 0;
    private const int DT_DIR = 4;
    private const int DT_REG = 8;
    private const int DT_LNK = 10;
    private const int S_IFMT = 0xF000;
    private const int S_IFDIR = 0x4000;
    private const int S_IFREG = 0x8000;
    private const int S_IFLNK = 0xA000;

    private readonly PyObject _name;
    private readonly PyObject _path;
    private readonly byte[] _bytes;
    private readonly ulong _inode;
    private readonly int _dirFd = Libc.AT_FDCWD;
    private readonly int _type;
    private PyObject? _stat;
    private PyObject? _linkStat;
    private int _statMode = -1;
    private int _linkMode = -1;

    internal PyDirEntry(in FsPath directory, ReadOnlySpan<byte> name, ulong inode, int type, nint dir)
    {
        _ = dir;
        _inode = inode;
        _type = type;
        _name = directory.Result(name);
        if (directory.IsFd)
        {
            _dirFd = directory.Fd;
            _bytes = FsCodec.Terminate(name);
            _path = _name;
            return;
        }
        if (directory.IsNone)
        {
            _bytes = [(byte)'.', (byte)'/', .. name, 0];
            _path = directory.Result([(byte)'.', (byte)'/', .. name]);
            return;
        }
        ReadOnlySpan<byte> parent = directory.Bytes.AsSpan(0, directory.Length);
        if (parent.Length > 0 && parent[^1] != '/')
        {
            _bytes = [.. parent, (byte)'/', .. name, 0];
        }
        else
        {
            _bytes = [.. parent, .. name, 0];
        }
        _path = directory.Result(_bytes.AsSpan(0, _bytes.Length - 1));
    }

    [PyGetter("name", Doc = "the entry's base filename, relative to scandir() \"path\" argument")]
    private PyObject Name => _name;

    [PyGetter("path", Doc = "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)")]
    private PyObject Path => _path;

    [PyMethod("__repr__")]
    private string Repr() => $"<DirEntry {Ops.ReprText(_name)}>";

    [PyMethod("__fspath__", "")]
    private PyObject Fspath() => _path;

    [PyMethod("inode", "")]
    private BigInteger Inode() => _inode;

    [PyClassMethod("__class_getitem__", "object, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);

    /// <summary>0, or an errno; the results are kept.</summary>
    private int Fetch(bool follow, out Libc.Statx s)
    {
        int error;
        Libc.Statx buffer = default;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* p = _bytes)
            {
                error = Libc.statx(_dirFd, p, follow ? 0 : Libc.AT_SYMLINK_NOFOLLOW, 0x7ff, &buffer) < 0 ? Libc.LastError : 0;
            }
        }
        s = buffer;
        return error;
    }

    private int FetchLink()
    {
        if (_linkStat != null)
        {
            return 0;
        }
        int error = Fetch(false, out Libc.Statx s);
        if (error == 0)
        {
            _linkMode = s.Mode;
            _linkStat = PosixModule.MakeStat(s);
        }
        return error;
    }

    private int FetchTarget()
    {
        if (_stat != null)
        {
            return 0;
        }
        int error;
        if (_type != DT_LNK && _type != DT_UNKNOWN)
        {
            error = FetchLink();
            if (error == 0)
            {
                _stat = _linkStat;
                _statMode = _linkMode;
            }
            return error;
        }
        error = Fetch(true, out Libc.Statx s);
        if (error == 0)
        {
            _statMode = s.Mode;
            _stat = PosixModule.MakeStat(s);
        }
        return error;
    }

    [PyMethod("stat", "*, follow_symlinks=True")]
    private PyObject Stat(bool followSymlinks = true)
    {
        int error = followSymlinks ? FetchTarget() : FetchLink();
        return error == 0 ? (followSymlinks ? _stat! : _linkStat!) : throw Err.OSError(error, _path);
    }

    private bool Test(bool follow, int mode)
    {
        bool isLink = _type == DT_LNK;
        if (_type == DT_UNKNOWN || (follow && isLink))
        {
            int error = follow ? FetchTarget() : FetchLink();
            if (error == Errno.ENOENT)
            {
                return false;
            }
            return error == 0 ? ((follow ? _statMode : _linkMode) & S_IFMT) == mode : throw Err.OSError(error, _path);
        }
        return mode switch
        {
            S_IFDIR => _type == DT_DIR,
            S_IFREG => _type == DT_REG,
            _ => isLink,
        };
    }

    [PyMethod("is_dir", "*, follow_symlinks=True")]
    private bool IsDir(bool followSymlinks = true) => Test(followSymlinks, S_IFDIR);

    [PyMethod("is_file", "*, follow_symlinks=True")]
    private bool IsFile(bool followSymlinks = true) => Test(followSymlinks, S_IFREG);

    [PyMethod("is_symlink", "")]
    private bool IsSymlink() => Test(false, S_IFLNK);
}
