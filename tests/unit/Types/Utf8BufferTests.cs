using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

public sealed class Utf8BufferTests
{
    [Fact]
    public void Whole_numbers_are_those_of_the_framework()
    {
        var random = new Random(1);
        var buffer = new Utf8Buffer();
        for (int i = 0; i < 100_000; i++)
        {
            long value = TextCases.AnyLong(random);
            buffer.Clear();
            buffer.Write(value);
            Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Encoding.ASCII.GetString(buffer.Written));
        }
    }

    [Fact]
    public void Every_number_of_digits_is_written_whole()
    {
        var buffer = new Utf8Buffer();
        for (long power = 1; power is > 0 and <= 1_000_000_000_000_000_000; power = power == 1_000_000_000_000_000_000 ? 0 : power * 10)
        {
            foreach (long value in new[] { power - 1, power, power + 1, -power })
            {
                buffer.Clear();
                buffer.Write(value);
                Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Encoding.ASCII.GetString(buffer.Written));
            }
        }
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(167.3, "167.3")]
    [InlineData(-0.0, "-0")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(1e16, "10000000000000000")]
    [InlineData(1e17, "1E+17")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.Epsilon, "5E-324")]
    public void Doubles_are_the_shortest_that_read_back(double value, string text)
    {
        var buffer = new Utf8Buffer();
        buffer.Write(value);
        Assert.Equal(text, Encoding.ASCII.GetString(buffer.Written));
        using JsonDocument json = JsonDocument.Parse(buffer.WrittenMemory);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(json.RootElement.GetDouble()));
    }

    [Fact]
    public void Strings_are_read_back_by_another_reader()
    {
        var random = new Random(2);
        var buffer = new Utf8Buffer();
        for (int i = 0; i < 20_000; i++)
        {
            string text = TextCases.Text(random, "\0\u0001\u001f\"\\/\b\f\n\r\tab é€\u007f\u2028😀", 40);
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            buffer.Clear();
            buffer.WriteJsonString(text);
            using JsonDocument json = JsonDocument.Parse(buffer.WrittenMemory);
            Assert.Equal(text, json.RootElement.GetString());
        }
    }

    [Fact]
    public void Grows_keeps_and_takes_back()
    {
        var buffer = new Utf8Buffer(1);
        var expected = new StringBuilder();
        for (int i = 0; i < 5_000; i++)
        {
            buffer.Write(i);
            buffer.WriteByte((byte)',');
            expected.Append(CultureInfo.InvariantCulture, $"{i},");
        }

        Assert.Equal(expected.ToString(), Encoding.ASCII.GetString(buffer.Written));
        buffer.Truncate(2);
        Assert.Equal("0,", Encoding.ASCII.GetString(buffer.Written));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(3));
        buffer.Clear();
        Assert.Equal(0, buffer.Length);
        buffer.Write(new byte[100_000]);
        Assert.Equal(100_000, buffer.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(int.MaxValue));
    }
}
