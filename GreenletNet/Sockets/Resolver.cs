using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using GreenletNet.Hubs;

namespace GreenletNet.Sockets;

/// <summary>One answer of getaddrinfo(3).</summary>
public sealed class AddressInfo
{
    internal AddressInfo(int family, int type, int protocol, string canonicalName, SockAddress address)
    {
        Family = family;
        Type = type;
        Protocol = protocol;
        CanonicalName = canonicalName;
        Address = address;
    }

    /// <summary>The address family.</summary>
    public int Family { get; }

    /// <summary>The socket type.</summary>
    public int Type { get; }

    /// <summary>The protocol.</summary>
    public int Protocol { get; }

    /// <summary>The canonical name of the host, where asked for; else empty.</summary>
    public string CanonicalName { get; }

    /// <summary>The address.</summary>
    public SockAddress Address { get; }
}

/// <summary>A name could not be resolved. The message is that of Python's socket.gaierror: <c>[Errno -2] Name or service not known</c>.</summary>
public sealed class NameResolutionException : Exception
{
    /// <summary>Creates the exception for one of the EAI_ codes.</summary>
    public NameResolutionException(int code)
        : base($"[Errno {code}] {Resolver.ErrorMessage(code)}") => Code = code;

    /// <summary>The EAI_ code.</summary>
    public int Code { get; }
}

/// <summary>Name resolution by the C library: on the calling thread, or green, on a worker thread.</summary>
public static class Resolver
{
    /// <summary>The code that stands for a failed system call.</summary>
    public const int EAI_SYSTEM = -11;
    /// <summary>The name does not resolve.</summary>
    public const int EAI_NONAME = -2;
    /// <summary>The flag that allows no lookup, only addresses in figures.</summary>
    public const int AI_NUMERICHOST = 4;

    private const int NI_MAXHOST = 1025;
    private const int NI_MAXSERV = 32;

    /// <summary>The C library's text for an EAI_ code.</summary>
    public static unsafe string ErrorMessage(int code) => Marshal.PtrToStringUTF8((nint)Libc.gai_strerror(code)) ?? "";

    private static byte[]? Terminated(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>Resolves host and service on the calling thread, blocking it.</summary>
    /// <param name="host">The name or address, or null for the local host.</param>
    /// <param name="service">The service's name or number, or null.</param>
    /// <param name="family">The family wanted, or zero.</param>
    /// <param name="type">The socket type wanted, or zero.</param>
    /// <param name="protocol">The protocol wanted, or zero.</param>
    /// <param name="flags">AI_ flags.</param>
    /// <param name="answers">Receives the answers.</param>
    /// <param name="errno">Receives the errno where the result is <see cref="EAI_SYSTEM"/>.</param>
    /// <returns>Zero or an EAI_ code.</returns>
    public static unsafe int GetAddressInfo(
        string? host, string? service, int family, int type, int protocol, int flags, out AddressInfo[] answers, out int errno)
    {
        Libc.AddrInfo hints = new() { Flags = flags, Family = family, SocketType = type, Protocol = protocol };
        Libc.AddrInfo* list = null;
        answers = [];
        errno = 0;
        fixed (byte* node = Terminated(host))
        fixed (byte* port = Terminated(service))
        {
            int code = Libc.getaddrinfo(node, port, &hints, &list);
            if (code != 0)
            {
                errno = Marshal.GetLastSystemError();
                return code;
            }
        }
        try
        {
            List<AddressInfo> found = [];
            for (Libc.AddrInfo* one = list; one != null; one = one->Next)
            {
                found.Add(new AddressInfo(
                    one->Family,
                    one->SocketType,
                    one->Protocol,
                    Marshal.PtrToStringUTF8((nint)one->CanonicalName) ?? "",
                    new SockAddress(new ReadOnlySpan<byte>(one->Address, (int)one->AddressLength))));
            }
            answers = [.. found];
            return 0;
        }
        finally
        {
            Libc.freeaddrinfo(list);
        }
    }

    /// <summary>Finds the names of an address on the calling thread, blocking it.</summary>
    /// <returns>Zero or an EAI_ code.</returns>
    public static unsafe int GetNameInfo(SockAddress address, int flags, out string host, out string service, out int errno)
    {
        byte* rawHost = stackalloc byte[NI_MAXHOST];
        byte* rawService = stackalloc byte[NI_MAXSERV];
        fixed (byte* raw = address.Bytes)
        {
            int code = Libc.getnameinfo(
                raw, (uint)address.Bytes.Length, rawHost, NI_MAXHOST, rawService, NI_MAXSERV, flags);
            errno = code == 0 ? 0 : Marshal.GetLastSystemError();
            host = code == 0 ? Marshal.PtrToStringUTF8((nint)rawHost)! : "";
            service = code == 0 ? Marshal.PtrToStringUTF8((nint)rawService)! : "";
            return code;
        }
    }

    private static Exception Failure(int code, int errno) =>
        code == EAI_SYSTEM ? new SocketOsException(errno) : new NameResolutionException(code);

    private static bool NeedsNoLookup(string? host)
    {
        Span<byte> address = stackalloc byte[16];
        return string.IsNullOrEmpty(host)
            || SocketCalls.InetPton(SocketConstants.AF_INET, host, address)
            || SocketCalls.InetPton(SocketConstants.AF_INET6, host, address);
    }

    /// <summary>Resolves host and service green: a worker thread blocks, the hub does not. Addresses in figures need no worker.</summary>
    /// <exception cref="NameResolutionException">The name does not resolve.</exception>
    /// <exception cref="SocketOsException">A system call failed.</exception>
    public static async ValueTask<AddressInfo[]> GetAddressInfoAsync(
        string? host, string? service, int family = 0, int type = 0, int protocol = 0, int flags = 0, Hub? hub = null)
    {
        if (NeedsNoLookup(host))
        {
            int code = GetAddressInfo(host, service, family, type, protocol, flags, out AddressInfo[] answers, out int errno);
            return code == 0 ? answers : throw Failure(code, errno);
        }
        Lookup lookup = new(hub ?? Hub.Current, host, service, family, type, protocol, flags);
        await lookup.Start().ConfigureAwait(false);
        return lookup.Code == 0 ? lookup.Answers : throw Failure(lookup.Code, lookup.SystemErrno);
    }

    /// <summary>Finds the names of an address green: a worker thread blocks, the hub does not.</summary>
    /// <exception cref="NameResolutionException">The address has no name.</exception>
    public static async ValueTask<(string Host, string Service)> GetNameInfoAsync(SockAddress address, int flags = 0, Hub? hub = null)
    {
        ReverseLookup lookup = new(hub ?? Hub.Current, address, flags);
        await lookup.Start().ConfigureAwait(false);
        return lookup.Code == 0 ? (lookup.Host, lookup.Service) : throw Failure(lookup.Code, lookup.SystemErrno);
    }

    private abstract class WorkerLookup : HubWork
    {
        private readonly WaitOperation _operation;
        private readonly ValueTask<int> _task;
        private readonly short _version;
        internal int Code;
        internal int SystemErrno;

        protected WorkerLookup(Hub hub)
            : base(hub)
        {
            (_operation, _task) = hub.WaitManually();
            _version = _operation.Version;
        }

        internal ValueTask<int> Start()
        {
            WorkerPool.Resolver.Start(this);
            return _task;
        }

        // The waiting green thread may be gone, and the pooled operation another's.
        public override void Run() => _operation.Complete(_version, 0, null);
    }

    private sealed class Lookup(
        Hub hub, string? host, string? service, int family, int type, int protocol, int flags) : WorkerLookup(hub)
    {
        internal AddressInfo[] Answers = [];

        protected internal override void Execute() =>
            Code = GetAddressInfo(host, service, family, type, protocol, flags, out Answers, out SystemErrno);
    }

    private sealed class ReverseLookup(Hub hub, SockAddress address, int flags) : WorkerLookup(hub)
    {
        internal string Host = "";
        internal string Service = "";

        protected internal override void Execute() =>
            Code = GetNameInfo(address, flags, out Host, out Service, out SystemErrno);
    }
}
