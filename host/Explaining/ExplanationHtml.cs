using System.Globalization;
using System.Net;
using System.Text;
using Pawl.Host.Drawing;
using Pawl.Types;

namespace Pawl.Host.Explaining;

/// <summary>An explanation as one page that needs nothing else, not even a script: a tree of values to fold.</summary>
internal static class ExplanationHtml
{
    public static string Write(Explanation explanation)
    {
        ExplainedValue root = explanation.Root;
        StringBuilder tree = new();
        Write(tree, root, $"{root.Name} = {ExplanationWords.Of(root)}", "", all: false);
        string style = HtmlPage.Resource("explain.css");
        return HtmlPage.Fill(HtmlPage.Resource("explain.html"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["policy"] = HtmlPage.Policy(style, script: null),
            ["style"] = style,
            ["title"] = Text($"{root.Name} = {ExplanationWords.Of(root)}"),
            ["about"] = Text($"{explanation.Id} of {root.Symbol}, {explanation.Time}"),
            ["cause"] = Text("Caused by " + ExplanationWords.Of(explanation.Event)),
            ["tree"] = tree.ToString(),
        });
    }

    /// <param name="all">Whether the fields are to be listed, where the title shows only one of them.</param>
    private static void Write(StringBuilder to, ExplainedValue value, string title, string since, bool all)
    {
        string kind = value.Formula.Length > 0 ? "node" : "source";
        to.Append(CultureInfo.InvariantCulture, $"<details class=\"{kind}\" open><summary><b>{Text(title)}</b> <small>{Text(since)}</small></summary>\n");
        if (all)
        {
            Fields(to, value);
        }

        if (ExplanationWords.Kind(value) is { Length: > 0 } formula)
        {
            to.Append(CultureInfo.InvariantCulture, $"<p class=\"formula\">{Text(formula)}</p>\n");
        }

        if (ExplanationWords.State(value).ToArray() is { Length: > 0 } state)
        {
            to.Append(CultureInfo.InvariantCulture, $"<p class=\"state\">{string.Join(" ", state.Select(s => $"<span>{Text(s)}</span>"))}</p>\n");
        }

        if (value.Market is { } market)
        {
            Market(to, market);
        }

        foreach (ExplainedInput input in value.Inputs)
        {
            string read = $"{ExplanationWords.Name(value, input)} = {ExplanationWords.Read(input)}";
            if (input.Value.IsRepeated)
            {
                to.Append(CultureInfo.InvariantCulture, $"<p class=\"again\"><b>{Text(read)}</b> <small>as above</small></p>\n");
            }
            else
            {
                Write(to, input.Value, read, ExplanationWords.Since(input.Value), input.Number is not null && input.Value.Fields.Count > 1);
            }
        }

        to.Append("</details>\n");
    }

    private static void Fields(StringBuilder to, ExplainedValue value)
    {
        to.Append("<dl>");
        foreach (ExplainedField field in value.Fields.Where(f => f.Text.Length > 0))
        {
            to.Append(CultureInfo.InvariantCulture, $"<div><dt>{Text(field.Name)}</dt><dd>{Text(field.Text)}</dd></div>");
        }

        to.Append("</dl>\n");
    }

    private static void Market(StringBuilder to, MarketEvents market)
    {
        to.Append(CultureInfo.InvariantCulture, $"<p class=\"market\">{Text(ExplanationWords.Market(market))}</p>\n");
        if (market.Count > 1)
        {
            to.Append("<table>");
            foreach ((string name, MarketEvent e) in market.Named)
            {
                string row = e.File is null ? "" : string.Create(CultureInfo.InvariantCulture, $"row {e.Row}");
                to.Append(CultureInfo.InvariantCulture, $"<tr><th>{name}</th><td>{Text(ExplanationWords.Data(e.Event))}</td><td>{e.Event.Time}</td><td>event {e.Sequence}</td><td>{row}</td></tr>");
            }

            to.Append("</table>\n");
        }
    }

    private static string Text(string text) => WebUtility.HtmlEncode(CleanText.Of(text));
}
