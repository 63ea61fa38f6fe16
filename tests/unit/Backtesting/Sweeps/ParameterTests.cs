using Pawl.Backtesting.Sweeps;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting.Sweeps;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("fast.period=5..9", "5 6 7 8 9")]
    [InlineData("fast.period=5..20:5", "5 10 15 20")]
    [InlineData("fast.period=5..19:5", "5 10 15")]
    [InlineData("stop.factor=0.1..0.4:0.1", "0.1 0.2 0.3 0.4")]
    [InlineData("x.y=-2..2:2", "-2 0 2")]
    [InlineData("trend.kind=ema|sma|wma", "ema sma wma")]
    [InlineData("x.y=7", "7")]
    public void Ranges_and_lists_are_read(string text, string values) => Assert.Equal(values.Split(' '), Parameter.Parse(text).Values);

    [Theory]
    [InlineData("fast.period", "'fast.period' is not a parameter: write NODE.PARAMETER=FROM..TO:STEP or NODE.PARAMETER=A|B")]
    [InlineData("a.b=9..5", "'a.b=9..5' runs from 9 down to 5: write the smaller number first")]
    [InlineData("a.b=1..5:0", "'a.b=1..5:0' has the step 0: a step is above zero")]
    [InlineData("a.b=1..z", "'z' in 'a.b=1..z' is not a number: write FROM..TO:STEP, such as 5..50:5")]
    [InlineData("a.b=0..1000000", "'a.b=0..1000000' has 1000001 values, the most are 10000: take a larger step")]
    [InlineData("a.b=x|x", "'a.b=x|x' has the value 'x' twice: write it once")]
    [InlineData("a.b=x||y", "'a.b=x||y' has an empty value: write A|B")]
    public void Mistakes_are_named(string text, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => Parameter.Parse(text)).Message);

    [Fact]
    public void A_space_counts_its_sets_and_numbers_them_like_a_grid()
    {
        ParameterSpace space = new([Parameter.Parse("a.x=1..3"), Parameter.Parse("b.y=p|q")]);
        Assert.Equal(6, space.Count);
        Assert.Equal(["1p", "1q", "2p", "2q", "3p", "3q"], Enumerable.Range(0, 6).Select(i => string.Concat(space.Of(space.At(i)).Select(v => v.Value))));
        Assert.Throws<FormatException>(() => new ParameterSpace([Parameter.Parse("a.x=1"), Parameter.Parse("a.x=2")]));
        Assert.Throws<FormatException>(() => new ParameterSpace([]));
        Assert.Equal(long.MaxValue, new ParameterSpace(Enumerable.Range(0, 30).Select(i => Parameter.Parse($"a.p{i}=0..999"))).Count);
    }
}
