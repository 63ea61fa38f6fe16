using Pawl.Candles;
using Pawl.Engine;
using Pawl.Persistence;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Crash.Store;

/// <summary>A small run over two logs: their events, the pipeline, and how often is committed and saved.</summary>
internal sealed record StoreScenario
{
    private static readonly Graph Graph = Runs.Compile(Runs.Pipeline(
        ["1s", "1m"],
        ("fast", "ema", ["candle(1m)"], [("period", "2")]),
        ("slow", "sma", ["candle(1m)"], [("period", "5")]),
        ("trend", "cross", ["indicator(fast)", "indicator(slow)"], []),
        ("swings", "swing_points", ["candle(1m)"], [("left", "1"), ("right", "1"), ("tick_size", "0.01")])));

    private static readonly CandleDriver Driver = new(Graph);

    public static RunDescription Description { get; } = new("replay", "small", "events", "", "signature"u8.ToArray(), "test");

    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>Events of a log in a commit.</summary>
    public int BatchEvents { get; init; } = 20;

    /// <summary>Commits between saved states.</summary>
    public int SnapshotEvery { get; init; } = 3;

    /// <summary>Commits after which the program shuts down and starts again.</summary>
    public int CommitsOfALife { get; init; } = 4;

    /// <summary>The logs and what they are fed with; the last event is a clock's, made here.</summary>
    public IReadOnlyDictionary<string, InputEvent[]> Logs { get; init; } = new SortedDictionary<string, InputEvent[]>(StringComparer.Ordinal)
    {
        ["AAA"] = Events(11, 130),
        ["BBB"] = Events(12, 70),
    };

    public static StoreScenario Random(ulong seed, Durability durability)
    {
        Lcg chance = new(seed);
        return new StoreScenario
        {
            Durability = durability,
            BatchEvents = 1 + chance.Next(60),
            SnapshotEvery = 1 + chance.Next(6),
            CommitsOfALife = 1 + chance.Next(8),
            Logs = new SortedDictionary<string, InputEvent[]>(
                Enumerable.Range(1, 1 + chance.Next(3)).ToDictionary(i => $"LOG{i}", i => Events((int)seed + i, 2 + chance.Next(150))), StringComparer.Ordinal),
        };
    }

    public int Events(string log) => Logs[log].Length;

    /// <summary>A log in which nothing has happened.</summary>
    public static LogExecutor NewLog(string name, LogTag tag)
    {
        EngineLog log = EngineLog.Create(Graph, name);
        return new LogExecutor(log, Driver, tag, [.. Graph.Channels.Select(c => new EnvelopeWriter(name, Symbol.Parse(log.Symbols[c.Symbol]), c.TimeFrame, c.Node, c.Schema))]);
    }

    private static InputEvent[] Events(int seed, int count)
    {
        long id = 0;
        List<InputEvent> events = [];
        foreach (NaiveTick tick in RandomTicks.Of(seed, count))
        {
            id += events.Count % 17 == 5 ? 0 : 1; // some come twice
            events.Add(Runs.Tick(tick with { TradeId = id }));
        }

        long end = events.Max(e => e.Time.Nanoseconds) + (120L * 1_000_000_000);
        return [.. events, Runs.Clock(new Timestamp(end))];
    }
}
