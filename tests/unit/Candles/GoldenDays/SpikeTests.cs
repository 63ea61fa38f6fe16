using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Tests.Unit.Engine;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>What happens inside of an hour is not known to those who read hours.</summary>
public sealed class SpikeTests
{
    /// <summary>
    /// A node that says every minute the high of the last hour of a US share. The price is 100 from 13:30 to 15:30 in UTC but
    /// for 500 at 15:29:30, the last minute of the second hour.
    /// </summary>
    [Fact]
    public void A_spike_stays_invisible_until_the_hour_ends()
    {
        Graph graph = Runs.Compile(Pipelines.Of("p", "high: sma period=1 ← candle(1h).high ! candle(1m)", candles: ["1m", "1h"]));
        Runs run = Runs.Of(graph, GoldenDay.Of(Markets.UsEquity, TradingHours.Regular));
        long open = GoldenDay.Time("2026-03-09T13:30Z").Nanoseconds;
        const long HalfMinute = 30 * Timestamp.NanosecondsPerSecond;
        List<InputEvent> events = [];
        for (int i = 0; i < 250; i++) events.Add(Runs.Tick(open + (i * HalfMinute), i == 239 ? 500 : 100, 1));

        int high = Enumerable.Range(0, graph.Channels.Length).Single(c => graph.Channels[c].Node == "high" && graph.Channels[c].Schema.ClrType != typeof(NodeError));
        run.Driver.Process(run.Log, CollectionsMarshal.AsSpan(events));
        List<(Timestamp Time, double Value)> said = [];
        foreach (Output output in run.Log.Outbox.Outputs)
        {
            if (output.Channel == high) said.Add((output.Time, MemoryMarshal.Read<double>(run.Log.Outbox.Record(in output, sizeof(double)))));
        }

        Timestamp known = GoldenDay.Time("2026-03-09T15:30Z");
        Assert.Equal(GoldenDay.Time("2026-03-09T14:30Z"), said[0].Time);
        Assert.Equal([.. Enumerable.Repeat(100.0, 60)], said.Where(s => s.Time < known).Select(s => s.Value));
        Assert.Equal([500.0, 500, 500, 500, 500], said.Where(s => s.Time >= known).Select(s => s.Value));
    }
}
