using System.Security.Cryptography;
using System.Text;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Verification;

/// <summary>Replays the input logs of a stored run and compares outputs, ids and hash chains with its output logs.</summary>
internal static class RecordedCheck
{
    /// <returns>What was found, and the hash of the run as it was replayed.</returns>
    public static (CheckResult Result, string RunHash) Run(RecordedRun run, CancellationToken stop)
    {
        List<RecordedComparer> comparers = [];
        StringBuilder hashes = new();
        long events = 0;
        foreach (StoredLog log in run.Logs)
        {
            RecordedComparer comparer = new(log);
            comparers.Add(comparer);
            events += LogReplay.Run(log, run.Begin(log), run.Pipelines, comparer.Take, stop).Records;
            hashes.Append(log.Name).Append(' ').Append(comparer.End()).Append('\n');
        }

        Difference? first = comparers.Select(c => c.First).FirstOrDefault(f => f is not null);
        CheckResult result = new("recorded", "input log replayed, with output log", comparers.Count, "logs", events, comparers.Sum(c => c.Count), first);
        return (result, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashes.ToString()))));
    }

    /// <summary>One log: records are compared as they come about.</summary>
    private sealed class RecordedComparer(StoredLog stored)
    {
        private readonly HashChain chain = new();
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private OutputReader? batch;
        private int next;
        private long records;

        public long Count { get; private set; }

        public Difference? First { get; private set; }

        public void Take(long sequence, ReadOnlySpan<byte> lines)
        {
            ReadOnlySpan<byte> recorded = MoveNext(out OutputRecord record) ? batch!.LinesOf(next - 1) : default;
            if (First is null && (record.Sequence != sequence || !recorded.SequenceEqual(lines)))
            {
                First = recorded.IsEmpty || record.Sequence > sequence ? Differ(sequence, [], lines)
                    : record.Sequence < sequence ? Differ(record.Sequence, recorded, [])
                    : Differ(sequence, recorded, lines);
            }

            chain.Append(sequence, lines);
            hash.AppendData(lines);
            Count += lines.Count((byte)'\n');
        }

        /// <returns>The hash of the log.</returns>
        public string End()
        {
            if (First is null && MoveNext(out OutputRecord more))
            {
                First = Differ(more.Sequence, batch!.LinesOf(next - 1), []);
            }

            if (chain.Hash != stored.Tail.Chain)
            {
                First ??= new Difference(stored.Name, stored.Tail.Sequence, "", new Said(0, null, $"hash chain {stored.Tail.Chain}"), new Said(0, null, $"hash chain {chain.Hash}"));
            }

            using (hash)
            {
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
        }

        private bool MoveNext(out OutputRecord record)
        {
            while (batch is null || next == batch.Count)
            {
                if (stored.Outputs.After(records) is not { } found)
                {
                    record = default;
                    return false;
                }

                batch = new OutputReader(found.Content);
                next = 0;
            }

            record = batch[next++];
            records++;
            return true;
        }

        /// <summary>The first line that differs.</summary>
        private Difference Differ(long at, ReadOnlySpan<byte> recorded, ReadOnlySpan<byte> found)
        {
            string[] wanted = Encoding.UTF8.GetString(recorded).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            string[] said = Encoding.UTF8.GetString(found).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            int line = Enumerable.Range(0, Math.Max(wanted.Length, said.Length)).First(i => wanted.ElementAtOrDefault(i) != said.ElementAtOrDefault(i));
            string node = Envelope.Read(Encoding.UTF8.GetBytes(wanted.ElementAtOrDefault(line) ?? said[line])).Node;
            return new Difference(stored.Name, at, node, Text(wanted, line), Text(said, line));
        }

        private static Said Text(string[] lines, int line) => line < lines.Length ? new Said(0, null, lines[line]) : Said.Nothing;
    }
}
