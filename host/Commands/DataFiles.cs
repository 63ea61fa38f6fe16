using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The data files of a command line, opened together or not at all.</summary>
internal sealed class DataFiles : IDisposable
{
    private readonly List<CsvFile> files = [];

    /// <summary>In the order of the command line.</summary>
    public IReadOnlyList<CsvFile> All => files;

    /// <summary>All files as one, each sorted and all adjusted as the instruments say.</summary>
    public IInputSource Merge(SymbolTable symbols, SymbolInstruments instruments, Timestamp? from = null, Timestamp? to = null)
    {
        TimeSpan lateness = instruments.Lateness;
        MergedInput merged = new(lateness == TimeSpan.Zero ? files : files.Select(f => new ReorderedInput(f, lateness)), from, to);
        return instruments.AreAdjusted ? new AdjustedInput(merged, symbols, s => instruments.Of(s).Adjustments) : merged;
    }

    /// <param name="option">The option that names them, for errors.</param>
    /// <param name="symbol">The symbol of files that are given without one; null takes it from the file.</param>
    public static DataFiles Open(string option, IEnumerable<string> entries, SymbolTable symbols, Symbol? symbol, CsvOptions csv)
    {
        DataFiles opened = new();
        try
        {
            foreach (string entry in entries)
            {
                (Symbol? own, string path) = DataArgument.Split(option, entry);
                opened.files.Add(CsvFile.Open(path, symbols, own ?? symbol, csv));
            }
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        return opened;
    }

    public void Dispose() => files.ForEach(f => f.Dispose());
}
