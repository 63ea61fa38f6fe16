namespace Pawl.Host.Commands;

/// <summary>Texts of <c>--help</c>: a sentence and examples.</summary>
internal static class Help
{
    public static string Of(string summary, params string[] examples) =>
        summary + "\n\nExamples:\n" + string.Join('\n', examples.Select(e => "  " + e));
}
