using System.Runtime.CompilerServices;
using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>Reads what an account says, in order; where the server is away it waits.</summary>
/// <param name="account">The account.</param>
/// <param name="options">How it is read.</param>
public sealed class AccountReader(AccountStreams account, ReaderOptions options)
{
    /// <summary>Every step after a record of its stream, as it comes.</summary>
    /// <exception cref="StreamBrokenException">The stream does not hold what it must.</exception>
    /// <exception cref="StoreException">A record cannot be read.</exception>
    public async IAsyncEnumerable<(StreamRecord Record, OutputRecords Said)> ReadAsync(long after, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using StreamFollower records = new(account.Log, after, options, stop);
        while (true)
        {
            StreamRecord record = await records.NextAsync(stop);
            if (record.Number > 0)
            {
                yield return (record, record.As(account.Log, OutputRecords.Read));
            }
        }
    }
}
