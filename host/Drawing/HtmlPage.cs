using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Pawl.Host.Drawing;

/// <summary>What pages that need nothing but themselves are put together from.</summary>
internal static class HtmlPage
{
    /// <summary>Nothing may be fetched, and nothing may run or style but what stands in the page.</summary>
    /// <param name="style">The text of its style.</param>
    /// <param name="script">The text of its script; null where it has none.</param>
    public static string Policy(string style, string? script) =>
        $"default-src 'none'; {(script is null ? "" : $"script-src '{Hash(script)}'; ")}style-src '{Hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>Puts values into a template, in one pass, so that nothing that is put in can be taken for a place.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values)
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

    /// <summary>A file of <c>Drawing/Html</c>.</summary>
    public static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
