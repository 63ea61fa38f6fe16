using System.Globalization;
using Pawl.Engine;

namespace Pawl.Host.Commands;

/// <summary>A parameter of a kind as it is shown. Numbers are written as in JSON.</summary>
internal sealed record ShownParameter(string Name, string Type, string Min, string Max, IReadOnlyList<string> Values, string Default, string Doc)
{
    public string Range => Values.Count > 0 ? string.Join(" | ", Values) : $"{Min}..{Max}";
}

/// <summary>What a kind says of itself, in words.</summary>
internal static class KindText
{
    public static IEnumerable<IGrouping<string, KindDescriptor>> ByFamily(IEnumerable<KindDescriptor> kinds) =>
        kinds.GroupBy(k => k.Family, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);

    public static string With(string type, string doc) => doc.Length == 0 ? type : $"{doc} ({type})";

    /// <summary>What an input is for.</summary>
    public static string Of(KindInput input) => input.Optional ? input.Doc + "; may be left out" : input.Doc;

    public static string OutputTitle(KindDescriptor kind) => kind.EmitsEvents ? "Output, any number a cycle" : "Output, at most one a cycle";

    /// <summary>What its declaration says of the formula, each with a title; what it leaves out is not there.</summary>
    public static IEnumerable<(string Title, string Text)> Notes(KindDescriptor kind) => ((ReadOnlySpan<(string, string)>)
    [
        ("Formula", kind.Formula), ("Convention", kind.Convention), ("Source", kind.Source), ("Compared with", kind.ComparedWith),
    ]).ToArray().Where(note => note.Item2.Length > 0);

    /// <summary>How many updates it needs before it emits, with the defaults.</summary>
    /// <param name="variant">A value of a parameter that is not the default.</param>
    public static int WarmUp(KindDescriptor kind, KindVariant? variant = null) => kind.WarmUp(ParameterReader.Read(
        kind, variant is null ? [] : [new Argument(variant.Parameter.Name, variant.Value, default, default)], (_, _) => { }));

    public static string WarmUpLine(KindDescriptor kind) => WarmUp(kind) == 1
        ? "Warm-up: none, it may emit at its first update."
        : string.Create(CultureInfo.InvariantCulture, $"Warm-up: {WarmUp(kind)} updates with the defaults.");

    /// <summary>The kind's own parameters, and the choice that every kind has whose numbers may come from a candle.</summary>
    public static IEnumerable<ShownParameter> Parameters(KindDescriptor kind)
    {
        foreach (KindParameter p in kind.Parameters)
        {
            string type = p.Type.IsEnum ? "enum" : p.Type == typeof(int) || p.Type == typeof(long) ? "integer" : p.Type == typeof(double) ? "number" : "decimal";
            yield return new ShownParameter(p.Name, type, p.Min, p.Max, [.. p.Values], p.Default, p.Doc);
        }

        string[] sources = [.. kind.CandleSources];
        if (sources.Length > 0)
        {
            yield return new ShownParameter("source", "enum", "", "", sources, sources[0], "what to read from a candle");
        }
    }
}
