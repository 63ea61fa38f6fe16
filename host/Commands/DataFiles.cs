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

    /// <summary>All files as one, each sorted, all adjusted and futures put together as the instruments say.</summary>
    /// <param name="openings">What prices of continuous futures are changed by at first; without it they begin as they were paid.</param>
    public IInputSource Merge(
        SymbolTable symbols, SymbolInstruments instruments, Timestamp? from = null, Timestamp? to = null, IReadOnlyDictionary<string, SeriesAdjustment>? openings = null)
    {
        TimeSpan lateness = instruments.Lateness;
        IEnumerable<IInputSource> sources = lateness == TimeSpan.Zero ? files : files.Select(f => new ReorderedInput(f, lateness));
        if (!instruments.Futures.Any())
        {
            return Adjust(new MergedInput(sources, from, to), symbols, instruments);
        }

        (string Symbol, Instrument Instrument, SeriesAdjustment Opening)[] futures =
        [
            .. from symbol in instruments.Futures
               let instrument = instruments.Of(symbol)
               select (symbol, instrument, openings?.GetValueOrDefault(symbol) ?? SeriesAdjustment.None(instrument.Continuous!.Series)),
        ];
        // Which contract counts depends on what came before the range, too.
        ContinuousInput continuous = new(new MergedInput(sources), symbols, futures);
        return Adjust(new MergedInput([continuous], from, to), symbols, instruments);
    }

    private static IInputSource Adjust(IInputSource merged, SymbolTable symbols, SymbolInstruments instruments) =>
        instruments.AreAdjusted ? new AdjustedInput(merged, symbols, s => instruments.Of(s).Adjustments) : merged;

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
