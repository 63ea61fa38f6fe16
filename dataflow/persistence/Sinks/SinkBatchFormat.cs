using System.Text;
using Pawl.Recovery;

namespace Pawl.Persistence.Sinks;

/// <summary>A batch as it lies on disk while a database is away. It is read by the program that wrote it, or the next one.</summary>
internal static class SinkBatchFormat
{
    private const byte Version = 1;

    public static byte[] Encode(SinkBatch batch)
    {
        using MemoryStream bytes = new();
        using BinaryWriter to = new(bytes, Encoding.UTF8);
        to.Write(Version);
        Dictionary<SinkLog, int> known = [];
        List<SinkLog> logs = [];
        foreach (SinkLog log in batch.Inputs.Select(i => i.Log).Concat(batch.Outputs.Select(o => o.Log)).Concat(batch.Letters.Select(l => l.Log)))
        {
            if (known.TryAdd(log, logs.Count))
            {
                logs.Add(log);
            }
        }

        WriteAll(to, logs, Write);
        WriteAll(to, batch.Inputs, (w, i) =>
        {
            w.Write(known[i.Log]);
            w.Write(i.From);
            w.Write(i.To);
            Write(w, i.Events);
        });
        WriteAll(to, batch.Outputs, (w, o) =>
        {
            w.Write(known[o.Log]);
            w.Write(o.Previous.ToArray());
            Write(w, o.Records);
        });
        WriteAll(to, batch.Letters, (w, l) =>
        {
            w.Write(known[l.Log]);
            w.Write(l.Letter.Place);
            w.Write(l.Letter.Reason);
            Write(w, l.Letter.Content);
        });
        WriteAll(to, batch.Moves, (w, m) =>
        {
            w.Write(m.Stream);
            w.Write(m.After);
            w.Write(m.To);
        });
        to.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="StoreException">It was written by another version.</exception>
    public static SinkBatch Decode(byte[] bytes)
    {
        using BinaryReader from = new(new MemoryStream(bytes), Encoding.UTF8);
        if (from.ReadByte() is var version && version != Version)
        {
            throw new StoreException($"it has format {version}, this program reads format {Version}; use the program that wrote it");
        }

        SinkBatch batch = new();
        SinkLog[] logs = [.. ReadAll(from, ReadLog)];
        foreach (SinkInputs inputs in ReadAll(from, r => new SinkInputs(logs[r.ReadInt32()], r.ReadInt64(), r.ReadInt64(), ReadBytes(r))))
        {
            batch.Add(inputs);
        }

        foreach (SinkOutputs outputs in ReadAll(from, r => new SinkOutputs(logs[r.ReadInt32()], new Hash256(r.ReadBytes(Hash256.Size)), ReadBytes(r))))
        {
            batch.Add(outputs);
        }

        foreach ((SinkLog log, DeadLetter letter) in ReadAll(from, r => (logs[r.ReadInt32()], new DeadLetter(r.ReadString(), r.ReadString(), ReadBytes(r)))))
        {
            batch.AddLetter(log, letter);
        }

        foreach (SinkMove move in ReadAll(from, r => new SinkMove(r.ReadString(), r.ReadInt64(), r.ReadInt64())))
        {
            batch.Move(move.Stream, move.After, move.To);
        }

        return batch;
    }

    private static void Write(BinaryWriter to, SinkLog log)
    {
        to.Write(log.Name);
        to.Write((ulong)(log.Tag.Value >> 64));
        to.Write((ulong)log.Tag.Value);
        WriteAll(to, log.Symbols, (w, s) => w.Write(s));
    }

    private static SinkLog ReadLog(BinaryReader from) =>
        new(from.ReadString(), new LogTag(new UInt128(from.ReadUInt64(), from.ReadUInt64())), [.. ReadAll(from, r => r.ReadString())]);

    private static void Write(BinaryWriter to, ReadOnlyMemory<byte> bytes)
    {
        to.Write(bytes.Length);
        to.Write(bytes.Span);
    }

    private static byte[] ReadBytes(BinaryReader from) => from.ReadBytes(from.ReadInt32());

    private static void WriteAll<T>(BinaryWriter to, IReadOnlyList<T> items, Action<BinaryWriter, T> write)
    {
        to.Write(items.Count);
        foreach (T item in items)
        {
            write(to, item);
        }
    }

    private static List<T> ReadAll<T>(BinaryReader from, Func<BinaryReader, T> read)
    {
        int count = from.ReadInt32();
        List<T> items = [];
        for (int i = 0; i < count; i++)
        {
            items.Add(read(from));
        }

        return items;
    }
}
