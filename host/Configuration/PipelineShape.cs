using Pawl.Engine;
using Pawl.Ingestion;

namespace Pawl.Host.Configuration;

/// <summary>The top level of a pipeline file.</summary>
internal sealed class PipelineShape(Mistakes mistakes)
{
    private static readonly string[] Keys = ["pipeline", "symbols", "candles", "csv", "nodes"];

    private readonly Expect _expect = new(mistakes);

    public PipelineFile? Read(ConfigNode root, string path)
    {
        if (_expect.Map(root, "a pipeline file", $"a map of {string.Join(", ", Keys)}, as in 'nodes: …' with a space after the colon") is not { } map)
            return null;
        _expect.OnlyKeys(map, "", Keys);
        if (map.Find("nodes") is null && map.Find("candles") is null)
            mistakes.Add(map.Place, "there is nothing to compute; add 'nodes' or 'candles'");
        var name = map.Find("pipeline")?.Value;
        return new PipelineFile(
            new PipelineDeclaration(Name(name, map, path), name?.Place ?? map.Place)
            {
                Symbols = Texts(map, "symbols", "ES"),
                Candles = Texts(map, "candles", "5m"),
                Nodes = Nodes(map.Find("nodes")),
            },
            map.Find("csv") is { } csv ? new CsvShape(mistakes).Read(csv.Value) : CsvOptions.Default);
    }

    private string Name(ConfigNode? written, ConfigMapping map, string path)
    {
        if (written is not null)
        {
            var text = _expect.Text(written, "'pipeline'", "a name such as es_futures");
            if (text is not null && !Identifier.IsValid(text))
                mistakes.Add(written.Place, $"pipeline name {Shown.Of(text)}: {Identifier.Rule}");
            return text ?? "";
        }
        var name = Path.GetFileNameWithoutExtension(path);
        if (!Identifier.IsValid(name))
            mistakes.Add(map.Place, $"the file's name {Shown.Of(name)} cannot name the pipeline; add a line such as 'pipeline: es_futures'");
        return name;
    }

    private IReadOnlyList<Located<string>> Texts(ConfigMapping map, string key, string example) =>
        map.Find(key) is { } entry ? _expect.Texts(entry.Value, $"'{key}'", example) : [];

    private List<NodeDeclaration> Nodes(ConfigEntry? entry)
    {
        const string Expected = "a map from ids to nodes such as {rsi: {kind: rsi, inputs: [candle(1m)]}}";
        if (entry is null || _expect.Map(entry.Value, "'nodes'", Expected) is not { } map)
            return [];
        return [.. map.Entries.Select(node => new NodeShape(mistakes, node).Read())];
    }
}
