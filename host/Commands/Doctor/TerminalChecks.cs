using System.Text;

namespace Pawl.Host.Commands;

/// <summary>Where text goes.</summary>
internal static class TerminalChecks
{
    private const string Group = "terminal";
    private const int Narrow = 80;

    public static IEnumerable<Finding> All()
    {
        yield return Console.IsOutputRedirected
            ? new Finding(Group, "terminal", Health.Ok, "output goes to a file or a pipe: plain text, without colours")
            : OfTerminal(Console.WindowWidth);
        yield return Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage
            ? new Finding(Group, "encoding", Health.Ok, "text is UTF-8")
            : new Finding(Group, "encoding", Health.Warning, $"{Console.OutputEncoding.WebName}: lines and signs are drawn with plain letters", "export LANG=C.UTF-8");
    }

    private static Finding OfTerminal(int width)
    {
        string color = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? "no colours, as NO_COLOR asks"
            : Environment.GetEnvironmentVariable("TERM") is "dumb" ? "no colours, as TERM is dumb"
            : "colours";
        string text = FormattableString.Invariant($"{width} columns, {color}");
        return width >= Narrow
            ? new Finding(Group, "terminal", Health.Ok, text)
            : new Finding(Group, "terminal", Health.Warning, text, $"make it at least {Narrow} columns wide for tables and graphs");
    }
}
