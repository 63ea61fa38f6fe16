using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Pawl.Host.Drawing.Layout;

namespace Pawl.Host.Drawing;

/// <summary>
/// The graph as one page that needs nothing else: the picture of <see cref="SvgDrawing"/>, the data of
/// <see cref="JsonDrawing"/>, and a script that zooms, searches, folds and explains.
/// </summary>
public static class HtmlDrawing
{
    private static readonly string[] Scripts = ["model.js", "scene.js", "view.js", "details.js", "search.js", "main.js"];

    /// <returns>A whole document; the same graph always gives the same text.</returns>
    /// <exception cref="ArgumentException">An id occurs twice, an edge names an unknown node, or the edges form a cycle.</exception>
    public static string Draw(DrawnGraph graph)
    {
        var shape = new GraphShape(graph);
        var families = new Families(shape.Nodes);
        var picture = GraphLayout.Place(shape);
        var style = Resource("page.css") + SvgStyle.OfPage(families);
        var script = string.Concat(Scripts.Select(Resource));
        return Fill(Resource("page.html"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["policy"] = Policy(style, script),
            ["title"] = WebUtility.HtmlEncode(CleanText.Of(graph.Title)),
            ["counts"] = WebUtility.HtmlEncode(SvgDrawing.Counts(shape, picture) + (graph.Rules.Length > 0 ? " · " + CleanText.Of(graph.Rules) : "")),
            ["style"] = style,
            ["picture"] = SvgDrawing.ForHtml(shape, families, picture),
            ["data"] = JsonDrawing.ForHtml(graph),
            ["script"] = script,
        });
    }

    /// <summary>Nothing may be fetched, and nothing may run or style but what stands in the page.</summary>
    private static string Policy(string style, string script) =>
        $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>In one pass, so that nothing that is put in can be taken for a place.</summary>
    private static string Fill(string template, Dictionary<string, string> values)
    {
        var to = new StringBuilder();
        var parts = template.Split("{{");
        to.Append(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf("}}", StringComparison.Ordinal);
            to.Append(values[part[..end]]).Append(part, end + 2, part.Length - end - 2);
        }

        return to.ToString();
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
