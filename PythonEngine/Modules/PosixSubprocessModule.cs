using System.IO;
using PythonEngine.Modules.Native;
using PythonEngine.Modules.Posix;

namespace PythonEngine.Modules;

/// <summary>
/// The <c>_posixsubprocess</c> module. Children start by posix_spawn, which runs no managed code between fork and exec;
/// only what posix_spawn cannot do (preexec_fn, changing users, umask) takes a real fork.
/// </summary>
[PyModule("_posixsubprocess", Doc = "A POSIX helper for the subprocess module.")]
internal static unsafe partial class PosixSubprocessModule
{
    private const int SIGPIPE = 13;
    private const int SIGXFSZ = 25;
    private const int AttributesSize = 512;
    private const int ActionsSize = 128;

    private sealed class Request
    {
        public required List<byte[]> Argv { get; init; }
        public required List<byte[]> Executables { get; init; }
        public required bool CloseFds { get; init; }
        public required int[] PassFds { get; init; }
        public required byte[]? Cwd { get; init; }
        public required List<byte[]>? Env { get; init; }
        /// <summary>Whether Env is the caller's; else it is the environment of this process, or null for that of the operating system.</summary>
        public required bool EnvGiven { get; init; }
        public required int P2cRead { get; init; }
        public required int P2cWrite { get; init; }
        public required int C2pRead { get; init; }
        public required int C2pWrite { get; init; }
        public required int ErrRead { get; init; }
        public required int ErrWrite { get; init; }
        public required int ErrPipeRead { get; init; }
        public required int ErrPipeWrite { get; init; }
        public required bool RestoreSignals { get; init; }
        public required bool NewSession { get; init; }
        public required int ProcessGroup { get; init; }
        public required uint? Gid { get; init; }
        public required uint[]? Groups { get; init; }
        public required uint? Uid { get; init; }
        public required int Umask { get; init; }
        public required PyObject? PreExec { get; init; }
    }

    [PyFunction("fork_exec", Doc = "fork_exec(args, executable_list, close_fds, pass_fds, cwd, env,\n          p2cread, p2cwrite, c2pread, c2pwrite,\n          errread, errwrite, errpipe_read, errpipe_write,\n          restore_signals, call_setsid, pgid_to_set,\n          gid, groups_list, uid,\n          preexec_fn)\n\nForks a child process, closes parent file descriptors as appropriate in the\nchild and dups the few that are needed before calling exec() in the child\nprocess.")]
    private static PyObject ForkExec(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames != null)
        {
            throw Err.TypeError("_posixsubprocess.fork_exec() takes no keyword arguments");
        }
        PyThread thread = PyThread.Current;
        if (thread.Engine.OpenWriters.AnyIsBehind)
        {
            PyObject[] kept = args.ToArray();
            return IO.OpenWriters.Defer(thread, () => PyInt.From(ForkExec(kept)));
        }
        return PyInt.From(ForkExec(args));
    }

    private static long ForkExec(ReadOnlySpan<PyObject> args)
    {
        if (args.Length != 23)
        {
            throw Err.TypeError($"fork_exec expected 23 arguments, got {args.Length}");
        }
        if (args[3] is not PyTuple passFds)
        {
            throw Err.TypeError($"fork_exec() argument 4 must be tuple, not {Ops.TypeName(args[3])}");
        }
        bool closeFds = Ops.IsTrue(args[2]);
        int errPipeWrite = SysCall.AsCInt(args[13]);
        if (closeFds && errPipeWrite < 3)
        {
            throw Err.ValueError("errpipe_write must be >= 3");
        }
        int[] keep = new int[passFds.Count];
        int previous = -1;
        for (int i = 0; i < keep.Length; i++)
        {
            keep[i] = passFds[i] is PyInt fd && fd.TryGetLong(out long value) && value > previous && value <= int.MaxValue
                ? (int)value : throw Err.ValueError("bad value(s) in fds_to_keep");
            previous = keep[i];
        }
        List<byte[]> argv = [];
        foreach (PyObject arg in Ops.ToArray(args[0]))
        {
            argv.Add(FsCodec.Convert(arg));
        }
        List<byte[]> executables = [];
        foreach (PyObject path in Ops.ToArray(args[1]))
        {
            executables.Add(FsCodec.Terminate(path is PyBytes bytes ? bytes.Data : throw Err.TypeError($"expected bytes, {Ops.TypeName(path)} found")));
        }
        List<byte[]>? env = PyThread.Current.Engine.EnvironmentStrings();
        if (!ReferenceEquals(args[5], PyNone.Instance))
        {
            env = [];
            foreach (PyObject entry in Ops.ToArray(args[5]))
            {
                env.Add(FsCodec.Convert(entry));
            }
        }
        uint[]? groups = null;
        if (args[18] is not PyNone)
        {
            PyObject[] items = Ops.ToArray(args[18]);
            groups = new uint[items.Length];
            for (int i = 0; i < groups.Length; i++)
            {
                groups[i] = items[i] is PyInt ? PosixModule.UserId(items[i], "gid") : throw Err.TypeError("groups must be integers");
            }
        }
        Request request = new()
        {
            Argv = argv,
            Executables = executables,
            CloseFds = closeFds,
            PassFds = keep,
            Cwd = args[4] is PyNone ? null : FsCodec.Terminate(FsCodec.Convert(args[4])),
            Env = env,
            EnvGiven = args[5] is not PyNone,
            P2cRead = SysCall.AsCInt(args[6]),
            P2cWrite = SysCall.AsCInt(args[7]),
            C2pRead = SysCall.AsCInt(args[8]),
            C2pWrite = SysCall.AsCInt(args[9]),
            ErrRead = SysCall.AsCInt(args[10]),
            ErrWrite = SysCall.AsCInt(args[11]),
            ErrPipeRead = SysCall.AsCInt(args[12]),
            ErrPipeWrite = errPipeWrite,
            RestoreSignals = Ops.IsTrue(args[14]),
            NewSession = Ops.IsTrue(args[15]),
            ProcessGroup = SysCall.AsCInt(args[16]),
            Gid = args[17] is PyNone ? null : PosixModule.UserId(args[17], "gid"),
            Groups = groups,
            Uid = args[19] is PyNone ? null : PosixModule.UserId(args[19]),
            Umask = SysCall.AsCInt(args[20]),
            PreExec = args[21] is PyNone ? null : args[21],
        };
        bool needsFork = request.PreExec != null || request.Gid != null || request.Groups != null || request.Uid != null || request.Umask >= 0;
        return needsFork ? Fork(request) : Spawn(request);
    }

    // ---- posix_spawn ----

    private static int Spawn(Request r)
    {
        if (r.Cwd != null && CheckDirectory(r.Cwd) is var problem and not 0)
        {
            return Report(r, problem, beforeExec: true);
        }
        foreach (int fd in r.PassFds)
        {
            if (fd != r.ErrPipeWrite && Libc.fcntl(fd, Libc.F_GETFD, 0) < 0)
            {
                return Report(r, Libc.LastError, beforeExec: true);
            }
        }
        byte* actions = stackalloc byte[ActionsSize];
        byte* attributes = stackalloc byte[AttributesSize];
        new Span<byte>(actions, ActionsSize).Clear();
        new Span<byte>(attributes, AttributesSize).Clear();
        Check(Libc.posix_spawnattr_init(attributes));
        Check(Libc.posix_spawn_file_actions_init(actions));
        List<int> temporary = [];
        byte** argv = SysCall.AllocateStrings(r.Argv);
        byte** env = r.Env == null ? null : SysCall.AllocateStrings(r.Env);
        try
        {
            Attributes(r, attributes);
            StandardStreams(r, actions, temporary);
            Descriptors(r, actions);
            if (r.Cwd != null)
            {
                fixed (byte* cwd = r.Cwd)
                {
                    Check(Libc.posix_spawn_file_actions_addchdir_np(actions, cwd));
                }
            }
            int saved = 0;
            int error = Errno.ENOENT;
            foreach (byte[] path in r.Executables)
            {
                int pid;
                fixed (byte* p = path)
                {
                    using (PyThread.Current.AllowThreads())
                    {
                        error = Libc.posix_spawn(&pid, p, actions, attributes, argv, env == null ? PosixModule.ProcessEnvironment() : env);
                    }
                }
                if (error == 0)
                {
                    return pid;
                }
                if (error is not (Errno.ENOENT or Errno.ENOTDIR) && saved == 0)
                {
                    saved = error;
                }
            }
            return Report(r, saved != 0 ? saved : error, beforeExec: false);
        }
        finally
        {
            SysCall.FreeStrings(argv);
            if (env != null)
            {
                SysCall.FreeStrings(env);
            }
            _ = Libc.posix_spawnattr_destroy(attributes);
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            foreach (int fd in temporary)
            {
                Libc.close(fd);
            }
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw Err.OSError(error);
        }
    }

    private static int CheckDirectory(byte[] path)
    {
        const int PathOnly = 0x200000, Directory = 0x10000;
        fixed (byte* p = path)
        {
            int fd = Libc.open(p, PathOnly | Directory | Libc.O_CLOEXEC, 0);
            if (fd < 0)
            {
                return Libc.LastError;
            }
            Libc.close(fd);
            return Libc.faccessat(Libc.AT_FDCWD, p, 1, Libc.AT_EACCESS) < 0 ? Libc.LastError : 0;
        }
    }

    /// <summary>Tells subprocess, in the child's stead, why there is no child. It waits for the pid then, which must not be a child's.</summary>
    private static int Report(Request r, int error, bool beforeExec)
    {
        byte[] text = System.Text.Encoding.ASCII.GetBytes($"OSError:{error:x}:{(beforeExec ? "noexec" : "")}");
        fixed (byte* t = text)
        {
            _ = Libc.write(r.ErrPipeWrite, t, text.Length);
        }
        return Libc.getpid();
    }

    private static void Attributes(Request r, byte* attributes)
    {
        short flags = 0;
        if (r.RestoreSignals)
        {
            ulong* set = stackalloc ulong[SignalSet.Words];
            new Span<ulong>(set, SignalSet.Words).Clear();
            set[0] = 1UL << (SIGPIPE - 1) | 1UL << (SIGXFSZ - 1);
            Check(Libc.posix_spawnattr_setsigdefault(attributes, set));
            flags |= PosixModule.POSIX_SPAWN_SETSIGDEF;
        }
        if (r.NewSession)
        {
            flags |= PosixModule.POSIX_SPAWN_SETSID;
        }
        if (r.ProcessGroup >= 0)
        {
            Check(Libc.posix_spawnattr_setpgroup(attributes, r.ProcessGroup));
            flags |= PosixModule.POSIX_SPAWN_SETPGROUP;
        }
        Check(Libc.posix_spawnattr_setflags(attributes, flags));
    }

    private static void StandardStreams(Request r, byte* actions, List<int> temporary)
    {
        Span<int> sources = [r.P2cRead, r.C2pWrite, r.ErrWrite];
        for (int target = 0; target < 3; target++)
        {
            // A source that an earlier dup2 would overwrite is moved out of the way first.
            if (sources[target] >= 0 && sources[target] < target)
            {
                int copy = Libc.fcntl(sources[target], Libc.F_DUPFD_CLOEXEC, 3);
                if (copy < 0)
                {
                    throw SysCall.LastError();
                }
                temporary.Add(copy);
                sources[target] = copy;
            }
        }
        for (int target = 0; target < 3; target++)
        {
            if (sources[target] >= 0)
            {
                Check(Libc.posix_spawn_file_actions_adddup2(actions, sources[target], target));
            }
        }
    }

    private static void Descriptors(Request r, byte* actions)
    {
        if (!r.CloseFds)
        {
            foreach (int fd in (ReadOnlySpan<int>)[r.P2cWrite, r.C2pRead, r.ErrRead, r.ErrPipeRead])
            {
                if (fd >= 3)
                {
                    Check(Libc.posix_spawn_file_actions_addclose(actions, fd));
                }
            }
            return;
        }
        List<int> keep = [];
        foreach (int fd in r.PassFds)
        {
            if (fd >= 3 && fd != r.ErrPipeWrite && Libc.fcntl(fd, Libc.F_GETFD, 0) >= 0)
            {
                // dup2 onto itself makes a descriptor inheritable.
                Check(Libc.posix_spawn_file_actions_adddup2(actions, fd, fd));
                keep.Add(fd);
            }
        }
        if (keep.Count > 0)
        {
            int last = keep[^1];
            foreach (int fd in OpenDescriptors())
            {
                if (fd >= 3 && fd < last && keep.BinarySearch(fd) < 0)
                {
                    Check(Libc.posix_spawn_file_actions_addclose(actions, fd));
                }
            }
            Check(Libc.posix_spawn_file_actions_addclosefrom_np(actions, last + 1));
            return;
        }
        Check(Libc.posix_spawn_file_actions_addclosefrom_np(actions, 3));
    }

    /// <summary>Descriptors that an exec would leave open.</summary>
    private static List<int> OpenDescriptors()
    {
        List<int> result = [];
        foreach (string path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(path), out int fd) && Libc.fcntl(fd, Libc.F_GETFD, 0) is var flags and >= 0 && (flags & 1) == 0)
            {
                result.Add(fd);
            }
        }
        return result;
    }

    // ---- fork ----

    private static int Fork(Request r)
    {
        byte** argv = SysCall.AllocateStrings(r.Argv);
        byte** env = r.Env == null ? PosixModule.ProcessEnvironment() : SysCall.AllocateStrings(r.Env);
        int pid = PosixModule.ForkWithHooks(runHooks: r.PreExec != null);
        if (pid != 0)
        {
            SysCall.FreeStrings(argv);
            if (r.Env != null)
            {
                SysCall.FreeStrings(env);
            }
            return pid;
        }
        bool reachedPreExec = false;
        string message;
        try
        {
            int error = Child(r, argv, env, ref reachedPreExec);
            message = $"OSError:{error:x}:{(reachedPreExec ? "" : "noexec")}";
        }
        catch (PyException)
        {
            message = "SubprocessError:0:Exception occurred in preexec_fn.";
        }
        byte[] text = System.Text.Encoding.ASCII.GetBytes(message);
        fixed (byte* t = text)
        {
            _ = Libc.write(r.ErrPipeWrite, t, text.Length);
        }
        Libc._exit(255);
        return 0;
    }

    /// <summary>The child's way to exec; returns the errno of what failed.</summary>
    private static int Child(Request r, byte** argv, byte** env, ref bool reachedPreExec)
    {
        foreach (int fd in r.PassFds)
        {
            if (fd != r.ErrPipeWrite)
            {
                _ = Libc.fcntl(fd, Libc.F_SETFD, 0);
            }
        }
        foreach (int fd in (ReadOnlySpan<int>)[r.P2cWrite, r.C2pRead, r.ErrRead, r.ErrPipeRead])
        {
            if (fd >= 0)
            {
                Libc.close(fd);
            }
        }
        Span<int> sources = [r.P2cRead, r.C2pWrite, r.ErrWrite];
        for (int target = 1; target < 3; target++)
        {
            if (sources[target] >= 0 && sources[target] < target && (sources[target] = Libc.fcntl(sources[target], 0, 3)) < 0)
            {
                return Libc.LastError;
            }
        }
        for (int target = 0; target < 3; target++)
        {
            int source = sources[target];
            if (source >= 0 && (source == target ? Libc.fcntl(source, Libc.F_SETFD, 0) : Libc.dup2(source, target)) < 0)
            {
                return Libc.LastError;
            }
        }
        if (r.Cwd != null)
        {
            fixed (byte* cwd = r.Cwd)
            {
                if (Libc.chdir(cwd) < 0)
                {
                    return Libc.LastError;
                }
            }
        }
        if (r.Umask >= 0)
        {
            Libc.umask((uint)r.Umask);
        }
        if (r.RestoreSignals)
        {
            SignalDispatcher.Reset(SIGPIPE, 0);
            SignalDispatcher.Reset(SIGXFSZ, 0);
        }
        if ((r.NewSession && Libc.setsid() < 0) || (r.ProcessGroup >= 0 && Libc.setpgid(0, r.ProcessGroup) < 0))
        {
            return Libc.LastError;
        }
        if (r.Groups != null)
        {
            fixed (uint* g = r.Groups)
            {
                if (Libc.setgroups(r.Groups.Length, g) < 0)
                {
                    return Libc.LastError;
                }
            }
        }
        if ((r.Gid is { } gid && Libc.setregid(gid, gid) < 0) || (r.Uid is { } uid && Libc.setreuid(uid, uid) < 0))
        {
            return Libc.LastError;
        }
        reachedPreExec = true;
        if (r.PreExec != null)
        {
            Ops.Call(r.PreExec);
            if (!r.EnvGiven)
            {
                // It may have changed the environment.
                env = PyThread.Current.Engine.EnvironmentStrings() is { } own ? SysCall.AllocateStrings(own) : PosixModule.ProcessEnvironment();
            }
        }
        if (r.CloseFds)
        {
            int next = 3;
            foreach (int fd in r.PassFds)
            {
                CloseBetween(next, fd - 1, r.ErrPipeWrite);
                next = Math.Max(next, fd + 1);
            }
            CloseBetween(next, int.MaxValue, r.ErrPipeWrite);
        }
        int saved = 0;
        int error = Errno.ENOENT;
        foreach (byte[] path in r.Executables)
        {
            fixed (byte* p = path)
            {
                Libc.execve(p, argv, env);
            }
            error = Libc.LastError;
            if (error is not (Errno.ENOENT or Errno.ENOTDIR) && saved == 0)
            {
                saved = error;
            }
        }
        return saved != 0 ? saved : error;
    }

    private static void CloseBetween(int first, int last, int keep)
    {
        if (keep >= first && keep <= last)
        {
            CloseBetween(first, keep - 1, -1);
            first = keep + 1;
        }
        if (first <= last)
        {
            _ = Libc.close_range((uint)first, last == int.MaxValue ? uint.MaxValue : (uint)last, 0);
        }
    }
}
