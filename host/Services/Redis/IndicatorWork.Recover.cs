using Pawl.Recovery;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

// Finding where it was: the saved state, the candles of SQLite behind it, those of Redis behind these.
internal sealed partial class IndicatorWork
{
    private const string Group = IndicatorEngineRole.Role;

    private readonly string consumer = Service.NewOwner(IndicatorEngineRole.Role);

    /// <summary>Takes the role over, and everything that is there.</summary>
    /// <exception cref="RedisException">The server is away.</exception>
    public async Task RecoverAsync(CancellationToken stop)
    {
        (connection, _, bool isLost) = await streams.ConnectAsync(stop);
        if (isLost)
        {
            notes("the server has lost what was written last; it is computed and written again");
        }

        foreach (byte[] saved in await SavedAsync(stop))
        {
            Load(saved);
        }

        await TakeStoredAsync(stop);
        await inputs.FindAsync(connection, stop);
        foreach (string stream in inputs.Followed.Keys)
        {
            await JoinAsync(stream, stop);
        }

        await TakeStreamsAsync(stop);
        foreach (string stream in inputs.Followed.Keys)
        {
            await ClaimAsync(stream, stop);
        }

        notes(logs.Count == 0 ? "there are no candles yet" : $"goes on with {logs.Count} logs and {inputs.Followed.Count} streams");
    }

    /// <summary>Takes what streams hold behind what is known.</summary>
    private Task TakeStreamsAsync(CancellationToken stop) => inputs.ReadAsync(
        connection!, stream => logs.Values.Select(l => l.PositionOf(stream)).DefaultIfEmpty(new EntryId(-1, 0)).Max(), found => TakeAsync(found, stop), stop);

    /// <summary>Saves the state of all logs.</summary>
    private async Task SaveAsync(CancellationToken stop)
    {
        List<RedisCommand> commands = [];
        foreach (IndicatorLog log in logs.Values)
        {
            commands.Add(new RedisCommand("SET", logs.Count == 1 ? RedisKeys.Snapshot : $"{RedisKeys.Snapshot}:{log.Of.Symbol}").Add(log.Save()));
        }

        if (logs.Count > 1)
        {
            commands.Add(new RedisCommand("DEL", RedisKeys.Snapshot));
        }

        await streams.WriteAsync(connection!, [], commands, stop);
        isSaved = true;
    }

    private async Task<IReadOnlyList<byte[]>> SavedAsync(CancellationToken stop)
    {
        List<byte[]> saved = [];
        foreach (string key in (await InputStreams.ScanAsync(connection!, RedisKeys.Snapshot + ":*", stop)).Prepend(RedisKeys.Snapshot))
        {
            RedisValue value = await connection!.AskAsync(new RedisCommand("GET", key), stop);
            if (!value.IsNull)
            {
                saved.Add(value.Bytes.ToArray());
            }
        }

        return saved;
    }

    private void Load(byte[] saved)
    {
        try
        {
            IndicatorLog log = create(IndicatorLog.NameOf(saved));
            log.Load(saved);
            logs[log.Of.Symbol] = log;
        }
        catch (Exception e) when (e is StoreException or FormatException or Commands.UsageException or System.Text.Json.JsonException or KeyNotFoundException)
        {
            notes($"a saved state is not used: {e.Message}; it is computed from the candles");
        }
    }

    /// <summary>Takes what SQLite has behind what is known.</summary>
    private Task TakeStoredAsync(CancellationToken stop) => TakeAsync(inputs.Stored((symbol, stream) => LogOf(symbol).PositionOf(stream)), stop);

    /// <summary>Makes sure that the group is there.</summary>
    private async Task JoinAsync(string stream, CancellationToken stop)
    {
        try
        {
            await connection!.AskAsync(new RedisCommand("XGROUP", "CREATE", stream, Group, "0"), stop);
        }
        catch (RedisErrorException e) when (e.Code == "BUSYGROUP")
        {
            // It is there.
        }
    }

    /// <summary>
    /// Takes over what consumers before this one were given and did not finish. There is one owner of this role at a time, so nobody is
    /// asked how long he has been idle; and all of it has been taken just before, or is behind that and comes again.
    /// </summary>
    private async Task ClaimAsync(string stream, CancellationToken stop)
    {
        string cursor = "0-0";
        do
        {
            RedisValue claimed = await connection!.AskAsync(new RedisCommand("XAUTOCLAIM", stream, Group, consumer, "0", cursor, "COUNT", "1000"), stop);
            cursor = claimed.Items[0].ToString();
            await TakeAsync(InputStreams.EntriesOf(claimed.Items[1], stream, inputs.Followed[stream]), stop);
            await AcknowledgeAsync(stream, claimed.Items[1].Items.Where(e => e.Items.Count == 2).Select(e => e.Items[0]), stop);
        }
        while (cursor != "0-0");

        // Consumers of processes that are gone hold nothing any more.
        RedisValue consumers = await connection!.AskAsync(new RedisCommand("XINFO", "CONSUMERS", stream, Group), stop);
        foreach (RedisValue other in consumers.Items.Where(c => c.Items.Count > 1 && c.Items[1].ToString() != consumer))
        {
            await connection.AskAsync(new RedisCommand("XGROUP", "DELCONSUMER", stream, Group, other.Items[1].ToString()), stop);
        }
    }

    private async Task AcknowledgeAsync(string stream, IEnumerable<RedisValue> ids, CancellationToken stop)
    {
        RedisCommand acknowledge = new("XACK", stream, Group);
        bool isAny = false;
        foreach (RedisValue id in ids)
        {
            acknowledge.Add(id.Bytes);
            isAny = true;
        }

        if (isAny)
        {
            await connection!.AskAsync(acknowledge, stop);
        }
    }
}
