using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Paper;

/// <summary>What the log of an account says, read from its first message.</summary>
internal static class AccountFills
{
    /// <summary>The messages, each as a line.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(StoredLog log)
    {
        long read = log.Removed.Outputs;
        while (read < log.Tail.Outputs && log.Outputs.After(read) is { } batch)
        {
            OutputReader reader = new(batch.Content);
            for (int i = 0; i < reader.Count && read < log.Tail.Outputs; i++)
            {
                yield return reader.LinesOf(i).ToArray();
                read++;
            }
        }
    }

    /// <summary>What all fills together make of each symbol, long less short.</summary>
    public static IReadOnlyDictionary<string, Quantity> PositionsOf(StoredLog log)
    {
        Dictionary<string, Quantity> positions = new(StringComparer.Ordinal);
        RecordSchema schema = RecordSchema.Of<Fill>();
        foreach (ReadOnlyMemory<byte> line in Lines(log))
        {
            Envelope envelope = Envelope.Read(line.Span.TrimEnd((byte)'\n'));
            if (envelope.Type == schema.Name)
            {
                Fill fill = envelope.ReadData<Fill>(schema);
                string symbol = envelope.Symbol.ToString();
                positions[symbol] = positions.GetValueOrDefault(symbol) + (fill.Side == TradeDirection.Buy ? fill.Quantity : -fill.Quantity);
            }
        }

        return positions;
    }
}
