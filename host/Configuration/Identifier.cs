namespace Pawl.Host.Configuration;

/// <summary>Names of nodes and pipelines: they appear in ids of outputs, in names of files and in references.</summary>
internal static class Identifier
{
    public const string Rule = "use 1 to 64 letters, digits, '_' and '-'";

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
