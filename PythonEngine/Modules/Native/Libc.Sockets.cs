using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>Sockets and names.</summary>
internal static unsafe partial class Libc
{
    [StructLayout(LayoutKind.Sequential)]
    public struct Addrinfo
    {
        public int Flags;
        public int Family;
        public int SockType;
        public int Protocol;
        public uint AddressLength;
        private readonly uint _pad;
        public byte* Address;
        public byte* CanonicalName;
        public Addrinfo* Next;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Hostent
    {
        public byte* Name;
        public byte** Aliases;
        public int AddressType;
        public int Length;
        public byte** Addresses;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Servent
    {
        public byte* Name;
        public byte** Aliases;
        public int Port;
        public byte* Protocol;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Protoent
    {
        public byte* Name;
        public byte** Aliases;
        public int Protocol;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Msghdr
    {
        public void* Name;
        public uint NameLength;
        private readonly uint _pad;
        public Iovec* Vector;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
        private readonly int _pad2;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct NameIndex
    {
        public uint Index;
        private readonly uint _pad;
        public byte* Name;
    }

    [LibraryImport(Lib, SetLastError = true)] public static partial int socket(int family, int type, int protocol);
    [LibraryImport(Lib, SetLastError = true)] public static partial int socketpair(int family, int type, int protocol, int* fds);
    [LibraryImport(Lib, SetLastError = true)] public static partial int bind(int fd, void* address, uint length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int connect(int fd, void* address, uint length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int listen(int fd, int backlog);
    [LibraryImport(Lib, SetLastError = true)] public static partial int accept4(int fd, void* address, uint* length, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int shutdown(int fd, int how);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getsockname(int fd, void* address, uint* length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getpeername(int fd, void* address, uint* length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getsockopt(int fd, int level, int option, void* value, uint* length);
    [LibraryImport(Lib, SetLastError = true)] public static partial int setsockopt(int fd, int level, int option, void* value, uint length);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint recv(int fd, void* buffer, nint length, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint recvfrom(int fd, void* buffer, nint length, int flags, void* address, uint* addressLength);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint send(int fd, void* buffer, nint length, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint sendto(int fd, void* buffer, nint length, int flags, void* address, uint addressLength);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint sendmsg(int fd, Msghdr* message, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial nint recvmsg(int fd, Msghdr* message, int flags);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getaddrinfo(byte* node, byte* service, Addrinfo* hints, Addrinfo** result);
    [LibraryImport(Lib)] public static partial void freeaddrinfo(Addrinfo* list);
    [LibraryImport(Lib)] public static partial byte* gai_strerror(int error);
    [LibraryImport(Lib)] public static partial byte* hstrerror(int error);
    [LibraryImport(Lib, SetLastError = true)] public static partial int getnameinfo(void* address, uint length, byte* host, uint hostSize, byte* service, uint serviceSize, int flags);
    [LibraryImport(Lib)] public static partial int gethostbyname_r(byte* name, Hostent* entry, byte* buffer, nint size, Hostent** result, int* herror);
    [LibraryImport(Lib)] public static partial int gethostbyaddr_r(void* address, uint length, int family, Hostent* entry, byte* buffer, nint size, Hostent** result, int* herror);
    [LibraryImport(Lib)] public static partial Servent* getservbyname(byte* name, byte* protocol);
    [LibraryImport(Lib)] public static partial Servent* getservbyport(int port, byte* protocol);
    [LibraryImport(Lib)] public static partial Protoent* getprotobyname(byte* name);
    [LibraryImport(Lib)] public static partial int inet_aton(byte* text, uint* address);
    [LibraryImport(Lib, SetLastError = true)] public static partial int inet_pton(int family, byte* text, void* address);
    [LibraryImport(Lib, SetLastError = true)] public static partial byte* inet_ntop(int family, void* address, byte* text, uint size);
    [LibraryImport(Lib, SetLastError = true)] public static partial uint if_nametoindex(byte* name);
    [LibraryImport(Lib, SetLastError = true)] public static partial byte* if_indextoname(uint index, byte* name);
    [LibraryImport(Lib, SetLastError = true)] public static partial NameIndex* if_nameindex();
    [LibraryImport(Lib)] public static partial void if_freenameindex(NameIndex* list);
}
