using System;
using System.Text;
using GreenletNet.Http;
using NUnit.Framework;

namespace GreenletNet.Tests.Http;

public class HttpResponseWriterTests
{
    private static string Text(HttpResponseWriter writer) => Encoding.Latin1.GetString(writer.Written);

    [Test]
    public void GrowsAndForgets()
    {
        HttpResponseWriter writer = new(4);
        Assert.That(writer.TryWrite("HTTP/1.1 200 caf\xe9\r\n"));
        writer.Write("X: y\r\n"u8);
        Assert.That(Text(writer), Is.EqualTo("HTTP/1.1 200 caf\xe9\r\nX: y\r\n"));
        writer.Write(new byte[100_000]);
        Assert.That(writer.Length, Is.EqualTo(100_025));
        writer.Clear();
        Assert.That(writer.Length, Is.Zero);
        writer.Write("a"u8);
        Assert.That(Text(writer), Is.EqualTo("a"));
    }

    [Test]
    public void RefusesWhatIsNotLatin1()
    {
        HttpResponseWriter writer = new();
        Assert.That(writer.TryWrite("a\u20ac"), Is.False);
        Assert.That(writer.TryWriteCapitalized("a\u20ac"), Is.False);
        Assert.That(writer.Length, Is.Zero);
    }

    [TestCase("content-type", "Content-Type")]
    [TestCase("ETAG", "Etag")]
    [TestCase("x-ALL-the--thINGS-", "X-All-The--Things-")]
    [TestCase("\xe9-a", "\xe9-A")]
    public void CapitalizesNames(string name, string expected)
    {
        HttpResponseWriter writer = new();
        Assert.That(writer.TryWriteCapitalized(name));
        Assert.That(Text(writer), Is.EqualTo(expected));
    }

    [Test]
    public void WritesChunks()
    {
        HttpResponseWriter writer = new();
        writer.WriteChunk("abc"u8);
        writer.WriteChunk(new byte[255]);
        writer.WriteChunk([]);
        Assert.That(Text(writer), Is.EqualTo("3\r\nabc\r\nff\r\n" + new string('\0', 255) + "\r\n0\r\n\r\n"));
    }

    [Test]
    public void WritesDates()
    {
        HttpDate date = new();
        Assert.That(Encoding.Latin1.GetString(date.At(new DateTime(1994, 11, 6, 8, 49, 37, DateTimeKind.Utc))), Is.EqualTo("Sun, 06 Nov 1994 08:49:37 GMT"));
        Assert.That(Encoding.Latin1.GetString(date.At(new DateTime(1994, 11, 6, 8, 49, 38, DateTimeKind.Utc))), Is.EqualTo("Sun, 06 Nov 1994 08:49:38 GMT"));
        Assert.That(DateTime.Parse(Encoding.Latin1.GetString(date.Now), System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime(),
            Is.EqualTo(DateTime.UtcNow).Within(TimeSpan.FromSeconds(2)));
    }
}
