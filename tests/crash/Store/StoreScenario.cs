using Pawl.Candles;
using Pawl.Engine;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
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

    /// <summary>The pipeline after a change: one node is another, what reads it with it, and one is new.</summary>
    private static readonly Graph Changed = Runs.Compile(Runs.Pipeline(
        ["1s", "1m"],
        ("fast", "ema", ["candle(1m)"], [("period", "3")]),
        ("slow", "sma", ["candle(1m)"], [("period", "5")]),
        ("trend", "cross", ["indicator(fast)", "indicator(slow)"], []),
        ("swings", "swing_points", ["candle(1m)"], [("left", "1"), ("right", "1"), ("tick_size", "0.01")]),
        ("range", "atr", ["candle(1m)"], [("period", "2")])));

    private static readonly CandleDriver Driver = new(Graph);
    private static readonly CandleDriver ChangedDriver = new(Changed);

    public static Hash256 Before { get; } = Named(1);

    public static Hash256 After { get; } = Named(2);

    /// <summary>The pipelines of all logs.</summary>
    public static IPipelines Pipelines { get; } = new KnownPipelines();

    public static StoredPipeline Stored { get; } = new(Before, "small", "", "signature"u8.ToArray(), "test");

    public static RunDescription Description { get; } = new("replay", "small", "events", "", "signature"u8.ToArray(), "test");

    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>Events of a log in a commit.</summary>
    public int BatchEvents { get; init; } = 20;

    /// <summary>Commits between saved states.</summary>
    public int SnapshotEvery { get; init; } = 3;

    /// <summary>Commits after which the program shuts down and starts again.</summary>
    public int CommitsOfALife { get; init; } = 4;

    /// <summary>Whether an account takes part.</summary>
    public bool HasAccount { get; init; }

    /// <summary>After so many events of a log its pipeline changes; null where it does not.</summary>
    public int? ChangeAt { get; init; }

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
            ChangeAt = chance.OneIn(2) ? 1 + chance.Next(100) : null,
            HasAccount = seed % 2 == 0,
            Logs = new SortedDictionary<string, InputEvent[]>(
                Enumerable.Range(1, 1 + chance.Next(3)).ToDictionary(i => $"LOG{i}", i => Events((int)seed + i, 2 + chance.Next(150))), StringComparer.Ordinal),
        };
    }

    /// <summary>How many events a log has in the end.</summary>
    public int Events(string log) => Logs[log].Length + (Changes(log) ? 1 : 0);

    /// <summary>Whether the pipeline of a log changes before the last event.</summary>
    public bool Changes(string log) => ChangeAt < Logs[log].Length - 1;

    /// <summary>A log in which nothing has happened.</summary>
    public static LogExecutor NewLog(string name, LogTag tag) => new(Pipelines.Begin(name, Before), tag);

    private static Hash256 Named(byte number) => new([.. Enumerable.Repeat(number, Hash256.Size)]);

    private sealed class KnownPipelines : IPipelines
    {
        public LogComputation Begin(string log, Hash256 pipeline) =>
            pipeline == Before ? new(EngineLog.Create(Graph, log), Driver, pipeline) : new(EngineLog.Create(Changed, log), ChangedDriver, pipeline);
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
