using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_multiprocessing</c> module: POSIX named semaphores.</summary>
[PyModule("_multiprocessing")]
[PyExports(typeof(PySemLock))]
internal static unsafe partial class MultiprocessingModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("flags", SysCall.ToDict("HAVE_SEM_OPEN 1 HAVE_SEM_TIMEDWAIT 1"));
        module.Set("__doc__", PyNone.Instance);
    }

    /// <summary>A C string.</summary>
    internal static byte[] Name(string name) => name.Contains('\0', StringComparison.Ordinal)
        ? throw Err.ValueError("embedded null character") : [.. Codecs.EncodeUtf8(new PyStr(name)), 0];

    [PyFunction("sem_unlink", "name, /")]
    private static void SemUnlink(string name)
    {
        fixed (byte* text = Name(name))
        {
            SysCall.Check(Libc.sem_unlink(text));
        }
    }
}

/// <summary><c>_multiprocessing.SemLock</c>: a semaphore, or a lock that its owner may take again.</summary>
[PyType("SemLock", Module = "_multiprocessing", Subclassable = true, Doc = "Semaphore/Mutex type")]
internal unsafe partial class PySemLock : PyObject
{
    private const int RecursiveMutex = 0;
    private const int Semaphore = 1;

    private const int O_CREAT = 0x40;
    private const int O_EXCL = 0x80;

    [PyConstant("SEM_VALUE_MAX")]
    private static readonly int s_maximum = int.MaxValue;

    private nint _handle;
    /// <summary>The handle was opened here and is closed with this object.</summary>
    private bool _owned;
    private int _kind;
    private int _maxValue;
    private string? _name;
    /// <summary>How often this process has acquired it, less its releases.</summary>
    private int _count;
    private long _owner;

    ~PySemLock()
    {
        if (_owned)
        {
            _ = Libc.sem_close(_handle);
        }
    }

    [PyNew("kind, value, maxvalue, name, unlink")]
    private static PyObject New(PyType cls, int kind, int value, int maxvalue, string name, int unlink)
    {
        if (kind is not (RecursiveMutex or Semaphore))
        {
            throw Err.ValueError("unrecognized kind");
        }
        PySemLock self = (PySemLock)Allocate(cls);
        fixed (byte* text = MultiprocessingModule.Name(name))
        {
            self.Open(text, O_CREAT | O_EXCL, (uint)value);
            if (unlink != 0)
            {
                SysCall.Check(Libc.sem_unlink(text));
            }
        }
        self._kind = kind;
        self._maxValue = maxvalue;
        self._name = unlink != 0 ? null : name;
        return self;
    }

    private void Open(byte* name, int flags, uint value)
    {
        nint handle = Libc.sem_open(name, flags, 0x180, value);
        if (handle == Libc.SEM_FAILED)
        {
            throw SysCall.LastError();
        }
        _handle = handle;
        _owned = true;
    }

    [PyClassMethod("_rebuild", "handle, kind, maxvalue, name, /", ParsesTuple = true)]
    private static PyObject Rebuild(PyType cls, nint handle, int kind, int maxvalue, string? name)
    {
        PySemLock self = (PySemLock)Allocate(cls);
        self._handle = handle;
        self._kind = kind;
        self._maxValue = maxvalue;
        self._name = name;
        if (name != null)
        {
            fixed (byte* text = MultiprocessingModule.Name(name))
            {
                self.Open(text, 0, 0);
            }
        }
        return self;
    }

    private bool IsMineNow(PyThread thread) => _count > 0 && _owner == thread.Ident;

    [PyMethod("acquire", "block=True, timeout=None", Doc = "Takes the semaphore or lock; False when it could not be had (in time).")]
    private bool Acquire(PyThread thread, bool block = true, PyObject? timeout = null)
    {
        if (_kind == RecursiveMutex && IsMineNow(thread))
        {
            _count++;
            return true;
        }
        Libc.Timespec deadline = default;
        bool hasDeadline = timeout is not (null or PyNone);
        if (hasDeadline)
        {
            double seconds = Math.Max(0, Args.Double(timeout!));
            Libc.Timespec now;
            Libc.clock_gettime(0, &now);
            double whole = Math.Min(Math.Floor(seconds), long.MaxValue / 2);
            deadline = new Libc.Timespec(now.Seconds + (long)whole, now.Nanoseconds + (long)(1e9 * (seconds - Math.Floor(seconds)) + 0.5));
            if (deadline.Nanoseconds >= 1_000_000_000)
            {
                deadline = new Libc.Timespec(deadline.Seconds + 1, deadline.Nanoseconds - 1_000_000_000);
            }
        }
        int error = Try(thread, &TryWait, &deadline);
        if (error == Errno.EAGAIN && block)
        {
            error = Try(thread, hasDeadline ? &TimedWait : &Wait, &deadline);
        }
        if (error is Errno.EAGAIN or Errno.ETIMEDOUT)
        {
            return false;
        }
        if (error != 0)
        {
            throw Err.OSError(error);
        }
        _count++;
        _owner = thread.Ident;
        return true;
    }

    private static int TryWait(nint handle, Libc.Timespec* deadline) => Libc.sem_trywait(handle);

    private static int Wait(nint handle, Libc.Timespec* deadline) => Libc.sem_wait(handle);

    private static int TimedWait(nint handle, Libc.Timespec* deadline) => Libc.sem_timedwait(handle, deadline);

    /// <summary>0 or an errno; goes on after a signal whose handler raises nothing.</summary>
    private int Try(PyThread thread, delegate*<nint, Libc.Timespec*, int> wait, Libc.Timespec* deadline)
    {
        while (true)
        {
            int error;
            using (thread.AllowThreads())
            {
                error = wait(_handle, deadline) < 0 ? Libc.LastError : 0;
            }
            if (error != Errno.EINTR)
            {
                return error;
            }
            thread.CheckSignals();
        }
    }

    [PyMethod("release", "", Doc = "Gives the semaphore or lock back.")]
    private void Release(PyThread thread)
    {
        if (_kind == RecursiveMutex)
        {
            if (!IsMineNow(thread))
            {
                throw Err.AssertionError("attempt to release recursive lock not owned by thread");
            }
            if (_count > 1)
            {
                _count--;
                return;
            }
        }
        else if (Value() >= _maxValue)
        {
            throw Err.ValueError("semaphore or lock released too many times");
        }
        SysCall.Check(Libc.sem_post(_handle));
        _count--;
    }

    private int Value()
    {
        int value;
        SysCall.Check(Libc.sem_getvalue(_handle, &value));
        return value;
    }

    [PyMethod("__enter__", "")]
    private bool Enter(PyThread thread) => Acquire(thread);

    [PyMethod("__exit__", "exc_type=None, exc_value=None, exc_tb=None, /")]
    private void Exit(PyThread thread, PyObject? type = null, PyObject? value = null, PyObject? traceback = null) => Release(thread);

    [PyMethod("_count", "", Doc = "How often this process has acquired it, less its releases.")]
    private long Count() => _count;

    [PyMethod("_is_mine", "", Doc = "Whether this thread has it.")]
    private bool IsMine(PyThread thread) => IsMineNow(thread);

    [PyMethod("_get_value", "", Doc = "The semaphore's value.")]
    private long GetValue() => Math.Max(0, Value());

    [PyMethod("_is_zero", "", Doc = "Whether the semaphore's value is 0.")]
    private bool IsZero() => Value() == 0;

    [PyMethod("_after_fork", "", Doc = "Forgets the parent's acquisitions.")]
    private void AfterFork() => _count = 0;

    [PyGetter("handle", Member = true)]
    private nint Handle => _handle;

    [PyGetter("kind", Member = true)]
    private int Kind => _kind;

    [PyGetter("maxvalue", Member = true)]
    private int MaxValue => _maxValue;

    [PyGetter("name", Member = true)]
    private string? NameValue => _name;
}
