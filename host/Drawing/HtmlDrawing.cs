using System.Net;
using Pawl.Host.Drawing.Layout;
using Pawl.Types;

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
        var style = HtmlPage.Resource("page.css") + SvgStyle.OfPage(families);
        var script = string.Concat(Scripts.Select(HtmlPage.Resource));
        return HtmlPage.Fill(HtmlPage.Resource("page.html"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["policy"] = HtmlPage.Policy(style, script),
            ["title"] = WebUtility.HtmlEncode(CleanText.Of(graph.Title)),
            ["counts"] = WebUtility.HtmlEncode(SvgDrawing.Counts(shape, picture) + (graph.Rules.Length > 0 ? " · " + CleanText.Of(graph.Rules) : "")),
            ["style"] = style,
            ["picture"] = SvgDrawing.ForHtml(shape, families, picture),
            ["data"] = JsonDrawing.ForHtml(graph),
            ["script"] = script,
        });
    }
}
