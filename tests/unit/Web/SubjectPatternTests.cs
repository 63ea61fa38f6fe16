using Pawl.Host.Web.Live;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Web;

/// <summary>What a pattern matches, against the rules of NATS written out by hand.</summary>
public sealed class SubjectPatternTests
{
    [Theory]
    [InlineData("candles.external.ES.1m", "candles.external.ES.1m", true)]
    [InlineData("candles.external.ES.1m", "candles.external.ES.1m.x", false)]
    [InlineData("candles.external.ES.1m", "candles.external.ES", false)]
    [InlineData("candles.external.*.1m", "candles.external.ES.1m", true)]
    [InlineData("candles.external.*.1m", "candles.external.ES.5m", false)]
    [InlineData("candles.external.*", "candles.external.ES.5m", false)]
    [InlineData("*.*.*.*", "candles.external.ES.5m", true)]
    [InlineData("candles.>", "candles.external.ES.5m", true)]
    [InlineData("candles.>", "candles", false)]
    [InlineData("candles.external.ES.1m.>", "candles.external.ES.1m", false)]
    [InlineData(">", "candles", true)]
    [InlineData("*", "candles", true)]
    [InlineData("*", "candles.external", false)]
    [InlineData("candle", "candles", false)]
    [InlineData("candles.external.NSE=3A99926000.*", "candles.external.NSE=3A99926000.1m", true)]
    public void A_pattern_matches_what_it_should(string pattern, string subject, bool matches) =>
        Assert.Equal(matches, SubjectPattern.TryParse(pattern, out _)!.Matches(subject));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData("a.>.b")]
    [InlineData("a*")]
    [InlineData("a b")]
    [InlineData("a.>>")]
    [InlineData("NSE:1")]
    [InlineData("a\n")]
    [InlineData("\u202ea")]
    public void What_is_no_pattern_is_refused_with_a_remedy(string pattern)
    {
        Assert.Null(SubjectPattern.TryParse(pattern, out string mistake));
        Assert.StartsWith("write tokens of ", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders.>", true)]
    [InlineData("orders.paper.fill", true)]
    [InlineData("orders.*.*", true)]
    [InlineData("*.paper.fill", false)]
    [InlineData(">", false)]
    [InlineData("ordersof.>", false)]
    public void It_names_what_its_first_token_does(string pattern, bool names) => Assert.Equal(names, SubjectPattern.TryParse(pattern, out _)!.IsOf(Subject.Orders));

    [Theory]
    [InlineData("pub:ind:SMA_9:60s:CME:ES", "pub:ind:SMA_9:60s:CME:ES", true)]
    [InlineData("pub:ind:SMA_9:60s:CME:ES", "pub:ind:SMA_9:60s:CME:ESX", false)]
    [InlineData("pub:ind:*", "pub:ind:SMA_9:60s:CME:ES", true)]
    [InlineData("pub:ind:*", "pub:candle:60s:CME:ES", false)]
    [InlineData("pub:*:60s:*", "pub:ind:SMA_9:60s:CME:ES", true)]
    [InlineData("pub:*:60s:*:NQ", "pub:ind:SMA_9:60s:CME:ES", false)]
    [InlineData("pub:candle:*ES*ES", "pub:candle:60s:CME:ES", false)]
    [InlineData("pub:*", "candles.external.ES.1m", false)]
    public void A_channel_of_Redis_is_any_text_between_what_is_written(string pattern, string name, bool matches)
    {
        Assert.Equal(matches, SubjectPattern.TryParsePublished(pattern, out _)!.Matches(name));
        Assert.False(SubjectPattern.TryParse("*", out _)!.Matches("pub:" + name));
    }

    [Theory]
    [InlineData("candle:60s:CME:ES")]
    [InlineData("pub:\u202e")]
    [InlineData("pub:\n")]
    public void What_is_no_channel_of_Redis_is_refused_with_a_remedy(string pattern)
    {
        Assert.Null(SubjectPattern.TryParsePublished(pattern, out string mistake));
        Assert.StartsWith("write pub:ind:*, ", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_without_end_is_refused() => Assert.Null(SubjectPattern.TryParse(new string('a', 10_000), out _));

    [Theory]
    [InlineData("ES", "ES")]
    [InlineData("NSE:99926000", "NSE=3A99926000")]
    [InlineData("BTC/USD.x", "BTC=2FUSD=2Ex")]
    [InlineData("candle(1m)", "candle=281m=29")]
    public void A_symbol_is_one_token(string symbol, string token) => Assert.Equal((token, symbol), (SubjectToken.Of(symbol), SubjectToken.TryParse(token)));

    [Fact]
    public void Subjects_are_those_of_the_catalogue()
    {
        Assert.Equal("candles.external.ES.1m", Subject.Of("candle", "ES", "1m", "candle(1m)", "paper"));
        Assert.Equal("indicators.public.ES.rsi", Subject.Of("indicator", "ES", "1m", "rsi", "paper"));
        Assert.Equal("indicators.public.ES.profile", Subject.Of("volume_profile", "ES", "1m", "profile", "paper"));
        Assert.Equal("market_structure.ES.swing_point", Subject.Of("swing_point", "ES", "1m", "swings", "paper"));
        Assert.Equal("strategies.signals.ES", Subject.Of("trade_signal", "ES", "1m", "cross", "paper"));
        Assert.Equal("strategies.positions.ES", Subject.Of("position_update", "ES", "1m", "cross", "paper"));
        Assert.Equal("orders.paper.fill", Subject.Of("fill", "ES", "tick", "cross", "paper"));
        Assert.Equal("dashboard.stream.candles.ES.1m", Subject.OfPreview("candle", "ES", "1m", "candle(1m)"));
        Assert.Equal("dashboard.stream.indicators.ES.rsi", Subject.OfPreview("indicator", "ES", "1m", "rsi"));
    }
}
