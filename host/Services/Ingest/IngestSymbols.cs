using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Instruments;

namespace Pawl.Host.Services.Ingest;

/// <summary>Which symbols are taken: those that the settings name, else those that the file of instruments knows.</summary>
/// <param name="named">Those that the settings name.</param>
/// <param name="file">The file of instruments; null where there is none.</param>
/// <param name="path">Where it is.</param>
public sealed partial class IngestSymbols(IReadOnlyList<string> named, InstrumentsFile? file, string path)
{
    private readonly HashSet<string> contracts =
        [.. (file?.Instruments.Values ?? []).SelectMany(i => i.Continuous?.Contracts ?? []).Select(c => c.Id)];

    /// <summary>What is wrong with a symbol; null where it is taken.</summary>
    public string? MistakeOf(string symbol)
    {
        if (named.Count > 0)
        {
            return named.Contains(symbol, StringComparer.Ordinal) ? null
                : $"symbol {Shown.Of(symbol)}: is none of setting ingest.symbols{Meant(symbol, named)}";
        }

        return file?.Find(symbol) is not null || contracts.Contains(symbol) ? null
            : file is null ? $"symbol {Shown.Of(symbol)}: nothing is known of any; name the symbols with setting ingest.symbols, or a file of instruments with data.instruments"
            : $"symbol {Shown.Of(symbol)}: is not in {Shown.Plain(path, 200)}{Meant(symbol, file.Instruments.Keys)}; add it there, or name it with setting ingest.symbols";
    }

    private static string Meant(string symbol, IEnumerable<string> known) => Nearest.Of(symbol, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";
}
