using System.Security.Cryptography;
using System.Text;
using Pawl.Bus;
using Pawl.Host.Replay;
using Pawl.Logs;
using Pawl.Recovery;

namespace Pawl.Host.Services.Monitoring;

/// <summary>A log as its streams hold it.</summary>
/// <param name="Position">How far it is computed.</param>
/// <param name="Computed">How many events of its inputs it has taken; of a log that is traded the position counts what its broker told, too.</param>
/// <param name="Inputs">How many events its inputs have.</param>
/// <param name="Outputs">How many messages it has said.</param>
/// <param name="Hash">SHA-256 of its lines, as a replay prints it.</param>
internal sealed record ListedLog(string Name, int Partition, LogPosition Position, long Computed, long Inputs, long Outputs, string Hash);

/// <summary>Reads all logs of a system from their first record, checks that each chain goes on, and gives their hashes: the same as those of a replay of the same data.</summary>
internal static class LogListing
{
    /// <param name="streams">All partitions.</param>
    /// <param name="folder">Where to write a file of lines for each log; null writes none.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="StoreException">A record cannot be read, or does not continue its log.</exception>
    public static async Task<IReadOnlyList<ListedLog>> ReadAsync(IReadOnlyList<LogStreams> streams, string? folder, CancellationToken stop)
    {
        List<ListedLog> all = [];
        foreach (LogStreams partition in streams)
        {
            Dictionary<string, Reading> logs = new(StringComparer.Ordinal);
            await foreach (StreamRecord record in partition.Outputs.ReadAsync(0, follows: false, cancel: stop))
            {
                if (record.Number > 0 && LogStreams.LogOf(record.Subject) is { } name)
                {
                    if (!logs.TryGetValue(name, out Reading? reading))
                    {
                        logs.Add(name, reading = new Reading(name, folder is null ? null : new JsonLinesSink(folder, name)));
                    }

                    reading.Take(partition.Outputs.Name, record);
                }
            }

            foreach ((string name, Reading reading) in logs)
            {
                long inputs = await partition.Inputs.NewestAsync(partition.InputOf(name), stop) is { } newest ? InputRecord.Read(newest.Content).Next - 1 : 0;
                all.Add(reading.Finish(partition.Partition, inputs));
            }
        }

        return [.. all.OrderBy(l => l.Name, StringComparer.Ordinal)];
    }

    /// <summary>The hash over all logs, as a replay prints it.</summary>
    public static string RunHashOf(IEnumerable<ListedLog> logs) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(logs.Select(l => $"{l.Name} {l.Hash}\n")))));

    private sealed class Reading(string name, JsonLinesSink? sink)
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly HashChain chain = new();
        private LogPosition position;
        private long computed;
        private long outputs;

        public void Take(string stream, StreamRecord record)
        {
            try
            {
                Read(stream, record);
            }
            catch (StoreException damage)
            {
                throw new StoreException($"stream {stream}: record {record.Sequence} cannot be read: {damage.Message}", damage);
            }
        }

        private void Read(string stream, StreamRecord record)
        {
            OutputRecords said = OutputRecords.Read(record.Content);
            if (said.From.Outputs != position.Outputs || said.From.Chain != chain.Hash)
            {
                throw new StoreException($"stream {stream}: record {record.Sequence} does not continue log {name}, of which {position.Outputs} records stand before it");
            }

            OutputReader lines = new(said.Content);
            for (int i = 0; i < lines.Count; i++)
            {
                chain.Append(lines[i].Sequence, lines.LinesOf(i));
                hash.AppendData(lines.LinesOf(i));
                sink?.Lines(lines.LinesOf(i));
                outputs += lines[i].Outputs;
            }

            if (said.To.Chain != chain.Hash)
            {
                throw new StoreException($"stream {stream}: the lines of record {record.Sequence} of log {name} are not those that its hash is of");
            }

            (position, computed) = (said.To, said.InputsTo);
        }

        public ListedLog Finish(int partition, long inputs)
        {
            sink?.Complete();
            sink?.Dispose();
            ListedLog listed = new(name, partition, position, computed, inputs, outputs, Convert.ToHexStringLower(hash.GetHashAndReset()));
            hash.Dispose();
            return listed;
        }
    }
}
