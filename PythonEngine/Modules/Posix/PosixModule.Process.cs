using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Posix;

/// <summary>Making, replacing and waiting for processes.</summary>
internal static unsafe partial class PosixModule
{
    private const int ClockTicksPerSecondName = 2;
    private const int ProcessorsOnlineName = 84;

    [PyFunction("getpid")]
    private static long GetPid() => Libc.getpid();

    [PyFunction("getppid")]
    private static long GetPpid() => Libc.getppid();

    [PyFunction("_exit", "status")]
    private static void Exit(int status) => Libc._exit(status);

    [PyFunction("abort")]
    private static void Abort() => Libc.abort();

    [PyFunction("kill", "pid, signal, /")]
    private static void Kill(int pid, int signal, PyThread thread)
    {
        int error = pid == Libc.getpid() ? SignalDispatcher.KillSelf(signal) : Libc.kill(pid, signal) < 0 ? Libc.LastError : 0;
        if (error != 0)
        {
            throw Err.OSError(error);
        }
        thread.CheckSignals();
    }

    [PyFunction("killpg", "pgid, signal, /")]
    private static void KillPg(int pgid, int signal, PyThread thread)
    {
        SysCall.Check(Libc.killpg(pgid, signal));
        thread.CheckSignals();
    }

    [PyFunction("system", "command")]
    private static PyObject SystemCommand(PyThread thread, PyObject command)
    {
        byte[] bytes = FsCodec.Terminate(FsCodec.Convert(command));
        return thread.Engine.OpenWriters.AnyIsBehind
            ? IO.OpenWriters.Defer(thread, () => PyInt.From(RunSystem(bytes)))
            : PyInt.From(RunSystem(bytes));
    }

    private static long RunSystem(byte[] bytes)
    {
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* b = bytes)
            {
                return Libc.system(b);
            }
        }
    }

    [PyFunction("nice", "increment, /")]
    private static long Nice(int increment)
    {
        int value = Libc.nice(increment);
        return value == -1 && Libc.LastError is var error and not 0 ? throw Err.OSError(error) : value;
    }

    [PyFunction("getpriority", "which, who")]
    private static long GetPriority(int which, int who)
    {
        int value = Libc.getpriority(which, (uint)who);
        return value == -1 && Libc.LastError is var error and not 0 ? throw Err.OSError(error) : value;
    }

    [PyFunction("setpriority", "which, who, priority")]
    private static void SetPriority(int which, int who, int priority) => SysCall.Check(Libc.setpriority(which, (uint)who, priority));

    [PyFunction("pidfd_open", "pid, flags=0")]
    private static long PidfdOpen(int pid, uint flags = 0)
    {
        nint fd = Libc.syscall(434, pid, (nint)flags, 0, 0);
        return fd >= 0 ? fd : throw SysCall.LastError();
    }

    // ---- fork ----

    [PyFunction("register_at_fork", "*, before=None, after_in_child=None, after_in_parent=None")]
    private static void RegisterAtFork(PyObject? before = null, PyObject? afterInChild = null, PyObject? afterInParent = null)
    {
        if (before == null && afterInChild == null && afterInParent == null)
        {
            throw Err.TypeError("At least one argument is required.");
        }
        CheckForkHook(before, "before");
        CheckForkHook(afterInChild, "after_in_child");
        CheckForkHook(afterInParent, "after_in_parent");
        ModuleState state = State;
        if (before != null)
        {
            state.BeforeFork.Add(before);
        }
        if (afterInChild != null)
        {
            state.AfterForkInChild.Add(afterInChild);
        }
        if (afterInParent != null)
        {
            state.AfterForkInParent.Add(afterInParent);
        }
    }

    private static void CheckForkHook(PyObject? hook, string name)
    {
        if (hook != null && !hook.Type.HasCall)
        {
            throw Err.TypeError($"'{name}' must be callable, not {Ops.TypeName(hook)}");
        }
    }

    private static void RunForkHooks(List<PyObject> hooks, bool reversed)
    {
        PyObject[] list = [.. hooks];
        if (reversed)
        {
            Array.Reverse(list);
        }
        foreach (PyObject hook in list)
        {
            try
            {
                Ops.Call(hook);
            }
            catch (PyException e)
            {
                PyThread.Current.Engine.WriteUnraisable(e.Value, hook);
            }
        }
    }

    /// <summary>fork() with the hooks around it; 0 in the child.</summary>
    internal static int ForkWithHooks(bool runHooks = true)
    {
        ModuleState state = State;
        if (runHooks)
        {
            RunForkHooks(state.BeforeFork, reversed: true);
        }
        int pid = ForkSupport.Fork();
        if (pid == 0)
        {
            SignalDispatcher.AfterForkInChild();
            ThreadModule.AfterForkInChild(PyThread.Current);
        }
        if (runHooks)
        {
            RunForkHooks(pid == 0 ? state.AfterForkInChild : state.AfterForkInParent, reversed: false);
        }
        return pid;
    }

    [PyFunction("fork")]
    private static PyObject Fork(PyThread thread) => thread.Engine.OpenWriters.AnyIsBehind
        ? IO.OpenWriters.Defer(thread, static () => PyInt.From(ForkWithHooks()))
        : PyInt.From(ForkWithHooks());

    [PyFunction("forkpty")]
    private static PyObject ForkPty()
    {
        int master, slave;
        SysCall.Check(Libc.openpty(&master, &slave, null, null, null));
        int pid;
        try
        {
            pid = ForkWithHooks();
        }
        catch (PyException)
        {
            Libc.close(master);
            Libc.close(slave);
            throw;
        }
        if (pid == 0)
        {
            Libc.close(master);
            if (Libc.login_tty(slave) < 0)
            {
                Libc._exit(1);
            }
            return PyTuple.Of(PyInt.Zero, PyInt.MinusOne);
        }
        Libc.close(slave);
        return PyTuple.Of(PyInt.From(pid), PyInt.From(master));
    }

    // ---- exec and spawn ----

    /// <summary>argv as bytes, with the checks that exec and spawn share.</summary>
    private static List<byte[]> ArgumentVector(PyObject argv, string function, string what)
    {
        if (argv is not PyTuple and not PyList)
        {
            throw Err.TypeError($"{function}{what} must be a tuple or list");
        }
        PyObject[] items = Ops.ToArray(argv);
        if (items.Length == 0)
        {
            throw Err.ValueError($"{function}{what} must not be empty");
        }
        List<byte[]> result = new(items.Length);
        foreach (PyObject item in items)
        {
            result.Add(FsCodec.Convert(item));
        }
        if (result[0].Length == 0)
        {
            throw Err.ValueError($"{function}{what} first element cannot be empty");
        }
        return result;
    }

    /// <summary>"KEY=VALUE" strings of a mapping.</summary>
    internal static List<byte[]> EnvironmentVector(PyObject env)
    {
        PyObject[] keys = Ops.ToArray(Ops.CallMethod(env, "keys"));
        PyObject[] values = Ops.ToArray(Ops.CallMethod(env, "values"));
        if (keys.Length != values.Length)
        {
            throw Err.TypeError("env.keys() or env.values() is not a list");
        }
        List<byte[]> result = new(keys.Length);
        for (int i = 0; i < keys.Length; i++)
        {
            byte[] key = FsCodec.Convert(keys[i]);
            byte[] value = FsCodec.Convert(values[i]);
            if (key.Length == 0 || key.AsSpan(1).IndexOf((byte)'=') >= 0)
            {
                throw Err.ValueError("illegal environment variable name");
            }
            result.Add([.. key, (byte)'=', .. value]);
        }
        return result;
    }

    internal static byte** ProcessEnvironment()
    {
        nint library = System.Runtime.InteropServices.NativeLibrary.GetMainProgramHandle();
        return System.Runtime.InteropServices.NativeLibrary.TryGetExport(library, "environ", out nint address)
            || System.Runtime.InteropServices.NativeLibrary.TryGetExport(library, "__environ", out address) ? *(byte***)address : null;
    }

    [PyFunction("execv", "path, argv, /")]
    private static PyObject Execv(PyThread thread, PyObject path, PyObject argv)
    {
        if (thread.Engine.OpenWriters.AnyIsBehind)
        {
            return IO.OpenWriters.Defer(thread, () => throw ExecvNow(path, argv));
        }
        throw ExecvNow(path, argv);
    }

    /// <summary>Returns only if it fails.</summary>
    private static PyException ExecvNow(PyObject path, PyObject argv)
    {
        FsPath p = FsPath.From(path, "execv", "path");
        List<byte[]> args = ArgumentVector(argv, "execv() arg 2", "");
        byte** table = SysCall.AllocateStrings(args);
        byte** own = PyThread.Current.Engine.EnvironmentStrings() is { } strings ? SysCall.AllocateStrings(strings) : null;
        int error;
        fixed (byte* b = p.Bytes)
        {
            Libc.execve(b, table, own != null ? own : ProcessEnvironment());
            error = Libc.LastError;
        }
        if (own != null)
        {
            SysCall.FreeStrings(own);
        }
        SysCall.FreeStrings(table);
        // Unlike execve, CPython's execv does not name the file.
        return Err.OSError(error);
    }

    [PyFunction("execve", "path, argv, env")]
    private static PyObject Execve(PyThread thread, PyObject path, PyObject argv, PyObject env)
    {
        if (thread.Engine.OpenWriters.AnyIsBehind)
        {
            return IO.OpenWriters.Defer(thread, () => throw ExecveNow(path, argv, env));
        }
        throw ExecveNow(path, argv, env);
    }

    /// <summary>Returns only if it fails.</summary>
    private static PyException ExecveNow(PyObject path, PyObject argv, PyObject env)
    {
        FsPath p = FsPath.From(path, "execve", "path", allowFd: true);
        List<byte[]> args = ArgumentVector(argv, "execve: argv", "");
        if (!env.Type.HasGetItem)
        {
            throw Err.TypeError("execve: environment must be a mapping object");
        }
        List<byte[]> environment = EnvironmentVector(env);
        byte** table = SysCall.AllocateStrings(args);
        byte** envTable = SysCall.AllocateStrings(environment);
        int error;
        if (p.Bytes == null)
        {
            Libc.fexecve(p.Fd, table, envTable);
            error = Libc.LastError;
        }
        else
        {
            fixed (byte* b = p.Bytes)
            {
                Libc.execve(b, table, envTable);
                error = Libc.LastError;
            }
        }
        SysCall.FreeStrings(table);
        SysCall.FreeStrings(envTable);
        return Err.OSError(error, p.Object);
    }

    private const int SpawnAttributesSize = 512;
    private const int SpawnActionsSize = 128;
    internal const short POSIX_SPAWN_RESETIDS = 1;
    internal const short POSIX_SPAWN_SETPGROUP = 2;
    internal const short POSIX_SPAWN_SETSIGDEF = 4;
    internal const short POSIX_SPAWN_SETSIGMASK = 8;
    internal const short POSIX_SPAWN_SETSCHEDPARAM = 16;
    internal const short POSIX_SPAWN_SETSCHEDULER = 32;
    internal const short POSIX_SPAWN_SETSID = 128;

    private static void SpawnCheck(int error)
    {
        if (error != 0)
        {
            throw Err.OSError(error);
        }
    }

    private static PyObject Spawn(bool search, PyObject path, PyObject argv, PyObject env, PyObject? fileActions, PyObject? setpgroup,
        bool resetids, bool setsid, PyObject? setsigmask, PyObject? setsigdef, PyObject? scheduler)
    {
        PyThread thread = PyThread.Current;
        return thread.Engine.OpenWriters.AnyIsBehind
            ? IO.OpenWriters.Defer(thread, () => PyInt.From(SpawnNow(search, path, argv, env, fileActions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler)))
            : PyInt.From(SpawnNow(search, path, argv, env, fileActions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler));
    }

    private static long SpawnNow(bool search, PyObject path, PyObject argv, PyObject env, PyObject? fileActions, PyObject? setpgroup,
        bool resetids, bool setsid, PyObject? setsigmask, PyObject? setsigdef, PyObject? scheduler)
    {
        string function = search ? "posix_spawnp" : "posix_spawn";
        FsPath p = FsPath.From(path, function, "path");
        if (argv is not PyTuple and not PyList)
        {
            throw Err.TypeError($"{function}: argv must be a tuple or list");
        }
        List<byte[]> args = ArgumentVector(argv, function, ": argv");
        if (!env.Type.HasGetItem)
        {
            throw Err.TypeError($"{function}: environment must be a mapping object");
        }
        List<byte[]> environment = EnvironmentVector(env);
        byte* actions = stackalloc byte[SpawnActionsSize];
        byte* attributes = stackalloc byte[SpawnAttributesSize];
        new Span<byte>(actions, SpawnActionsSize).Clear();
        new Span<byte>(attributes, SpawnAttributesSize).Clear();
        SpawnCheck(Libc.posix_spawnattr_init(attributes));
        SpawnCheck(Libc.posix_spawn_file_actions_init(actions));
        try
        {
            SpawnAttributes(function, attributes, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler);
            if (fileActions != null && !ReferenceEquals(fileActions, PyNone.Instance))
            {
                SpawnActions(fileActions, actions);
            }
            byte** table = SysCall.AllocateStrings(args);
            byte** envTable = SysCall.AllocateStrings(environment);
            int pid, error;
            fixed (byte* b = p.Bytes)
            {
                error = search ? Libc.posix_spawnp(&pid, b, actions, attributes, table, envTable)
                    : Libc.posix_spawn(&pid, b, actions, attributes, table, envTable);
            }
            SysCall.FreeStrings(table);
            SysCall.FreeStrings(envTable);
            return error == 0 ? pid : throw Err.OSError(error, p.Object);
        }
        finally
        {
            _ = Libc.posix_spawnattr_destroy(attributes);
            _ = Libc.posix_spawn_file_actions_destroy(actions);
        }
    }

    private static void SpawnAttributes(string function, byte* attributes, PyObject? setpgroup, bool resetids, bool setsid,
        PyObject? setsigmask, PyObject? setsigdef, PyObject? scheduler)
    {
        short flags = 0;
        ulong* set = stackalloc ulong[16];
        if (setpgroup != null)
        {
            SpawnCheck(Libc.posix_spawnattr_setpgroup(attributes, SysCall.AsCInt(setpgroup)));
            flags |= POSIX_SPAWN_SETPGROUP;
        }
        if (resetids)
        {
            flags |= POSIX_SPAWN_RESETIDS;
        }
        if (setsid)
        {
            flags |= POSIX_SPAWN_SETSID;
        }
        if (setsigmask != null)
        {
            SignalSet.FromIterable(setsigmask, set);
            SpawnCheck(Libc.posix_spawnattr_setsigmask(attributes, set));
            flags |= POSIX_SPAWN_SETSIGMASK;
        }
        if (setsigdef != null)
        {
            SignalSet.FromIterable(setsigdef, set);
            SpawnCheck(Libc.posix_spawnattr_setsigdefault(attributes, set));
            flags |= POSIX_SPAWN_SETSIGDEF;
        }
        if (scheduler != null)
        {
            if (scheduler is not PyTuple { Count: 2 } pair)
            {
                throw Err.TypeError("A scheduler tuple must have two elements");
            }
            int priority = SchedParam(pair[1]);
            if (!ReferenceEquals(pair[0], PyNone.Instance))
            {
                SpawnCheck(Libc.posix_spawnattr_setschedpolicy(attributes, SysCall.AsCInt(pair[0])));
                flags |= POSIX_SPAWN_SETSCHEDULER;
            }
            SpawnCheck(Libc.posix_spawnattr_setschedparam(attributes, &priority));
            flags |= POSIX_SPAWN_SETSCHEDPARAM;
        }
        _ = function;
        SpawnCheck(Libc.posix_spawnattr_setflags(attributes, flags));
    }

    private static void SpawnActions(PyObject fileActions, byte* actions)
    {
        if (!fileActions.Type.HasIter && !fileActions.Type.HasGetItem)
        {
            throw Err.TypeError("file_actions must be a sequence or None");
        }
        foreach (PyObject item in Ops.ToArray(fileActions))
        {
            if (item is not PyTuple { Count: > 0 } tuple)
            {
                throw Err.TypeError("Each file_actions element must be a non-empty tuple");
            }
            long tag = Ops.AsLong(tuple[0]);
            switch (tag)
            {
                case 0:
                    if (tuple.Count != 5)
                    {
                        throw Err.TypeError("A open file_action tuple must have 5 elements");
                    }
                    fixed (byte* b = FsCodec.Terminate(FsCodec.Convert(tuple[2])))
                    {
                        SpawnCheck(Libc.posix_spawn_file_actions_addopen(actions, SysCall.AsCInt(tuple[1]), b, SysCall.AsCInt(tuple[3]), (uint)Ops.AsLong(tuple[4])));
                    }
                    break;
                case 1:
                    if (tuple.Count != 2)
                    {
                        throw Err.TypeError("A close file_action tuple must have 2 elements");
                    }
                    SpawnCheck(Libc.posix_spawn_file_actions_addclose(actions, SysCall.AsCInt(tuple[1])));
                    break;
                case 2:
                    if (tuple.Count != 3)
                    {
                        throw Err.TypeError("A dup2 file_action tuple must have 3 elements");
                    }
                    SpawnCheck(Libc.posix_spawn_file_actions_adddup2(actions, SysCall.AsCInt(tuple[1]), SysCall.AsCInt(tuple[2])));
                    break;
                default:
                    throw Err.TypeError("Unknown file_actions identifier");
            }
        }
    }

    [PyFunction("posix_spawn", "path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None")]
    private static PyObject PosixSpawn(PyObject path, PyObject argv, PyObject env, PyObject? fileActions = null, PyObject? setpgroup = null,
        bool resetids = false, bool setsid = false, PyObject? setsigmask = null, PyObject? setsigdef = null, PyObject? scheduler = null) =>
        Spawn(false, path, argv, env, fileActions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler);

    [PyFunction("posix_spawnp", "path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None")]
    private static PyObject PosixSpawnP(PyObject path, PyObject argv, PyObject env, PyObject? fileActions = null, PyObject? setpgroup = null,
        bool resetids = false, bool setsid = false, PyObject? setsigmask = null, PyObject? setsigdef = null, PyObject? scheduler = null) =>
        Spawn(true, path, argv, env, fileActions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler);

    // ---- wait ----

    private static int Wait(int pid, int options, out int status, out Libc.Rusage usage)
    {
        while (true)
        {
            int s = 0, r, error;
            Libc.Rusage u = default;
            using (PyThread.Current.AllowThreads())
            {
                r = Libc.wait4(pid, &s, options, &u);
                error = r < 0 ? Libc.LastError : 0;
            }
            if (r >= 0)
            {
                status = s;
                usage = u;
                return r;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    [PyFunction("wait")]
    private static PyObject WaitAny()
    {
        int pid = Wait(-1, 0, out int status, out _);
        return PyTuple.Of(PyInt.From(pid), PyInt.From(status));
    }

    [PyFunction("waitpid", "pid, options, /")]
    private static PyObject WaitPid(int pid, int options)
    {
        int result = Wait(pid, options, out int status, out _);
        return PyTuple.Of(PyInt.From(result), PyInt.From(status));
    }

    private static PyObject WaitResult(int pid, int status, in Libc.Rusage usage)
    {
        PyObject rusage = ResourceModule.MakeUsage(usage);
        return new PyTuple([PyInt.From(pid), PyInt.From(status), rusage]);
    }

    [PyFunction("wait3", "options")]
    private static PyObject Wait3(int options)
    {
        int pid = Wait(-1, options, out int status, out Libc.Rusage usage);
        return WaitResult(pid, status, usage);
    }

    [PyFunction("wait4", "pid, options")]
    private static PyObject Wait4(int pid, int options)
    {
        int result = Wait(pid, options, out int status, out Libc.Rusage usage);
        return WaitResult(result, status, usage);
    }

    [PyFunction("waitid", "idtype, id, options, /")]
    private static PyObject WaitId(int idtype, int id, int options)
    {
        while (true)
        {
            Libc.Siginfo info = default;
            int r, error;
            using (PyThread.Current.AllowThreads())
            {
                r = Libc.waitid(idtype, (uint)id, &info, options);
                error = r < 0 ? Libc.LastError : 0;
            }
            if (r >= 0)
            {
                return info.Pid == 0 ? PyNone.Instance : PyStructSequence.Make(s_waitidResultType,
                    PyInt.From(info.Pid), PyInt.From(info.Uid), PyInt.From(info.Signo), PyInt.From(info.Status), PyInt.From(info.Code));
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    private static bool Exited(int status) => (status & 0x7f) == 0;

    private static bool Signaled(int status) => (sbyte)((status & 0x7f) + 1) >> 1 > 0;

    private static bool Stopped(int status) => (status & 0xff) == 0x7f;

    [PyFunction("WIFEXITED", "status")]
    private static bool IfExited(int status) => Exited(status);

    [PyFunction("WEXITSTATUS", "status")]
    private static long ExitStatus(int status) => (status >> 8) & 0xff;

    [PyFunction("WIFSIGNALED", "status")]
    private static bool IfSignaled(int status) => Signaled(status);

    [PyFunction("WTERMSIG", "status")]
    private static long TermSig(int status) => status & 0x7f;

    [PyFunction("WIFSTOPPED", "status")]
    private static bool IfStopped(int status) => Stopped(status);

    [PyFunction("WSTOPSIG", "status")]
    private static long StopSig(int status) => (status >> 8) & 0xff;

    [PyFunction("WIFCONTINUED", "status")]
    private static bool IfContinued(int status) => status == 0xffff;

    [PyFunction("WCOREDUMP", "status, /")]
    private static bool CoreDump(int status) => (status & 0x80) != 0;

    [PyFunction("waitstatus_to_exitcode", "status")]
    private static long WaitStatusToExitCode(PyObject status)
    {
        if (status is PyFloat)
        {
            throw Err.TypeError("integer argument expected, got float");
        }
        int value = SysCall.AsCInt(status);
        if (Exited(value))
        {
            int code = (value >> 8) & 0xff;
            return code >= 0 ? code : throw Err.ValueError($"invalid WEXITSTATUS: {code}");
        }
        if (Signaled(value))
        {
            return -(value & 0x7f);
        }
        throw Stopped(value)
            ? Err.ValueError($"process stopped by delivery of signal {(value >> 8) & 0xff}")
            : Err.ValueError($"invalid wait status: {value}");
    }
}
