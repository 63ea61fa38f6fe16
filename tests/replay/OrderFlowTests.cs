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
        InputEvent[] events = MarketData.Read(path);
        foreach (string frame in new[] { "10s", "1m", "7m", "1h", "1d", "100t", "15r", volume })
        {
            Runs run = Runs.Of(
                Runs.Pipeline(
                    [frame],
                    ("delta", "delta", ["tick", $"candle({frame})"], []),
                    ("cvd", "cumulative_delta", ["tick", $"candle({frame})"], [("reset", "never")]),
                    ("feet", "footprint", ["tick", $"candle({frame})"], []),
                    ("bar", "volume_profile", ["tick", $"candle({frame})"], [("scope", "rolling"), ("period", "1")]),
                    ("all", "volume_profile", ["tick", $"candle({frame})"], [("scope", "fixed")])),
                instrument);
            Sums sums = new(run, frame);
            foreach (InputEvent[] batch in events.Chunk(4096))
            {
                sums.Take(batch);
            }

            sums.Take(run.Flush());
            Assert.True(sums.Bars > 0, frame);
        }
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
                    Check(Read<Candle>($"candle({frame})"));
                    said.Clear();
                }
            }

            Assert.Empty(said);
            run.Log.Outbox.Clear();
        }

        private static string Text(ReadOnlySpan<byte> error) => MemoryMarshal.Read<NodeError>(error).Error.ToString();

        private void Check(Candle candle)
        {
            Bars++;
            total += candle.Volume;
            DeltaVolume delta = Read<DeltaVolume>("delta");
            cumulated += delta.Delta;
            Footprint feet = Read<Footprint>("feet");
            Assert.Equal((candle.Start, candle.Volume), (delta.BarTime, delta.Buy + delta.Sell + delta.Neutral));
            Assert.Equal(delta.Buy + delta.Sell, delta.ByVenue + delta.ByQuote + delta.ByTick);
            Assert.Equal(cumulated, Read<CumulativeDelta>("cvd").Close);
            Assert.Equal((delta.Sell, delta.Buy, delta.Neutral, candle.Trades), (feet.Bid, feet.Ask, feet.Neutral, feet.Trades));
            Assert.Equal((candle.Volume, candle.High, candle.Low), SumOf(feet));
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
