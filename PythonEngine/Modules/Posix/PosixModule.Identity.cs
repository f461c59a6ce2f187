using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Posix;

/// <summary>Users, groups, sessions, scheduling, the machine and the environment.</summary>
internal static unsafe partial class PosixModule
{
    [PyFunction("getuid")]
    private static PyObject GetUid() => IdObject(Libc.getuid());

    [PyFunction("geteuid")]
    private static PyObject GetEuid() => IdObject(Libc.geteuid());

    [PyFunction("getgid")]
    private static PyObject GetGid() => IdObject(Libc.getgid());

    [PyFunction("getegid")]
    private static PyObject GetEgid() => IdObject(Libc.getegid());

    [PyFunction("setuid", "uid, /")]
    private static void SetUid(PyObject uid) => SysCall.Check(Libc.setuid(UserId(uid)));

    [PyFunction("seteuid", "euid, /")]
    private static void SetEuid(PyObject euid) => SysCall.Check(Libc.seteuid(UserId(euid)));

    [PyFunction("setgid", "gid, /")]
    private static void SetGid(PyObject gid) => SysCall.Check(Libc.setgid(GroupId(gid)));

    [PyFunction("setegid", "egid, /")]
    private static void SetEgid(PyObject egid) => SysCall.Check(Libc.setegid(GroupId(egid)));

    [PyFunction("setreuid", "ruid, euid, /")]
    private static void SetReuid(PyObject ruid, PyObject euid) => SysCall.Check(Libc.setreuid(UserId(ruid), UserId(euid)));

    [PyFunction("setregid", "rgid, egid, /")]
    private static void SetRegid(PyObject rgid, PyObject egid) => SysCall.Check(Libc.setregid(GroupId(rgid), GroupId(egid)));

    [PyFunction("setresuid", "ruid, euid, suid, /")]
    private static void SetResuid(PyObject ruid, PyObject euid, PyObject suid) =>
        SysCall.Check(Libc.setresuid(UserId(ruid), UserId(euid), UserId(suid)));

    [PyFunction("setresgid", "rgid, egid, sgid, /")]
    private static void SetResgid(PyObject rgid, PyObject egid, PyObject sgid) =>
        SysCall.Check(Libc.setresgid(GroupId(rgid), GroupId(egid), GroupId(sgid)));

    [PyFunction("getresuid")]
    private static PyObject GetResuid()
    {
        uint r, e, s;
        SysCall.Check(Libc.getresuid(&r, &e, &s));
        return new PyTuple([IdObject(r), IdObject(e), IdObject(s)]);
    }

    [PyFunction("getresgid")]
    private static PyObject GetResgid()
    {
        uint r, e, s;
        SysCall.Check(Libc.getresgid(&r, &e, &s));
        return new PyTuple([IdObject(r), IdObject(e), IdObject(s)]);
    }

    [PyFunction("getgroups")]
    private static PyObject GetGroups()
    {
        int count = SysCall.Check(Libc.getgroups(0, null));
        uint[] groups = new uint[count];
        fixed (uint* g = groups)
        {
            count = SysCall.Check(Libc.getgroups(count, g));
        }
        return GroupList(groups.AsSpan(0, count));
    }

    private static PyList GroupList(ReadOnlySpan<uint> groups)
    {
        PyList list = new(groups.Length);
        foreach (uint group in groups)
        {
            list.Add(IdObject(group));
        }
        return list;
    }

    [PyFunction("setgroups", "groups, /")]
    private static void SetGroups(PyObject groups)
    {
        if (groups is PyDict or PySet || !groups.Type.HasGetItem)
        {
            throw Err.TypeError("setgroups argument must be a sequence");
        }
        PyObject[] items = Ops.ToArray(groups);
        if (items.Length > 65536)
        {
            throw Err.ValueError("too many groups");
        }
        uint[] ids = new uint[items.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = items[i] is PyInt ? GroupId(items[i]) : throw Err.TypeError("groups must be integers");
        }
        fixed (uint* g = ids)
        {
            SysCall.Check(Libc.setgroups(ids.Length, g));
        }
    }

    [PyFunction("initgroups", "username, gid, /")]
    private static void InitGroups(PyObject username, PyObject gid)
    {
        fixed (byte* u = FsCodec.Terminate(FsCodec.Convert(username)))
        {
            SysCall.Check(Libc.initgroups(u, GroupId(gid)));
        }
    }

    [PyFunction("getgrouplist", "user, group, /")]
    private static PyObject GetGroupList(string user, PyObject group)
    {
        uint gid = GroupId(group);
        byte[] name = FsCodec.EncodeZ(new PyStr(user));
        for (int size = 64; ; size *= 2)
        {
            uint[] groups = new uint[size];
            int count = size;
            fixed (uint* g = groups)
            fixed (byte* n = name)
            {
                if (Libc.getgrouplist(n, gid, g, &count) >= 0)
                {
                    return GroupList(groups.AsSpan(0, count));
                }
            }
            if (size > 1 << 20)
            {
                throw Err.OSError(Errno.EINVAL);
            }
        }
    }

    [PyFunction("getpgid", "pid")]
    private static long GetPgid(int pid) => SysCall.Check(Libc.getpgid(pid));

    [PyFunction("setpgid", "pid, pgrp, /")]
    private static void SetPgid(int pid, int pgrp) => SysCall.Check(Libc.setpgid(pid, pgrp));

    [PyFunction("getpgrp")]
    private static long GetPgrp() => Libc.getpgrp();

    [PyFunction("setpgrp")]
    private static void SetPgrp() => SysCall.Check(Libc.setpgid(0, 0));

    [PyFunction("getsid", "pid, /")]
    private static long GetSid(int pid) => SysCall.Check(Libc.getsid(pid));

    [PyFunction("setsid")]
    private static void SetSid() => SysCall.Check(Libc.setsid());

    [PyFunction("getlogin")]
    private static PyObject GetLogin()
    {
        byte* buffer = stackalloc byte[256];
        int error = Libc.getlogin_r(buffer, 256);
        return error == 0 ? FsCodec.Decode(Libc.Text(buffer)) : throw Err.OSError(error);
    }

    [PyFunction("uname")]
    private static PyObject Uname()
    {
        const int FieldSize = 65;
        byte* buffer = stackalloc byte[FieldSize * 6];
        SysCall.Check(Libc.uname(buffer));
        PyObject[] parts = new PyObject[5];
        for (int i = 0; i < 5; i++)
        {
            parts[i] = FsCodec.Decode(Libc.Text(buffer + i * FieldSize));
        }
        return PyStructSequence.Make(s_unameResultType, parts);
    }

    [PyFunction("times")]
    private static PyObject Times()
    {
        Libc.Tms t;
        long elapsed = Libc.times(&t);
        double ticks = Libc.sysconf(ClockTicksPerSecondName);
        return PyStructSequence.Make(s_timesResultType,
            new PyFloat(t.User / ticks), new PyFloat(t.System / ticks), new PyFloat(t.ChildrenUser / ticks),
            new PyFloat(t.ChildrenSystem / ticks), new PyFloat(elapsed / ticks));
    }

    [PyFunction("getloadavg")]
    private static PyObject GetLoadAverage()
    {
        double* averages = stackalloc double[3];
        if (Libc.getloadavg(averages, 3) != 3)
        {
            throw Err.Make(Exc.OSError, "Load averages are unobtainable");
        }
        return new PyTuple([new PyFloat(averages[0]), new PyFloat(averages[1]), new PyFloat(averages[2])]);
    }

    [PyFunction("cpu_count")]
    private static PyObject CpuCount()
    {
        long count = Libc.sysconf(ProcessorsOnlineName);
        return count > 0 ? PyInt.From(count) : PyNone.Instance;
    }

    /// <summary>Fills memory with the kernel's random bytes.</summary>
    internal static void Random(Span<byte> buffer, uint flags = 0)
    {
        while (buffer.Length > 0)
        {
            nint n;
            int error;
            fixed (byte* b = buffer)
            {
                n = Libc.getrandom(b, Math.Min(buffer.Length, 1 << 24), flags);
                error = n < 0 ? Libc.LastError : 0;
            }
            if (n < 0)
            {
                if (error != Errno.EINTR)
                {
                    throw Err.OSError(error);
                }
                PyThread.Current.CheckSignals();
                continue;
            }
            buffer = buffer[(int)n..];
        }
    }

    [PyFunction("urandom", "size, /")]
    private static PyObject Urandom(nint size)
    {
        if (size < 0)
        {
            throw Err.ValueError("negative argument not allowed");
        }
        byte[] data = new byte[size];
        Random(data);
        return new PyBytes(data);
    }

    [PyFunction("getrandom", "size, flags=0")]
    private static PyObject GetRandom(nint size, int flags = 0)
    {
        if (size < 0)
        {
            throw Err.OSError(Errno.EINVAL);
        }
        byte[] data = new byte[size];
        while (true)
        {
            nint n;
            fixed (byte* b = data)
            {
                n = Libc.getrandom(b, size, (uint)flags);
            }
            if (n >= 0)
            {
                return MakeBytes(data, (int)n);
            }
            int error = Libc.LastError;
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    [PyFunction("putenv", "name, value, /")]
    private static void PutEnv(PyObject name, PyObject value)
    {
        byte[] n = FsCodec.Convert(name);
        byte[] v = FsCodec.Convert(value);
        if (n.AsSpan().IndexOf((byte)'=') >= 0)
        {
            throw Err.ValueError("illegal environment variable name");
        }
        if (PyThread.Current.Engine.OwnEnvironment is { } own)
        {
            own[System.Text.Encoding.Latin1.GetString(n)] = v;
            return;
        }
        fixed (byte* np = FsCodec.Terminate(n), vp = FsCodec.Terminate(v))
        {
            SysCall.Check(Libc.setenv(np, vp, 1));
        }
    }

    [PyFunction("unsetenv", "name, /")]
    private static void UnsetEnv(PyObject name)
    {
        if (PyThread.Current.Engine.OwnEnvironment is { } own)
        {
            own.Remove(System.Text.Encoding.Latin1.GetString(FsCodec.Convert(name)));
            return;
        }
        fixed (byte* np = FsCodec.Terminate(FsCodec.Convert(name)))
        {
            SysCall.Check(Libc.unsetenv(np));
        }
    }

    // ---- scheduling ----

    /// <summary>The priority in a sched_param.</summary>
    private static int SchedParam(PyObject param)
    {
        if (!ReferenceEquals(param.Type, s_schedParamType))
        {
            throw Err.TypeError("must have a sched_param object");
        }
        return SysCall.AsCInt(((PyStructSequence)param)[0]);
    }

    [PyFunction("sched_get_priority_max", "policy")]
    private static long SchedMax(int policy) => SysCall.Check(Libc.sched_get_priority_max(policy));

    [PyFunction("sched_get_priority_min", "policy")]
    private static long SchedMin(int policy) => SysCall.Check(Libc.sched_get_priority_min(policy));

    [PyFunction("sched_getscheduler", "pid, /")]
    private static long SchedGetScheduler(int pid) => SysCall.Check(Libc.sched_getscheduler(pid));

    [PyFunction("sched_setscheduler", "pid, policy, param, /")]
    private static void SchedSetScheduler(int pid, int policy, PyObject param)
    {
        int priority = SchedParam(param);
        SysCall.Check(Libc.sched_setscheduler(pid, policy, &priority));
    }

    [PyFunction("sched_getparam", "pid, /")]
    private static PyObject SchedGetParam(int pid)
    {
        int priority;
        SysCall.Check(Libc.sched_getparam(pid, &priority));
        return PyStructSequence.Make(s_schedParamType, PyInt.From(priority));
    }

    [PyFunction("sched_setparam", "pid, param, /")]
    private static void SchedSetParam(int pid, PyObject param)
    {
        int priority = SchedParam(param);
        SysCall.Check(Libc.sched_setparam(pid, &priority));
    }

    [PyFunction("sched_rr_get_interval", "pid, /")]
    private static double SchedInterval(int pid)
    {
        Libc.Timespec interval;
        SysCall.Check(Libc.sched_rr_get_interval(pid, &interval));
        return interval.Seconds + 1e-9 * interval.Nanoseconds;
    }

    [PyFunction("sched_yield")]
    private static void SchedYield()
    {
        using (PyThread.Current.AllowThreads())
        {
            _ = Libc.sched_yield();
        }
    }

    private const int AffinityBytes = 8192;

    [PyFunction("sched_getaffinity", "pid, /")]
    private static PyObject SchedGetAffinity(int pid)
    {
        byte[] mask = new byte[AffinityBytes];
        fixed (byte* m = mask)
        {
            SysCall.Check(Libc.sched_getaffinity(pid, AffinityBytes, m));
        }
        PySet set = new();
        for (int cpu = 0; cpu < AffinityBytes * 8; cpu++)
        {
            if ((mask[cpu >> 3] & (1 << (cpu & 7))) != 0)
            {
                set.Add(PyInt.From(cpu));
            }
        }
        return set;
    }

    [PyFunction("sched_setaffinity", "pid, mask, /")]
    private static void SchedSetAffinity(int pid, PyObject mask)
    {
        byte[] bits = new byte[AffinityBytes];
        foreach (PyObject item in Ops.ToArray(mask))
        {
            if (item is not PyInt)
            {
                throw Err.TypeError($"expected an iterator of ints, but iterator yielded {Ops.TypeName(item)}");
            }
            long cpu = Ops.AsLong(item);
            if (cpu < 0)
            {
                throw Err.ValueError("negative CPU number");
            }
            if (cpu >= AffinityBytes * 8)
            {
                throw Err.OverflowError("CPU number too large");
            }
            bits[cpu >> 3] |= (byte)(1 << (int)(cpu & 7));
        }
        fixed (byte* m = bits)
        {
            SysCall.Check(Libc.sched_setaffinity(pid, AffinityBytes, m));
        }
    }
}
