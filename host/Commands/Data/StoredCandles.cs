using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The candles that a stored log said, as a source: they are in its lines whole and exact.</summary>
internal sealed class StoredCandles(StoredInputLog log, SymbolTable symbols) : IInputSource
{
    private static readonly RecordSchema Schema = RecordSchema.Of<Candle>();

    private readonly Queue<InputEvent> ready = [];
    private long record;

    public InputProgress Progress => new(0, 0, record, 0);

    public IReadOnlyList<string> Warnings => [];

    public int Read(Span<InputEvent> batch)
    {
        int count = 0;
        while (count < batch.Length && (ready.Count > 0 || Open()))
        {
            if (ready.TryDequeue(out InputEvent e))
            {
                batch[count++] = e;
            }
        }

        return count;
    }

    public void Dispose()
    {
    }

    private bool Open()
    {
        if (log.Outputs.After(record) is not { } next)
        {
            return false;
        }

        OutputReader outputs = new(next.Content);
        record = next.FirstRecord + next.Records - 1;
        for (int i = 0; i < outputs.Count; i++)
        {
            ReadOnlySpan<byte> lines = outputs.LinesOf(i);
            foreach (Range line in lines.Split((byte)'\n'))
            {
                if (!lines[line].IsEmpty)
                {
                    Take(Envelope.Read(lines[line]));
                }
            }
        }

        return true;
    }

    private void Take(in Envelope line)
    {
        if (line.Type != Schema.Name)
        {
            return;
        }

        InputEvent e = new() { Kind = EventKind.Candle, Symbol = symbols.Intern(line.Symbol), TimeFrame = line.TimeFrame };
        e.Candle = line.ReadData<Candle>(Schema);
        e.Time = e.Candle.CloseTime;
        ready.Enqueue(e);
    }
}
