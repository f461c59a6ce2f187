using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using GreenletNet.Hubs;
using GreenletNet.Sockets;
using NUnit.Framework;

namespace GreenletNet.Tests.Sockets;

/// <summary>The framework's TLS over green sockets, on one thread.</summary>
public class GreenStreamTests
{
    private Hub _hub = null!;
    private X509Certificate2 _certificate = null!;

    [OneTimeSetUp]
    public void MakeCertificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // A key that exists in memory only is not accepted by every platform's TLS.
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    [OneTimeTearDown]
    public void DropCertificate() => _certificate.Dispose();

    [SetUp]
    public void SetUp() => _hub = new Hub();

    [TearDown]
    public void TearDown() => _hub.Dispose();

    private SslStream Client(GreenSocket socket) =>
        new(new GreenStream(socket), false, (_, certificate, _, _) => certificate!.GetCertHashString() == _certificate.GetCertHashString());

    [Test]
    public void TlsRunsOnTheHubsThreadBesideOtherGreenThreads() => _hub.Run(async () =>
    {
        int thread = Environment.CurrentManagedThreadId;
        using GreenSocket listener = GreenSocket.Listen(SockAddress.From(IPAddress.Loopback, 0), hub: _hub);
        GreenTask server = _hub.Spawn(async () =>
        {
            (GreenSocket socket, _) = await listener.AcceptAsync();
            await using SslStream tls = new(new GreenStream(socket));
            await tls.AuthenticateAsServerAsync(_certificate);
            byte[] buffer = new byte[65536];
            int n;
            while ((n = await tls.ReadAsync(buffer)) > 0)
            {
                await tls.WriteAsync(buffer.AsMemory(0, n));
            }
        });
        int ticks = 0;
        GreenTask ticker = _hub.Spawn(async () =>
        {
            while (true)
            {
                ticks++;
                await _hub.Sleep(0);
            }
        });
        GreenSocket plain = new(hub: _hub);
        await plain.ConnectAsync(listener.LocalAddress);
        SslStream client = Client(plain);
        await client.AuthenticateAsClientAsync("localhost");
        Assert.That(client.SslProtocol, Is.AnyOf(SslProtocols.Tls12, SslProtocols.Tls13));
        byte[] data = RandomNumberGenerator.GetBytes(300_000), back = new byte[data.Length];
        GreenTask writer = _hub.Spawn(async () => await client.WriteAsync(data));
        await client.ReadExactlyAsync(back);
        await writer.Join();
        Assert.That(back, Is.EqualTo(data));
        Assert.That(Environment.CurrentManagedThreadId, Is.EqualTo(thread), "continuations must stay on the hub's thread");
        Assert.That(ticks, Is.GreaterThan(1));
        ticker.Kill();
        await client.ShutdownAsync();
        await client.DisposeAsync();
        Assert.That(plain.Fd, Is.EqualTo(-1));
        await server.Join();
    });

    [Test]
    public void AWrongCertificateFailsAtTheClient() => _hub.Run(async () =>
    {
        (GreenSocket a, GreenSocket b) = GreenSocket.Pair(hub: _hub);
        GreenTask server = _hub.Spawn(async () =>
        {
            using SslStream tls = new(new GreenStream(b));
            try
            {
                await tls.AuthenticateAsServerAsync(_certificate);
                _ = await tls.ReadAsync(new byte[10]);
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // The client's refusal, as an alert or as the end of the stream.
            }
        });
        using SslStream client = new(new GreenStream(a), false, (_, _, _, _) => false);
        Exception? failure = null;
        try
        {
            await client.AuthenticateAsClientAsync("localhost");
        }
        catch (AuthenticationException e)
        {
            failure = e;
        }
        Assert.That(failure, Is.Not.Null);
        client.Dispose();
        await server.Join();
    });

    [Test]
    public void ATimeoutEndsAHandshake() => _hub.Run(async () =>
    {
        (GreenSocket a, GreenSocket b) = GreenSocket.Pair(hub: _hub);
        a.Timeout = 0.05;
        using SslStream client = Client(a);
        Exception? failure = null;
        try
        {
            await client.AuthenticateAsClientAsync("localhost");
        }
        catch (SocketTimeoutException e)
        {
            failure = e;
        }
        Assert.That(failure, Is.Not.Null);
        b.Close();
    });

    [Test]
    public void WhatWouldBlockTheHubIsRefused() => _hub.Run(async () =>
    {
        (GreenSocket a, GreenSocket b) = GreenSocket.Pair(hub: _hub);
        using GreenStream stream = new(a);
        Assert.That(() => stream.Read(new byte[1], 0, 1), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => stream.Write(new byte[1], 0, 1), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => stream.Position, Throws.TypeOf<NotSupportedException>());
        Exception? failure = null;
        try
        {
            _ = await stream.ReadAsync(new byte[1], new CancellationToken(true));
        }
        catch (OperationCanceledException e)
        {
            failure = e;
        }
        Assert.That(failure, Is.Not.Null);
        b.Close();
        Assert.That(await stream.ReadAsync(new byte[1]), Is.Zero);
        stream.Dispose();
        Assert.That(stream.CanRead, Is.False);
    });
}
