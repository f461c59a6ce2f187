using System;
using System.Globalization;
using System.Numerics;
using NUnit.Framework;
using PythonEngine.Execution;
using PythonEngine.Objects;

namespace PythonEngine.Tests.Objects;

[TestFixture]
public sealed class NumberTests : EngineTest
{
    private static readonly BigInteger[] s_edges =
    [
        0, 1, -1, 2, 7, -7, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, (BigInteger)long.MaxValue + 1, (BigInteger)long.MinValue - 1,
        BigInteger.Pow(2, 100), -BigInteger.Pow(2, 100) + 3, BigInteger.Pow(10, 40), 3037000500, -3037000499,
    ];

    private static BigInteger Value(PyObject number) => ((PyInt)number).Big;

    private static PyInt Int(BigInteger value) => PyInt.From(value);

    [Test]
    public void Arithmetic_agrees_with_unlimited_integers_at_the_edges()
    {
        foreach (BigInteger a in s_edges)
        {
            foreach (BigInteger b in s_edges)
            {
                Assert.That(Value(Ops.Add(Int(a), Int(b))), Is.EqualTo(a + b));
                Assert.That(Value(Ops.Subtract(Int(a), Int(b))), Is.EqualTo(a - b));
                Assert.That(Value(Ops.Multiply(Int(a), Int(b))), Is.EqualTo(a * b));
                Assert.That(Value(Ops.Binary(BinaryOp.And, Int(a), Int(b))), Is.EqualTo(a & b));
                Assert.That(Value(Ops.Binary(BinaryOp.Xor, Int(a), Int(b))), Is.EqualTo(a ^ b));
                Assert.That(Ops.Compare(Int(a), Int(b), CompareOp.Lt), Is.EqualTo(a < b));
                if (b.IsZero)
                {
                    continue;
                }
                BigInteger quotient = Value(Ops.Binary(BinaryOp.FloorDivide, Int(a), Int(b))), rest = Value(Ops.Binary(BinaryOp.Remainder, Int(a), Int(b)));
                Assert.That(quotient * b + rest, Is.EqualTo(a), $"{a} divmod {b}");
                Assert.That(rest.IsZero || rest.Sign == b.Sign, Is.True, $"{a} % {b}");
            }
        }
    }

    [Test]
    public void A_value_has_one_representation()
    {
        // A result that fits 64 bits again is a small int: identity of types is what fast paths test.
        Assert.That(Ops.Subtract(Int((BigInteger)long.MaxValue + 1), Int(1)), Is.TypeOf<PySmallInt>());
        Assert.That(Ops.Add(Int(long.MaxValue), Int(1)), Is.TypeOf<PyBigInt>());
        Assert.That(Ops.Negative(Int(long.MinValue)), Is.TypeOf<PyBigInt>());
        Assert.That(ReferenceEquals(PyInt.From(5L), PyInt.From((BigInteger)5)), Is.True);
    }

    [TestCase("2 ** 64, (-2) ** 63, 2 ** -1, pow(3, -1, 7), pow(2, 100, 1000)", "(18446744073709551616, -9223372036854775808, 0.5, 5, 376)")]
    [TestCase("1 << 70 >> 69, -1 >> 100, -5 >> 1, ~(2**64)", "(2, -1, -3, -18446744073709551617)")]
    [TestCase("int('-0x_ff', 16), int('1_000'), int('  12  '), int('z', 36)", "(-255, 1000, 12, 35)")]
    [TestCase("(255).to_bytes(2, 'little'), int.from_bytes(b'\\xff\\xfe', 'big', signed=True), (10**20).bit_length()", "(b'\\xff\\x00', -2, 67)")]
    [TestCase("divmod(-7, 2), divmod(7, -2), -7 // 2.0, -7 % 2.5", "((-4, 1), (-4, -1), -4.0, 0.5)")]
    [TestCase("round(2.5), round(3.5), round(-1234, -2), round(2.675, 2)", "(2, 4, -1200, 2.67)")]
    [TestCase("hash(2**61 - 1), hash(2**61), hash(0.5), hash(float('inf')), hash(-1)", "(0, 1, 1152921504606846976, 314159, -2)")]
    public void Results(string expression, string expected) => Assert.That(Text(expression), Is.EqualTo(expected));

    [TestCase("1 // 0", "ZeroDivisionError: integer division or modulo by zero")]
    [TestCase("1.0 / 0", "ZeroDivisionError: float division by zero")]
    [TestCase("1 << -1", "ValueError: negative shift count")]
    [TestCase("int('1' * 5000)", "ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit")]
    [TestCase("int('x')", "ValueError: invalid literal for int() with base 10: 'x'")]
    [TestCase("float(10**400)", "OverflowError: int too large to convert to float")]
    public void Errors(string expression, string expected) => Assert.That(Error(expression), Is.EqualTo(expected));

    [Test]
    public void Repr_of_a_float_is_the_shortest_that_reads_back()
    {
        Random random = new(3);
        for (int i = 0; i < 5000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(value))
            {
                continue;
            }
            string text = Ops.ReprText(new PyFloat(value));
            Assert.That(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), Is.EqualTo(value), text);
            string shortest = value.ToString("R", CultureInfo.InvariantCulture);
            Assert.That(Digits(text), Is.EqualTo(Digits(shortest)), text);
        }
    }

    private static string Digits(string text)
    {
        int e = text.IndexOfAny(['e', 'E']);
        return (e < 0 ? text : text[..e]).Replace(".", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Trim('0');
    }

    [TestCase("1e16, 1e15, 123456789012345680.0, 0.0001, 0.00001, -0.0, 5e-324, 1.0", "(1e+16, 1000000000000000.0, 1.2345678901234568e+17, 0.0001, 1e-05, -0.0, 5e-324, 1.0)")]
    [TestCase("f'{1234.5:,.2f}|{0.1:.20f}|{1e10:g}|{255:#06x}|{3.0:+.1e}|{0.25:%}'", "1,234.50|0.10000000000000000555|1e+10|0x00ff|+3.0e+00|25.000000%")]
    [TestCase("'%.3g|%#.3g|%e|%.0f|%.0f' % (0.0001234, 1.0, 12345.678, 0.5, 1.5)", "0.000123|1.00|1.234568e+04|0|2")]
    [TestCase("(0.1).hex(), float.fromhex('0x1.8p1'), (0.1).as_integer_ratio()", "('0x1.999999999999ap-4', 3.0, (3602879701896397, 36028797018963968))")]
    public void Formats(string expression, string expected) => Assert.That(Text(expression), Is.EqualTo(expected));
}
