using System.Text;
using Pawl.Engine;
using Pawl.Host.Configuration.Instruments;
using Pawl.Host.Services.Ingest;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Services.Ingest;

/// <summary>Batches of the NinjaTrader contract: what they mean, and what is refused.</summary>
public sealed class NinjaTraderReaderTests
{
    private const string File = """
        instruments:
          ES: {exchange: CME, tick_size: 0.25, continuous: {roll: calendar, contracts: [{id: ESZ2026, expiry: 2026-12-18}]}}
          NQ: {tick_size: 0.25, venues: {ninjatrader: "NQ 12-26"}}
          AAPL: {tick_size: 0.01}
        """;

    private static readonly Timestamp Now = Timestamp.Parse("2026-11-20T14:30:01Z");

    private const string Trade = """{"q":4,"k":"T","t":"2026-11-20T14:30:00.4120000Z","lt":"2026-11-20T08:30:00.4120000","p":6050.25,"s":3,"b":6050.00,"a":6050.25}""";

    internal static IngestSymbols Symbols(params string[] named)
    {
        InstrumentsFile file = InstrumentsFile.Read("instruments.yaml", File, out IReadOnlyList<Diagnostic> errors)!;
        Assert.Empty(errors);
        return new IngestSymbols(named, file, "instruments.yaml");
    }

    private static NinjaTraderBatch Read(string text) => new NinjaTraderReader(Symbols(), Now).Read(Encoding.UTF8.GetBytes(text));

    private static (int Status, string Word, string Detail) Refused(string text)
    {
        RefusedException problem = Assert.Throws<RefusedException>(() => Read(text));
        Assert.DoesNotContain('\n', problem.Message);
        Assert.InRange(problem.Message.Length, 10, 400);
        return (problem.Status, problem.Word, problem.Message);
    }

    [Fact]
    public void The_example_of_the_contract_is_read()
    {
        NinjaTraderBatch batch = Read("""
            {"v":1,
             "streamId":"nt8-WS01-ES1226","sessionId":"6f1c2c1e-2f0a-4b3c-9a27-2d8f4d6f0b11","batchSeq":1042,
             "source":{"app":"NinjaTrader","version":"8.1.4.0","host":"WS01","provider":"Rithmic","tz":"Central Standard Time"},
             "instrument":{"fullName":"ES 12-26","root":"ES","type":"Future","expiry":"2026-12","exchange":"CME","tickSize":0.25,"pointValue":50,"currency":"USD","tradingHours":"CME US Index Futures ETH"},
             "sentAt":"2026-11-20T14:30:00.512Z",
             "ticks":[
              {"q":884120,"k":"T","t":"2026-11-20T14:30:00.4120000Z","lt":"2026-11-20T08:30:00.4120000","p":6050.25,"s":3,"b":6050.00,"a":6050.25},
              {"q":884121,"k":"B","t":"2026-11-20T14:30:00.4130000Z","p":6050.00,"s":38},
              {"q":884122,"k":"A","t":"2026-11-20T14:30:00.4130000Z","p":6050.25,"s":41},
              {"q":884123,"k":"G","t":"2026-11-20T14:30:00.4200000Z","from":884100,"to":884103,"why":"queue-overflow"},
              {"q":884124,"k":"C","t":"2026-11-20T14:30:00.9000000Z","st":"ConnectionLost"},
              {"q":884125,"k":"H","t":"2026-11-20T14:30:01.9000000Z"}
             ]}
            """);
        Assert.Equal(("nt8-WS01-ES1226", 1042L, "ESZ2026", 6), (batch.Stream, batch.Sequence, batch.Symbol, batch.Records.Count));
        InputEvent trade = batch.Records[0].Event!.Value;
        Assert.Equal((EventKind.Tick, Timestamp.Parse("2026-11-20T14:30:00.412Z"), Price.Parse("6050.25"), Quantity.Parse("3")), (trade.Kind, trade.Time, trade.Tick.Price, trade.Tick.Size));
        Assert.Equal((Price.Parse("6050"), Price.Parse("6050.25"), InputEvent.HasQuote), (trade.QuotedTick.Bid, trade.QuotedTick.Ask, trade.Flags));
        Assert.Equal(new Quote { Bid = Price.Parse("6050"), BidSize = Quantity.Parse("38") }, batch.Records[1].Event!.Value.Quote);
        Assert.Equal(new Quote { Ask = Price.Parse("6050.25"), AskSize = Quantity.Parse("41") }, batch.Records[2].Event!.Value.Quote);
        Assert.Equal(((884100L, 884103L), false, true), (batch.Records[3].Lost!.Value, batch.Records[3].Breaks, batch.Records[4].Breaks));
        Assert.Null(batch.Records[5].Event);
    }

    [Theory]
    [InlineData("ES 12-26", "ESZ2026")]
    [InlineData("NQ 12-26", "NQ")]
    [InlineData("AAPL", "AAPL")]
    public void An_instrument_s_name_becomes_a_symbol(string name, string symbol)
    {
        string tick = symbol == "AAPL" ? "0.01" : "0.25";
        Assert.Equal(symbol, Read(Batches.Of(Trade, instrument: $"{{\"fullName\":\"{name}\",\"tickSize\":{tick}}}")).Symbol);
    }

    [Theory]
    [InlineData("ES 03-27")]
    [InlineData("ES ##-##")]
    [InlineData("ES 13-26")]
    [InlineData("BTC.*")]
    [InlineData("BTC>")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("\\u202eES")]
    [InlineData("\\r\\nES")]
    [InlineData("\\u0000")]
    [InlineData("\\uff25\\uff33")]
    public void A_name_that_means_none_is_refused_and_the_remedy_named(string name)
    {
        (int status, string word, string detail) = Refused(Batches.Of(Trade, instrument: $"{{\"fullName\":\"{name}\",\"tickSize\":0.25}}"));
        Assert.Equal((422, "unknown-symbol"), (status, word));
        Assert.StartsWith("instrument.fullName '", detail, StringComparison.Ordinal);
        Assert.Contains("venues: {ninjatrader: ", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6050.2500000001", "6050.25")]
    [InlineData("6050.2499999999", "6050.25")]
    [InlineData("6.05025e3", "6050.25")]
    [InlineData("6050", "6050")]
    public void A_price_that_is_off_the_grid_by_a_sender_s_arithmetic_is_moved_to_it(string said, string meant) =>
        Assert.Equal(Price.Parse(meant), Read(Batches.Of(Trade.Replace("\"p\":6050.25", $"\"p\":{said}", StringComparison.Ordinal))).Records[0].Event!.Value.Tick.Price);

    [Theory]
    [InlineData("\"p\":6050.25", "\"p\":6050.3", "ticks[0].p '6050.3': write a multiple of the tick size 0.25")]
    [InlineData("\"p\":6050.25", "\"p\":\"1.0\"", "ticks[0].p '\"1.0\"': write a number")]
    [InlineData("\"p\":6050.25", "\"p\":1e999", "ticks[0].p '1e999': write a number")]
    [InlineData("\"p\":6050.25", "\"p\":1e400", "ticks[0].p '1e400': write a number")]
    [InlineData("\"p\":6050.25", "\"p\":null", "ticks[0].p 'null': write the price as a number")]
    [InlineData("\"p\":6050.25", "\"p\":0", "ticks[0]: price 0: write a price above 0")]
    [InlineData("\"p\":6050.25", "\"p\":-0", "ticks[0]: price 0: write a price above 0")]
    [InlineData("\"p\":6050.25", "\"p\":-6050.25", "ticks[0]: price -6050.25: write a price above 0")]
    [InlineData("\"p\":6050.25", "\"p\":99999999999999999999", "ticks[0].p '99999999999999999999': write a number")]
    [InlineData("\"p\":6050.25", "\"price\":6050.25", "ticks[0]: unknown field 'price'; there are q, k, t, lt, p, s, b, a, from, to, why, st")]
    [InlineData("\"p\":6050.25", "\"P\":6050.25", "ticks[0]: unknown field 'P'; did you mean 'p'?")]
    [InlineData("\"s\":3", "\"s\":-3", "ticks[0]: size -3: write a size from 0")]
    [InlineData("\"s\":3", "\"s\":0.0000000001", "ticks[0].s '0.0000000001': write the size as a number")]
    [InlineData("\"s\":3", "\"s\":{}", "ticks[0].s '{}': write a number")]
    [InlineData(",\"s\":3", "", "ticks[0].s: is missing; write the size as a number")]
    [InlineData("\"q\":4", "\"q\":-1", "ticks[0].q '-1': write a whole number from 0 to 8796093022206")]
    [InlineData("\"q\":4", "\"q\":9223372036854775808", "ticks[0].q '9223372036854775808': write a whole number from 0 to 8796093022206")]
    [InlineData("\"q\":4", "\"q\":4.5", "ticks[0].q '4.5': write a whole number from 0 to 8796093022206")]
    [InlineData("\"k\":\"T\"", "\"k\":\"X\"", "ticks[0].k '\"X\"': write T (trade), B (bid), A (ask), G (gap), C (connection), H (heartbeat) or S (session)")]
    [InlineData("\"k\":\"T\"", "\"k\":\"S\"", "ticks[0].q 4: a session begins with number 0")]
    [InlineData("\"k\":\"T\"", "\"k\":\"G\",\"from\":5,\"to\":3", "ticks[0]: from 5 to 3 is no gap before 4; write the first and the last number that is lost")]
    [InlineData("2026-11-20T14:30:00.4120000Z", "2026-11-20T14:40:00Z", "ticks[0]: time 2026-11-20T14:40:00Z: is more than 5 minutes ahead of this machine's clock (2026-11-20T14:30:01Z); set the clocks")]
    [InlineData("2026-11-20T14:30:00.4120000Z", "1970-01-01T00:00:00Z", "ticks[0]: time 1970-01-01T00:00:00Z: is before 1990-01-01T00:00:00Z; write the time of the trade")]
    [InlineData("2026-11-20T14:30:00.4120000Z", "2026-11-20 14:30", "ticks[0].t '\"2026-11-20 14:30\"': write a time like \"2026-11-20T14:30:00.4120000Z\", in UTC")]
    [InlineData("2026-11-20T14:30:00.4120000Z", "9999-12-31T00:00:00Z", "ticks[0].t '\"9999-12-31T00:00:00Z\"': write a time like \"2026-11-20T14:30:00.4120000Z\", in UTC")]
    public void A_record_that_is_wrong_is_told_with_place_value_and_remedy(string right, string wrong, string detail) =>
        Assert.Equal((422, detail), (Refused(Batches.Of(Trade.Replace(right, wrong, StringComparison.Ordinal))).Status, Refused(Batches.Of(Trade.Replace(right, wrong, StringComparison.Ordinal))).Detail));

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 422)]
    [InlineData("nothing", 400)]
    [InlineData("{\"v\":1,\"v\":1}", 400)]
    [InlineData("{\"v\":2}", 422)]
    [InlineData("{\"v\":1} {\"v\":1}", 400)]
    [InlineData("{\"v\":1,\"streamId\":\"a b\"}", 422)]
    [InlineData("{\"v\":1,\"StreamId\":\"a\"}", 422)]
    public void A_body_that_is_no_batch_is_refused(string body, int status) => Assert.Equal(status, Refused(body).Status);

    [Fact]
    public void What_is_nested_without_end_or_holds_no_number_or_repeats_a_name_is_refused()
    {
        Assert.Equal((400, "json"), (Refused(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))).Status, Refused(new string('[', 10_000)).Word));
        foreach (string price in (string[])["NaN", "Infinity", "1,5", "01", "+1", "0x10"])
        {
            Assert.Equal(400, Refused(Batches.Of(Trade.Replace("6050.25,\"s\"", price + ",\"s\"", StringComparison.Ordinal))).Status);
        }

        Assert.Equal(400, Refused(Batches.Of(Trade.Replace("\"s\":3", "\"s\":3,\"s\":3", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public void Names_and_batches_are_bounded_and_numbers_rise()
    {
        Assert.Equal("streamId", Refused(Batches.Of(Trade, stream: new string('x', 200))).Detail.Split(' ')[0]);
        Assert.Equal((422, "empty"), (Refused(Batches.Of("")).Status, Refused(Batches.Of("")).Word));
        Assert.Equal((413, "too-many-ticks"), (Refused(Batches.Of(Batches.Trades(Batches.Range(0, 5000)))).Status, Refused(Batches.Of(Batches.Trades(Batches.Range(0, 5000)))).Word));
        Assert.Equal("ticks[2].q 3: is not above the number before it; number records in their order", Refused(Batches.Of(Batches.Trades(3, 4, 3))).Detail);
        Assert.Equal("sequence", Refused(Batches.Of(Batches.Trades(3, 3))).Word);
    }

    [Fact]
    public void A_tick_size_that_the_file_of_instruments_does_not_know_is_refused()
    {
        Assert.Equal("instrument.tickSize 0.5: the file of instruments says 0.25 for NQ; mend whichever is wrong", Refused(Batches.Of(Trade, instrument: """{"fullName":"NQ 12-26","tickSize":0.5}""")).Detail);
        Assert.Equal("instrument.tickSize '0': write the smallest step of the price, such as 0.25", Refused(Batches.Of(Trade, instrument: """{"fullName":"NQ 12-26","tickSize":0}""")).Detail);
    }
}
