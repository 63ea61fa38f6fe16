using System.Globalization;
using System.Text;
using Pawl.Engine;
using Pawl.Host.Drawing;

namespace Pawl.Host.Commands;

/// <summary>The reference page of the kinds, in Markdown.</summary>
public static class KindPage
{
    private const string Introduction = """
        # Kinds of nodes

        What a node of a pipeline can be; [pipelines.md](pipelines.md) says how nodes are written. The same is printed by
        `pawl nodes` and `pawl nodes KIND`, for machines with `--json`. *Warm-up* counts the updates that a node needs before
        it emits, with the defaults. Ranges include their ends.

        """;

    /// <summary>All kinds that come with the product.</summary>
    public static string Write()
    {
        StringBuilder page = new(Introduction);
        foreach (IGrouping<string, KindDescriptor> family in KindText.ByFamily(Pipelines.Kinds.Kinds))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n- {family.Key}: {string.Join(", ", family.Select(k => $"[{k.Name}](#{k.Name})"))}");
        }

        page.Append('\n');
        foreach (KindDescriptor kind in KindText.ByFamily(Pipelines.Kinds.Kinds).SelectMany(f => f))
        {
            Write(page, kind);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, KindDescriptor kind)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {kind.Name}\n\n{kind.Summary}\n\n- Formula: {kind.Formula}\n- Source: {kind.Source}\n- {KindText.WarmUpLine(kind)}\n");
        Markdown.Table(page, ["input", "takes", "for"], kind.Inputs.Select(i => (string[])[$"`{i.Name}`", i.TypeName, KindText.Of(i)]));
        Markdown.Table(page, ["parameter", "value", "default", "meaning"], KindText.Parameters(kind).Select(p => (string[])[$"`{p.Name}`", p.Range, p.Default, p.Doc]));
        Markdown.Table(page, [KindText.OutputTitle(kind).ToLowerInvariant(), "holds", "meaning"], kind.Output.DataFields.Select(f => (string[])[$"`{f.Name}`", FieldType.Of(f), f.Doc]));
        Markdown.Table(page, ["value", "means", "asks", "warm-up", "source"], kind.Variants.Select(v => (string[])[$"`{v.Value}`", v.Summary, v.Formula, KindText.WarmUp(kind, v).ToString(CultureInfo.InvariantCulture), v.Source]));
    }
}
