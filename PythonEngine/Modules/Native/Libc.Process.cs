using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>Processes, users, signals, scheduling, time.</summary>
internal static unsafe partial class Libc
{
    [StructLayout(LayoutKind.Sequential)]
    public struct Rusage
    {
        public Timeval UserTime;
        public Timeval SystemTime;
        public fixed long Counters[14];
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Rlimit
    {
        public ulong Current;
        public ulong Maximum;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Tms
    {
        public long User;
        public long System;
        public long ChildrenUser;
        public long ChildrenSystem;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Itimerval
    {
        public Timeval Interval;
        public Timeval Value;
    }

    /// <summary>The head of siginfo_t as Linux lays it out on 64-bit machines.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Siginfo
    {
        public int Signo;
        public int Error;
        public int Code;
        private readonly int _pad;
        public int Pid;
        public uint Uid;
        public int Status;
        private readonly int _pad2;
        private fixed long _rest[12];
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Passwd
    {
        public byte* Name;
        public byte* Password;
        public uint Uid;
        public uint Gid;
        public byte* Gecos;
        public byte* Directory;
        public byte* Shell;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Group
    {
        public byte* Name;
        public byte* Password;
        public uint Gid;
        private readonly uint _pad;
        public byte** Members;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Tm
    {
        public int Second;
        public int Minute;
        public int Hour;
        public int Day;
        public int Month;
        public int Year;
        public int WeekDay;
        public int YearDay;
        public int IsDst;
        private readonly int _pad;
        public long GmtOffset;
        public byte* Zone;
    }

    [LibraryImport(Lib)] public static partial int getpid();
    [LibraryImport(Lib)] public static partial int getppid();
    [LibraryImport(Lib)] public static partial int gettid();
    [LibraryImport(Lib)] public static partial uint getuid();
    [LibraryImport(Lib)] public static partial uint geteuid();
    [LibraryImport(Lib)] public static partial uint getgid();
    [LibraryImport(Lib)] public static partial uint getegid();
    [LibraryImport(Lib, SetLastError = true)] public static partial int setuid(uint uid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int seteuid(uint uid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setgid(uint gid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setegid(uint gid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setreuid(uint real, uint effective);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setregid(uint real, uint effective);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setresuid(uint real, uint effective, uint saved);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setresgid(uint real, uint effective, uint saved);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getresuid(uint* real, uint* effective, uint* saved);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getresgid(uint* real, uint* effective, uint* saved);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getgroups(int size, uint* groups);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setgroups(nint size, uint* groups);
    [LibraryImport(Lib, SetLastError = true)] public static partial int initgroups(byte* user, uint group);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getgrouplist(byte* user, uint group, uint* groups, int* count);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getpgid(int pid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setpgid(int pid, int pgid);
    [LibraryImport(Lib)] public static partial int getpgrp();
    [LibraryImport(Lib, SetLastError = true)] public static partial int getsid(int pid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setsid();
    [LibraryImport(Lib)] public static partial int getlogin_r(byte* buffer, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial int kill(int pid, int signal);
    [LibraryImport(Lib, SetLastError = true)] public static partial int killpg(int pgid, int signal);
    [LibraryImport(Lib, SetLastError = true)] public static partial int raise(int signal);
    [LibraryImport(Lib)] public static partial void abort();
    [LibraryImport(Lib)] public static partial void _exit(int status);
    [LibraryImport(Lib, SetLastError = true)] public static partial int execve(byte* path, byte** argv, byte** envp);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fexecve(int fd, byte** argv, byte** envp);
    [LibraryImport(Lib, SetLastError = true)] public static partial int wait4(int pid, int* status, int options, Rusage* usage);
    [LibraryImport(Lib, SetLastError = true)] public static partial int waitid(int idType, uint id, Siginfo* info, int options);
    [LibraryImport(Lib, SetLastError = true)] public static partial int system(byte* command);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint syscall(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport(Lib)] public static partial int posix_spawn(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);
    [LibraryImport(Lib)] public static partial int posix_spawnp(int* pid, byte* file, void* actions, void* attributes, byte** argv, byte** envp);
    [LibraryImport(Lib)] public static partial int posix_spawn_file_actions_init(void* actions);
    [LibraryImport(Lib)] public static partial int posix_spawn_file_actions_destroy(void* actions);
    [LibraryImport(Lib)] public static partial int posix_spawn_file_actions_addopen(void* actions, int fd, byte* path, int flags, uint mode);
    [LibraryImport(Lib)] public static partial int posix_spawn_file_actions_addclose(void* actions, int fd);
    [LibraryImport(Lib)] public static partial int posix_spawn_file_actions_adddup2(void* actions, int fd, int fd2);
    [LibraryImport(Lib)] public static partial int posix_spawn_file_actions_addchdir_np(void* actions, byte* path);
    [LibraryImport(Lib)] public static partial int posix_spawn_file_actions_addclosefrom_np(void* actions, int from);
    [LibraryImport(Lib)] public static partial int posix_spawnattr_init(void* attributes);
    [LibraryImport(Lib)] public static partial int posix_spawnattr_destroy(void* attributes);
    [LibraryImport(Lib)] public static partial int posix_spawnattr_setflags(void* attributes, short flags);
    [LibraryImport(Lib)] public static partial int posix_spawnattr_setpgroup(void* attributes, int pgroup);
    [LibraryImport(Lib)] public static partial int posix_spawnattr_setsigmask(void* attributes, void* mask);
    [LibraryImport(Lib)] public static partial int posix_spawnattr_setsigdefault(void* attributes, void* set);
    [LibraryImport(Lib)] public static partial int posix_spawnattr_setschedparam(void* attributes, int* param);
    [LibraryImport(Lib)] public static partial int posix_spawnattr_setschedpolicy(void* attributes, int policy);

    [LibraryImport(Lib, SetLastError = true)] public static partial int uname(byte* buffer);
    [LibraryImport(Lib, SetLastError = true)] public static partial int gethostname(byte* name, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sethostname(byte* name, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial long times(Tms* buffer);
    [LibraryImport(Lib, SetLastError = true)] public static partial int nice(int increment);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getpriority(int which, uint who);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setpriority(int which, uint who, int priority);
    [LibraryImport(Lib)] public static partial int getloadavg(double* averages, int count);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint getrandom(void* buffer, nint size, uint flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setenv(byte* name, byte* value, int overwrite);
    [LibraryImport(Lib, SetLastError = true)] public static partial int unsetenv(byte* name);
    [LibraryImport(Lib)] public static partial byte* getenv(byte* name);

    /// <summary>A variable of the process as it is now, by its name with a NUL: os.environ changes the C library's table, which .NET read once.</summary>
    public static string? Variable(ReadOnlySpan<byte> name)
    {
        fixed (byte* p = name)
        {
            byte* value = getenv(p);
            return value == null ? null : FsCodec.Decode(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(value)).Value;
        }
    }
    [LibraryImport(Lib, SetLastError = true)] public static partial int getrlimit(int resource, Rlimit* limit);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setrlimit(int resource, Rlimit* limit);
    [LibraryImport(Lib, SetLastError = true)] public static partial int prlimit(int pid, int resource, Rlimit* newLimit, Rlimit* oldLimit);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getrusage(int who, Rusage* usage);

    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_get_priority_max(int policy);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_get_priority_min(int policy);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_getscheduler(int pid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_setscheduler(int pid, int policy, int* param);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_getparam(int pid, int* param);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_setparam(int pid, int* param);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_rr_get_interval(int pid, Timespec* interval);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_yield();
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_getaffinity(int pid, nint size, void* mask);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sched_setaffinity(int pid, nint size, void* mask);

    [LibraryImport(Lib)] public static partial int getpwnam_r(byte* name, Passwd* entry, byte* buffer, nint size, Passwd** result);
    [LibraryImport(Lib)] public static partial int getpwuid_r(uint uid, Passwd* entry, byte* buffer, nint size, Passwd** result);
    [LibraryImport(Lib)] public static partial void setpwent();
    [LibraryImport(Lib)] public static partial Passwd* getpwent();
    [LibraryImport(Lib)] public static partial void endpwent();
    [LibraryImport(Lib)] public static partial int getgrnam_r(byte* name, Group* entry, byte* buffer, nint size, Group** result);
    [LibraryImport(Lib)] public static partial int getgrgid_r(uint gid, Group* entry, byte* buffer, nint size, Group** result);
    [LibraryImport(Lib)] public static partial void setgrent();
    [LibraryImport(Lib)] public static partial Group* getgrent();
    [LibraryImport(Lib)] public static partial void endgrent();

    [LibraryImport(Lib, SetLastError = true)] public static partial int clock_gettime(int clock, Timespec* time);
    [LibraryImport(Lib, SetLastError = true)] public static partial int clock_getres(int clock, Timespec* time);
    [LibraryImport(Lib, SetLastError = true)] public static partial int clock_settime(int clock, Timespec* time);
    [LibraryImport(Lib)] public static partial int clock_nanosleep(int clock, int flags, Timespec* request, Timespec* remain);
    [LibraryImport(Lib, SetLastError = true)] public static partial Tm* localtime_r(long* time, Tm* result);
    [LibraryImport(Lib, SetLastError = true)] public static partial Tm* gmtime_r(long* time, Tm* result);
    [LibraryImport(Lib, SetLastError = true)] public static partial long mktime(Tm* time);
    [LibraryImport(Lib)] public static partial nint strftime(byte* buffer, nint size, byte* format, Tm* time);
    [LibraryImport(Lib)] public static partial void tzset();

    [LibraryImport(Lib)] public static partial nint pthread_self();
    [LibraryImport(Lib)] public static partial int pthread_kill(nint thread, int signal);
    [LibraryImport(Lib)] public static partial int pthread_sigmask(int how, ulong* set, ulong* old);
    [LibraryImport(Lib)] public static partial int pthread_getcpuclockid(nint thread, int* clock);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sigpending(ulong* set);
    [LibraryImport(Lib)] public static partial int sigwait(ulong* set, int* signal);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sigwaitinfo(ulong* set, Siginfo* info);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sigtimedwait(ulong* set, Siginfo* info, Timespec* timeout);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sigaction(int signal, void* action, void* old);
    [LibraryImport(Lib, SetLastError = true)] public static partial int siginterrupt(int signal, int flag);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setitimer(int which, Itimerval* value, Itimerval* old);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getitimer(int which, Itimerval* value);
    [LibraryImport(Lib)] public static partial uint alarm(uint seconds);
    [LibraryImport(Lib, SetLastError = true)] public static partial int signalfd(int fd, ulong* mask, int flags);
    [LibraryImport(Lib)] public static partial byte* strsignal(int signal);

    [StructLayout(LayoutKind.Sequential)]
    public struct Pollfd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    public const short POLLIN = 1;
    public const short POLLOUT = 4;
    public const short POLLERR = 8;
    public const short POLLHUP = 16;
    public const short POLLNVAL = 32;

    [LibraryImport(Lib, SetLastError = true)] public static partial int poll(Pollfd* fds, nuint count, int timeout);
    [LibraryImport(Lib, SetLastError = true)] public static partial int epoll_create1(int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int epoll_ctl(int epfd, int operation, int fd, void* ev);
    [LibraryImport(Lib, SetLastError = true)] public static partial int epoll_wait(int epfd, void* events, int max, int timeout);
}
