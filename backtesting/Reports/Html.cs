using System.Globalization;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Pawl.Types;

namespace Pawl.Backtesting.Reports;

/// <summary>A page as it is written. Whatever is not our own text goes through <see cref="Text"/>.</summary>
internal sealed class Html
{
    private readonly StringBuilder to = new();

    /// <summary>Our own markup; values in it are numbers or went through <see cref="Text"/>.</summary>
    public Html Raw(string markup)
    {
        to.Append(markup).Append('\n');
        return this;
    }

    public Html Raw(FormattableString markup) => Raw(markup.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => to.ToString();

    public static string Text(string text) => WebUtility.HtmlEncode(CleanText.Of(text));

    /// <summary>Text of several lines.</summary>
    public static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => Text(line.Replace("\t", "    ", StringComparison.Ordinal))));

    public static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>What a policy calls a style or a script that stands in the page.</summary>
    public static string Hash(string text) => "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))) + "'";
}
