using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Indicators;
using Pawl.Strategies;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>A pipeline in progress over one log, for tests: events in, outputs out as canonical lines or as records.</summary>
public sealed class Runs
{
    public static KindRegistry Kinds { get; } = new KindRegistry().Add(typeof(Sma).Assembly).Add(typeof(MovingAverageCross).Assembly);

    private readonly EnvelopeWriter[] writers;

    private Runs(EngineLog log, CandleDriver driver)
    {
        Log = log;
        Driver = driver;
        writers = [.. log.Graph.Channels.Select(c => new EnvelopeWriter(log.Name, Symbol.Parse(log.Symbols[c.Symbol]), c.TimeFrame, c.Node, c.Schema))];
    }

    public EngineLog Log { get; }

    public CandleDriver Driver { get; }

    public static Graph Compile(PipelineDeclaration pipeline, KindRegistry? kinds = null)
    {
        Graph? graph = PipelineCompiler.Compile(pipeline, kinds ?? Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors);
        return graph ?? throw new InvalidOperationException(string.Join('\n', errors));
    }

    public static Runs Of(Graph graph, string symbol = "X") => new(EngineLog.Create(graph, symbol), new CandleDriver(graph));

    public static Runs Of(PipelineDeclaration pipeline, string symbol = "X") => Of(Compile(pipeline), symbol);

    /// <summary>A pipeline of one symbol that trades like <paramref name="instrument"/> says.</summary>
    public static Runs Of(PipelineDeclaration pipeline, Instrument instrument) => Of(Compile(pipeline), instrument);

    public static Runs Of(Graph graph, params Instrument[] instruments) => new(EngineLog.Create(graph, "X"), new CandleDriver(graph, instruments));

    /// <summary>Another log in the same state.</summary>
    public Runs Fork() => new(Log.Fork(), Driver);

    /// <summary>Another log of the same graph that was restored from this one's saved bytes.</summary>
    public Runs SaveAndLoad()
    {
        ArrayBufferWriter<byte> bytes = new();
        Log.Save(bytes);
        Runs restored = new(EngineLog.Create(Log.Graph, Log.Symbols[0]), Driver);
        restored.Log.Load(bytes.WrittenSpan);
        return restored;
    }

    /// <summary>A pipeline that only makes candles.</summary>
    public static PipelineDeclaration CandlesOnly(params string[] frames) => Pipeline(frames);

    /// <summary>A pipeline with nodes written as id, kind, inputs and parameters.</summary>
    public static PipelineDeclaration Pipeline(string[] frames, params (string Id, string Kind, string[] Inputs, (string Name, string Text)[] Parameters)[] nodes) =>
        new("test", default)
        {
            Candles = [.. frames.Select(f => new Located<string>(f, default))],
            Nodes =
            [
                .. nodes.Select(n => new NodeDeclaration(n.Id, n.Kind, default, default)
                {
                    Inputs = [.. n.Inputs.Select(i => new InputDeclaration(null, i, default))],
                    Arguments = [.. n.Parameters.Select(p => new Argument(p.Name, p.Text, default, default))],
                }),
            ],
        };

    /// <summary>Processes events and returns what they caused, as canonical lines.</summary>
    public string Process(ReadOnlySpan<InputEvent> events)
    {
        Driver.Process(Log, events);
        return Drain();
    }

    /// <summary>Processes events and returns the candles they closed.</summary>
    public List<NaiveBar> Candles(ReadOnlySpan<InputEvent> events)
    {
        Driver.Process(Log, events);
        List<NaiveBar> bars = [];
        foreach (Output output in Log.Outbox.Outputs)
        {
            Channel channel = Log.Graph.Channels[output.Channel];
            if (channel.Schema.ClrType == typeof(Candle))
            {
                Candle candle = MemoryMarshal.Read<Candle>(Log.Outbox.Record(in output, channel.Schema.Size));
                bars.Add(NaiveCandles.From(output.Sequence, channel.TimeFrame.ToString(), in candle, channel.Symbol));
            }
        }

        Log.Outbox.Clear();
        return bars;
    }

    /// <summary>The clock event that closes all open bars; empty when none is open.</summary>
    public InputEvent[] Flush() => Driver.LastOpenEnd(Log) is { } end ? [Clock(end)] : [];

    /// <summary>What a log has said, as canonical lines; <paramref name="seen"/> is told of each line's channel.</summary>
    public static string Lines(EngineLog log, Action<Channel>? seen = null)
    {
        foreach (Output output in log.Outbox.Outputs)
        {
            seen?.Invoke(log.Graph.Channels[output.Channel]);
        }

        return new Runs(log, new CandleDriver(log.Graph)).Drain();
    }

    public string Drain()
    {
        Utf8Buffer lines = new(1024);
        foreach (Output output in Log.Outbox.Outputs)
        {
            EnvelopeWriter writer = writers[output.Channel];
            writer.Write(lines, output.Time, Log.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N);
        }

        Log.Outbox.Clear();
        return Encoding.UTF8.GetString(lines.Written);
    }

    public static InputEvent Tick(long time, decimal price, decimal size, int symbol = 0) => new()
    {
        Kind = EventKind.Tick,
        Symbol = symbol,
        Time = new Timestamp(time),
        Tick = new Tick { Price = new Price((long)(price * 100_000_000m)), Size = new Quantity((long)(size * 100_000_000m)) },
    };

    public static InputEvent Tick(NaiveTick tick)
    {
        InputEvent e = Tick(tick.Time, tick.Price, tick.Size, tick.Symbol);
        (e.Tick.Sequence, e.Tick.TradeId) = (tick.Sequence, tick.TradeId);
        return e;
    }

    public static InputEvent Event(NaiveEvent e) => e switch
    {
        NaiveTick tick => Tick(tick),
        NaiveQuote quote => new InputEvent
        {
            Kind = EventKind.Quote,
            Symbol = e.Symbol,
            Time = new Timestamp(e.Time),
            Quote = new Quote { Bid = Exact(quote.Bid), Ask = Exact(quote.Ask) },
        },
        _ => Clock(new Timestamp(e.Time)),
    };

    private static Price Exact(decimal? price) => new((long)((price ?? 0) * 100_000_000m));

    public static InputEvent Clock(Timestamp time) => new() { Kind = EventKind.Clock, Time = time };
}
