using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>Linux's C library: files, directories and terminals. Names are C's; all structs are passed as raw memory.</summary>
internal static unsafe partial class Libc
{
    private const string Lib = "libc";

    public const int AT_FDCWD = -100;
    public const uint STATX_INO = 0x100;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const int AT_REMOVEDIR = 0x200;
    public const int AT_EACCESS = 0x200;
    public const int AT_SYMLINK_FOLLOW = 0x400;
    public const int AT_EMPTY_PATH = 0x1000;

    public const int F_DUPFD_CLOEXEC = 1030;
    public const int F_GETFD = 1;
    public const int F_SETFD = 2;
    public const int F_GETFL = 3;
    public const int F_SETFL = 4;
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;

    /// <summary>errno of the last call on this OS thread.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>Linux's struct statx; the one stat layout that every architecture shares.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct StatxTime
    {
        public long Seconds;
        public uint Nanoseconds;
        public int Reserved;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Statx
    {
        public uint Mask;
        public uint BlockSize;
        public ulong Attributes;
        public uint Links;
        public uint Uid;
        public uint Gid;
        public ushort Mode;
        public ushort Spare0;
        public ulong Inode;
        public ulong Size;
        public ulong Blocks;
        public ulong AttributesMask;
        public StatxTime Accessed;
        public StatxTime Born;
        public StatxTime Changed;
        public StatxTime Modified;
        public uint RdevMajor;
        public uint RdevMinor;
        public uint DevMajor;
        public uint DevMinor;
        public fixed ulong Spare[14];
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Timespec(long seconds, long nanoseconds)
    {
        public long Seconds = seconds;
        public long Nanoseconds = nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Timeval
    {
        public long Seconds;
        public long Microseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Iovec
    {
        public void* Base;
        public nint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Statvfs
    {
        public ulong BlockSize;
        public ulong FragmentSize;
        public ulong Blocks;
        public ulong BlocksFree;
        public ulong BlocksAvailable;
        public ulong Files;
        public ulong FilesFree;
        public ulong FilesAvailable;
        public ulong FsId;
        public ulong Flags;
        public ulong NameMax;
        public fixed int Spare[6];
    }

    [LibraryImport(Lib, SetLastError = true)] public static partial int statx(int dirfd, byte* path, int flags, uint mask, Statx* buffer);
    [LibraryImport(Lib, SetLastError = true)] public static partial int open(byte* path, int flags, uint mode);
    [LibraryImport(Lib, SetLastError = true)] public static partial int openat(int dirfd, byte* path, int flags, uint mode);
    [LibraryImport(Lib, SetLastError = true)] public static partial int close(int fd);
    [LibraryImport(Lib, SetLastError = true)] public static partial int close_range(uint first, uint last, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint read(int fd, void* buffer, nint count);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint write(int fd, void* buffer, nint count);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint pread(int fd, void* buffer, nint count, long offset);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint pwrite(int fd, void* buffer, nint count, long offset);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint readv(int fd, Iovec* vector, int count);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint writev(int fd, Iovec* vector, int count);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint preadv2(int fd, Iovec* vector, int count, long offset, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint pwritev2(int fd, Iovec* vector, int count, long offset, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int dup(int fd);
    [LibraryImport(Lib, SetLastError = true)] public static partial int dup2(int fd, int fd2);
    [LibraryImport(Lib, SetLastError = true)] public static partial int dup3(int fd, int fd2, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int pipe2(int* fds, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial long lseek(int fd, long offset, int whence);
    [LibraryImport(Lib, SetLastError = true)] public static partial int isatty(int fd);
    [LibraryImport(Lib, SetLastError = true)] public static partial int ftruncate(int fd, long length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int truncate(byte* path, long length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fsync(int fd);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fdatasync(int fd);
    [LibraryImport(Lib)] public static partial void sync();
    [LibraryImport(Lib, SetLastError = true)] public static partial nint sendfile(int outFd, int inFd, long* offset, nint count);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint copy_file_range(int inFd, long* inOffset, int outFd, long* outOffset, nint length, uint flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint splice(int inFd, long* inOffset, int outFd, long* outOffset, nint length, uint flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int lockf(int fd, int command, long length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int flock(int fd, int operation);
    [LibraryImport(Lib, SetLastError = true)] public static partial int posix_fallocate(int fd, long offset, long length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int posix_fadvise(int fd, long offset, long length, int advice);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fcntl(int fd, int command, nint argument);
    [LibraryImport(Lib, SetLastError = true)] public static partial int ioctl(int fd, nuint request, nint argument);
    [LibraryImport(Lib, SetLastError = true)] public static partial int memfd_create(byte* name, uint flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int eventfd(uint initial, int flags);

    [LibraryImport(Lib, SetLastError = true)] public static partial nint opendir(byte* path);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint fdopendir(int fd);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint readdir(nint dir);
    [LibraryImport(Lib, SetLastError = true)] public static partial int closedir(nint dir);
    [LibraryImport(Lib)] public static partial void rewinddir(nint dir);
    [LibraryImport(Lib)] public static partial int dirfd(nint dir);
    [LibraryImport(Lib, SetLastError = true)] public static partial int mkdirat(int dirfd, byte* path, uint mode);
    [LibraryImport(Lib, SetLastError = true)] public static partial int mkfifoat(int dirfd, byte* path, uint mode);
    [LibraryImport(Lib, SetLastError = true)] public static partial int mknodat(int dirfd, byte* path, uint mode, ulong device);
    [LibraryImport(Lib, SetLastError = true)] public static partial int unlinkat(int dirfd, byte* path, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int renameat(int fromDir, byte* from, int toDir, byte* to);
    [LibraryImport(Lib, SetLastError = true)] public static partial int linkat(int fromDir, byte* from, int toDir, byte* to, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int symlinkat(byte* target, int dirfd, byte* path);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint readlinkat(int dirfd, byte* path, byte* buffer, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fchmodat(int dirfd, byte* path, uint mode, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fchmod(int fd, uint mode);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fchownat(int dirfd, byte* path, uint uid, uint gid, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fchown(int fd, uint uid, uint gid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int utimensat(int dirfd, byte* path, Timespec* times, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int futimens(int fd, Timespec* times);
    [LibraryImport(Lib, SetLastError = true)] public static partial int faccessat(int dirfd, byte* path, int mode, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial byte* getcwd(byte* buffer, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial int chdir(byte* path);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fchdir(int fd);
    [LibraryImport(Lib, SetLastError = true)] public static partial int chroot(byte* path);
    [LibraryImport(Lib)] public static partial uint umask(uint mask);
    [LibraryImport(Lib, SetLastError = true)] public static partial int statvfs(byte* path, Statvfs* buffer);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fstatvfs(int fd, Statvfs* buffer);
    [LibraryImport(Lib, SetLastError = true)] public static partial long pathconf(byte* path, int name);
    [LibraryImport(Lib, SetLastError = true)] public static partial long fpathconf(int fd, int name);
    [LibraryImport(Lib, SetLastError = true)] public static partial long sysconf(int name);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint confstr(int name, byte* buffer, nint size);

    [LibraryImport(Lib, SetLastError = true)] public static partial nint getxattr(byte* path, byte* name, void* value, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint lgetxattr(byte* path, byte* name, void* value, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint fgetxattr(int fd, byte* name, void* value, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setxattr(byte* path, byte* name, void* value, nint size, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int lsetxattr(byte* path, byte* name, void* value, nint size, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fsetxattr(int fd, byte* name, void* value, nint size, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int removexattr(byte* path, byte* name);
    [LibraryImport(Lib, SetLastError = true)] public static partial int lremovexattr(byte* path, byte* name);
    [LibraryImport(Lib, SetLastError = true)] public static partial int fremovexattr(int fd, byte* name);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint listxattr(byte* path, byte* list, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint llistxattr(byte* path, byte* list, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint flistxattr(int fd, byte* list, nint size);

    [LibraryImport(Lib)] public static partial int ttyname_r(int fd, byte* buffer, nint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial byte* ctermid(byte* buffer);
    [LibraryImport(Lib, SetLastError = true)] public static partial int tcgetpgrp(int fd);
    [LibraryImport(Lib, SetLastError = true)] public static partial int tcsetpgrp(int fd, int pgid);
    [LibraryImport(Lib, SetLastError = true)] public static partial int tcgetattr(int fd, void* termios);
    [LibraryImport(Lib, SetLastError = true)] public static partial int tcsetattr(int fd, int when, void* termios);
    [LibraryImport(Lib, SetLastError = true)] public static partial int tcsendbreak(int fd, int duration);
    [LibraryImport(Lib, SetLastError = true)] public static partial int tcdrain(int fd);
    [LibraryImport(Lib, SetLastError = true)] public static partial int tcflush(int fd, int queue);
    [LibraryImport(Lib, SetLastError = true)] public static partial int tcflow(int fd, int action);
    [LibraryImport(Lib)] public static partial uint cfgetispeed(void* termios);
    [LibraryImport(Lib)] public static partial uint cfgetospeed(void* termios);
    [LibraryImport(Lib, SetLastError = true)] public static partial int cfsetispeed(void* termios, uint speed);
    [LibraryImport(Lib, SetLastError = true)] public static partial int cfsetospeed(void* termios, uint speed);
    [LibraryImport(Lib, SetLastError = true)] public static partial int openpty(int* master, int* slave, byte* name, void* termios, void* winsize);
    [LibraryImport(Lib, SetLastError = true)] public static partial int login_tty(int fd);

    /// <summary>Bytes of a C string.</summary>
    public static ReadOnlySpan<byte> Text(byte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
}
