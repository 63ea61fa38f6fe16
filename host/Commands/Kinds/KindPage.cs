using System.Globalization;
using System.Text;
using Pawl.Engine;
using Pawl.Host.Drawing;

namespace Pawl.Host.Commands;

/// <summary>The reference pages of the kinds, in Markdown: an index, and a page for each family.</summary>
public static class KindPage
{
    /// <summary>Where the pictures lie beside the pages of the families.</summary>
    public const string Pictures = "pictures";

    private const string Introduction = """
        # Kinds of nodes

        What a node of a pipeline can be; [pipelines.md](pipelines.md) says how nodes are written. The same is printed by
        `pawl nodes` and `pawl nodes KIND`, for machines with `--json`; `pawl compute KIND` runs one over a file.

        """;

    private static readonly Dictionary<string, string> Families = new(StringComparer.Ordinal)
    {
        ["averages"] = "Lines that follow the price and leave its noise out.",
        ["cycle"] = "Length, phase and strength of cycles.",
        ["momentum"] = "How fast, how far and how one-sidedly the price moves.",
        ["patterns"] = "Shapes of one to five bars.",
        ["price"] = "A bar as one number.",
        ["statistics"] = "Regression, dispersion and correlation.",
        ["strategies"] = "Decisions: each follows one machine of states, and is told of the fills of its own orders.",
        ["structure"] = "Swings and what follows from them, causal: each message says when it became known.",
        ["trend"] = "Extremes, stops and clouds; and what joins numbers to rules.",
        ["volatility"] = "How far the price reaches, and bands of that width.",
        ["volume"] = "What was traded, at which price and by whom.",
    };

    /// <summary>The families that have a page, in order.</summary>
    public static IReadOnlyList<string> FamilyNames => [.. KindText.ByFamily(Pipelines.Kinds.Kinds).Select(f => f.Key)];

    /// <summary>The index of all kinds that come with the product.</summary>
    public static string Write()
    {
        StringBuilder page = new(Introduction);
        foreach (IGrouping<string, KindDescriptor> family in KindText.ByFamily(Pipelines.Kinds.Kinds))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {Title(family.Key)}\n\n{About(family.Key)} → [indicators/{family.Key}.md](indicators/{family.Key}.md)\n");
            Markdown.Table(page, ["kind", "tells"], family.Select(k => (string[])[$"[{k.Name}](indicators/{family.Key}.md#{k.Name})", k.Summary]));
        }

        return page.ToString();
    }

    /// <summary>The page of a family.</summary>
    /// <param name="hasPicture">Whether there is a picture of a kind.</param>
    public static string Family(string family, Func<string, bool> hasPicture)
    {
        KindDescriptor[] kinds = [.. Pipelines.Kinds.Kinds.Where(k => k.Family == family)];
        StringBuilder page = new($"# {Title(family)}\n\n{About(family)} All kinds: [nodes.md](../nodes.md).\n\n");
        page.Append("*Warm-up* counts the updates that a node needs before it emits, with the defaults. Ranges include their ends. x₁ is the value\n")
            .Append("before x; O, H, L, C are the prices of a bar. ")
            .Append(family == "strategies"
                ? "The pictures show minutes of a simulated market with the last trades of a back-test of\nthe ready pipelines; what they did on real data stands in [strategies](../strategies/README.md).\n\n"
                : "The pictures show two-minute bars of the made-up sample data, with the defaults.\n\n");
        page.Append(string.Join(" · ", kinds.Select(k => $"[{k.Name}](#{k.Name})"))).Append('\n');
        foreach (KindDescriptor kind in kinds)
        {
            Write(page, kind, hasPicture(kind.Name));
        }

        return page.ToString();
    }

    private static string Title(string family) => char.ToUpperInvariant(family[0]) + family[1..];

    private static string About(string family) => Families.GetValueOrDefault(family, "");

    private static void Write(StringBuilder page, KindDescriptor kind, bool hasPicture)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {kind.Name}\n\n{kind.Summary}\n");
        if (hasPicture)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n![{kind.Name}]({Pictures}/{kind.Name}.svg)\n");
        }

        page.Append('\n');
        foreach ((string title, string text) in KindText.Notes(kind))
        {
            page.Append(CultureInfo.InvariantCulture, $"- {title}: {text}\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"- {KindText.WarmUpLine(kind)}\n");
        Markdown.Table(page, ["input", "takes", "for"], kind.Inputs.Select(i => (string[])[$"`{i.Name}`", i.TypeName, KindText.Of(i)]));
        Markdown.Table(page, ["parameter", "value", "default", "meaning"], KindText.Parameters(kind).Select(p => (string[])[$"`{p.Name}`", kind.Variants.Any(v => v.Parameter.Name == p.Name) ? "one of the values below" : p.Range, p.Default, p.Doc]));
        if (kind.Outputs.Length == 1)
        {
            Markdown.Table(page, [KindText.OutputTitle(kind).ToLowerInvariant(), "holds", "meaning"], kind.Output.DataFields.Select(f => (string[])[$"`{f.Name}`", FieldType.Of(f), f.Doc]));
        }
        else
        {
            Markdown.Table(page, [KindText.OutputTitle(kind).ToLowerInvariant(), "says"], kind.Outputs.Select(o => (string[])[$"[`{o.Name}`](../messages.md#{o.Name})", o.Doc]));
        }

        Markdown.Table(page, ["value", "means", "asks", "warm-up", "source"], kind.Variants.Select(v => (string[])[$"`{v.Value}`", v.Summary, v.Formula, KindText.WarmUp(kind, v).ToString(CultureInfo.InvariantCulture), v.Source]));
    }
}
