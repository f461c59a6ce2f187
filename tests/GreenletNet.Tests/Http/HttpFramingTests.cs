using System.Text;
using GreenletNet.Http;
using NUnit.Framework;

namespace GreenletNet.Tests.Http;

public class HttpFramingTests
{
    private static HttpFraming Of(params string[] lines)
    {
        HttpFraming framing = new();
        foreach (string line in lines)
        {
            string[] parts = line.Split(':', 2);
            framing.Add(Encoding.Latin1.GetBytes(parts[0]), Encoding.Latin1.GetBytes(parts[1].Trim(' ')));
        }
        return framing;
    }

    [Test]
    public void NothingMeansNoBody()
    {
        HttpFraming framing = Of("Host: h", "Accept: */*");
        Assert.That((framing.ContentLength, framing.IsChunked, framing.IsInvalid, framing.HasUnknownCoding, framing.SaysClose, framing.SaysKeepAlive),
            Is.EqualTo((-1L, false, false, false, false, false)));
    }

    [TestCase("0", 0)]
    [TestCase("0012", 12)]
    [TestCase("9223372036854775807", long.MaxValue)]
    public void TakesLengths(string text, long length)
    {
        HttpFraming framing = Of("content-LENGTH: " + text, "Content-Length: " + text);
        Assert.That((framing.ContentLength, framing.IsInvalid), Is.EqualTo((length, false)));
    }

    [TestCase("")]
    [TestCase("+1")]
    [TestCase("-1")]
    [TestCase("1,1")]
    [TestCase("1 1")]
    [TestCase("0x1")]
    [TestCase("1_0")]
    [TestCase("1.0")]
    [TestCase("\xb2")]
    [TestCase("9223372036854775808")]
    [TestCase("99999999999999999999999999")]
    public void RefusesWhatIsNoLength(string text)
    {
        Assert.That(Of("Content-Length: " + text).IsInvalid);
        Assert.That(Of("Content-Length: 1", "Content-Length: " + text).IsInvalid);
    }

    [Test]
    public void RefusesContradictions()
    {
        Assert.That(Of("Content-Length: 1", "Content-Length: 2").IsInvalid);
        Assert.That(Of("Host: a", "Host: a").IsInvalid);
        Assert.That(Of("Content_Length: 1", "Content-Length: 2").IsInvalid, Is.False);
    }

    [Test]
    public void TakesChunkedAlone()
    {
        HttpFraming framing = Of("transfer-encoding: Chunked");
        Assert.That((framing.IsChunked, framing.HasUnknownCoding, framing.IsAmbiguous), Is.EqualTo((true, false, false)));
        Assert.That(Of("Transfer-Encoding: chunked", "Content-Length: 1").IsAmbiguous);
        Assert.That(Of("Content-Length: 1", "Transfer-Encoding: chunked").IsAmbiguous);
        foreach (string coding in new[] { "", "identity", "gzip", "gzip, chunked", "chunked, chunked", "chunked;a=b", "\"chunked\"", "xchunked", "chunked\xa0" })
        {
            Assert.That(Of("Transfer-Encoding: " + coding).HasUnknownCoding, coding);
            Assert.That(Of("Transfer-Encoding: chunked", "Transfer-Encoding: " + coding).HasUnknownCoding, coding);
        }
        Assert.That(Of("Transfer-Encoding: chunked", "Transfer-Encoding: chunked").HasUnknownCoding);
    }

    [Test]
    public void ReadsConnectionAsAList()
    {
        Assert.That(Of("Connection: Close").SaysClose);
        Assert.That(Of("Connection: TE ,\tclose").SaysClose);
        Assert.That(Of("Connection: closed").SaysClose, Is.False);
        Assert.That(Of("Connection: keep-alive, Upgrade").SaysKeepAlive);
        Assert.That(Of("Connection:").SaysKeepAlive, Is.False);
        Assert.That(Of("Expect: 100-Continue").ExpectsContinue);
        Assert.That(Of("Expect: 100-continue, x").ExpectsContinue, Is.False);
    }
}
