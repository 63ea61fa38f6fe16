using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Engine;

/// <summary>Graphs of test kinds without a driver: the tests write the sources themselves.</summary>
internal static class EngineLogs
{
    public static readonly DriverLayout NoDriver = new([], (_, _) => 0);

    public static Graph Compile(PipelineDeclaration pipeline)
    {
        Graph? graph = PipelineCompiler.Compile(pipeline, TestKinds.Registry, NoDriver, out IReadOnlyList<Diagnostic> errors);
        return graph ?? throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
    }

    public static string Text(Source source) => source.Kind switch
    {
        ReferenceKind.Tick => "tick",
        ReferenceKind.Quote => "quote",
        ReferenceKind.Candle => $"candle({source.TimeFrame})",
        _ => $"clock({source.TimeFrame})",
    };

    /// <summary>A random value for a source.</summary>
    public static object Value(Source source, Random random)
    {
        Price NextPrice() => new(random.Next(1, 100_000) * 1_000_000L);
        Quantity size = new(random.Next(1, 1000) * 100_000_000L);
        return source.Kind switch
        {
            ReferenceKind.Tick => new Tick { Price = NextPrice(), Size = size, TradeId = random.Next(3) },
            ReferenceKind.Quote => new Quote { Bid = NextPrice(), BidSize = size, Ask = NextPrice(), AskSize = size },
            ReferenceKind.Candle => new Candle { Open = NextPrice(), High = NextPrice(), Low = NextPrice(), Close = NextPrice(), Volume = size, Trades = random.Next(-1, 5) },
            _ => new Timestamp(random.Next(1_000_000) * 1_000_000_000L),
        };
    }

    public static void Write(EngineLog log, Source source, Timestamp time, object value)
    {
        switch (value)
        {
            case Tick tick:
                log.Write(source, time, in tick);
                break;
            case Quote quote:
                log.Write(source, time, in quote);
                break;
            case Candle candle:
                log.Write(source, time, in candle);
                break;
            case Timestamp instant:
                log.Write(source, time, in instant);
                break;
            default:
                throw new InvalidOperationException($"{value} is no source's value");
        }
    }

    /// <summary>Writes random values into some sources, in some cycles of one event; the same seed does the same.</summary>
    public static void RandomEvent(EngineLog log, int seed)
    {
        Random random = new(seed);
        log.BeginEvent();
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            RandomCycle(log, random, new Timestamp((seed * 10L) - i));
        }
    }

    /// <summary>Writes random values into some sources and runs what they concern; gives the set of those sources.</summary>
    public static void RandomCycle(EngineLog log, Random random, Timestamp time, ulong among = ulong.MaxValue)
    {
        log.BeginCycle();
        ulong written = 0;
        foreach (Source source in log.Graph.Sources)
        {
            object value = Value(source, random);
            if (random.Next(3) == 0 && (source.Bit & among) != 0)
            {
                Write(log, source, time, value);
                written |= source.Bit;
            }
        }

        log.Run(written, time);
    }

    /// <summary>What the outbox holds, in words, and empties it.</summary>
    public static List<string> Drain(EngineLog log, Func<Channel, bool>? only = null)
    {
        List<string> said = [];
        foreach (ref readonly Output output in log.Outbox.Outputs)
        {
            Channel channel = log.Graph.Channels[output.Channel];
            if (only is null || only(channel))
            {
                string bytes = Convert.ToHexString(log.Outbox.Record(in output, channel.Schema.Size));
                string n = only is null ? $":{output.N}" : "";
                said.Add($"{output.Sequence}{n} {output.Time.Nanoseconds} {channel.Node}@{channel.Symbol} {channel.Schema.Name} {bytes}");
            }
        }

        log.Outbox.Clear();
        return said;
    }

    /// <summary>An output's record as a value.</summary>
    public static object Record(EngineLog log, Output output)
    {
        RecordSchema schema = log.Graph.Channels[output.Channel].Schema;
        ReadOnlySpan<byte> bytes = log.Outbox.Record(in output, schema.Size);
        return schema.ClrType == typeof(double) ? Read<double>(bytes)
            : schema.ClrType == typeof(Pair) ? Read<Pair>(bytes)
            : schema.ClrType == typeof(Pulse) ? Read<Pulse>(bytes)
            : schema.ClrType == typeof(Candle) ? Read<Candle>(bytes)
            : schema.ClrType == typeof(NodeError) ? Read<NodeError>(bytes).Error.ToString()
            : throw new InvalidOperationException(schema.Name);
    }

    private static T Read<T>(ReadOnlySpan<byte> bytes) where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.Read<T>(bytes);
}
