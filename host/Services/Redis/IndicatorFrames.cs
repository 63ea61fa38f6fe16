using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>Which frames of candles a pipeline takes from Redis.</summary>
internal static class IndicatorFrames
{
    /// <summary>The frames of a pipeline's candles, the smallest first; where ticks are in streams, those are read, and nothing else.</summary>
    /// <exception cref="UsageException">They are not such as travel on Redis, or not such as the smallest makes.</exception>
    public static IReadOnlyList<TimeFrame> Of(Graph graph, bool readsTicks)
    {
        if (graph.CrossesSymbols)
        {
            throw new UsageException($"pipeline '{graph.Name}': it looks at several symbols together, and indengine computes each alone; use the NATS form for it");
        }

        if (readsTicks)
        {
            return [TimeFrame.None];
        }

        if (graph.Sources.FirstOrDefault(s => s.Kind is ReferenceKind.Tick or ReferenceKind.Quote) is { } other && graph.ReadersOf(other).FirstOrDefault() is { } reader)
        {
            throw new UsageException($"pipeline '{graph.Name}': node '{reader.Id}' reads {other.Kind.ToString().ToLowerInvariant()}s, and indengine takes candles; set redis.ticks to \"stream\" here and in mdengine, or leave it out");
        }

        List<TimeFrame> all = [.. graph.Sources.Where(s => s.Kind == ReferenceKind.Candle).Select(s => s.TimeFrame).Distinct().Order()];
        return all.Count == 0 ? throw new UsageException($"pipeline '{graph.Name}': it reads no candles")
            : all.Find(f => !f.IsIntraday || !all[0].Divides(f)) is { IsNone: false } odd ? throw new UsageException($"pipeline '{graph.Name}': candles of {odd} cannot be made of those of {all[0]}, which is its smallest frame; only bars of seconds, minutes and hours travel on Redis")
            : all;
    }
}
