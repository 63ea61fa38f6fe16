using System.Diagnostics;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// Holds back a replay that is faster than its readers: before so much is added that a stream is trimmed over what one of its groups has
/// not finished, it waits. A group that does not move at all for a while is gone, and waited for no more until it moves.
/// </summary>
/// <param name="patience">How long a group may stand still.</param>
internal sealed class ReaderGate(TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, long> room = new(StringComparer.Ordinal);
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);

    /// <summary>Waits until there is room for entries.</summary>
    public async Task WaitAsync(RedisConnection connection, IReadOnlyList<FencedEntry> entries, Action<string> notes, CancellationToken stop)
    {
        foreach (IGrouping<string, FencedEntry> stream in entries.GroupBy(e => e.Stream, StringComparer.Ordinal))
        {
            long count = stream.Count();
            if (room.GetValueOrDefault(stream.Key) < count)
            {
                room[stream.Key] = await FindRoomAsync(connection, stream.Key, stream.First().Length, count, notes, stop);
            }

            room[stream.Key] -= count;
        }
    }

    /// <summary>How many entries may be added before one is trimmed that is not finished.</summary>
    private async Task<long> FindRoomAsync(RedisConnection connection, string stream, long length, long count, Action<string> notes, CancellationToken stop)
    {
        long wanted = Math.Min(count, length);
        long least = long.MaxValue;
        Stopwatch still = Stopwatch.StartNew();
        while (true)
        {
            long open = await OpenAsync(connection, stream, stop);
            if (length - open >= wanted)
            {
                gone.Remove(stream);
                return Math.Max(count, length - open);
            }

            if (open < least)
            {
                least = open;
                still.Restart();
            }

            if (gone.Contains(stream) || still.Elapsed > patience)
            {
                if (gone.Add(stream))
                {
                    notes($"{stream}: a group of readers has {open} entries open and does not move; it is not waited for, and may miss entries");
                }

                return count;
            }

            await Task.Delay(Pause, stop);
        }
    }

    /// <summary>How many entries the slowest group has not finished; 0 without groups.</summary>
    private static async Task<long> OpenAsync(RedisConnection connection, string stream, CancellationToken stop)
    {
        RedisValue groups;
        try
        {
            groups = await connection.AskAsync(new RedisCommand("XINFO", "GROUPS", stream), stop);
        }
        catch (RedisErrorException e) when (e.Code == "ERR")
        {
            // There is no such stream yet.
            return 0;
        }

        long most = 0;
        foreach (RedisValue group in groups.Items)
        {
            long open = 0;
            for (int i = 0; i + 1 < group.Items.Count; i += 2)
            {
                if (group.Items[i].ToString() is "pending" or "lag" && !group.Items[i + 1].IsNull)
                {
                    open += group.Items[i + 1].ToNumber();
                }
            }

            most = Math.Max(most, open);
        }

        return most;
    }
}
