using System.Threading;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_thread</c> module: Python threads, each carried by an OS thread under the engine's lock.</summary>
[PyModule("_thread", Doc = "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.")]
[PyExports(typeof(PyThreadRLock), typeof(PyThreadLocal))]
internal static partial class ThreadModule
{
    private const long DefaultStackSize = 8 << 20;
    private const long MinimumStackSize = 32768;

    /// <summary>A running thread.</summary>
    internal sealed class ThreadInfo
    {
        public required PyThread Thread { get; init; }
        public nint Handle { get; set; }
        /// <summary>Released when the thread has ended: what threading's join() waits for.</summary>
        public PyThreadLock? Sentinel { get; set; }
    }

    internal sealed class ModuleState
    {
        /// <summary>The process was forked by a thread that is not its main one: it ends with the last of them.</summary>
        public bool Orphan;
        public readonly Dictionary<long, ThreadInfo> Threads = [];
        public int Count;
        public long StackSize;
        /// <summary>What the main thread waits on, if it waits: signals pulse it.</summary>
        public object? MainGate;
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        PyEngine engine = PyThread.Current.Engine;
        ModuleState state = new();
        module.State = state;
        module.Set("error", Exc.RuntimeError);
        module.Set("LockType", PyThreadLock.TypeObject);
        module.Set("TIMEOUT_MAX", new PyFloat(9223372036.0));
        state.Threads[engine.MainThread.Ident] = new ThreadInfo { Thread = engine.MainThread, Handle = Libc.pthread_self() };
        engine.WorkQueued += () =>
        {
            if (Volatile.Read(ref state.MainGate) is { } gate)
            {
                lock (gate)
                {
                    Monitor.PulseAll(gate);
                }
            }
        };
    }

    internal static ModuleState State(PyEngine engine) => (ModuleState)engine.NativeModule("_thread").State!;

    /// <summary>pthread_t of a Python thread; 0 when there is none of this ident.</summary>
    internal static nint NativeHandle(long ident) => State(PyThread.Current.Engine).Threads.TryGetValue(ident, out ThreadInfo? info) ? info.Handle : 0;

    [PyFunction("allocate_lock")]
    private static PyObject AllocateLock() => new PyThreadLock();

    [PyFunction("allocate")]
    private static PyObject Allocate() => new PyThreadLock();

    [PyFunction("get_ident")]
    private static long GetIdent(PyThread thread) => thread.Ident;

    [PyFunction("get_native_id")]
    private static long GetNativeId() => Libc.gettid();

    [PyFunction("_count")]
    private static long Count(PyEngine engine) => State(engine).Count;

    [PyFunction("exit")]
    private static PyObject Exit() => throw Err.Make(Exc.SystemExit, []);

    [PyFunction("exit_thread")]
    private static PyObject ExitThread() => throw Err.Make(Exc.SystemExit, []);

    [PyFunction("interrupt_main", "signum=2, /")]
    private static void InterruptMain(PyEngine engine, PyThread thread, int signum = 2)
    {
        if (signum is < 1 or > 64)
        {
            throw Err.ValueError("signal number out of range");
        }
        if (engine.SignalHandlers[signum] is null or PyInt or PyNone)
        {
            return;
        }
        SignalDispatcher.Simulate(signum, engine);
        thread.CheckSignals();
    }

    [PyFunction("stack_size", "size=0, /")]
    private static long StackSize(PyEngine engine, long size = 0)
    {
        ModuleState state = State(engine);
        if (size < 0)
        {
            throw Err.ValueError("size must be 0 or a positive value");
        }
        if (size is > 0 and < MinimumStackSize)
        {
            throw Err.ValueError($"size not valid: {size} bytes");
        }
        long old = state.StackSize;
        state.StackSize = size;
        return old;
    }

    [PyFunction("_set_sentinel")]
    private static PyObject SetSentinel(PyThread thread)
    {
        PyThreadLock sentinel = new();
        if (State(thread.Engine).Threads.TryGetValue(thread.Ident, out ThreadInfo? info))
        {
            info.Sentinel = sentinel;
        }
        return sentinel;
    }

    [PyFunction("start_new_thread", "function, args, kwargs=None, /")]
    private static long StartNewThread(PyEngine engine, PyObject function, PyObject args, PyObject? kwargs = null)
    {
        if (!function.Type.HasCall)
        {
            throw Err.TypeError("first arg must be callable");
        }
        if (args is not PyTuple tuple)
        {
            throw Err.TypeError("2nd arg must be a tuple");
        }
        if (kwargs is not null and not PyDict)
        {
            throw Err.TypeError("optional 3rd arg must be a dictionary");
        }
        ModuleState state = State(engine);
        PyThread thread = engine.NewThread();
        ThreadInfo info = new() { Thread = thread };
        state.Threads[thread.Ident] = info;
        state.Count++;
        long stack = state.StackSize == 0 ? DefaultStackSize : Math.Max(state.StackSize, 1 << 20);
        Thread carrier = new(() => Run(engine, state, info, function, tuple, (PyDict?)kwargs), GreenletNet.GreenletRuntime.StackSize((int)Math.Min(stack, 1 << 30))) { IsBackground = true };
        try
        {
            carrier.Start();
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStateException)
        {
            state.Threads.Remove(thread.Ident);
            state.Count--;
            throw Err.RuntimeError("can't start new thread");
        }
        return thread.Ident;
    }

    [PyFunction("start_new", "function, args, kwargs=None, /")]
    private static long StartNew(PyEngine engine, PyObject function, PyObject args, PyObject? kwargs = null) =>
        StartNewThread(engine, function, args, kwargs);

    private static void Run(PyEngine engine, ModuleState state, ThreadInfo info, PyObject function, PyTuple args, PyDict? kwargs)
    {
        PyThread thread = info.Thread;
        engine.Enter(thread);
        info.Handle = Libc.pthread_self();
        try
        {
            Ops.CallTupleDict(function, args, kwargs);
        }
        catch (PyException e)
        {
            if (!e.Matches(Exc.SystemExit))
            {
                engine.WriteUnraisable(e.Value, function, "Exception ignored in thread started by");
            }
        }
        finally
        {
            // Greenlets may have moved this Python thread to another OS thread by now; it is that one which ends it.
            state.Count--;
            state.Threads.Remove(thread.Ident);
            info.Sentinel?.ReleaseIfLocked();
            bool last = state.Orphan && state.Count == 0;
            engine.EndThread(thread);
            if (last)
            {
                // As the C library does when a process has no thread left.
                Libc._exit(0);
            }
        }
    }

    /// <summary>In a forked child only the forking thread is left.</summary>
    internal static void AfterForkInChild(PyThread survivor)
    {
        ModuleState state = State(survivor.Engine);
        foreach (long ident in new List<long>(state.Threads.Keys))
        {
            if (ident != survivor.Ident)
            {
                state.Threads.Remove(ident);
            }
        }
        state.Orphan = !ReferenceEquals(survivor, survivor.Engine.MainThread);
        state.Count = state.Orphan ? 1 : 0;
        state.MainGate = null;
    }

    /// <summary>A lock's timeout argument in nanoseconds; -1 waits for ever, 0 tries once.</summary>
    internal static long LockTimeout(PyObject? blockingArgument, PyObject? timeoutArgument)
    {
        bool blocking = blockingArgument == null || SysCall.AsCInt(blockingArgument) != 0;
        long timeout = timeoutArgument == null ? -PyTime.Second : PyTime.FromSeconds(timeoutArgument);
        bool unset = timeout == -PyTime.Second;
        if (!blocking && !unset)
        {
            throw Err.ValueError("can't specify a timeout for a non-blocking call");
        }
        if (timeout < 0 && !unset)
        {
            throw Err.ValueError("timeout value must be positive");
        }
        return !blocking ? 0 : unset ? -1 : timeout;
    }
}

/// <summary>Where threads wait for a lock or something like it, with the engine's lock released and signals let in.</summary>
internal struct WaitPoint
{
    private object? _gate;
    private int _waiters;

    /// <summary>Waits until the state may have changed, the time is up or a signal came.</summary>
    /// <param name="thread">The current thread.</param>
    /// <param name="mustWait">Looks at the state that is waited for; called with and without the engine's lock.</param>
    /// <param name="nanoseconds">-1 for ever.</param>
    public void Wait(PyThread thread, Func<bool> mustWait, long nanoseconds)
    {
        object gate = _gate ??= new object();
        bool main = ReferenceEquals(thread, thread.Engine.MainThread);
        ThreadModule.ModuleState? state = main ? ThreadModule.State(thread.Engine) : null;
        _waiters++;
        if (state != null)
        {
            Volatile.Write(ref state.MainGate, gate);
        }
        // What is waited for may depend on a connection, or an executor, that nobody refers to any more.
        bool paced = (nanoseconds < 0 || nanoseconds > GarbagePacer.PauseNanoseconds) && thread.Engine.Pacer.IsDueWhileWaiting(thread);
        bool idle = false;
        bool quiet = false;
        try
        {
            using (thread.AllowThreads())
            {
                lock (gate)
                {
                    if (mustWait() && !(main && thread.Engine.SignalPending))
                    {
                        if (paced)
                        {
                            idle = !Monitor.Wait(gate, (int)(GarbagePacer.PauseNanoseconds / 1_000_000));
                            quiet = idle && thread.Engine.Lock.Holder == null;
                        }
                        else if (nanoseconds < 0)
                        {
                            Monitor.Wait(gate);
                        }
                        else
                        {
                            Monitor.Wait(gate, (int)Math.Min(int.MaxValue, (nanoseconds + 999_999) / 1_000_000));
                        }
                    }
                }
            }
        }
        finally
        {
            if (state != null)
            {
                Volatile.Write(ref state.MainGate, null);
            }
            _waiters--;
        }
        if (idle)
        {
            thread.Engine.Pacer.CollectWhileWaiting(thread, quiet);
        }
        thread.CheckSignals();
    }

    /// <summary>Wakes one waiting thread; called with the engine's lock held.</summary>
    public readonly void Pulse()
    {
        if (_waiters > 0 && _gate is { } gate)
        {
            lock (gate)
            {
                Monitor.Pulse(gate);
            }
        }
    }

    /// <summary>Wakes all waiting threads; called with the engine's lock held.</summary>
    public readonly void PulseAll()
    {
        if (_waiters > 0 && _gate is { } gate)
        {
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    public void Reset()
    {
        _gate = null;
        _waiters = 0;
    }
}

/// <summary><c>_thread.lock</c></summary>
[PyType("lock", Module = "_thread", NoConstructor = true)]
internal sealed partial class PyThreadLock : PyObject
{
    private volatile bool _locked;
    private WaitPoint _wait;

    internal bool TryAcquire(PyThread thread, long timeout)
    {
        if (!_locked)
        {
            _locked = true;
            return true;
        }
        if (timeout == 0)
        {
            return false;
        }
        long deadline = timeout < 0 ? 0 : PyTime.Monotonic() + timeout;
        while (true)
        {
            _wait.Wait(thread, () => _locked, timeout);
            if (!_locked)
            {
                _locked = true;
                return true;
            }
            if (timeout >= 0)
            {
                timeout = deadline - PyTime.Monotonic();
                if (timeout <= 0)
                {
                    return false;
                }
            }
        }
    }

    internal void ReleaseIfLocked()
    {
        if (_locked)
        {
            _locked = false;
            _wait.Pulse();
        }
    }

    [PyMethod("acquire", "blocking=True, timeout=-1")]
    private bool Acquire(PyThread thread, PyObject? blocking = null, PyObject? timeout = null) =>
        TryAcquire(thread, blocking == null && timeout == null ? -1 : ThreadModule.LockTimeout(blocking, timeout));

    [PyMethod("acquire_lock", "blocking=True, timeout=-1")]
    private bool AcquireLock(PyThread thread, PyObject? blocking = null, PyObject? timeout = null) => Acquire(thread, blocking, timeout);

    [PyMethod("__enter__", "")]
    private bool Enter(PyThread thread) => TryAcquire(thread, -1);

    [PyMethod("release", "")]
    private void Release()
    {
        if (!_locked)
        {
            throw Err.RuntimeError("release unlocked lock");
        }
        _locked = false;
        _wait.Pulse();
    }

    [PyMethod("release_lock", "")]
    private void ReleaseLock() => Release();

    [PyMethod("__exit__", "*args")]
    private void Exit(ReadOnlySpan<PyObject> args) => Release();

    [PyMethod("locked", "")]
    private bool Locked() => _locked;

    [PyMethod("locked_lock", "")]
    private bool LockedLock() => _locked;

    [PyMethod("_at_fork_reinit", "")]
    private void AtForkReinit()
    {
        _locked = false;
        _wait.Reset();
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<{(_locked ? "locked" : "unlocked")} _thread.lock object at 0x{Identity.Id(this):x}>";
}

/// <summary><c>_thread.RLock</c></summary>
[PyType("RLock", Module = "_thread", Subclassable = true)]
internal partial class PyThreadRLock : PyObject
{
    private volatile PyThread? _owner;
    private long _count;
    private WaitPoint _wait;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => Allocate(cls);

    private bool TryAcquire(PyThread thread, long timeout)
    {
        if (ReferenceEquals(_owner, thread))
        {
            _count++;
            return true;
        }
        long deadline = timeout <= 0 ? 0 : PyTime.Monotonic() + timeout;
        while (_owner != null)
        {
            if (timeout == 0)
            {
                return false;
            }
            _wait.Wait(thread, () => _owner != null, timeout);
            if (timeout > 0)
            {
                timeout = Math.Max(0, deadline - PyTime.Monotonic());
            }
        }
        _owner = thread;
        _count = 1;
        return true;
    }

    [PyMethod("acquire", "blocking=True, timeout=-1")]
    private bool Acquire(PyThread thread, PyObject? blocking = null, PyObject? timeout = null) =>
        TryAcquire(thread, blocking == null && timeout == null ? -1 : ThreadModule.LockTimeout(blocking, timeout));

    [PyMethod("__enter__", "")]
    private bool Enter(PyThread thread) => TryAcquire(thread, -1);

    [PyMethod("release", "")]
    private void Release(PyThread thread)
    {
        if (!ReferenceEquals(_owner, thread))
        {
            throw Err.RuntimeError("cannot release un-acquired lock");
        }
        if (--_count == 0)
        {
            _owner = null;
            _wait.Pulse();
        }
    }

    [PyMethod("__exit__", "*args")]
    private void Exit(PyThread thread, ReadOnlySpan<PyObject> args) => Release(thread);

    [PyMethod("_is_owned", "")]
    private bool IsOwned(PyThread thread) => ReferenceEquals(_owner, thread);

    [PyMethod("_release_save", "")]
    private PyObject ReleaseSave()
    {
        if (_owner is not { } owner)
        {
            throw Err.RuntimeError("cannot release un-acquired lock");
        }
        PyObject state = PyTuple.Of(PyInt.From(_count), PyInt.From(owner.Ident));
        _count = 0;
        _owner = null;
        _wait.Pulse();
        return state;
    }

    [PyMethod("_acquire_restore", "state, /")]
    private void AcquireRestore(PyThread thread, PyObject state)
    {
        if (state is not PyTuple { Count: 2 } pair)
        {
            throw Err.TypeError($"_acquire_restore() argument 1 must be 2-item sequence, not {Ops.TypeName(state)}");
        }
        long count = Ops.AsLong(pair[0]);
        TryAcquire(thread, -1);
        _count = count;
    }

    [PyMethod("_at_fork_reinit", "")]
    private void AtForkReinit()
    {
        _owner = null;
        _count = 0;
        _wait.Reset();
    }

    [PyMethod("__repr__")]
    private string Repr() =>
        $"<{(_owner != null ? "locked" : "unlocked")} {Type.FullName} object owner={_owner?.Ident ?? 0} count={_count} at 0x{Identity.Id(this):x}>";
}

/// <summary><c>_thread._local</c>: an object with a namespace per thread.</summary>
[PyType("_local", Module = "_thread", Subclassable = true)]
internal unsafe partial class PyThreadLocal : PyObject
{
    // Not a weak table, which would let go of its values a collection later: threads take theirs out when they end.
    private readonly Dictionary<PyThread, PyDict> _dicts = [];
    private PyObject[] _args = [];
    private PyTuple? _kwnames;
    private PyThread? _lastThread;
    private PyDict? _lastDict;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length > 0 && (nint)cls.TpInit == (nint)PyObjectType.TypeObject.TpInit)
        {
            throw Err.TypeError("Initialization arguments are not supported");
        }
        PyThreadLocal local = (PyThreadLocal)Allocate(cls);
        local._args = args.ToArray();
        local._kwnames = kwnames;
        // The creating thread's __init__ is called by type() itself.
        PyThread thread = PyThread.Current;
        local.AddNamespace(thread);
        return local;
    }

    private PyDict AddNamespace(PyThread thread)
    {
        PyDict dict = new();
        _dicts.Add(thread, dict);
        thread.AddLocal(this);
        _lastThread = thread;
        _lastDict = dict;
        return dict;
    }

    /// <summary>The thread has ended.</summary>
    internal void Forget(PyThread thread)
    {
        _dicts.Remove(thread);
        if (ReferenceEquals(_lastThread, thread))
        {
            _lastThread = null;
            _lastDict = null;
        }
    }

    private PyDict Namespace()
    {
        PyThread thread = PyThread.Current;
        if (ReferenceEquals(thread, _lastThread))
        {
            return _lastDict!;
        }
        if (!_dicts.TryGetValue(thread, out PyDict? dict))
        {
            dict = AddNamespace(thread);
            if ((nint)Type.TpInit != (nint)PyObjectType.TypeObject.TpInit)
            {
                try
                {
                    Type.TpInit(this, _args, _kwnames);
                }
                catch
                {
                    Forget(thread);
                    throw;
                }
            }
            return dict;
        }
        _lastThread = thread;
        _lastDict = dict;
        return dict;
    }

    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name)
    {
        PyDict dict = Namespace();
        if (ReferenceEquals(name, Names.Dict))
        {
            return dict;
        }
        PyObject? found = Type.Lookup(name);
        if (found != null && found.Type.HasDescrGet && found.Type.HasDescrSet)
        {
            return found.Type.TpDescrGet(found, this, Type);
        }
        if (dict.GetStr(name) is { } value)
        {
            return value;
        }
        return found == null ? null : found.Type.HasDescrGet ? found.Type.TpDescrGet(found, this, Type) : found;
    }

    [PyMethod("__setattr__")]
    private void SetAttribute(PyStr name, PyObject? value)
    {
        PyDict dict = Namespace();
        if (ReferenceEquals(name, Names.Dict))
        {
            throw Err.AttributeError($"'{Type.FullName}' object attribute '__dict__' is read-only", this, name);
        }
        if (Type.Lookup(name) is { } found && found.Type.HasDescrSet)
        {
            found.Type.TpDescrSet(found, this, value);
            return;
        }
        if (value != null)
        {
            dict.SetStr(name, value);
        }
        else if (dict.Remove(name) == null)
        {
            throw Err.AttributeMissing(this, name);
        }
    }
}
