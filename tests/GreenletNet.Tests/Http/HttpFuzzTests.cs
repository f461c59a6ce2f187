using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GreenletNet.Http;
using NUnit.Framework;

namespace GreenletNet.Tests.Http;

/// <summary>Random input, made mostly of what is odd in HTTP: nothing throws, and how the bytes are cut up changes nothing.</summary>
public class HttpFuzzTests
{
    private static readonly string[] s_pieces =
    [
        "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", ":", ";", ",", "\0", "0", "1", "3", "a", "F", "+", "-", "x", "\xff",
        "Content-Length", "Transfer-Encoding", "chunked", "Host: h\r\n", "X: y\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n",
        "3\r\nabc\r\n", "0\r\n\r\n", "5;e=\"v\"\r\nabcde\r\n", "ffffffffffffffff\r\n", "GET / HTTP/1.1\r\n", "HTTP/1.1", "GET",
    ];

    private static readonly Gen<byte[]> s_bytes =
        from pieces in Gen.OneOf(Gen.Elements(s_pieces), Gen.Choose(0, 255).Select(c => ((char)c).ToString())).ListOf()
        select Encoding.Latin1.GetBytes(string.Concat(pieces));

    private static void Check(Action<byte[], int> property) => Prop.ForAll(
        s_bytes.ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (bytes, piece) => property(bytes, piece))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(40));

    [Test]
    public void HeaderParserSeesTheSameInPieces() => Check((bytes, piece) =>
    {
        HttpLimits limits = new(40, 120, 6);
        HttpHeaderParser whole = new(), parts = new();
        HttpParseStatus expected = whole.Parse(bytes, limits);
        HttpParseStatus status = HttpParseStatus.Incomplete;
        for (int n = 0; status == HttpParseStatus.Incomplete; n += piece)
        {
            status = parts.Parse(bytes.AsSpan(0, Math.Min(n, bytes.Length)), limits);
            if (n >= bytes.Length)
            {
                break;
            }
        }
        Assert.That(status, Is.EqualTo(expected));
        Assert.That(parts.Fields.ToArray(), Is.EqualTo(whole.Fields.ToArray()));
        foreach (HttpField field in whole.Fields)
        {
            string name = Encoding.Latin1.GetString(bytes, field.NameStart, field.NameLength);
            string value = Encoding.Latin1.GetString(bytes, field.ValueStart, field.ValueLength);
            Assert.That(name, Does.Match("^[!#$%&'*+.^_`|~0-9a-zA-Z-]+$"));
            Assert.That(value, Does.Not.Match("[\0\r\n]").And.Not.Match("^[ \t]|[ \t]$"));
        }
        if (expected == HttpParseStatus.Complete)
        {
            Assert.That(whole.Consumed, Is.InRange(1, bytes.Length));
            Assert.That(bytes[whole.Consumed - 1], Is.EqualTo((byte)'\n'));
        }
    });

    [Test]
    public void ChunkedDecoderSeesTheSameInPieces() => Check((bytes, piece) =>
    {
        (string body, ChunkStep end, int left) = ChunkedDecoderTests.Decode(bytes, bytes.Length, new ChunkedDecoder(30, 60));
        (string otherBody, ChunkStep otherEnd, int otherLeft) = ChunkedDecoderTests.Decode(bytes, piece, new ChunkedDecoder(30, 60), piece);
        Assert.That((otherBody, otherEnd), Is.EqualTo((body, end)));
        if (end == ChunkStep.End)
        {
            Assert.That(otherLeft, Is.EqualTo(left));
        }
    });

    [Test]
    public void RequestLineNeverThrows() => Check((bytes, _) =>
    {
        HttpRequestLine line = HttpRequestLine.Parse(bytes);
        if (line.Error == HttpRequestLineError.None)
        {
            Assert.That(line.Method.Length, Is.GreaterThan(0));
            Assert.That(line.Target.IndexOfAny("\0\r\n \t"u8), Is.EqualTo(-1));
        }
    });

    [Test]
    public void FramingNeverThrows() => Check((bytes, piece) =>
    {
        HttpFraming framing = new();
        string[] names = ["Content-Length", "Transfer-Encoding", "Connection", "Expect", "Host"];
        framing.Add(Encoding.Latin1.GetBytes(names[piece % names.Length]), bytes);
        if (framing.ContentLength >= 0 && !framing.IsInvalid)
        {
            Assert.That(bytes.All(b => char.IsAsciiDigit((char)b)));
        }
    });

    [Test]
    public void WhatIsWrittenInChunksIsRead() => Prop.ForAll(
        Gen.ListOf(s_bytes).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (parts, piece) =>
        {
            HttpResponseWriter writer = new(8);
            StringBuilder expected = new();
            foreach (byte[] part in parts.Where(p => p.Length > 0))
            {
                writer.WriteChunk(part);
                expected.Append(Encoding.Latin1.GetString(part));
            }
            writer.WriteChunk([]);
            Assert.That(ChunkedDecoderTests.Decode(writer.Written.ToArray(), piece), Is.EqualTo((expected.ToString(), ChunkStep.End, 0)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(15));
}
