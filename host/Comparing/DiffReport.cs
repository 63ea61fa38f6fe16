using System.Globalization;
using System.Text.Json;
using Pawl.Host.Commands;

namespace Pawl.Host.Comparing;

/// <summary>One side as a report names it.</summary>
internal sealed record ComparedSide(string Name, long Outputs);

/// <summary>Prints how two sides differ, for people or for machines.</summary>
/// <param name="reasons">Why a source differs, in words; null where nothing is known of the pipelines.</param>
internal sealed class DiffReport(ComparedSide a, ComparedSide b, OutputComparison found, Func<SaidBy, IReadOnlyList<string>>? reasons)
{
    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("equal", "whether nothing differs"),
        new("a.name", "the first side"),
        new("a.outputs", "how many outputs it has"),
        new("b.name", "the second side"),
        new("b.outputs", "how many outputs it has"),
        new("first.log", "of the first difference, the log; 'first' is absent where nothing differs"),
        new("first.sequence", "number of the input event"),
        new("first.symbol", "symbol of the output"),
        new("first.node", "what said it"),
        new("first.timestamp", "its timestamp"),
        new("first.id_a", "its id in A; null where it is not there"),
        new("first.id_b", "its id in B; null where it is not there"),
        new("first.field", "the first field that differs; null where only one side says something"),
        new("first.a", "value of the field in A, or all data; null where there is nothing"),
        new("first.b", "value of the field in B, or all data; null where there is nothing"),
        new("nodes[].symbol", "symbol of a source of outputs"),
        new("nodes[].node", "its name"),
        new("nodes[].equal", "outputs that are equal"),
        new("nodes[].different", "outputs of both sides that differ"),
        new("nodes[].only_a", "outputs that only A has"),
        new("nodes[].only_b", "outputs that only B has"),
        new("nodes[].since", "timestamp of the first that differs; absent where none does"),
        new("nodes[].reasons[]", "what differs in the declarations, its own first; absent where none does"),
    ];

    public bool AreEqual => found.First is null;

    private readonly SourceCounts[] sources = [.. found.Sources];

    public void WriteText(Page page)
    {
        page.Line(string.Create(CultureInfo.InvariantCulture, $"A  {a.Name}: {a.Outputs:N0} outputs"));
        page.Line(string.Create(CultureInfo.InvariantCulture, $"B  {b.Name}: {b.Outputs:N0} outputs"));
        SourceCounts[] differing = [.. sources.Where(s => s.Differs)];
        if (found.First is not { } first)
        {
            page.Line();
            page.Line("equal");
            return;
        }

        page.Section($"First difference: {first.Source.Node} of {first.Source.Symbol} at {first.Time}", [
            ("A", Side(first.A, first.Field, first.Field?.A)),
            ("B", Side(first.B, first.Field, first.Field?.B))]);
        page.Table(
            ["node", "equal", "different", "only A", "only B", "differs since"],
            differing.Select(s => (string[])[Name(s.Source), Number(s.Equal), Number(s.Different), Number(s.OnlyA), Number(s.OnlyB), s.First!.Time.ToString()]));
        if (sources.Length > differing.Length)
        {
            page.Line(string.Create(CultureInfo.InvariantCulture, $"{sources.Length - differing.Length:N0} others are equal"));
        }

        if (reasons is not null)
        {
            page.Section("Why", differing.Select(s => (Name(s.Source), Why(s.Source))));
        }
    }

    public void WriteJson() => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("equal", found.First is null);
        Write(json, "a", a);
        Write(json, "b", b);
        if (found.First is { } first)
        {
            WriteFirst(json, first);
        }

        json.WriteStartArray("nodes");
        foreach (SourceCounts source in sources)
        {
            WriteSource(json, source);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, string name, ComparedSide side)
    {
        json.WriteStartObject(name);
        json.WriteString("name", side.Name);
        json.WriteNumber("outputs", side.Outputs);
        json.WriteEndObject();
    }

    private static void WriteFirst(Utf8JsonWriter json, OutputDifference first)
    {
        json.WriteStartObject("first");
        json.WriteString("log", first.Log);
        json.WriteNumber("sequence", first.Sequence);
        json.WriteString("symbol", first.Source.Symbol);
        json.WriteString("node", first.Source.Node);
        json.WriteString("timestamp", first.Time.ToString());
        json.WriteString("id_a", first.A?.Id.ToString());
        json.WriteString("id_b", first.B?.Id.ToString());
        json.WriteString("field", first.Field?.Field);
        json.WriteString("a", first.Field?.A ?? first.A?.Text());
        json.WriteString("b", first.Field?.B ?? first.B?.Text());
        json.WriteEndObject();
    }

    private void WriteSource(Utf8JsonWriter json, SourceCounts source)
    {
        json.WriteStartObject();
        json.WriteString("symbol", source.Source.Symbol);
        json.WriteString("node", source.Source.Node);
        json.WriteNumber("equal", source.Equal);
        json.WriteNumber("different", source.Different);
        json.WriteNumber("only_a", source.OnlyA);
        json.WriteNumber("only_b", source.OnlyB);
        if (source.First is { } first)
        {
            json.WriteString("since", first.Time.ToString());
            json.WriteStartArray("reasons");
            foreach (string reason in reasons?.Invoke(source.Source) ?? [])
            {
                json.WriteStringValue(reason);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string Side(SaidLine? line, FieldDifference? field, string? value) =>
        line is null ? "nothing" : field is null ? $"{line.Id} {line.Text()}" : $"{line.Id} {field.Field} {value}";

    private string Why(SaidBy source) =>
        reasons!(source) is { Count: > 0 } all ? string.Join("; ", all) : "is declared alike, and so is all that it reads: look at what reads the data, or at the program";

    private string Name(SaidBy source) => sources.Any(s => s.Source.Symbol != sources[0].Source.Symbol) ? source.ToString() : source.Node;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
