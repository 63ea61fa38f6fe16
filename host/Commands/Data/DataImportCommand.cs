using System.CommandLine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Ingestion;
using Pawl.Types;
using Symbol = Pawl.Types.Symbol;

namespace Pawl.Host.Commands;

/// <summary><c>pawl data import</c>: CSV or Parquet of any habits becomes a file that every verb reads without options.</summary>
internal static class DataImportCommand
{
    public static Command Create()
    {
        Option<string[]> input = DataCommand.In();
        Option<string> output = DataOutput.Option();
        Option<string[]> columns = new("--columns") { Description = "Names of columns that differ, such as price=last,size=qty; 'side=' leaves a column out. Known are " + string.Join(", ", CsvShape.Columns) + ".", HelpName = "NAME=COLUMN,…", AllowMultipleArgumentsPerToken = true };
        ParsedOption<TimeSpan> zone = Options.Parsed<TimeSpan>("--zone", "OFFSET", "The zone of times that are written without one: UTC or an offset such as +05:30.", CsvShape.ZoneOf, "write UTC or an offset such as +05:30 (names of zones are not supported)");
        Option<string[]> where = new("--where") { Description = "Only rows whose column has exactly this value; several must all hold.", HelpName = "COLUMN=VALUE", AllowMultipleArgumentsPerToken = true };
        ParsedOption<Symbol> symbol = DataCommand.Symbol("The symbol of files that are given without one.");
        ParsedOption<TimeFrame> frame = DataCommand.Frame("The time frame of candles whose file does not say it.");
        Verb command = new("import", "Write ticks, quotes or candles of a file with other names and habits as a file that every verb reads without options: exact decimals, UTC. Several files become one, by time.")
        {
            Examples =
            [
                "pawl data import --in DEMO=samples/data/DEMO_trades.csv.gz --out demo.csv.gz",
                "pawl data import --in samples/data/DEMO_trades.csv.gz --columns price=price,side= --out -",
            ],
        };
        foreach (Option option in (Option[])[input, output, columns, zone, where, symbol, frame])
        {
            command.Add(option);
        }

        Options.RefuseOptionsAsValues(input, command);
        SettingOptions settings = new();
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            SettingValues values = settings.Read(parsed);
            ParquetFiles parquet = new(values.Get(SettingTable.DuckDb));
            CsvOptions csv = new()
            {
                Columns = ColumnsOf(parsed.GetValue(columns) ?? []),
                AssumedOffset = parsed.GetValue(zone),
                Where = [.. (parsed.GetValue(where) ?? []).Select(w => Pair("--where", w)).Select(p => new CsvFilter(p.Name, p.Value))],
                TimeFrame = parsed.GetValue(frame),
                OpenOther = parquet.OpenAsCsv,
            };
            SymbolTable symbols = new();
            using DataFiles files = DataFiles.Open("--in", parsed.GetValue(input)!, symbols, parsed.GetValue(symbol), csv);
            using MergedInput merged = new(files.All);
            new DataTransfer(DataTransfer.KindOf(files)).Run("import", merged, symbols, new DataDestination(parsed.GetValue(output)!, parquet), !values.Get(SettingTable.Progress));
            return 0;
        });
        return command;
    }

    private static Dictionary<string, string> ColumnsOf(IEnumerable<string> given)
    {
        Dictionary<string, string> columns = new(StringComparer.Ordinal);
        foreach ((string name, string column) in given.SelectMany(g => g.Split(',')).Select(c => Pair("--columns", c)))
        {
            if (!CsvShape.Columns.Contains(name, StringComparer.Ordinal))
            {
                string meant = Engine.Nearest.Of(name, CsvShape.Columns) is { } nearest ? $"did you mean '{nearest}'?" : $"there are {string.Join(", ", CsvShape.Columns)}";
                throw new UsageException($"--columns: unknown column {Shown.Of(name)}; {meant}");
            }

            if (!columns.TryAdd(name, column))
            {
                throw new UsageException($"--columns: {name} is given twice; give it once");
            }
        }

        return columns;
    }

    private static (string Name, string Value) Pair(string option, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw new UsageException($"{option} {Shown.Of(text)}: write {(option == "--where" ? "COLUMN=VALUE" : "NAME=COLUMN")}");
    }
}
