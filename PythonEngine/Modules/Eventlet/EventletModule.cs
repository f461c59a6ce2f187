using GreenletNet.Hubs;
using PythonEngine.Modules.Socket;

namespace PythonEngine.Modules.Eventlet;

/// <summary>The <c>_eventlet</c> module: eventlet's hot paths. They apply while the current hub is the native one.</summary>
[PyModule("_eventlet")]
[PyExports(typeof(PyTimer), typeof(PyLocalTimer), typeof(PyEventletHub), typeof(PyQueueBase), typeof(PyEventBase), typeof(PySemaphoreBase))]
internal static partial class EventletModule
{
    private sealed class ModuleState
    {
        internal PyModule? Hubs;
        internal PyModule? HubModule;
        internal PyObject? GetHub;
        internal PyObject? Trampoline;
        internal PyObject? Sleep;
        internal PyObject? TimerStack;
        internal PyObject? SpawnN;
        internal PyObject? NotUsed;
        internal PyObject?[] ItemMethods = [];
    }

    [PyModuleInit]
    private static void Init(PyModule module) => module.State = new ModuleState();

    private static ModuleState State(PyThread thread) => thread.EventletState as ModuleState ?? LoadState(thread);

    private static ModuleState LoadState(PyThread thread)
    {
        ModuleState state = (ModuleState)thread.Engine.NativeModule("_eventlet").State!;
        thread.EventletState = state;
        return state;
    }

    /// <summary>Names the package's modules and the functions that serve while another hub is in use.</summary>
    [PyFunction("setup", "hubs, hub_module, get_hub, trampoline")]
    private static void Setup(PyThread thread, PyObject hubs, PyObject hub_module, PyObject get_hub, PyObject trampoline)
    {
        ModuleState state = State(thread);
        state.Hubs = hubs as PyModule;
        state.HubModule = hub_module as PyModule;
        state.GetHub = get_hub;
        state.Trampoline = trampoline;
    }

    [PyFunction("setup_greenthread", "sleep, spawn_n")]
    private static void SetupGreenThread(PyThread thread, PyObject sleep, PyObject spawn_n)
    {
        ModuleState state = State(thread);
        state.Sleep = sleep;
        state.SpawnN = spawn_n;
    }

    /// <summary>Names what an event's result is before there is one.</summary>
    [PyFunction("setup_event", "not_used")]
    private static void SetupEvent(PyThread thread, PyObject not_used) => State(thread).NotUsed = not_used;

    internal static PyObject NotUsed(PyThread thread) => State(thread).NotUsed ?? throw Err.RuntimeError("eventlet.event is not imported");

    /// <summary>Names LightQueue's own _put, _get and qsize, which the native queue knows how to do.</summary>
    [PyFunction("setup_queue", "put, get, qsize")]
    private static void SetupQueue(PyThread thread, PyObject put, PyObject get, PyObject qsize) => State(thread).ItemMethods = [put, get, qsize];

    /// <summary>Whether an object's class has the functions named by setup_queue, and the object none of its own.</summary>
    internal static bool HasPlainItemMethods(PyThread thread, PyObject obj, PyStr[] names)
    {
        PyObject?[] plain = State(thread).ItemMethods;
        for (int i = 0; i < names.Length; i++)
        {
            if (i >= plain.Length || !ReferenceEquals(obj.Type.Lookup(names[i]), plain[i]) || Ops.InstanceGet(obj, names[i]) != null)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Has a greenlet that has not started run at the hub's next turn with these arguments.</summary>
    [PyFunction("launch")]
    private static PyObject Launch(PyThread thread, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length == 0 || args[0] is not PyGreenlet greenlet)
        {
            throw Err.TypeError("launch() needs a greenlet");
        }
        if (thread.EventletHub == null)
        {
            PyObject hub = CurrentHub(thread);
            return thread.TailCall(Ops.GetAttr(hub, "schedule_call_global"), [PyInt.Zero, Ops.GetAttr(greenlet, "switch"), .. args[1..]], kwnames);
        }
        thread.Hub.Enqueue(new GreenletLaunch(greenlet, args[1..].ToArray(), kwnames));
        return PyNone.Instance;
    }

    /// <summary>Tells which hub the calling thread uses from now on; None while there is none.</summary>
    [PyFunction("set_current_hub", "hub")]
    private static void SetCurrentHub(PyThread thread, PyObject hub) =>
        thread.EventletHub = hub is PyEventletHub native && ReferenceEquals(native.Native, thread.Hub) ? native : null;

    /// <summary>Whether the calling thread is that of an embedding host, at whose hub calls from outside arrive.</summary>
    [PyFunction("is_hosted", "")]
    private static bool IsHosted(PyThread thread) => thread.Engine.OwnerThread != null && ReferenceEquals(thread, thread.Engine.MainThread);

    internal static PyObject CurrentHub(PyThread thread) =>
        thread.EventletHub ?? Ops.Call(State(thread).GetHub ?? throw Err.RuntimeError("eventlet.hubs is not imported"));

    [PyFunction("get_hub", "")]
    private static PyObject GetHub(PyThread thread) => thread.EventletHub ?? thread.TailCall(State(thread).GetHub!, []);

    internal static PyBaseException IOClosed(PyThread thread)
    {
        PyObject? type = State(thread).Hubs?.Dict.GetStr(PyStr.Intern("IOClosed"));
        PyObject error = Ops.Call(type ?? Exc.OSError, PyInt.From(Native.Errno.ENOTCONN), new PyStr("Operation on closed file"));
        return error as PyBaseException ?? throw Err.TypeError("exceptions must derive from BaseException");
    }

    internal static bool IsIOClosed(PyThread thread, PyBaseException exception) =>
        State(thread).Hubs?.Dict.GetStr(PyStr.Intern("IOClosed")) is PyType type && exception.Type.IsSubtypeOf(type);

    private static double Limit(PyObject timeout) => timeout is PyNone ? double.PositiveInfinity : Ops.AsDouble(timeout);

    /// <summary>GreenSocket.recv on a plain socket; NotImplemented where the loop in Python has to serve.</summary>
    [PyFunction("green_recv")]
    private static PyObject GreenRecv(PyThread thread, PyObject green, PyObject socket, PyObject bufsize, PyObject flags, PyObject timeout)
    {
        if (thread.EventletHub == null || socket is not PySocket native || bufsize is not PyInt size || !size.TryGetLong(out long count)
            || count <= 0 || count > int.MaxValue)
        {
            return PyNotImplemented.Instance;
        }
        return RecvFrame.Receive(thread, green, native, (int)count, Ops.AsInt(flags), Limit(timeout));
    }

    [PyFunction("green_send")]
    private static PyObject GreenSend(PyThread thread, PyObject green, PyObject socket, PyObject data, PyObject flags, PyObject timeout, bool all)
    {
        if (thread.EventletHub == null || socket is not PySocket native)
        {
            return PyNotImplemented.Instance;
        }
        return SendFrame.Send(thread, green, native, data, Ops.AsInt(flags), Limit(timeout), all);
    }

    private static readonly PyStr s_ioRefs = PyStr.Intern("_io_refs");
    private static readonly PyStr s_closed = PyStr.Intern("_closed");

    /// <summary>
    /// Accepts a connection on a listening socket that does not block: (an instance of *cls*, the standard library's class of sockets, address), or None where there is none.
    /// NotImplemented for other listeners. The new socket does not block.
    /// </summary>
    [PyFunction("green_accept", "listener, cls")]
    private static PyObject GreenAccept(PyObject listener, PyObject cls)
    {
        if (listener is not PySocket native || cls is not PyType type || !ReferenceEquals(listener.Type, type))
        {
            return PyNotImplemented.Instance;
        }
        int fd = native.TryAccept(out PyObject address);
        if (fd < 0)
        {
            return fd == -Native.Errno.EAGAIN ? PyNone.Instance : throw Err.OSError(-fd);
        }
        PySocket socket = PySocket.Adopt(type, fd, native);
        // What the class's __init__ does.
        Ops.SetAttr(socket, s_ioRefs, PyInt.Zero);
        Ops.SetAttr(socket, s_closed, PyBool.False);
        return new PyTuple([socket, address]);
    }

    /// <summary>Has timers remember what a function says at their making (hub_timer_stacks); None for nothing.</summary>
    [PyFunction("set_timer_stack", "function")]
    private static void SetTimerStack(PyThread thread, PyObject function) => State(thread).TimerStack = function is PyNone ? null : function;

    /// <summary>The stack of a timer that is being made, as text; null unless that was asked for.</summary>
    internal static PyObject? TimerStack(PyThread thread) => State(thread).TimerStack is { } function ? Ops.Call(function) : null;

    /// <summary>A read of a green TLS socket; NotImplemented where the loop in Python has to serve.</summary>
    [PyFunction("tls_read")]
    private static PyObject TlsRead(PyThread thread, PyObject green, PyObject connection, PyObject size, PyObject buffer, PyObject timeout, PyObject timed_out, bool ragged)
    {
        if (thread.EventletHub == null || connection is not Ssl.PySslSocket native || green is not PySocket socket || size is not PyInt number
            || !number.TryGetLong(out long count) || count <= 0 || count > int.MaxValue)
        {
            return PyNotImplemented.Instance;
        }
        Ssl.TlsOperation operation = buffer is PyNone ? Ssl.TlsOperation.Read((int)count, ragged) : Ssl.TlsOperation.ReadInto(Ops.GetBuffer(buffer, true), (int)count, ragged);
        return TlsFrame.Start(thread, green, native, socket, operation, Limit(timeout), timed_out);
    }

    [PyFunction("tls_write")]
    private static PyObject TlsWrite(PyThread thread, PyObject green, PyObject connection, PyObject data, PyObject timeout, PyObject timed_out) =>
        thread.EventletHub == null || connection is not Ssl.PySslSocket native || green is not PySocket socket
            ? PyNotImplemented.Instance
            : TlsFrame.Start(thread, green, native, socket, Ssl.TlsOperation.Write(Ops.GetBuffer(data)), Limit(timeout), timed_out);

    [PyFunction("tls_handshake")]
    private static PyObject TlsHandshake(PyThread thread, PyObject green, PyObject connection, PyObject timeout, PyObject timed_out) =>
        thread.EventletHub == null || connection is not Ssl.PySslSocket native || green is not PySocket socket
            ? PyNotImplemented.Instance
            : TlsFrame.Start(thread, green, native, socket, Ssl.TlsOperation.Handshake, Limit(timeout), timed_out);

    internal static bool PreventMultipleReaders(PyThread thread) =>
        State(thread).HubModule?.Dict.GetStr(PyStr.Intern("g_prevent_multiple_readers")) is not { } flag || Ops.IsTrue(flag);

    [PyFunction("sleep", "seconds=0")]
    private static PyObject Sleep(PyThread thread, PyObject? seconds = null)
    {
        if (thread.EventletHub == null)
        {
            PyObject argument = seconds ?? PyInt.Zero;
            return thread.TailCall(State(thread).Sleep!, new ReadOnlySpan<PyObject>(ref argument));
        }
        double delay = seconds == null ? 0 : PyEventletHub.Seconds(seconds);
        return SleepFrame.Start(thread, delay);
    }

    [PyFunction("trampoline", "fd, read=None, write=None, timeout=None, timeout_exc=None, mark_as_closed=None")]
    private static PyObject Trampoline(PyThread thread, PyObject fd, PyObject? read = null, PyObject? write = null, PyObject? timeout = null,
        PyObject? timeout_exc = null, PyObject? mark_as_closed = null)
    {
        PyGreenlet current = thread.Greenlet;
        bool reads = read != null && Ops.IsTrue(read);
        bool writes = write != null && Ops.IsTrue(write);
        if (thread.EventletHub == null)
        {
            return thread.TailCall(State(thread).Trampoline!, [fd, PyBool.From(reads), PyBool.From(writes), timeout ?? PyNone.Instance,
                timeout_exc ?? TimeoutType(thread), mark_as_closed ?? PyNone.Instance]);
        }
        if (ReferenceEquals(current, thread.HubGreenletOrNull))
        {
            throw new PyException(PyBaseException.Make(Exc.AssertionError, "do not call blocking functions from the mainloop"));
        }
        if (reads && writes)
        {
            throw new PyException(PyBaseException.Make(Exc.AssertionError, "not allowed to trampoline for reading and writing"));
        }
        if (!reads && !writes)
        {
            throw new PyException(PyBaseException.Make(Exc.UnboundLocalError,
                "cannot access local variable 'listener' where it is not associated with a value"));
        }
        PyObject number = fd;
        if (fd is not PyInt && Ops.TryGetAttr(fd, s_fileno) is { } method)
        {
            number = Ops.Call(method);
        }
        double limit = timeout is null or PyNone ? double.PositiveInfinity : Ops.AsDouble(timeout);
        int fileno = PyEventletHub.CheckDescriptor(number);
        thread.TailNative = new TrampolineFrame(current, fileno, reads ? FdKind.Read : FdKind.Write, limit,
            double.IsPositiveInfinity(limit) ? null : timeout_exc ?? TimeoutType(thread), mark_as_closed is PyNone ? null : mark_as_closed);
        return PyThread.Pending;
    }

    private static readonly PyStr s_fileno = PyStr.Intern("fileno");

    private static PyObject TimeoutType(PyThread thread) => Ops.GetAttr(thread.Engine.Import("eventlet.timeout"), "Timeout");

    [PyFunction("spawn_n")]
    private static PyObject SpawnN(PyThread thread, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length - (kwnames?.Count ?? 0) == 0)
        {
            throw Err.TypeError("spawn_n() missing 1 required positional argument: 'func'");
        }
        if (thread.EventletHub == null)
        {
            return thread.TailCall(State(thread).SpawnN!, args, kwnames);
        }
        PyGreenlet greenlet = new(PyGreenlet.TypeObject, thread) { Parent = thread.HubGreenlet, Run = args[0] };
        thread.Hub.Enqueue(new GreenletLaunch(greenlet, args[1..].ToArray(), kwnames));
        return greenlet;
    }
}

/// <summary>A new greenlet's first turn, in the hub's ready queue.</summary>
internal sealed class GreenletLaunch(PyGreenlet greenlet, PyObject[] args, PyTuple? names) : IPythonHubCallback
{
    public void Run() => throw new InvalidOperationException("run by the hub's frame");

    public void RunOn(PyThread thread, HubFrame hubFrame)
    {
        if (greenlet.Dead)
        {
            return;
        }
        PyObject? value = null;
        if (greenlet.Started)
        {
            value = PyGreenlet.PackValue(args, names, args.Length - (names?.Count ?? 0));
        }
        else
        {
            thread.SwitchArgs = args;
            thread.SwitchNames = names;
        }
        thread.SwitchFromHub(hubFrame, greenlet, value, null);
    }

    public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);
}
