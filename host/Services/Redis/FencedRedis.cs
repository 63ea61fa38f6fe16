using System.Globalization;
using Pawl.Bus;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

/// <summary>What goes to a stream, to the latest value beside it, and to those who listen.</summary>
internal readonly record struct FencedEntry(string Stream, string Latest, string Channel, EntryId Id, ReadOnlyMemory<byte> Message, long Length)
{
    /// <summary>Whether there is no latest value.</summary>
    public bool IsBare => Latest.Length == 0;
}

/// <summary>
/// Writes what is confirmed, as the one owner of a role. Server-side, in one step for each entry: is this still the owner, is the entry new
/// to its stream (ids ascend, so a repeated one is refused), and then stream, latest value and publication. In the same round trip a mark
/// says how far writing has come; what a server has lost since shows in it.
/// </summary>
/// <param name="link">The server.</param>
/// <param name="role">The role.</param>
/// <param name="latestSeconds">How long a latest value stays.</param>
internal sealed class FencedRedis(RedisLink link, string role, int latestSeconds)
{
    private const string Take = """
        local n = tonumber(string.match(redis.call('GET', KEYS[1]) or '0', '^%d+')) + 1
        redis.call('SET', KEYS[1], n .. ':' .. ARGV[1])
        return n
        """;

    private const string Append = """
        local owner = redis.call('GET', KEYS[1])
        if owner ~= ARGV[1] then return redis.error_reply('FENCED ' .. tostring(owner)) end
        local added = redis.pcall('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], ARGV[2], 'data', ARGV[3])
        if type(added) == 'table' and added.err then
          local info = redis.pcall('XINFO', 'STREAM', KEYS[2])
          if info.err then return added end
          for i = 1, #info, 2 do if info[i] == 'last-generated-id' then return info[i + 1] end end
          return added
        end
        if KEYS[3] then redis.call('SET', KEYS[3], ARGV[3], 'EX', ARGV[5]) end
        redis.call('PUBLISH', ARGV[6], ARGV[3])
        return 1
        """;

    private const string Note = """
        local owner = redis.call('GET', KEYS[1])
        if owner ~= ARGV[1] then return redis.error_reply('FENCED ' .. tostring(owner)) end
        return redis.call('SET', KEYS[2], ARGV[2])
        """;

    private readonly string name = Service.NewOwner(role);
    private readonly Dictionary<string, string> digests = new(StringComparer.Ordinal);
    private string owner = "";
    private long epoch;
    private long mark;

    /// <summary>How many entries it has written.</summary>
    public long Written { get; private set; }

    /// <summary>How many entries the server had already.</summary>
    public long Repeated { get; private set; }

    /// <summary>The connection; where it is another than before, this is still the owner, and it is known whether the server has lost what was written.</summary>
    /// <returns>Whether the connection is another, and whether something is lost.</returns>
    /// <exception cref="OwnershipLostException">There is another owner.</exception>
    /// <exception cref="RedisException">It cannot be had now.</exception>
    public async Task<(RedisConnection Connection, bool IsNew, bool IsLost)> ConnectAsync(CancellationToken stop)
    {
        (RedisConnection connection, bool isNew) = await link.ConnectAsync(stop);
        if (!isNew)
        {
            return (connection, false, false);
        }

        try
        {
            foreach (string script in (string[])[Take, Append, Note])
            {
                digests[script] = (await connection.AskAsync(new RedisCommand("SCRIPT", "LOAD", script), stop)).ToString();
            }

            bool isLost = await OwnAsync(connection, stop);
            return (connection, true, isLost);
        }
        catch
        {
            // Only half is known of it.
            await link.DropAsync();
            throw;
        }
    }

    /// <summary>Writes entries and what else is to be said, in one round trip.</summary>
    /// <exception cref="OwnershipLostException">There is another owner, and nothing of this was written.</exception>
    /// <exception cref="RedisException">It could not be done, or perhaps in part: to be done again.</exception>
    public async Task WriteAsync(RedisConnection connection, IReadOnlyList<FencedEntry> entries, IReadOnlyList<RedisCommand> others, CancellationToken stop)
    {
        List<RedisCommand> commands = [.. entries.Select(CommandOf), .. others];
        if (entries.Count > 0)
        {
            commands.Add(Call(Note, 2).Add(RedisKeys.Owner(role)).Add(RedisKeys.Mark(role)).Add(owner).Add(Of(mark + 1)));
        }

        RedisValue[] answers = await connection.AskAsync(commands, stop);
        for (int i = 0; i < answers.Length; i++)
        {
            if (answers[i].Kind == RedisKind.Error)
            {
                await FailAsync(answers[i].ToString());
            }

            if (i < entries.Count)
            {
                Count(entries[i], answers[i]);
            }
        }

        mark += entries.Count > 0 ? 1 : 0;
    }

    private RedisCommand CommandOf(FencedEntry entry)
    {
        RedisCommand command = Call(Append, entry.IsBare ? 2 : 3).Add(RedisKeys.Owner(role)).Add(entry.Stream);
        if (!entry.IsBare)
        {
            command.Add(entry.Latest);
        }

        return command.Add(owner).Add(entry.Id.ToString()).Add(entry.Message).Add(entry.Length).Add(latestSeconds).Add(entry.Channel);
    }

    private RedisCommand Call(string script, int keys) => new RedisCommand("EVALSHA", digests[script]).Add(keys);

    /// <exception cref="StreamBrokenException">The stream ends with an id behind which nothing can be written.</exception>
    private void Count(FencedEntry entry, RedisValue answer)
    {
        if (answer.Kind == RedisKind.Number)
        {
            Written++;
            return;
        }

        EntryId last = EntryId.Parse(answer.ToString());
        long tomorrow = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds();
        if (last.Milliseconds > Math.Max(tomorrow, entry.Id.Milliseconds))
        {
            throw new StreamBrokenException(
                $"stream {entry.Stream}: it ends with the id {answer}, which lies in the future, so that nothing can be written behind it; somebody else wrote it. Remove the stream (DEL {entry.Stream}): it is written again from the data");
        }

        Repeated++;
    }

    private async Task FailAsync(string error)
    {
        if (error.StartsWith("FENCED ", StringComparison.Ordinal))
        {
            string other = error["FENCED ".Length..];
            await link.DropAsync();
            throw other == "false" ? new RedisException("the server has lost its data") : Taken(other);
        }

        if (error.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            await link.DropAsync();
        }

        throw new RedisErrorException(error);
    }

    /// <summary>Becomes the owner, or stays it.</summary>
    /// <returns>Whether the server has lost what was written before.</returns>
    private async Task<bool> OwnAsync(RedisConnection connection, CancellationToken stop)
    {
        string found = (await connection.AskAsync(new RedisCommand("GET", RedisKeys.Owner(role)), stop)).ToString();
        if (owner.Length > 0 && found != owner && EpochOf(found) >= epoch)
        {
            throw Taken(found);
        }

        string marked = (await connection.AskAsync(new RedisCommand("GET", RedisKeys.Mark(role)), stop)).ToString();
        bool isLost = owner.Length > 0 && mark > 0 && (!long.TryParse(marked, NumberStyles.None, CultureInfo.InvariantCulture, out long there) || there < mark);
        if (owner.Length == 0 || found != owner)
        {
            epoch = (await connection.AskAsync(Call(Take, 1).Add(RedisKeys.Owner(role)).Add(name), stop)).ToNumber();
            owner = $"{Of(epoch)}:{name}";
            mark = long.TryParse(marked, NumberStyles.None, CultureInfo.InvariantCulture, out long before) ? Math.Max(mark, before) : mark;
        }

        return isLost;
    }

    private OwnershipLostException Taken(string other) => new(RedisKeys.Owner(role), epoch, EpochOf(other));

    private static long EpochOf(string of) => long.TryParse(of.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
