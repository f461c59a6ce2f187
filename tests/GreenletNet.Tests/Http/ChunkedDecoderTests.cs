using System;
using System.Collections.Generic;
using System.Text;
using GreenletNet.Http;
using NUnit.Framework;

namespace GreenletNet.Tests.Http;

public class ChunkedDecoderTests
{
    /// <summary>Decodes what comes in pieces of some size: the body, how it ended, and what was left over.</summary>
    internal static (string Body, ChunkStep End, int Left) Decode(byte[] bytes, int piece, ChunkedDecoder? decoder = null, int maxData = int.MaxValue)
    {
        decoder ??= new ChunkedDecoder();
        StringBuilder body = new();
        int from = 0, to = 0;
        while (true)
        {
            ChunkStep step = decoder.Next(bytes.AsSpan(from, to - from), maxData, out int skipped, out int data);
            Assert.That(skipped, Is.InRange(0, to - from));
            Assert.That(data, Is.InRange(0, to - from - skipped));
            Assert.That(data, Is.LessThanOrEqualTo(maxData));
            from += skipped;
            body.Append(Encoding.Latin1.GetString(bytes, from, data));
            from += data;
            if (step == ChunkStep.Data)
            {
                Assert.That(data, Is.GreaterThan(0));
            }
            else if (step == ChunkStep.Incomplete && to < bytes.Length)
            {
                to = Math.Min(bytes.Length, to + piece);
            }
            else
            {
                return (body.ToString(), step, bytes.Length - from);
            }
        }
    }

    private static (string Body, ChunkStep End, int Left) Decode(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        (string Body, ChunkStep End, int Left) whole = Decode(bytes, bytes.Length);
        for (int piece = 1; piece < 5; piece++)
        {
            (string Body, ChunkStep End, int Left) parts = Decode(bytes, piece);
            Assert.That((parts.Body, parts.End), Is.EqualTo((whole.Body, whole.End)), $"in pieces of {piece}");
        }
        return whole;
    }

    [TestCase("0\r\n\r\n", "")]
    [TestCase("3\r\nabc\r\n0\r\n\r\n", "abc")]
    [TestCase("003\r\nabc\r\nA\r\n0123456789\r\n00\r\n\r\n", "abc0123456789")]
    [TestCase("3;ext\r\nabc\r\n0;last\r\n\r\n", "abc")]
    [TestCase("3 ; a = \"b\0c\"\r\nabc\r\n0\r\n\r\n", "abc")]
    [TestCase("3 \t\r\nabc\r\n0\r\n\r\n", "abc")]
    [TestCase("5\r\n\r\n0\r\n\r\n0\r\n\r\n", "\r\n0\r\n")]
    [TestCase("1\r\na\r\n0\r\nTrailer: x\r\nOther: y\r\n\r\n", "a")]
    [TestCase("1\r\na\r\n0\r\nTrailer: x\n\n", "a")]
    public void Decodes(string text, string body)
    {
        Assert.That(Decode(text), Is.EqualTo((body, ChunkStep.End, 0)));
        Assert.That(Decode(text + "GET /"), Is.EqualTo((body, ChunkStep.End, 5)), "what follows is not touched");
    }

    [TestCase("\r\n", ChunkStep.BadSize)]
    [TestCase("x\r\n", ChunkStep.BadSize)]
    [TestCase("+3\r\nabc\r\n", ChunkStep.BadSize)]
    [TestCase("-3\r\nabc\r\n", ChunkStep.BadSize)]
    [TestCase("0x3\r\nabc\r\n", ChunkStep.BadSize)]
    [TestCase(" 3\r\nabc\r\n", ChunkStep.BadSize)]
    [TestCase("3 3\r\nabc\r\n", ChunkStep.BadSize)]
    [TestCase(";a\r\n", ChunkStep.BadSize)]
    [TestCase("8000000000000000\r\n", ChunkStep.BadSize)]
    [TestCase("10000000000000003\r\nabc\r\n", ChunkStep.BadSize)]
    [TestCase("3\nabc\r\n", ChunkStep.BadLine)]
    [TestCase("3;a\rb\r\nabc\r\n", ChunkStep.BadLine)]
    [TestCase("3\r\nabcd\r\n", ChunkStep.BadEnding)]
    [TestCase("3\r\nabc\n0\r\n\r\n", ChunkStep.BadEnding)]
    [TestCase("3\r\nabc\rX", ChunkStep.BadEnding)]
    public void Refuses(string text, ChunkStep error) => Assert.That(Decode(text).End, Is.EqualTo(error));

    [Test]
    public void StaysWhereItFailed()
    {
        ChunkedDecoder decoder = new();
        Assert.That(decoder.Next("x\r\n"u8, 10, out _, out _), Is.EqualTo(ChunkStep.BadSize));
        Assert.That(decoder.Next("3\r\nabc\r\n"u8, 10, out int skipped, out int data), Is.EqualTo(ChunkStep.BadSize));
        Assert.That((skipped, data, decoder.IsDone), Is.EqualTo((0, 0, false)));
    }

    [Test]
    public void KeepsToItsLimits()
    {
        Assert.That(Decode(Encoding.Latin1.GetBytes("3;" + new string('x', 20) + "\r\n"), 100, new ChunkedDecoder(16)).End, Is.EqualTo(ChunkStep.BadLine));
        Assert.That(Decode(Encoding.Latin1.GetBytes("3;" + new string('x', 20)), 100, new ChunkedDecoder(16)).End, Is.EqualTo(ChunkStep.BadLine), "without waiting for its end");
        Assert.That(Decode(Encoding.Latin1.GetBytes("0\r\nA: 1\r\nB: 2\r\n\r\n"), 100, new ChunkedDecoder(16, 10)).End, Is.EqualTo(ChunkStep.TrailersTooLong));
        Assert.That(Decode(Encoding.Latin1.GetBytes("0\r\n" + new string('x', 20)), 100, new ChunkedDecoder(16, 10)).End, Is.EqualTo(ChunkStep.TrailersTooLong));
    }

    [Test]
    public void GivesAsMuchAsIsTaken()
    {
        byte[] bytes = "6\r\nabcdef\r\n0\r\n\r\n"u8.ToArray();
        Assert.That(Decode(bytes, 100, maxData: 2), Is.EqualTo(("abcdef", ChunkStep.End, 0)));
        ChunkedDecoder decoder = new();
        Assert.That(decoder.Next(bytes, 100, out int skipped, out int data), Is.EqualTo(ChunkStep.Data));
        Assert.That((skipped, data), Is.EqualTo((3, 6)));
        decoder.PutBack(4);
        Assert.That(decoder.IsInsideChunk);
        Assert.That(decoder.Next(bytes.AsSpan(5), 100, out skipped, out data), Is.EqualTo(ChunkStep.Data));
        Assert.That((skipped, data), Is.EqualTo((0, 4)));
        Assert.That(decoder.Next(bytes.AsSpan(9), 100, out _, out _), Is.EqualTo(ChunkStep.End));
        Assert.That(decoder.IsDone);
    }
}
