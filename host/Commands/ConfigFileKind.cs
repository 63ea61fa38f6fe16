using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Instruments;
using Pawl.Host.Configuration.Settings;

namespace Pawl.Host.Commands;

/// <summary>A kind of configuration file.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Keys">Its keys at the top level, by which it is recognised.</param>
/// <param name="Check">Checks a file that has been read; says in one line what it holds, or null after reporting mistakes.</param>
/// <param name="Schema">Its JSON Schema.</param>
internal sealed record ConfigFileKind(
    string Name, IReadOnlyList<string> Keys, Func<ConfigNode, string, Mistakes, string?> Check, Func<string> Schema)
{
    /// <summary>All kinds of files; a file of which nothing can be recognised is taken for the first.</summary>
    public static IReadOnlyList<ConfigFileKind> All { get; } =
    [
        new("pipeline", PipelineSource.Keys, CheckPipeline, () => PipelineSchema.Write(Pipelines.Kinds.Kinds)),
        new("instruments", [.. InstrumentKeys.File.Select(key => key.Name)], CheckInstruments, InstrumentsSchema.Write),
        new("settings", [.. SettingTable.All.Select(setting => setting.Section).Distinct(StringComparer.Ordinal)], CheckSettings, () => SettingSchema.Write(SettingTable.All)),
    ];

    /// <summary>The kind that has most of the file's keys at the top level.</summary>
    public static ConfigFileKind Of(ConfigNode root) =>
        All.MaxBy(kind => (root as ConfigMapping)?.Entries.Count(e => kind.Keys.Contains(e.Key.Text)) ?? 0)!;

    private static string? CheckPipeline(ConfigNode root, string path, Mistakes mistakes)
    {
        if (PipelineFile.Compile(root, path, Pipelines.Kinds, CandleDriver.Layout, new ScriptNodes(path, mistakes), mistakes) is not { } compiled)
        {
            return null;
        }

        if (!InstrumentsOf(compiled.File, mistakes, out string instruments))
        {
            return null;
        }

        PipelineDeclaration pipeline = compiled.File.Declaration;
        IEnumerable<string> frames = compiled.Graph.Sources
            .Where(s => s.Kind == ReferenceKind.Candle).Select(s => s.TimeFrame).Distinct().Order().Select(f => f.ToString());
        string symbols = pipeline.Symbols.Count == 0 ? "any symbol" : "symbols " + Listed(pipeline.Symbols.Select(s => s.Value));
        return $"pipeline {pipeline.Name}: {symbols}{instruments}; candles {Listed(frames)}; {pipeline.Nodes.Count} node{(pipeline.Nodes.Count == 1 ? "" : "s")}";
    }

    /// <summary>Which instruments the pipeline names, and of which file; those that there are not are mistakes.</summary>
    private static bool InstrumentsOf(PipelineFile pipeline, Mistakes mistakes, out string said)
    {
        said = "";
        if (pipeline.Instruments.Count == 0)
        {
            return true;
        }

        InstrumentSource source = InstrumentSource.OfSurroundings();
        said = $"; {source.Describe(pipeline)}";
        if (source.Path is not { } path || InstrumentsFile.Read(path, out _) is not { } file)
        {
            Located<string> first = pipeline.Instruments[0].Id;
            mistakes.Add(first.Place, $"instrument {Shown.Of(first.Value)}: {(source.Path is null ? "there is no config/instruments.yaml, here or beside the program" : $"{source.Path} cannot be read")}; say where it is with the setting data.instruments");
            return false;
        }

        foreach ((_, Located<string> id) in pipeline.Instruments.Where(i => file.Named(i.Id.Value) is null))
        {
            mistakes.Add(id.Place, file.Missing(id.Value, path));
        }

        return mistakes.Count == 0;
    }

    private static string? CheckInstruments(ConfigNode root, string path, Mistakes mistakes)
    {
        InstrumentsFile? file = new InstrumentsShape(mistakes).Read(root);
        return file is null || mistakes.Count > 0 ? null : $"instruments: {file.Instruments.Count}; calendars {Listed(file.Calendars.Keys.Order(StringComparer.Ordinal))}";
    }

    private static string? CheckSettings(ConfigNode root, string path, Mistakes mistakes)
    {
        new SettingShape(mistakes, SettingTable.All).Read(root, new SettingValues());
        return mistakes.Count > 0 ? null : "settings";
    }

    private static string Listed(IEnumerable<string> items)
    {
        const int MostNamed = 20;
        string[] all = [.. items];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(MostNamed)) + (all.Length > MostNamed ? $" and {all.Length - MostNamed} more" : "");
    }
}
