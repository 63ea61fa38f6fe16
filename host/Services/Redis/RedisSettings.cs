using System.Globalization;
using Pawl.Host.Commands;
using Pawl.Host.Configuration.Settings;
using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>Where the Redis form's server is, and what is kept there.</summary>
/// <param name="Server">The server.</param>
/// <param name="Frames">The frames whose candles travel, the smallest first.</param>
internal sealed record RedisSettings(RedisOptions Server, IReadOnlyList<TimeFrame> Frames)
{
    /// <summary>How far streams reach back.</summary>
    public TimeSpan Keep { get; init; }

    public int KeepTicks { get; init; }

    /// <summary>After how many seconds a latest value goes.</summary>
    public int LatestSeconds { get; init; }

    /// <summary>Whether ticks go into streams.</summary>
    public bool StreamsTicks { get; init; }

    public int TickQueue { get; init; }

    public int CandleQueue { get; init; }

    public int FrameQueue { get; init; }

    /// <summary>The file of candles.</summary>
    public string Candles { get; init; } = "";

    /// <exception cref="UsageException">The address or the frames are none.</exception>
    public static RedisSettings Of(SettingValues values, string role) => new(Address(values, role), FramesOf(values.Get(SettingTable.RedisFrames)))
    {
        Keep = TimeSpan.FromMinutes(values.Get(SettingTable.RedisKeepMinutes)),
        KeepTicks = values.Get(SettingTable.RedisKeepTicks),
        LatestSeconds = values.Get(SettingTable.RedisLatestSeconds),
        StreamsTicks = values.Get(SettingTable.RedisTicks) == RedisTicks.Stream,
        TickQueue = values.Get(SettingTable.RedisTickQueue),
        CandleQueue = values.Get(SettingTable.RedisCandleQueue),
        FrameQueue = values.Get(SettingTable.RedisFrameQueue),
        Candles = values.Get(SettingTable.RedisCandles),
    };

    /// <summary>How many entries a stream holds that has one a bar.</summary>
    public long LengthOf(TimeFrame frame) => frame.IsNone ? KeepTicks : Math.Max(1, (long)Math.Ceiling(Keep.TotalSeconds / RedisKeys.SecondsOf(frame)));

    private static RedisOptions Address(SettingValues values, string role)
    {
        Secret url = values.Get(SettingTable.RedisAddress);
        try
        {
            return RedisOptions.Parse(url.IsGiven ? url.Reveal() : "redis://127.0.0.1:6379") with { Name = "pawl-" + role };
        }
        catch (FormatException mistake)
        {
            throw new UsageException($"{SettingTable.RedisAddress.Name}: {mistake.Message}");
        }
    }

    private static List<TimeFrame> FramesOf(string text)
    {
        string name = SettingTable.RedisFrames.Name;
        List<TimeFrame> frames = [];
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) || seconds is < 1 or > 86_400)
            {
                throw new UsageException($"{name} '{word}': is no number of seconds from 1 to 86400; write such as 60,120,180,300");
            }

            frames.Add(TimeFrame.Of(seconds, TimeUnit.Second));
        }

        frames.Sort();
        return frames.Distinct().Count() < frames.Count ? throw new UsageException($"{name}: a frame is there twice; leave one out")
            : frames.Find(f => !frames[0].Divides(f)) is { IsNone: false } other ? throw new UsageException($"{name}: {frames[0]} does not divide {other}; add a smaller frame that divides both")
            : frames;
    }
}
