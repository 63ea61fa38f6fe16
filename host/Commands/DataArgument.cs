using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>A data file on the command line: <c>FILE</c> or <c>SYM=FILE</c>.</summary>
internal static class DataArgument
{
    /// <summary>What stands before the first <c>=</c> is a symbol, unless a file has the whole text as its name.</summary>
    public static (Symbol? Symbol, string Path) Split(string option, string text)
    {
        if (text.Length == 0 || text.EndsWith('='))
        {
            throw new UsageException($"{option} '{text}': names no file; write SYM=FILE or FILE");
        }

        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || File.Exists(text))
        {
            return (null, text);
        }

        string name = text[..equals];
        return Symbol.TryParse(name, out Symbol symbol)
            ? (symbol, text[(equals + 1)..])
            : throw new UsageException($"{option} '{text}': '{name}' is not a symbol; write SYM=FILE or FILE");
    }
}
