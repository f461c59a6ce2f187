using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GreenletNet.Sockets;

/// <summary>
/// Bare bindings of the C library. They return -1 on failure; errno is read by <see cref="Marshal.GetLastSystemError"/> right after,
/// which the runtime keeps intact across the return, so no call pays for copying it.
/// </summary>
internal static unsafe partial class Libc
{
    internal const int F_GETFD = 1;
    internal const int F_SETFD = 2;
    internal const int F_GETFL = 3;
    internal const int F_SETFL = 4;
    internal const int O_NONBLOCK = 0x800;

    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVec
    {
        public void* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct MsgHdr
    {
        public void* Name;
        public uint NameLength;
        public IoVec* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct AddrInfo
    {
        public int Flags;
        public int Family;
        public int SocketType;
        public int Protocol;
        public uint AddressLength;
        public byte* Address;
        public byte* CanonicalName;
        public AddrInfo* Next;
    }

    [LibraryImport("libc")]
    internal static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc")]
    internal static partial int socketpair(int family, int type, int protocol, int* pair);

    [LibraryImport("libc")]
    internal static partial int bind(int fd, byte* address, uint length);

    [LibraryImport("libc")]
    internal static partial int listen(int fd, int backlog);

    [LibraryImport("libc")]
    internal static partial int accept4(int fd, byte* address, uint* length, int flags);

    [LibraryImport("libc")]
    internal static partial int connect(int fd, byte* address, uint length);

    [LibraryImport("libc")]
    internal static partial nint recv(int fd, byte* buffer, nuint length, int flags);

    [LibraryImport("libc")]
    internal static partial nint send(int fd, byte* buffer, nuint length, int flags);

    [LibraryImport("libc")]
    internal static partial nint recvfrom(int fd, byte* buffer, nuint length, int flags, byte* address, uint* addressLength);

    [LibraryImport("libc")]
    internal static partial nint sendto(int fd, byte* buffer, nuint length, int flags, byte* address, uint addressLength);

    [LibraryImport("libc")]
    internal static partial nint recvmsg(int fd, MsgHdr* message, int flags);

    [LibraryImport("libc")]
    internal static partial nint sendmsg(int fd, MsgHdr* message, int flags);

    [LibraryImport("libc")]
    internal static partial int getsockopt(int fd, int level, int option, byte* value, uint* length);

    [LibraryImport("libc")]
    internal static partial int setsockopt(int fd, int level, int option, byte* value, uint length);

    [LibraryImport("libc")]
    internal static partial int getsockname(int fd, byte* address, uint* length);

    [LibraryImport("libc")]
    internal static partial int getpeername(int fd, byte* address, uint* length);

    [LibraryImport("libc")]
    internal static partial int shutdown(int fd, int how);

    [LibraryImport("libc")]
    internal static partial int close(int fd);

    [LibraryImport("libc")]
    internal static partial nint read(int fd, byte* buffer, nuint length);

    [LibraryImport("libc")]
    internal static partial nint write(int fd, byte* buffer, nuint length);

    [LibraryImport("libc")]
    private static partial int fcntl(int fd, int command, nint argument);

    [LibraryImport("libc")]
    internal static partial int getaddrinfo(byte* node, byte* service, AddrInfo* hints, AddrInfo** result);

    [LibraryImport("libc")]
    internal static partial void freeaddrinfo(AddrInfo* list);

    [LibraryImport("libc")]
    internal static partial int getnameinfo(
        byte* address, uint addressLength, byte* host, uint hostLength, byte* service, uint serviceLength, int flags);

    [LibraryImport("libc")]
    internal static partial byte* gai_strerror(int code);

    [LibraryImport("libc")]
    internal static partial int inet_pton(int family, byte* text, byte* address);

    [LibraryImport("libc")]
    internal static partial byte* inet_ntop(int family, byte* address, byte* text, uint length);

    // On x86-64 and arm64 Linux an integer argument travels the same way whether a function is variadic or not.
    internal static int Fcntl(int fd, int command, nint argument = 0) => fcntl(fd, command, argument);

    internal static bool IsOpen(int fd) => fcntl(fd, F_GETFD, 0) >= 0;

    internal static int SetNonBlocking(int fd, bool on)
    {
        int flags = fcntl(fd, F_GETFL, 0);
        if (flags < 0)
        {
            return -Marshal.GetLastSystemError();
        }
        int wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
        return wanted == flags || fcntl(fd, F_SETFL, wanted) >= 0 ? 0 : -Marshal.GetLastSystemError();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Result(int value) => value >= 0 ? value : -Marshal.GetLastSystemError();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Result(nint value) => value >= 0 ? (int)value : -Marshal.GetLastSystemError();
}
