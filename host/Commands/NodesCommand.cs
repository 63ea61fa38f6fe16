using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Drawing;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary><c>pawl nodes</c>: the catalogue of kinds, from their declarations.</summary>
internal static class NodesCommand
{
    public static Command Create()
    {
        Argument<string?> kind = new("KIND") { Description = "Show one kind with its parameters, inputs and outputs.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("nodes", "List the kinds of nodes that a pipeline may use.")
        {
            Examples = ["pawl nodes", "pawl nodes macd", "pawl nodes --json"],
        };
        command.Add(kind);
        command.Add(json);
        command.SetAction(parsed => Run(parsed.GetValue(kind), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string? name, bool json)
    {
        IReadOnlyCollection<KindDescriptor> kinds = name is null ? Pipelines.Kinds.Kinds : [Find(name)];
        if (json)
        {
            WriteJson(kinds, single: name is not null);
        }
        else if (name is null)
        {
            WriteList(kinds);
        }
        else
        {
            WriteOne(kinds.Single());
        }

        return 0;
    }

    private static KindDescriptor Find(string name) => Pipelines.Kinds.Find(name) ?? throw new UsageException(
        $"unknown kind '{name}'; " + (Pipelines.Kinds.Nearest(name) is { } nearest ? $"did you mean '{nearest}'?" : "'pawl nodes' lists them"));

    private static void WriteList(IReadOnlyCollection<KindDescriptor> kinds)
    {
        Page page = Page.OnConsole();
        page.Line($"{kinds.Count} kinds; 'pawl nodes KIND' shows one with its parameters.");
        foreach (IGrouping<string, KindDescriptor> family in kinds.GroupBy(k => k.Family, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Section(family.Key, family.Select(k => (k.Name, k.Summary)));
        }
    }

    private static void WriteOne(KindDescriptor kind)
    {
        Page page = Page.OnConsole();
        page.Paragraph($"{kind.Name} ({kind.Family}): {kind.Summary}");
        page.Section("Formula", [("", kind.Formula), ("", "Source: " + kind.Source)]);
        page.Section("Inputs", kind.Inputs.Select(i => (i.Name, With(TypeOf(i), i.Doc))));
        page.Section("Parameters", ParametersOf(kind).Select(p => (p.Name, $"{p.Doc}; {p.Range}, default {p.Default}")));
        page.Section(kind.EmitsEvents ? "Output, any number a cycle" : "Output, at most one a cycle", kind.Output.DataFields.Select(f => (f.Name, With(TypeOf(f), f.Doc))));
    }

    private static string With(string type, string doc) => doc.Length == 0 ? type : $"{doc} ({type})";

    /// <summary>The kind's own parameters, and the choice that every kind has whose numbers may come from a candle.</summary>
    private static IEnumerable<(string Name, string Type, string Range, string Default, string Doc)> ParametersOf(KindDescriptor kind)
    {
        foreach (KindParameter p in kind.Parameters)
        {
            string type = p.Type.IsEnum ? "enum" : p.Type == typeof(int) || p.Type == typeof(long) ? "integer" : p.Type == typeof(double) ? "number" : "decimal";
            yield return (p.Name, type, p.Type.IsEnum ? string.Join(" | ", p.Values) : $"{p.Min}..{p.Max}", p.Default, p.Doc);
        }

        string[] sources = [.. kind.CandleSources];
        if (sources.Length > 0)
        {
            yield return ("source", "enum", string.Join(" | ", sources), sources[0], "what to read from a candle");
        }
    }

    private static string TypeOf(KindInput input) => input.TypeName;

    private static string TypeOf(RecordField field) => FieldType.Of(field);

    private static void WriteJson(IEnumerable<KindDescriptor> kinds, bool single)
    {
        using Stream to = Console.OpenStandardOutput();
        using (Utf8JsonWriter json = new(to, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            if (!single)
            {
                json.WriteStartArray();
            }

            foreach (KindDescriptor kind in kinds)
            {
                WriteJson(kind, json);
            }

            if (!single)
            {
                json.WriteEndArray();
            }
        }

        to.WriteByte((byte)'\n');
    }

    private static void WriteJson(KindDescriptor kind, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind.Name);
        json.WriteString("family", kind.Family);
        json.WriteNumber("version", kind.Version);
        json.WriteString("summary", kind.Summary);
        json.WriteString("formula", kind.Formula);
        json.WriteString("source", kind.Source);
        WriteRows(json, "inputs", kind.Inputs.Select(i => (i.Name, TypeOf(i), (string?)null, (string?)null, i.Doc)));
        WriteRows(json, "parameters", ParametersOf(kind).Select(p => (p.Name, p.Type, (string?)p.Range, (string?)p.Default, p.Doc)));
        json.WriteString("emits", kind.EmitsEvents ? "events" : "value");
        json.WriteString("type", kind.Output.Name);
        WriteRows(json, "outputs", kind.Output.DataFields.Select(f => (f.Name, TypeOf(f), (string?)null, (string?)null, f.Doc)));
        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, string name, IEnumerable<(string Name, string Type, string? Range, string? Default, string Doc)> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            json.WriteString("type", row.Type);
            if (row.Range is not null)
            {
                json.WriteString("range", row.Range);
            }

            if (row.Default is not null)
            {
                json.WriteString("default", row.Default);
            }

            json.WriteString("doc", row.Doc);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
