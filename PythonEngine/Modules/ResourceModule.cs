using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>resource</c> module.</summary>
[PyModule("resource")]
internal static unsafe partial class ResourceModule
{
    private const string Constants = """
        RLIMIT_AS 9 RLIMIT_CORE 4 RLIMIT_CPU 0 RLIMIT_DATA 2 RLIMIT_FSIZE 1 RLIMIT_MEMLOCK 8 RLIMIT_MSGQUEUE 12
        RLIMIT_NICE 13 RLIMIT_NOFILE 7 RLIMIT_NPROC 6 RLIMIT_OFILE 7 RLIMIT_RSS 5 RLIMIT_RTPRIO 14 RLIMIT_RTTIME 15
        RLIMIT_SIGPENDING 11 RLIMIT_STACK 3 RLIM_INFINITY -1 RUSAGE_CHILDREN -1 RUSAGE_SELF 0 RUSAGE_THREAD 1
        """;

    private const int LimitCount = 16;

    private static readonly PyType s_usageType = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "resource.struct_rusage",
        Doc = "struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple of\n    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\nor via the attributes ru_utime, ru_stime, ru_maxrss, and so on.",
        Fields =
        [
            "ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap",
            "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw",
        ],
        VisibleCount = 16,
    });

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        module.Set("error", Exc.OSError);
        module.Set("struct_rusage", s_usageType);
    }

    internal static PyObject MakeUsage(in Libc.Rusage usage)
    {
        PyObject[] values = new PyObject[16];
        values[0] = new PyFloat(usage.UserTime.Seconds + usage.UserTime.Microseconds * 1e-6);
        values[1] = new PyFloat(usage.SystemTime.Seconds + usage.SystemTime.Microseconds * 1e-6);
        for (int i = 0; i < 14; i++)
        {
            values[i + 2] = PyInt.From(usage.Counters[i]);
        }
        return PyStructSequence.Make(s_usageType, values);
    }

    [PyFunction("getrusage", "who, /")]
    private static PyObject GetUsage(int who)
    {
        Libc.Rusage usage;
        if (Libc.getrusage(who, &usage) < 0)
        {
            int error = Libc.LastError;
            throw error == Errno.EINVAL ? Err.ValueError("invalid who parameter") : Err.OSError(error);
        }
        return MakeUsage(usage);
    }

    [PyFunction("getpagesize")]
    private static long GetPageSize() => Environment.SystemPageSize;

    private static void CheckResource(int resource)
    {
        if (resource is < 0 or >= LimitCount)
        {
            throw Err.ValueError("invalid resource specified");
        }
    }

    private static PyObject Pair(in Libc.Rlimit limit) => PyTuple.Of(Value(limit.Current), Value(limit.Maximum));

    private static PyInt Value(ulong limit) => PyInt.From((long)limit);

    private static Libc.Rlimit FromPair(PyObject limits)
    {
        PyObject[] items = Ops.ToArray(limits);
        if (items.Length != 2)
        {
            throw Err.ValueError("expected a tuple of 2 integers");
        }
        return new Libc.Rlimit { Current = (ulong)Ops.AsLong(items[0]), Maximum = (ulong)Ops.AsLong(items[1]) };
    }

    [PyFunction("getrlimit", "resource, /")]
    private static PyObject GetLimit(int resource)
    {
        CheckResource(resource);
        Libc.Rlimit limit;
        SysCall.Check(Libc.getrlimit(resource, &limit));
        return Pair(limit);
    }

    private static PyException LimitError(int error) => error switch
    {
        Errno.EINVAL => Err.ValueError("current limit exceeds maximum limit"),
        Errno.EPERM => Err.ValueError("not allowed to raise maximum limit"),
        _ => Err.OSError(error),
    };

    [PyFunction("setrlimit", "resource, limits, /")]
    private static void SetLimit(int resource, PyObject limits)
    {
        CheckResource(resource);
        Libc.Rlimit limit = FromPair(limits);
        AssemblyPreload.Ensure();
        if (Libc.setrlimit(resource, &limit) < 0)
        {
            throw LimitError(Libc.LastError);
        }
    }

    [PyFunction("prlimit", "pid, resource, limits=None, /")]
    private static PyObject ProcessLimit(int pid, int resource, PyObject? limits = null)
    {
        CheckResource(resource);
        Libc.Rlimit old;
        int r;
        if (limits != null && !ReferenceEquals(limits, PyNone.Instance))
        {
            Libc.Rlimit limit = FromPair(limits);
            r = Libc.prlimit(pid, resource, &limit, &old);
        }
        else
        {
            r = Libc.prlimit(pid, resource, null, &old);
        }
        if (r < 0)
        {
            int error = Libc.LastError;
            throw error == Errno.EINVAL ? Err.ValueError("current limit exceeds maximum limit") : Err.OSError(error);
        }
        return Pair(old);
    }
}
