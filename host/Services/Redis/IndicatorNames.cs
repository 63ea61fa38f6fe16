using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// What the outputs of a pipeline are called on Redis, where the frame stands in the key: <c>SMA_9_1m</c> is SMA_9 of 60 s. Only what
/// belongs to bars of time travels.
/// </summary>
internal sealed class IndicatorNames
{
    private readonly string?[] names;

    /// <exception cref="UsageException">Two nodes have one name.</exception>
    public IndicatorNames(Graph graph)
    {
        names = [.. graph.Channels.Select(NameOf)];
        Dictionary<(string, TimeFrame), string> known = [];
        foreach (Channel channel in graph.Channels)
        {
            if (names[channel.Index] is { } name && !known.TryAdd((name, channel.TimeFrame), channel.Node) && known[(name, channel.TimeFrame)] is var other && other != channel.Node)
            {
                throw new UsageException($"pipeline '{graph.Name}': nodes '{other}' and '{channel.Node}' would both be {name} of {channel.TimeFrame} on Redis; rename one");
            }
        }
    }

    /// <summary>The name of a channel's outputs; null where they do not travel.</summary>
    public string? Of(int channel) => names[channel];

    private static string? NameOf(Channel channel)
    {
        if (!channel.TimeFrame.IsTime || channel.Schema.Name == "candle")
        {
            return null;
        }

        return NameOf(channel.Node, channel.TimeFrame);
    }

    /// <summary>What a node of a frame is called.</summary>
    public static string NameOf(string node, TimeFrame frame)
    {
        string end = $"_{frame}";
        return node.EndsWith(end, StringComparison.Ordinal) && node.Length > end.Length ? node[..^end.Length] : node;
    }
}
