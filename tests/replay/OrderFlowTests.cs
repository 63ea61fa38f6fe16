using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Replay;

/// <summary>On recorded days of trades, what the kinds of order flow say adds up to the candles, exactly, at every time frame.</summary>
public sealed class OrderFlowTests
{
    /// <summary>Files with their tick and a volume of which large trades fill several bars.</summary>
    public static TheoryData<string, string, string> Days => new()
    {
        { "AIG_trades_20131007.csv.gz", "0.01", "7777v" },
        { "GC_trades_201312_20131007.csv.gz", "0.1", "77v" },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void Volumes_add_up_to_those_of_the_candles(string file, string tick, string volume)
    {
        string path = Repository.Shared("data", "ticks", file);
        Assert.SkipWhen(!File.Exists(path), MarketData.Absent);
        Instrument instrument = new("X") { TickSize = Price.Parse(tick) };
        AddUp(MarketData.Read(path), instrument, volume, quotes: false);
    }

    /// <summary>Quotes say one side a row here; candles and nodes tell the same aggressors by them.</summary>
    [Fact]
    public void With_quotes_too()
    {
        string trades = Repository.Shared("data", "ticks", "BAC_trades_20131007.csv.gz"), quoted = Repository.Shared("data", "quotes", "BAC_quotes_20131007.csv.gz");
        Assert.SkipWhen(!File.Exists(trades) || !File.Exists(quoted), MarketData.Absent);
        InputEvent[] events = [.. MarketData.Read(quoted).Concat(MarketData.Read(trades)).OrderBy(e => e.Time)];
        DeltaVolume all = AddUp(events, new Instrument("X") { TickSize = Price.Parse("0.0001") }, "54321v", quotes: true, "10s", "1h");
        Assert.True(all.ByQuote > all.ByTick, $"{all.ByQuote} by quotes, {all.ByTick} by direction");
    }

    private static DeltaVolume AddUp(InputEvent[] events, Instrument instrument, string volume, bool quotes, params string[] frames)
    {
        DeltaVolume all = default;
        foreach (string frame in frames.Length > 0 ? [.. frames, volume] : new[] { "10s", "1m", "7m", "1h", "1d", "100t", "15r", volume })
        {
            PipelineDeclaration pipeline = Runs.Pipeline(
                [frame],
                ("delta", "delta", [], []),
                ("cvd", "cumulative_delta", [], [("reset", "never")]),
                ("feet", "footprint", [], []),
                ("bar", "volume_profile", [], [("scope", "rolling"), ("period", "1")]),
                ("all", "volume_profile", [], [("scope", "fixed")]));
            InputDeclaration[] inputs = [new("tick", "tick", default), new("candle", $"candle({frame})", default), .. quotes ? [new InputDeclaration("quote", "quote", default)] : Array.Empty<InputDeclaration>()];
            Runs run = Runs.Of(pipeline with { CandleFlow = true, Nodes = [.. pipeline.Nodes.Select(n => n with { Inputs = inputs })] }, instrument);
            Sums sums = new(run, frame);
            foreach (InputEvent[] batch in events.Chunk(4096))
            {
                sums.Take(batch);
            }

            sums.Take(run.Flush());
            Assert.True(sums.Bars > 0, frame);
            all = sums.Delta;
        }

        return all;
    }

    /// <summary>Checks each bar as it comes.</summary>
    private sealed class Sums(Runs run, string frame)
    {
        private readonly Dictionary<string, byte[]> said = new(StringComparer.Ordinal);
        private QuantitySum total;
        private QuantitySum cumulated;

        public int Bars { get; private set; }

        public void Take(InputEvent[] batch)
        {
            run.Driver.Process(run.Log, batch);
            foreach (Output output in run.Log.Outbox.Outputs)
            {
                Channel channel = run.Log.Graph.Channels[output.Channel];
                Assert.True(channel.Schema.ClrType != typeof(NodeError), frame + ": " + Text(run.Log.Outbox.Record(in output, channel.Schema.Size)));

                // A trade closes several bars one after the other; each is whole once its five nodes have spoken.
                said[channel.Node] = run.Log.Outbox.Record(in output, channel.Schema.Size).ToArray();
                if (said.Count == 6)
                {
                    Check(Read<FlowCandle>($"candle({frame})"));
                    said.Clear();
                }
            }

            Assert.Empty(said);
            run.Log.Outbox.Clear();
        }

        private static string Text(ReadOnlySpan<byte> error) => MemoryMarshal.Read<NodeError>(error).Error.ToString();

        /// <summary>What told the aggressors of all trades.</summary>
        public DeltaVolume Delta { get; private set; }

        private void Check(FlowCandle flow)
        {
            Bars++;
            Candle candle = flow.Candle;
            total += candle.Volume;
            DeltaVolume delta = Read<DeltaVolume>("delta");
            Delta = new DeltaVolume { ByQuote = Delta.ByQuote + delta.ByQuote, ByTick = Delta.ByTick + delta.ByTick };
            Assert.Equal((delta.Buy, delta.Sell, delta.Neutral), (flow.BuyVolume, flow.SellVolume, flow.NeutralVolume));
            cumulated += delta.Delta;
            Footprint feet = Read<Footprint>("feet");
            Assert.Equal((candle.Start, candle.Volume), (delta.BarTime, delta.Buy + delta.Sell + delta.Neutral));
            Assert.Equal(delta.Buy + delta.Sell, delta.ByVenue + delta.ByQuote + delta.ByTick);
            Assert.Equal(cumulated, Read<CumulativeDelta>("cvd").Close);
            Assert.Equal((delta.Sell, delta.Buy, delta.Neutral, candle.Trades), (feet.Bid, feet.Ask, feet.Neutral, feet.Trades));
            Assert.Equal((candle.Volume, candle.High, candle.Low), SumOf(feet));
            Assert.Equal(NotionalOf(feet), flow.Notional);
            Assert.True(flow.Vwap >= candle.Low && flow.Vwap <= candle.High, $"{flow.Vwap}");
            Assert.Equal((candle.Volume, candle.Volume), SumOf("bar"));
            Assert.Equal((total, total), SumOf("all"));
        }

        private (QuantitySum Volume, Price High, Price Low) SumOf(Footprint feet)
        {
            ReadOnlySpan<FootprintRow> rows = feet.Rows.In(said["feet"]);
            QuantitySum sum = default;
            foreach (ref readonly FootprintRow row in rows)
            {
                sum += row.Bid + row.Ask + row.Neutral;
            }

            return (sum, rows[^1].Price, rows[0].Price);
        }

        /// <summary>Rows are as high as a tick, so that their prices are those of the trades; no product has more than 8 decimals.</summary>
        private QuantitySum NotionalOf(Footprint feet)
        {
            Int128 sum = 0;
            foreach (ref readonly FootprintRow row in feet.Rows.In(said["feet"]))
            {
                sum += row.Price.Raw * (row.Bid + row.Ask + row.Neutral).ToInt128();
            }

            Assert.Equal(0, sum % Price.Scale);
            return QuantitySum.FromInt128(sum / Price.Scale);
        }

        private (QuantitySum Said, QuantitySum Rows) SumOf(string profile)
        {
            VolumeProfile p = Read<VolumeProfile>(profile);
            QuantitySum sum = default;
            foreach (ref readonly ProfileRow row in p.Bins.In(said[profile]))
            {
                sum += row.Volume;
            }

            return (p.Volume, sum);
        }

        private T Read<T>(string node)
            where T : unmanaged => MemoryMarshal.Read<T>(said[node]);
    }
}
