using System.Text;
using GreenletNet.Http;
using NUnit.Framework;

namespace GreenletNet.Tests.Http;

public class HttpRequestLineTests
{
    private static string Text(System.ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    [TestCase("GET / HTTP/1.1\r\n", "GET", "/", "HTTP/1.1", true)]
    [TestCase("GET / HTTP/1.1\n", "GET", "/", "HTTP/1.1", true)]
    [TestCase("GET / HTTP/1.1", "GET", "/", "HTTP/1.1", true)]
    [TestCase("POST /a?b=c%20d HTTP/1.0\r\n", "POST", "/a?b=c%20d", "HTTP/1.0", false)]
    [TestCase("  OPTIONS \t * \t HTTP/1.1  \r\n", "OPTIONS", "*", "HTTP/1.1", true)]
    [TestCase("GET http://h/p HTTP/1.2\r\n", "GET", "http://h/p", "HTTP/1.2", true)]
    [TestCase("M-SEARCH /\xe9 HTTP/1.1\r\n", "M-SEARCH", "/\xe9", "HTTP/1.1", true)]
    [TestCase("GET / HTTP/0.9\r\n", "GET", "/", "HTTP/0.9", false)]
    [TestCase("GET / HTTP/1.01\r\n", "GET", "/", "HTTP/1.01", true)]
    [TestCase("GET /\r\n", "GET", "/", "", false)]
    public void TakesTheWords(string line, string method, string target, string version, bool persistent)
    {
        HttpRequestLine parsed = HttpRequestLine.Parse(Encoding.Latin1.GetBytes(line));
        Assert.That(parsed.Error, Is.EqualTo(HttpRequestLineError.None));
        Assert.That((Text(parsed.Method), Text(parsed.Target), Text(parsed.Version), parsed.IsPersistent), Is.EqualTo((method, target, version, persistent)));
    }

    [TestCase("", HttpRequestLineError.Empty)]
    [TestCase("\r\n", HttpRequestLineError.Empty)]
    [TestCase(" \t \r\n", HttpRequestLineError.Empty)]
    [TestCase("GET\r\n", HttpRequestLineError.BadSyntax)]
    [TestCase("GET / x HTTP/1.1\r\n", HttpRequestLineError.BadSyntax)]
    [TestCase("GET / HTTP/1.1 x\r\n", HttpRequestLineError.BadVersion)]
    [TestCase("GET / HTTP\r\n", HttpRequestLineError.BadVersion)]
    [TestCase("GET / HTTP/1\r\n", HttpRequestLineError.BadVersion)]
    [TestCase("GET / HTTP/1.\r\n", HttpRequestLineError.BadVersion)]
    [TestCase("GET / HTTP/1.1.1\r\n", HttpRequestLineError.BadVersion)]
    [TestCase("GET / HTTP/-1.1\r\n", HttpRequestLineError.BadVersion)]
    [TestCase("GET / http/1.1\r\n", HttpRequestLineError.BadVersion)]
    [TestCase("GET / HTTP/12345678901.1\r\n", HttpRequestLineError.BadVersion)]
    [TestCase("GET / HTTP/2.0\r\n", HttpRequestLineError.UnsupportedVersion)]
    [TestCase("GET / HTTP/9999999999.0\r\n", HttpRequestLineError.UnsupportedVersion)]
    [TestCase("POST /\r\n", HttpRequestLineError.BadSimpleMethod)]
    [TestCase("GE(T / HTTP/1.1\r\n", HttpRequestLineError.BadSyntax)]
    [TestCase("GET /a\rb HTTP/1.1\r\n", HttpRequestLineError.BadSyntax)]
    [TestCase("GET /\0 HTTP/1.1\r\n", HttpRequestLineError.BadSyntax)]
    [TestCase("\xe9 / HTTP/1.1\r\n", HttpRequestLineError.BadSyntax)]
    public void RefusesTheRest(string line, HttpRequestLineError error) =>
        Assert.That(HttpRequestLine.Parse(Encoding.Latin1.GetBytes(line)).Error, Is.EqualTo(error));
}
