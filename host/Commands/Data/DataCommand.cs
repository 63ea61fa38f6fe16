using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary><c>pawl data</c>: what files of market data hold, and what is wrong with them.</summary>
internal static class DataCommand
{
    public static Command Create() => new Verb("data", "Look at files of ticks, quotes or candles: what they hold, and what is wrong with them.")
    {
        DataInfoCommand.Create(),
        DataCheckCommand.Create(),
    };

    /// <summary>The files that a command is about.</summary>
    public static Option<string[]> In()
    {
        Option<string[]> input = new("--in", "-i")
        {
            Description = "CSV files of ticks, quotes or candles, plain or gzip; '-' is standard input. The symbol is SYM of SYM=FILE, else the column 'symbol', else the file name up to the first '_'.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "[SYM=]FILE",
        };
        return input;
    }
}
