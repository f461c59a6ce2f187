using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>select</c> module.</summary>
[PyModule("select", Doc = "This module supports asynchronous I/O on multiple file descriptors.\n\n*** IMPORTANT NOTICE ***\nOn Windows, only sockets are supported; on Unix, all file descriptors.")]
[PyExports(typeof(PyEpoll))]
internal static unsafe partial class SelectModule
{
    private const string Constants = """
        EPOLLERR 8 EPOLLET 2147483648 EPOLLEXCLUSIVE 268435456 EPOLLHUP 16 EPOLLIN 1 EPOLLMSG 1024 EPOLLONESHOT
        1073741824 EPOLLOUT 4 EPOLLPRI 2 EPOLLRDBAND 128 EPOLLRDHUP 8192 EPOLLRDNORM 64 EPOLLWRBAND 512 EPOLLWRNORM
        256 EPOLL_CLOEXEC 524288 PIPE_BUF 4096 POLLERR 8 POLLHUP 16 POLLIN 1 POLLMSG 1024 POLLNVAL 32 POLLOUT 4
        POLLPRI 2 POLLRDBAND 128 POLLRDHUP 8192 POLLRDNORM 64 POLLWRBAND 512 POLLWRNORM 256
        """;

    private const int MaximumDescriptor = 1024;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        module.Set("error", Exc.OSError);
    }

    /// <summary>poll(2) or the like, again after signals; results below zero are errors.</summary>
    internal static int Poll(Span<Libc.Pollfd> fds, long nanoseconds)
    {
        long deadline = nanoseconds < 0 ? 0 : PyTime.Monotonic() + nanoseconds;
        long left = nanoseconds;
        while (true)
        {
            int n, error;
            int milliseconds = nanoseconds < 0 ? -1 : (int)Math.Min(int.MaxValue, (left + 999_999) / 1_000_000);
            fixed (Libc.Pollfd* p = fds)
            {
                using (PyThread.Current.AllowThreads())
                {
                    n = Libc.poll(p, (nuint)fds.Length, milliseconds);
                    error = n < 0 ? Libc.LastError : 0;
                }
            }
            if (n >= 0)
            {
                // What is ready may be the descriptor of signal.set_wakeup_fd(), and then the handler has its turn before the caller.
                PyThread.Current.CheckSignals();
                return n;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
            if (nanoseconds >= 0)
            {
                left = deadline - PyTime.Monotonic();
                if (left < 0)
                {
                    return 0;
                }
            }
        }
    }

    private static PyObject[] Descriptors(PyObject sequence, List<int> fds)
    {
        if (sequence.Type.TpIter == null && sequence.Type.MpGetItem == null)
        {
            throw Err.TypeError("arguments 1-3 must be sequences");
        }
        PyObject[] objects = Ops.ToArray(sequence);
        foreach (PyObject o in objects)
        {
            int fd = SysCall.FileDescriptor(o);
            if (fd >= MaximumDescriptor)
            {
                throw Err.ValueError("filedescriptor out of range in select()");
            }
            fds.Add(fd);
        }
        return objects;
    }

    [PyFunction("select", "rlist, wlist, xlist, timeout=None, /")]
    private static PyObject Select(PyObject rlist, PyObject wlist, PyObject xlist, PyObject? timeout = null)
    {
        long ns = -1;
        if (timeout != null && !ReferenceEquals(timeout, PyNone.Instance))
        {
            if (timeout is not PyFloat && timeout.Type.NbIndex == null)
            {
                throw Err.TypeError("timeout must be a float or None");
            }
            ns = PyTime.FromSeconds(timeout);
            if (ns < 0)
            {
                throw Err.ValueError("timeout must be non-negative");
            }
        }
        List<int> fds = [];
        PyObject[] readers = Descriptors(rlist, fds);
        PyObject[] writers = Descriptors(wlist, fds);
        PyObject[] others = Descriptors(xlist, fds);
        Libc.Pollfd[] poll = new Libc.Pollfd[fds.Count];
        for (int i = 0; i < poll.Length; i++)
        {
            short events = i < readers.Length ? Libc.POLLIN : i < readers.Length + writers.Length ? Libc.POLLOUT : (short)2;
            poll[i] = new Libc.Pollfd { Fd = fds[i], Events = events };
        }
        // select(2) fails for a closed descriptor at once, where poll(2) marks the entry.
        if (Poll(poll, ns) > 0)
        {
            foreach (Libc.Pollfd p in poll)
            {
                if ((p.Revents & Libc.POLLNVAL) != 0)
                {
                    throw Err.OSError(Errno.EBADF);
                }
            }
        }
        int at = 0;
        PyObject r = Ready(readers, poll, ref at, Libc.POLLIN | Libc.POLLHUP | Libc.POLLERR);
        PyObject w = Ready(writers, poll, ref at, Libc.POLLOUT | Libc.POLLERR);
        PyObject x = Ready(others, poll, ref at, 2);
        return new PyTuple([r, w, x]);
    }

    private static PyList Ready(PyObject[] objects, Libc.Pollfd[] poll, ref int at, int mask)
    {
        PyList list = new();
        foreach (PyObject o in objects)
        {
            if ((poll[at++].Revents & mask) != 0)
            {
                list.Add(o);
            }
        }
        return list;
    }

    [PyFunction("poll")]
    private static PyObject MakePoll() => new PyPoll();

    internal static PyException BadTimeout() => Err.TypeError("timeout must be an integer or None");

    /// <summary>An event mask: an unsigned short.</summary>
    internal static short EventMask(PyObject? o, int fallback)
    {
        if (o == null)
        {
            return (short)fallback;
        }
        PyInt i = Ops.Index(o);
        if (i.Sign < 0)
        {
            throw Err.ValueError("value must be positive");
        }
        return i.TryGetLong(out long value) && value <= ushort.MaxValue ? (short)(ushort)value
            : throw Err.OverflowError("Python int too large for C unsigned short");
    }
}

/// <summary><c>select.poll</c> objects.</summary>
[PyType("poll", Module = "select", NoConstructor = true)]
internal sealed unsafe partial class PyPoll : PyObject
{
    private const int DefaultEvents = Libc.POLLIN | 2 | Libc.POLLOUT;

    private readonly Dictionary<int, short> _fds = [];
    private Libc.Pollfd[]? _table;
    private bool _running;

    [PyMethod("register", "fd, eventmask=POLLIN | POLLPRI | POLLOUT, /")]
    private void Register(PyObject fd, PyObject? eventmask = null)
    {
        int descriptor = SysCall.FileDescriptor(fd);
        _fds[descriptor] = SelectModule.EventMask(eventmask, DefaultEvents);
        _table = null;
    }

    [PyMethod("modify", "fd, eventmask, /")]
    private void Modify(PyObject fd, PyObject eventmask)
    {
        int descriptor = SysCall.FileDescriptor(fd);
        short mask = SelectModule.EventMask(eventmask, 0);
        if (!_fds.ContainsKey(descriptor))
        {
            throw Err.OSError(Errno.ENOENT);
        }
        _fds[descriptor] = mask;
        _table = null;
    }

    [PyMethod("unregister", "fd, /")]
    private void Unregister(PyObject fd)
    {
        int descriptor = SysCall.FileDescriptor(fd);
        if (!_fds.Remove(descriptor))
        {
            throw Err.KeyError(PyInt.From(descriptor));
        }
        _table = null;
    }

    [PyMethod("poll", "timeout=None, /")]
    private PyObject Poll(PyObject? timeout = null)
    {
        long ns = -1;
        if (timeout != null && !ReferenceEquals(timeout, PyNone.Instance))
        {
            if (timeout is not PyFloat && timeout.Type.NbIndex == null)
            {
                throw SelectModule.BadTimeout();
            }
            double milliseconds = timeout is PyFloat f ? f.Value : Ops.AsLong(timeout);
            if (milliseconds > int.MaxValue)
            {
                throw Err.OverflowError("timeout is too large");
            }
            ns = milliseconds < 0 ? -1 : (long)Math.Ceiling(milliseconds * 1e6);
        }
        if (_running)
        {
            throw Err.RuntimeError("concurrent poll() invocation");
        }
        if (_table == null)
        {
            _table = new Libc.Pollfd[_fds.Count];
            int i = 0;
            foreach ((int fd, short events) in _fds)
            {
                _table[i++] = new Libc.Pollfd { Fd = fd, Events = events };
            }
        }
        Libc.Pollfd[] table = _table;
        _running = true;
        int count;
        try
        {
            count = SelectModule.Poll(table, ns);
        }
        finally
        {
            _running = false;
        }
        PyList result = new(count);
        for (int i = 0; i < table.Length && count > 0; i++)
        {
            if (table[i].Revents != 0)
            {
                result.Add(PyTuple.Of(PyInt.From(table[i].Fd), PyInt.From((ushort)table[i].Revents)));
                count--;
            }
        }
        return result;
    }
}

/// <summary><c>select.epoll</c></summary>
[PyType("epoll", Module = "select")]
internal sealed unsafe partial class PyEpoll : PyObject
{
    private const int EPOLL_CLOEXEC = 0x80000;
    private const int ControlAdd = 1;
    private const int ControlDelete = 2;
    private const int ControlModify = 3;
    private const uint DefaultEvents = 1 | 2 | 4;
    private const int DefaultMaximum = 4095;

    /// <summary>struct epoll_event is packed on x86-64 only.</summary>
    private static readonly int s_dataOffset = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64 ? 4 : 8;
    private static readonly int s_eventSize = s_dataOffset + 8;

    private int _fd;

    private PyEpoll(int fd) => _fd = fd;

    [PyNew("sizehint=-1, flags=0")]
    private static PyObject New(PyType cls, int sizehint = -1, int flags = 0)
    {
        if (sizehint == -1)
        {
            sizehint = 1024;
        }
        else if (sizehint <= 0)
        {
            throw Err.ValueError("negative sizehint");
        }
        if (flags != 0 && flags != EPOLL_CLOEXEC)
        {
            throw Err.Make(Exc.OSError, "invalid flags");
        }
        return new PyEpoll(SysCall.Check(Libc.epoll_create1(EPOLL_CLOEXEC)));
    }

    [PyClassMethod("fromfd", "fd, /")]
    private static PyObject FromFd(PyType cls, int fd) => new PyEpoll(fd);

    private int Fd => _fd >= 0 ? _fd : throw Err.ValueError("I/O operation on closed epoll object");

    [PyMethod("close", "")]
    private void Close()
    {
        if (_fd < 0)
        {
            return;
        }
        int fd = _fd;
        _fd = -1;
        GC.SuppressFinalize(this);
        SysCall.Check(Libc.close(fd));
    }

    [PyGetter("closed", Doc = "True if the epoll handler is closed")]
    private bool Closed => _fd < 0;

    [PyMethod("fileno", "")]
    private long Fileno() => Fd;

    private void Control(int operation, PyObject fd, uint events)
    {
        int epoll = Fd;
        int descriptor = SysCall.FileDescriptor(fd);
        byte* ev = stackalloc byte[16];
        *(uint*)ev = events;
        *(ulong*)(ev + s_dataOffset) = (uint)descriptor;
        SysCall.Check(Libc.epoll_ctl(epoll, operation, descriptor, ev));
    }

    [PyMethod("register", "fd, eventmask=EPOLLIN | EPOLLPRI | EPOLLOUT")]
    private void Register(PyObject fd, PyObject? eventmask = null) => Control(ControlAdd, fd, eventmask == null ? DefaultEvents : Args.UInt32(eventmask));

    [PyMethod("modify", "fd, eventmask")]
    private void Modify(PyObject fd, PyObject eventmask) => Control(ControlModify, fd, Args.UInt32(eventmask));

    [PyMethod("unregister", "fd")]
    private void Unregister(PyObject fd) => Control(ControlDelete, fd, 0);

    [PyMethod("poll", "timeout=None, maxevents=-1")]
    private PyObject Poll(PyObject? timeout = null, int maxevents = -1)
    {
        int epoll = Fd;
        long ns = -1;
        if (timeout != null && !ReferenceEquals(timeout, PyNone.Instance))
        {
            if (timeout is not PyFloat && timeout.Type.NbIndex == null)
            {
                throw SelectModule.BadTimeout();
            }
            ns = PyTime.FromSeconds(timeout);
            ns = ns < 0 ? -1 : ns;
        }
        if (maxevents == -1)
        {
            maxevents = DefaultMaximum;
        }
        else if (maxevents < 1)
        {
            throw Err.ValueError($"maxevents must be greater than 0, got {maxevents}");
        }
        maxevents = Math.Min(maxevents, 65536);
        byte[] events = new byte[maxevents * s_eventSize];
        long deadline = ns < 0 ? 0 : PyTime.Monotonic() + ns;
        long left = ns;
        int n;
        while (true)
        {
            int error;
            int milliseconds = ns < 0 ? -1 : (int)Math.Min(int.MaxValue, (left + 999_999) / 1_000_000);
            fixed (byte* e = events)
            {
                using (PyThread.Current.AllowThreads())
                {
                    n = Libc.epoll_wait(epoll, e, maxevents, milliseconds);
                    error = n < 0 ? Libc.LastError : 0;
                }
            }
            if (n >= 0)
            {
                PyThread.Current.CheckSignals();
                break;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
            if (ns >= 0)
            {
                left = deadline - PyTime.Monotonic();
                if (left < 0)
                {
                    n = 0;
                    break;
                }
            }
        }
        PyList result = new(n);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<byte> ev = events.AsSpan(i * s_eventSize, s_eventSize);
            result.Add(PyTuple.Of(PyInt.From(BitConverter.ToInt32(ev[s_dataOffset..])), PyInt.From(BitConverter.ToUInt32(ev))));
        }
        return result;
    }

    [PyMethod("__enter__", "")]
    private PyObject Enter()
    {
        _ = Fd;
        return this;
    }

    [PyMethod("__exit__", "exc_type=None, exc_value=None, exc_tb=None, /")]
    private void Exit(PyObject? excType = null, PyObject? excValue = null, PyObject? excTb = null) => Close();

    ~PyEpoll()
    {
        if (_fd >= 0)
        {
            Libc.close(_fd);
        }
    }
}
