using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pawl.Backtesting.Runs;
using Pawl.Backtesting.Sweeps;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Types;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>How parameter sets are chosen.</summary>
internal enum SearchKind
{
    Grid,
    Random,
    Bayesian,
}

/// <summary>Stretches to choose on and to try on.</summary>
/// <param name="In">How long sets are chosen on.</param>
/// <param name="Out">How long the best is tried on, right after it.</param>
/// <param name="Anchored">Whether all begin at the beginning.</param>
internal readonly record struct Stretches(TimeFrame In, TimeFrame Out, bool Anchored);

/// <summary>What is swept, by which rules. Two that are equal in <see cref="Describe"/> make the same files.</summary>
internal sealed record SweepPlan(PipelineData Data, BacktestSettings Settings, ParameterSpace Space)
{
    /// <summary>Parameters that are given and not varied.</summary>
    public IReadOnlyList<NodeParameter> Fixed { get; init; } = [];

    public SearchKind Search { get; init; }

    /// <summary>How many sets are tried at most; a grid tries all.</summary>
    public int Trials { get; init; } = 100;

    public ulong Seed { get; init; } = 1;

    /// <summary>The statistic that the search goes by: the higher the better.</summary>
    public string Objective { get; init; } = "sharpe";

    /// <summary>Null where all of the data is one stretch.</summary>
    public Stretches? WalkForward { get; init; }

    public int Threads { get; init; } = 1;

    /// <summary>A search from its beginning.</summary>
    public ISearch NewSearch() => Search switch
    {
        SearchKind.Random => new RandomSearch(Space, Trials, Seed),
        SearchKind.Bayesian => new BayesianSearch(Space, Trials, Seed),
        _ => new GridSearch(Space),
    };

    /// <summary>The parameters of a set, over those of the pipeline.</summary>
    public IReadOnlyList<NodeParameter> ParametersOf(ParameterPoint point) =>
        [.. Fixed, .. Space.Of(point).Select(p => NodeParameter.Of(p.Name, p.Value, "--vary"))];

    /// <summary>All that decides what the files say, in words: it is compared before a sweep is resumed, and stands in the page.</summary>
    public IReadOnlyList<(string Name, string Text)> Describe() =>
    [
        ("version", VersionAction.Number),
        ("pipeline", $"{Data.Graph.Name}, sha256:{HashOf(PipelineText.Of(Data.File))}"),
        ("data", Data.Market is null ? string.Join(", ", Data.Files.Select(SizeOf)) : string.Join(", ", Data.Files)),
        ("from", Data.From?.ToString() ?? "the first event"),
        ("to", Data.To?.ToString() ?? "the last event"),
        ("instruments", Data.Instruments.Describe()),
        ("parameters", Fixed.Count == 0 ? "those of the pipeline" : string.Join(", ", Fixed.Select(p => $"{p.Node}.{p.Name}={p.Text}"))),
        ("varied", string.Join("; ", Space.Parameters.Select(p => $"{p.Name}: {(p.IsOrdered && p.Values.Length > 1 ? $"{p.Values[0]} to {p.Values[^1]}, {p.Values.Length} values" : string.Join(", ", p.Values))}"))),
        ("search", Search == SearchKind.Grid ? "grid" : string.Create(CultureInfo.InvariantCulture, $"{Search.ToString().ToLowerInvariant()}, {Trials} trials, seed {Seed}")),
        ("objective", Objective),
        ("walk-forward", WalkForward is { } w ? $"{w.In} in sample, {w.Out} out of sample{(w.Anchored ? ", anchored" : "")}" : "none"),
        ("account", $"{Settings.Account.Cash} {Settings.Account.Currency}"),
        .. Settings.Describe(),
    ];

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string SizeOf(string entry)
    {
        string path = DataArgument.Split("--data", entry).Path;
        return string.Create(CultureInfo.InvariantCulture, $"{entry} ({(File.Exists(path) ? new FileInfo(path).Length : 0)} bytes)");
    }
}
