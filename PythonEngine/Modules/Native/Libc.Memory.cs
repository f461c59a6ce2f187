using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>Mapped memory, shared memory and semaphores.</summary>
internal static unsafe partial class Libc
{
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;
    public const int MAP_SHARED = 1;
    public const int MAP_PRIVATE = 2;
    public const int MAP_ANONYMOUS = 0x20;
    public const int MREMAP_MAYMOVE = 1;
    public const int MS_SYNC = 4;

    /// <summary>What mmap and mremap return when they fail.</summary>
    public static readonly byte* MapFailed = (byte*)-1;

    /// <summary>SEM_FAILED.</summary>
    public const nint SEM_FAILED = 0;

    [LibraryImport(Lib, SetLastError = true)] public static partial byte* mmap(void* address, nuint length, int protection, int flags, int fd, long offset);
    [LibraryImport(Lib, SetLastError = true)] public static partial int munmap(void* address, nuint length);
    [LibraryImport(Lib, SetLastError = true)] public static partial byte* mremap(void* address, nuint oldLength, nuint newLength, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int msync(void* address, nuint length, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int madvise(void* address, nuint length, int advice);
    [LibraryImport(Lib, SetLastError = true)] public static partial int shm_open(byte* name, int flags, uint mode);
    [LibraryImport(Lib, SetLastError = true)] public static partial int shm_unlink(byte* name);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint sem_open(byte* name, int flags, uint mode, uint value);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sem_close(nint semaphore);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sem_unlink(byte* name);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sem_wait(nint semaphore);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sem_trywait(nint semaphore);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sem_timedwait(nint semaphore, Timespec* deadline);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sem_post(nint semaphore);
    [LibraryImport(Lib, SetLastError = true)] public static partial int sem_getvalue(nint semaphore, int* value);
}
