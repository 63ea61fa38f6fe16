using System.Security.Cryptography;
using System.Text;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Verification;

/// <summary>Replays the input logs of a stored run and compares outputs, ids and hash chains with its output logs.</summary>
internal static class RecordedCheck
{
    /// <returns>What was found, and the hash of the run as it was replayed.</returns>
    public static (CheckResult Result, string RunHash) Run(RecordedRun run, CancellationToken stop)
    {
        SortedDictionary<string, RecordedComparer> comparers = new(StringComparer.Ordinal);
        Dictionary<string, StoredLog> logs = run.Logs.ToDictionary(l => l.Name, StringComparer.Ordinal);
        Pass pass = new(run, log =>
        {
            EngineLog engine = log.Begin();
            RecordedComparer comparer = new(engine, logs[log.Name]);
            comparers.Add(log.Name, comparer);
            return new Course(log, engine, comparer.Take);
        });
        pass.Run(long.MaxValue, stop);
        string hashes = string.Concat(comparers.Select(c => $"{c.Key} {c.Value.End()}\n"));
        Difference? first = comparers.Values.Select(c => c.First).FirstOrDefault(f => f is not null);
        CheckResult result = new("recorded", "input log replayed, with output log", comparers.Count, "logs", pass.Events, comparers.Values.Sum(c => c.Count), first);
        return (result, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashes))));
    }

    /// <summary>One log: records are compared as they become whole.</summary>
    private sealed class RecordedComparer(EngineLog engine, StoredLog stored)
    {
        private readonly EnvelopeWriter[] writers =
            [.. engine.Graph.Channels.Select(c => new EnvelopeWriter(engine.Name, Symbol.Parse(engine.Symbols[c.Symbol]), c.TimeFrame, c.Node, c.Schema))];

        private readonly HashChain chain = new();
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly Utf8Buffer lines = new();
        private OutputReader? batch;
        private int next;
        private long records;
        private long sequence;

        public long Count { get; private set; }

        public Difference? First { get; private set; }

        public void Take(in Output output, ReadOnlySpan<byte> record)
        {
            if (output.Sequence != sequence)
            {
                Complete();
                sequence = output.Sequence;
            }

            writers[output.Channel].Write(lines, output.Time, record, output.Sequence, output.N);
            Count++;
        }

        /// <returns>The hash of the log.</returns>
        public string End()
        {
            Complete();
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

        private void Complete()
        {
            if (lines.Length == 0)
            {
                return;
            }

            ReadOnlySpan<byte> recorded = MoveNext(out OutputRecord record) ? batch!.LinesOf(next - 1) : default;
            if (First is null && (record.Sequence != sequence || !recorded.SequenceEqual(lines.Written)))
            {
                First = recorded.IsEmpty || record.Sequence > sequence ? Differ(sequence, [], lines.Written)
                    : record.Sequence < sequence ? Differ(record.Sequence, recorded, [])
                    : Differ(sequence, recorded, lines.Written);
            }

            chain.Append(sequence, lines.Written);
            hash.AppendData(lines.Written);
            lines.Clear();
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
