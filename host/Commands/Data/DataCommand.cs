using System.CommandLine;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary><c>pawl data</c>: what files of market data hold, what is wrong with them, and the same data as files that need no options.</summary>
internal static class DataCommand
{
    public static Command Create() => new Verb("data", "Look at files of ticks, quotes or candles: what they hold, and what is wrong with them; write such files from others or from a store.")
    {
        DataInfoCommand.Create(),
        DataCheckCommand.Create(),
        DataImportCommand.Create(),
        DataExportCommand.Create(),
    };

    /// <summary>The files that a command is about.</summary>
    public static Option<string[]> In()
    {
        Option<string[]> input = new("--in", "-i")
        {
            Description = "CSV files of ticks, quotes or candles, plain or gzip, or with the setting data.duckdb Parquet files; '-' is standard input. The symbol is SYM of SYM=FILE, else the column 'symbol', else the file name up to the first '_'.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "[SYM=]FILE",
        };
        return input;
    }

    public static ParsedOption<Pawl.Types.Symbol> Symbol(string description) => Options.Parsed<Pawl.Types.Symbol>(
        "--symbol", "SYM", description, text => Pawl.Types.Symbol.TryParse(text, out Pawl.Types.Symbol symbol) ? symbol : null, "is not a symbol; use 1 to 64 letters, digits and . _ : / -");

    public static ParsedOption<TimeFrame> Frame(string description) => Options.Parsed<TimeFrame>(
        "--timeframe", "TF", description, text => TimeFrame.TryParse(text, out TimeFrame frame) ? frame : null, "write a whole number and s, m, h, d or w, such as 5m");
}
