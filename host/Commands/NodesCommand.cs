using System.CommandLine;
using System.Text.Json;
using Pawl.Engine;
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
        int width = kinds.Max(k => k.Name.Length);
        foreach (IGrouping<string, KindDescriptor> family in kinds.GroupBy(k => k.Family, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(family.Key);
            foreach (KindDescriptor kind in family)
            {
                Console.WriteLine($"  {kind.Name.PadRight(width)}  {kind.Summary}");
            }
        }
    }

    private static void WriteOne(KindDescriptor kind)
    {
        Console.WriteLine($"{kind.Name} ({kind.Family}): {kind.Summary}");
        Console.WriteLine();
        Console.WriteLine($"Formula  {kind.Formula}");
        Console.WriteLine($"Source   {kind.Source}");
        Section("Inputs", kind.Inputs.Select(i => (i.Name, TypeOf(i), i.Doc)));
        Section("Parameters", kind.Parameters.Select(p => (p.Name, $"{Range(p)}, default {p.Default}", p.Doc)));
        Section(kind.EmitsEvents ? "Output (any number a cycle)" : "Output", kind.Output.DataFields.Select(f => (f.Name, TypeOf(f), f.Doc)));
    }

    private static void Section(string title, IEnumerable<(string Name, string What, string Doc)> rows)
    {
        (string Name, string What, string Doc)[] all = [.. rows];
        if (all.Length == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine(title);
        int name = all.Max(r => r.Name.Length);
        int what = all.Max(r => r.What.Length);
        foreach (var row in all)
        {
            Console.WriteLine($"  {row.Name.PadRight(name)}  {row.What.PadRight(what)}  {row.Doc}".TrimEnd());
        }
    }

    private static string Range(KindParameter parameter) => parameter.Type.IsEnum
        ? string.Join(" | ", parameter.Values)
        : $"{parameter.Min}..{parameter.Max}";

    private static string TypeOf(KindInput input) => input.TypeName;

    private static string TypeOf(RecordField field) => field.Names.IsEmpty ? field.Kind.ToString().ToLowerInvariant() : string.Join(" | ", field.Names);

    private static void WriteJson(IEnumerable<KindDescriptor> kinds, bool single)
    {
        using Stream to = Console.OpenStandardOutput();
        using (Utf8JsonWriter json = new(to, new JsonWriterOptions { Indented = true }))
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
        WriteRows(json, "parameters", kind.Parameters.Select(p => (p.Name, p.Type.IsEnum ? "enum" : p.Type.Name.ToLowerInvariant(), (string?)Range(p), (string?)p.Default, p.Doc)));
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
