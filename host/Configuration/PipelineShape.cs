using System.IO.Enumeration;
using Pawl.Engine;
using Pawl.Host.Configuration.Instruments;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Configuration;

/// <summary>The top level of a pipeline, from its own file and those that it extends.</summary>
internal sealed class PipelineShape(Mistakes mistakes)
{
    private readonly Expect _expect = new(mistakes);

    public PipelineFile? Read(ConfigNode root, string path)
    {
        if (new PipelineSource(mistakes).Read(root, path) is not { } parts)
            return null;
        if (!parts.HasNodes && !parts.Sections.ContainsKey("candles") && parts.IsWhole)
            mistakes.Add(parts.Place, "there is nothing to compute; add 'nodes' or 'candles'");
        var name = parts.Sections.GetValueOrDefault("pipeline")?.Value;
        var before = mistakes.Count;
        var symbols = Texts(parts, "symbols", "ES");
        var hasAllSymbols = mistakes.Count == before && parts.IsWhole;
        var (candles, from, flow) = Candles(parts);
        return new PipelineFile(
            new PipelineDeclaration(Name(name, parts.Place, path), name?.Place ?? parts.Place)
            {
                Symbols = symbols,
                HasAllSymbols = hasAllSymbols,
                Candles = candles,
                CandleFlow = flow,
                Nodes = [.. parts.Nodes.Values.Select(node => new NodeShape(mistakes, node).Read(mistakes))],
                IsUnread = id => !parts.IsWhole || parts.Unread.Exists(pattern => FileSystemName.MatchesSimpleExpression(pattern, id, ignoreCase: false)),
            },
            parts.Sections.TryGetValue("csv", out var csv) ? new CsvShape(mistakes).Read(csv.Value) : CsvOptions.Default)
        {
            CandlesFrom = from,
            Instruments = parts.Sections.TryGetValue("instrument", out var instrument) ? [.. Instruments(instrument.Value)] : [],
        };
    }

    /// <summary>One instrument for all symbols, or a map from symbols to theirs.</summary>
    private IEnumerable<(string? Symbol, Located<string> Id)> Instruments(ConfigNode written)
    {
        const string Expected = "the id of an instrument such as ES";
        if (written is not ConfigMapping map)
        {
            if (_expect.Text(written, "'instrument'", Expected + ", or a map such as {ES: ES, NQ: NQ}") is { } all)
                yield return (null, new Located<string>(all, written.Place));
            yield break;
        }
        foreach (var (symbol, value) in map.Entries)
        {
            var who = $"instrument: {Shown.Of(symbol.Text)}";
            if (!Symbol.TryParse(symbol.Text, out _))
                mistakes.Add(symbol.Place, $"{who} is not a symbol; use 1 to 64 letters, digits and . _ : / -");
            else if (_expect.Text(value, who, Expected) is { } id)
                yield return (symbol.Text, new Located<string>(id, value.Place));
        }
    }

    /// <summary>A list of time frames, or a map that says too what the candles are made of and what they tell.</summary>
    private (IReadOnlyList<Located<string>> Frames, CandleSource? From, bool Flow) Candles(PipelineParts parts)
    {
        if (!parts.Sections.TryGetValue("candles", out var entry) || entry.Value is not ConfigMapping map)
            return (Texts(parts, "candles", "5m"), null, false);
        var section = new Section(mistakes, map, "candles: ", InstrumentKeys.PipelineCandles);
        return (
            section.Find("frames") is { } frames ? _expect.Texts(frames, "candles: 'frames'", "5m") : [],
            section.Choice("from", InstrumentKeys.Sources),
            section.Choice("flow", InstrumentKeys.Flows) ?? false);
    }

    private string Name(ConfigNode? written, Place start, string path)
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
            mistakes.Add(start, $"the file's name {Shown.Of(name)} cannot name the pipeline; add a line such as 'pipeline: es_futures'");
        return name;
    }

    private IReadOnlyList<Located<string>> Texts(PipelineParts parts, string key, string example) =>
        parts.Sections.TryGetValue(key, out var entry) ? _expect.Texts(entry.Value, $"'{key}'", example) : [];
}
