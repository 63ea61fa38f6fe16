using System.Globalization;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>The keys and channels of the Redis form, which other programs know: docs/guides/redis.md lists them.</summary>
internal static class RedisKeys
{
    /// <summary>The saved state of indengine's log; each has one of its own where there are several.</summary>
    public const string Snapshot = "ind:snapshot:engine";

    /// <summary>Everything that is published and begins with one of these.</summary>
    public static readonly IReadOnlyList<string> Published = ["pub:ind:*", "pub:candle:*", "pub:tick:*"];

    public static long SecondsOf(TimeFrame frame) => frame.Nanoseconds / Timestamp.NanosecondsPerSecond;

    /// <summary>The stream of candles of a frame; without one that of ticks.</summary>
    public static string Input(TimeFrame frame, Listing of) => frame.IsNone ? $"tick:{of.Key}" : $"candle:{Frame(frame)}:{of.Key}";

    public static string LatestCandle(TimeFrame frame, Listing of) => $"candle:{Frame(frame)}:latest:{of.Key}";

    public static string PublishedCandle(TimeFrame frame, Listing of) => $"pub:candle:{Frame(frame)}:{of.Key}";

    public static string PublishedTick(Listing of) => "pub:tick:" + of.Key;

    public static string Indicators(string name, TimeFrame frame, Listing of) => $"ind:{name}:{Frame(frame)}:{of.Key}";

    public static string LatestIndicator(string name, TimeFrame frame, Listing of) => $"ind:{name}:{Frame(frame)}:latest:{of.Key}";

    public static string PublishedIndicator(string name, TimeFrame frame, Listing of) => $"pub:ind:{name}:{Frame(frame)}:{of.Key}";

    /// <summary>All streams of candles of a frame, or of ticks; those of latest values, which are no streams, fit too.</summary>
    public static string InputsOfAll(TimeFrame frame) => frame.IsNone ? "tick:*" : $"candle:{Frame(frame)}:*";

    /// <summary>Who writes what a role writes.</summary>
    public static string Owner(string role) => "pawl:owner:" + role;

    /// <summary>How far a role has come in writing: what a server has lost shows in it.</summary>
    public static string Mark(string role) => "pawl:mark:" + role;

    private static string Frame(TimeFrame frame) => string.Create(CultureInfo.InvariantCulture, $"{SecondsOf(frame)}s");
}
