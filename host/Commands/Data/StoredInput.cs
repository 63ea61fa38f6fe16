using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>What a stored log was given by its source, repetitions included, as a source once more; what was made in the log is left out.</summary>
internal sealed class StoredInput(StoredInputLog log, SymbolTable symbols) : IInputSource
{
    private readonly int[] numbers = [.. log.Symbols.Select(s => symbols.Intern(Symbol.Parse(s)))];
    private readonly EventDecoder decoder = new();
    private long record;
    private bool isOpen;

    public InputProgress Progress => new(0, 0, record, 0);

    public IReadOnlyList<string> Warnings => [];

    public int Read(Span<InputEvent> batch)
    {
        int count = 0;
        while (count < batch.Length && (isOpen || Open()))
        {
            isOpen = decoder.TryRead(out InputEvent e, out EventMarks marks);
            if (isOpen && (marks & EventMarks.Own) == EventMarks.None)
            {
                e.Symbol = numbers[e.Symbol];
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
        if (log.Events.After(record) is not { } next)
        {
            return false;
        }

        decoder.Open(next.Events);
        record = next.FirstRecord + next.Records - 1;
        return isOpen = true;
    }
}
