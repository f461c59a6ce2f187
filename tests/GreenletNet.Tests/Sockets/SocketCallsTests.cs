using System;
using System.Net;
using System.Text;
using GreenletNet.Hubs;
using GreenletNet.Sockets;
using NUnit.Framework;

namespace GreenletNet.Tests.Sockets;

public class SocketCallsTests
{
    [Test]
    public void ErrorsAreNegatedErrnos()
    {
        Assert.That(SocketCalls.Socket(9999, 1, 0), Is.EqualTo(-Errno.EAFNOSUPPORT));
        Assert.That(SocketCalls.Close(-1), Is.EqualTo(-Errno.EBADF));
        Assert.That(SocketCalls.Recv(-1, new byte[1], 0), Is.EqualTo(-Errno.EBADF));
        Assert.That(SocketCalls.Send(-1, new byte[1], 0), Is.EqualTo(-Errno.EBADF));
        Assert.That(SocketCalls.Shutdown(-1, 2), Is.EqualTo(-Errno.EBADF));
        Assert.That(SocketCalls.GetSockName(-1, out SockAddress? none), Is.EqualTo(-Errno.EBADF));
        Assert.That(none, Is.Null);
    }

    [Test]
    public void ScatterGatherWithAncillaryDescriptor()
    {
        SocketCalls.SocketPair(SocketConstants.AF_UNIX, SocketConstants.SOCK_STREAM, 0, out int a, out int b);
        try
        {
            // cmsghdr: length 20, SOL_SOCKET, SCM_RIGHTS, one descriptor, padded to 24.
            byte[] control = new byte[24];
            BitConverter.TryWriteBytes(control, 20L);
            BitConverter.TryWriteBytes(control.AsSpan(8), 1);
            BitConverter.TryWriteBytes(control.AsSpan(12), 1);
            BitConverter.TryWriteBytes(control.AsSpan(16), a);
            ReadOnlyMemory<byte>[] send = ["abc"u8.ToArray(), "defg"u8.ToArray()];
            Assert.That(SocketCalls.SendMsg(a, send, control, 0, null), Is.EqualTo(7));
            Memory<byte>[] receive = [new byte[2], new byte[10]];
            byte[] received = new byte[64];
            int count = SocketCalls.RecvMsg(b, receive, received, 0, out int length, out int flags, out _);
            Assert.That(count, Is.EqualTo(7));
            Assert.That(Encoding.ASCII.GetString(receive[0].Span), Is.EqualTo("ab"));
            Assert.That(Encoding.ASCII.GetString(receive[1].Span[..5]), Is.EqualTo("cdefg"));
            Assert.That(length, Is.GreaterThanOrEqualTo(20));
            Assert.That(flags & SocketConstants.MSG_TRUNC, Is.Zero);
            int passed = BitConverter.ToInt32(received, 16);
            Assert.That(passed, Is.Not.EqualTo(a));
            Assert.That(SocketCalls.Close(passed), Is.Zero);
        }
        finally
        {
            SocketCalls.Close(a);
            SocketCalls.Close(b);
        }
    }

    [Test]
    public void OptionsReadBackWhatWasSet()
    {
        int fd = SocketCalls.Socket(SocketConstants.AF_INET, SocketConstants.SOCK_STREAM, 0);
        try
        {
            Assert.That(SocketCalls.SetSockOpt(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_REUSEADDR, 1), Is.Zero);
            Assert.That(SocketCalls.GetSockOpt(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_REUSEADDR, out int on), Is.Zero);
            Assert.That(on, Is.EqualTo(1));
            Assert.That(SocketCalls.GetSockOpt(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_TYPE, out int type), Is.Zero);
            Assert.That(type, Is.EqualTo(SocketConstants.SOCK_STREAM));
            Assert.That(Libc.Fcntl(fd, Libc.F_GETFD), Is.EqualTo(1), "close-on-exec");
        }
        finally
        {
            SocketCalls.Close(fd);
        }
    }

    [Test]
    public void AddressesEncodeAndDecode()
    {
        SockAddress v4 = SockAddress.From(IPAddress.Parse("1.2.3.4"), 65535);
        Assert.That(v4.ToString(), Is.EqualTo("1.2.3.4:65535"));
        Assert.That(v4.Bytes.ToArray(), Is.EqualTo(new byte[] { 2, 0, 255, 255, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0 }));
        SockAddress v6 = SockAddress.FromIPv6(IPAddress.Parse("fe80::1").GetAddressBytes(), 80, 0x12345, 3);
        Assert.That((v6.Port, v6.FlowInfo, v6.ScopeId), Is.EqualTo((80, 0x12345u, 3u)));
        Assert.That(v6.Family, Is.EqualTo(SocketConstants.AF_INET6));
        Assert.That(new SockAddress(v6.Bytes), Is.EqualTo(v6));
        Assert.That(v6, Is.Not.EqualTo(v4));
        SockAddress unnamed = SockAddress.FromUnix(ReadOnlySpan<byte>.Empty)!;
        Assert.That(unnamed.UnixPath.Length, Is.Zero);
        Assert.That(new SockAddress(default).Family, Is.Zero);
    }

    [Test]
    public void TextOfAddresses()
    {
        byte[] v6 = new byte[16];
        Assert.That(SocketCalls.InetPton(SocketConstants.AF_INET6, "::1", v6));
        Assert.That(SocketCalls.InetNtop(SocketConstants.AF_INET6, v6), Is.EqualTo("::1"));
        Assert.That(SocketCalls.InetPton(SocketConstants.AF_INET, "1.2.3", v6), Is.False);
        Assert.That(SocketCalls.InetPton(SocketConstants.AF_INET, "1.2.3.4\0x", v6), Is.False);
        Assert.That(SocketCalls.InetNtop(SocketConstants.AF_INET, v6), Is.Null);
    }

    [Test]
    public void ResolvesGreenAndInFigures()
    {
        using Hub hub = new();
        hub.Run(async () =>
        {
            AddressInfo[] figures = await Resolver.GetAddressInfoAsync(
                "127.0.0.1", "80", type: SocketConstants.SOCK_STREAM, hub: hub);
            Assert.That(figures, Has.Length.EqualTo(1));
            Assert.That(figures[0].Address.ToString(), Is.EqualTo("127.0.0.1:80"));
            Assert.That(figures[0].Protocol, Is.EqualTo(SocketConstants.IPPROTO_TCP));
            AddressInfo[] local = await Resolver.GetAddressInfoAsync("localhost", null, SocketConstants.AF_INET, hub: hub);
            Assert.That(local[0].Address.AddressBytes.ToArray(), Is.EqualTo(new byte[] { 127, 0, 0, 1 }));
            (string host, string service) = await Resolver.GetNameInfoAsync(figures[0].Address, 3, hub);
            Assert.That((host, service), Is.EqualTo(("127.0.0.1", "80")));
            try
            {
                await Resolver.GetAddressInfoAsync("no.such.host.invalid", null, hub: hub);
                Assert.Fail("resolved");
            }
            catch (NameResolutionException e)
            {
                Assert.That(e.Message, Does.StartWith($"[Errno {e.Code}] "));
                Assert.That(e.Code, Is.LessThan(0));
            }
        });
    }

    [Test]
    public void ManyLookupsAtOnceAllAnswer()
    {
        using Hub hub = new();
        int answers = 0;
        hub.Run(async () =>
        {
            GreenTask[] tasks = new GreenTask[100];
            for (int i = 0; i < tasks.Length; i++)
            {
                tasks[i] = hub.Spawn(async () =>
                {
                    await Resolver.GetAddressInfoAsync("localhost", "http", hub: hub);
                    answers++;
                });
            }
            tasks[50].Kill();
            foreach (GreenTask task in tasks)
            {
                if (task != tasks[50])
                {
                    await task.Join();
                }
            }
        });
        Assert.That(answers, Is.EqualTo(99));
    }
}
