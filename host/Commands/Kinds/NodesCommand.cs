using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Drawing;

namespace Pawl.Host.Commands;

/// <summary><c>pawl nodes</c>: the catalogue of kinds, from their declarations.</summary>
internal static class NodesCommand
{
    public static Command Create()
    {
        Argument<string?> kind = new("KIND") { Description = "Show one kind with its parameters, inputs and outputs.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = new("--json") { Description = "Print as JSON: a list, or with KIND one object." };
        Verb command = new("nodes", "List the kinds of nodes that a pipeline may use.")
        {
            Examples = ["pawl nodes", "pawl nodes macd", "pawl nodes rsi --json"],
            Json = KindJson.Fields,
        };
        command.Add(kind);
        command.Add(json);
        command.SetAction(parsed => Run(parsed.GetValue(kind), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string? name, bool json)
    {
        if (json)
        {
            JsonOutput.Write(to => KindJson.Write(to, name is null ? null : Find(name)));
        }
        else if (name is null)
        {
            WriteList(Pipelines.Kinds.Kinds);
        }
        else
        {
            WriteOne(Find(name));
        }

        return 0;
    }

    /// <summary>The kind of a name from the command line.</summary>
    public static KindDescriptor Find(string name) => Pipelines.Kinds.Find(name) ?? throw new UsageException(
        $"unknown kind {Shown.Of(name)}; " + (Pipelines.Kinds.Nearest(name) is { } nearest ? $"did you mean '{nearest}'?" : "'pawl nodes' lists them"));

    private static void WriteList(IReadOnlyCollection<KindDescriptor> kinds)
    {
        Page page = Page.OnConsole();
        page.Line($"{kinds.Count} kinds; 'pawl nodes KIND' shows one with its parameters.");
        foreach (IGrouping<string, KindDescriptor> family in KindText.ByFamily(kinds))
        {
            page.Section(family.Key, family.Select(k => (k.Name, k.Summary)));
        }
    }

    private static void WriteOne(KindDescriptor kind)
    {
        Page page = Page.OnConsole();
        page.Paragraph($"{kind.Name} ({kind.Family}): {kind.Summary}");
        page.Section("Formula", [("", kind.Formula), .. KindText.Notes(kind).Skip(1).Select(n => ("", $"{n.Title}: {n.Text}")), ("", KindText.WarmUpLine(kind))]);
        page.Section("Inputs", kind.Inputs.Select(i => (i.Name, KindText.With(i.TypeName, KindText.Of(i)))));
        page.Section("Parameters", KindText.Parameters(kind).Select(p => (p.Name, $"{p.Doc}; {p.Range}, default {p.Default}")));
        foreach (IGrouping<string, KindVariant> parameter in kind.Variants.GroupBy(v => v.Parameter.Name, StringComparer.Ordinal))
        {
            page.Section($"Values of {parameter.Key}", parameter.Select(v => (v.Value, $"{v.Summary} {v.Formula}")));
        }

        page.Section(KindText.OutputTitle(kind), kind.Outputs.Length == 1
            ? kind.Output.DataFields.Select(f => (f.Name, KindText.With(FieldType.Of(f), f.Doc)))
            : kind.Outputs.Select(o => (o.Name, o.Doc)));
    }
}
