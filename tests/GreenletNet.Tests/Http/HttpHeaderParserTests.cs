using System;
using System.Collections.Generic;
using System.Text;
using GreenletNet.Http;
using NUnit.Framework;

namespace GreenletNet.Tests.Http;

public class HttpHeaderParserTests
{
    private static List<(string Name, string Value)> Fields(HttpHeaderParser parser, byte[] bytes)
    {
        List<(string Name, string Value)> fields = [];
        foreach (HttpField field in parser.Fields)
        {
            fields.Add((Encoding.Latin1.GetString(bytes, field.NameStart, field.NameLength), Encoding.Latin1.GetString(bytes, field.ValueStart, field.ValueLength)));
        }
        return fields;
    }

    [Test]
    public void FindsNamesAndValues()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("Host: h:80\r\nEmpty:\r\nX-Tabs:\t a\tb \t\nColon: a:b:c\r\nHigh: \xe9\x7f\r\n\r\nbody: no");
        HttpHeaderParser parser = new();
        Assert.That(parser.Parse(bytes, HttpLimits.Default), Is.EqualTo(HttpParseStatus.Complete));
        Assert.That(Fields(parser, bytes), Is.EqualTo(new[] { ("Host", "h:80"), ("Empty", ""), ("X-Tabs", "a\tb"), ("Colon", "a:b:c"), ("High", "\xe9\x7f") }));
        Assert.That(bytes.Length - parser.Consumed, Is.EqualTo("body: no".Length));
    }

    [Test]
    public void GoesOnWhereItStopped()
    {
        byte[] bytes = "Host: h\r\nContent-Length: 12\r\n\r\n"u8.ToArray();
        HttpHeaderParser parser = new();
        for (int n = 0; n < bytes.Length; n++)
        {
            Assert.That(parser.Parse(bytes.AsSpan(0, n), HttpLimits.Default), Is.EqualTo(HttpParseStatus.Incomplete), $"after {n} bytes");
        }
        Assert.That(parser.Parse(bytes, HttpLimits.Default), Is.EqualTo(HttpParseStatus.Complete));
        Assert.That(Fields(parser, bytes), Is.EqualTo(new[] { ("Host", "h"), ("Content-Length", "12") }));
        parser.Reset();
        Assert.That(parser.Parse("\r\n"u8, HttpLimits.Default), Is.EqualTo(HttpParseStatus.Complete));
        Assert.That(parser.Fields.Length, Is.Zero);
        Assert.That(parser.Consumed, Is.EqualTo(2));
    }

    [TestCase("A: 1\r\n folded\r\n\r\n")]
    [TestCase("A: 1\r\n\tfolded\r\n\r\n")]
    [TestCase(" A: 1\r\n\r\n")]
    [TestCase("A : 1\r\n\r\n")]
    [TestCase("A\t: 1\r\n\r\n")]
    [TestCase(": 1\r\n\r\n")]
    [TestCase("A\r\n\r\n")]
    [TestCase("A B: 1\r\n\r\n")]
    [TestCase("A\0: 1\r\n\r\n")]
    [TestCase("A\xe9: 1\r\n\r\n")]
    [TestCase("A: \0\r\n\r\n")]
    [TestCase("A: 1\r2\r\n\r\n")]
    [TestCase("A: 1\r\r\n\r\n")]
    [TestCase("\rA: 1\r\n\r\n")]
    public void RefusesWhatMayBeReadTwice(string lines) =>
        Assert.That(new HttpHeaderParser().Parse(Encoding.Latin1.GetBytes(lines), HttpLimits.Default), Is.EqualTo(HttpParseStatus.BadField));

    [Test]
    public void KeepsToItsLimits()
    {
        HttpLimits limits = new(16, 40, 3);
        Assert.That(new HttpHeaderParser().Parse("A: 901234567\r\n\r\n"u8, limits), Is.EqualTo(HttpParseStatus.Complete));
        Assert.That(new HttpHeaderParser().Parse("A: 9012345678901\r\n\r\n"u8, limits), Is.EqualTo(HttpParseStatus.LineTooLong));
        Assert.That(new HttpHeaderParser().Parse("A: 901234567890123456"u8, limits), Is.EqualTo(HttpParseStatus.LineTooLong), "without waiting for its end");
        Assert.That(new HttpHeaderParser().Parse("A: 12345678\r\nB: 12345678\r\nC: 12345678\r\n\r\n"u8, limits), Is.EqualTo(HttpParseStatus.HeadTooLarge));
        Assert.That(new HttpHeaderParser().Parse("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n"u8, limits), Is.EqualTo(HttpParseStatus.TooManyFields));
    }
}
