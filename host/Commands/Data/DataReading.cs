using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Reads a file of market data to its end, or to the first row that cannot be read.</summary>
/// <param name="Name">As it was given.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Symbols">The symbols, by the numbers that its events have.</param>
/// <param name="Rows">Rows without the header.</param>
/// <param name="Failure">Why it could not be read to its end; null where it could.</param>
internal sealed record DataReading(string Name, EventKind Kind, SymbolTable Symbols, long Rows, string? Failure)
{
    private const int Batch = 4096;

    /// <summary>Takes an event.</summary>
    public delegate void Seeing(in InputEvent e, SymbolTable symbols);

    public static IEnumerable<DataReading> Each(IEnumerable<string> entries, CsvOptions csv, bool isQuiet, Func<Seeing> begin)
    {
        foreach (string entry in entries)
        {
            yield return One(entry, csv, isQuiet, begin());
        }
    }

    private static DataReading One(string entry, CsvOptions csv, bool isQuiet, Seeing see)
    {
        SymbolTable symbols = new();
        (Symbol? symbol, string path) = DataArgument.Split("--in", entry);
        using CsvFile file = CsvFile.Open(path, symbols, symbol, csv);
        return ReplayProgress.Show("read", file, isQuiet, report =>
        {
            string? failure = Read(file, symbols, see, report);
            return new DataReading(entry, file.Kind, symbols, file.Progress.Rows, failure);
        });
    }

    private static string? Read(CsvFile file, SymbolTable symbols, Seeing see, Action<int>? report)
    {
        InputEvent[] events = new InputEvent[Batch];
        try
        {
            int count;
            while ((count = file.Read(events)) > 0)
            {
                Interruption.Token.ThrowIfCancellationRequested();
                for (int i = 0; i < count; i++)
                {
                    see(in events[i], symbols);
                }

                report?.Invoke(count);
            }

            return null;
        }
        catch (IngestionException failure)
        {
            return failure.Message;
        }
    }
}
