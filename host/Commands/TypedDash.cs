using Pawl.Host.Configuration;

namespace Pawl.Host.Commands;

/// <summary>Dashes that word processors and web pages make of <c>-</c> and <c>--</c>: they look like options and are none.</summary>
internal static class TypedDash
{
    private const string Dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D";

    /// <summary>What to write instead of the first argument that begins with one; null where there is none.</summary>
    public static string? In(IEnumerable<string> arguments)
    {
        foreach (string argument in arguments)
        {
            string name = argument.TrimStart([.. Dashes, '-']);
            char typed = argument[..^name.Length].FirstOrDefault(c => c != '-');
            if (typed != default)
            {
                string meant = (name.Split('=')[0].Length > 1 ? "--" : "-") + name;
                return $"{Shown.Of(argument)} begins with the dash U+{(int)typed:X4}, not with '-'; write {Shown.Of(meant)}";
            }
        }

        return null;
    }
}
