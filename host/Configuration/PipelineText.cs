using System.Text;
using Pawl.Engine;
using Pawl.Scripting;

namespace Pawl.Host.Configuration;

/// <summary>
/// Writes a pipeline as one file of its own: what it extends and what loops stand for is written out, nodes are sorted by their ids.
/// How data files are read is left out; a script is named with its version, which is kept beside it. The same pipeline has the same text, however it was written.
/// </summary>
public static class PipelineText
{
    private const string Name = "stored.yaml";

    public static string Of(PipelineFile file)
    {
        PipelineDeclaration pipeline = file.Declaration;
        StringBuilder text = new();
        text.Append("pipeline: ").Append(Quoted(pipeline.Name)).Append('\n');
        if (pipeline.Symbols.Count > 0)
        {
            text.Append("symbols: ").Append(List(pipeline.Symbols.Select(s => s.Value))).Append('\n');
        }

        if (file.Instruments.Count > 0)
        {
            text.Append("instrument: ").Append(file.Instruments is [(null, var all)] ? Quoted(all.Value)
                : Map(file.Instruments.Select(i => (i.Symbol!, Quoted(i.Id.Value))))).Append('\n');
        }

        string frames = List(pipeline.Candles.Select(c => c.Value));
        text.Append("candles: ").Append(file.CandlesFrom is { } from ? Map([("frames", frames), ("from", Quoted(from.ToString().ToLowerInvariant()))]) : frames).Append('\n');
        if (pipeline.Nodes.Count > 0)
        {
            text.Append("nodes:\n");
        }

        foreach (NodeDeclaration node in pipeline.Nodes.OrderBy(n => n.Id, StringComparer.Ordinal))
        {
            text.Append("  ").Append(Quoted(node.Id)).Append(": ").Append(Map(Entries(node, file.Scripts))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Compiles such a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kinds">The kinds that it may name.</param>
    /// <param name="driver">The layout of the driver.</param>
    /// <param name="scriptsIn">The folder of the scripts that it names.</param>
    /// <returns>Null where this program finds mistakes in it.</returns>
    public static Graph? Compile(string text, KindRegistry kinds, DriverLayout driver, string scriptsIn = "")
    {
        Mistakes mistakes = new(Name);
        // Written out, a pipeline may be larger than a file that somebody wrote.
        ConfigNode? root = ConfigReader.ReadText(text, mistakes, ConfigLimits.InstrumentBytes);
        return PipelineFile.Compile(root, Name, kinds, driver, new ScriptNodes(scriptsIn, mistakes, ScriptPlace.Versions), mistakes)?.Graph;
    }

    private static IEnumerable<(string Key, string Value)> Entries(NodeDeclaration node, IReadOnlyList<ScriptKind> scripts)
    {
        yield return ("kind", Quoted(node.Kind));
        if (node.Inputs.Count > 0)
        {
            yield return ("inputs", node.Inputs[0].Name is null ? List(node.Inputs.Select(i => i.Text)) : Map(node.Inputs.Select(i => (i.Name!, Quoted(i.Text)))));
        }

        if (node.Triggers.Count > 0)
        {
            yield return ("trigger", List(node.Triggers.Select(t => t.Text)));
        }

        foreach ((string key, Located<string>? value) in ((string, Located<string>?)[])[("timeframe", node.TimeFrame), ("output_schema", node.OutputSchema)])
        {
            if (value is not null)
            {
                yield return (key, Quoted(value.Value));
            }
        }

        if (!node.Publish)
        {
            yield return ("publish", "false");
        }

        foreach (Argument argument in node.Arguments.OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            ScriptKind? script = node.Kind == ScriptKind.Lua && argument.Name == ScriptNodes.Setting ? scripts.FirstOrDefault(s => s.File.Name == argument.Text) : null;
            yield return (argument.Name, Quoted(script is null ? argument.Text : ScriptFolder.NameWithVersion(script.File)));
        }
    }

    private static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quoted))}]";

    private static string Map(IEnumerable<(string Key, string Value)> entries) => $"{{{string.Join(", ", entries.Select(e => $"{Quoted(e.Key)}: {e.Value}"))}}}";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
