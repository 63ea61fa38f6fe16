using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration.Settings;
using Pawl.Ingestion;
using Pawl.Persistence.Sqlite;
using Pawl.Types;
using Symbol = Pawl.Types.Symbol;

namespace Pawl.Host.Commands;

/// <summary>What is exported.</summary>
internal enum DataKind
{
    Ticks,
    Quotes,
    Candles,
}

/// <summary><c>pawl data export</c>: what a store or files hold, as a file that every verb reads without options.</summary>
internal static class DataExportCommand
{
    private sealed record Request(string[] In, string? Store, long? Run, DataKind? Kind, Symbol? Symbol, TimeFrame? Frame, Timestamp? From, Timestamp? To, DataDestination Out, bool IsQuiet);

    public static Command Create()
    {
        Option<string[]> input = DataCommand.In();
        input.Required = false;
        Option<string?> store = new("--store") { Description = "A store, instead of files: what a run was given, or the candles that it made.", HelpName = "FILE" };
        ParsedOption<int> run = Options.WholeNumber("--run", "The run of the store; the newest by default.", 1, int.MaxValue);
        ParsedOption<DataKind> kind = Options.Choice<DataKind>("--kind", "What is written; what the files hold, or the ticks of a store, by default.");
        ParsedOption<Symbol> symbol = DataCommand.Symbol("Only of this symbol.");
        ParsedOption<TimeFrame> frame = DataCommand.Frame("Only candles of this time frame.");
        ParsedOption<Timestamp> from = Options.Time("--from", "Only what is not earlier than this; of candles their end counts.");
        ParsedOption<Timestamp> to = Options.Time("--to", "Only what is earlier than this.");
        Option<string> output = DataOutput.Option();
        Verb command = new("export", "Write ticks, quotes or candles of a store or of files as a file that every verb reads without options. A replay of the exported ticks says what the run said.")
        {
            Examples =
            [
                "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --store demo.db",
                "pawl data export --store demo.db --kind ticks --out demo_ticks.csv.gz",
                "pawl data export --store demo.db --kind candles --timeframe 5m --out -",
                "pawl data export --in samples/data/DEMO_trades.csv.gz --from 2024-03-04T15:00:00Z --to 2024-03-04T16:00:00Z --out hour.csv",
            ],
        };
        foreach (Option option in (Option[])[input, store, run, kind, symbol, frame, from, to, output])
        {
            command.Add(option);
        }

        Options.RefuseOptionsAsValues(input, command);
        SettingOptions settings = new();
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            SettingValues values = settings.Read(parsed);
            DataDestination destination = new(parsed.GetValue(output)!, new ParquetFiles(values.Get(SettingTable.DuckDb)));
            return Run(new Request(
                parsed.GetValue(input) ?? [], parsed.GetValue(store), parsed.GetValue(run), parsed.GetValue(kind), parsed.GetValue(symbol), parsed.GetValue(frame),
                parsed.GetValue(from), parsed.GetValue(to), destination, !values.Get(SettingTable.Progress)));
        });
        return command;
    }

    private static int Run(Request request)
    {
        if (request.In.Length > 0 == request.Store is not null)
        {
            throw new UsageException("give either files with --in or a store with --store");
        }

        if (request.Store is null)
        {
            OfFiles(request);
        }
        else
        {
            OfLogs(request, request.Store);
        }

        return 0;
    }

    private static void OfFiles(Request request)
    {
        if (request.Run is not null)
        {
            throw new UsageException("--run needs a store; name its file with --store");
        }

        SymbolTable symbols = new();
        using DataFiles files = DataFiles.Open("--in", request.In, symbols, null, new CsvOptions { OpenOther = request.Out.Parquet.OpenAsCsv });
        using MergedInput merged = new(files.All, request.From, request.To);
        Transfer(request, request.Kind is { } kind ? Word(kind) : DataTransfer.KindOf(files), merged, symbols);
    }

    private static void OfLogs(Request request, string store)
    {
        SymbolTable symbols = new();
        using StoredInputs inputs = StoredInputs.Open(store, request.Run);
        using MergedInput merged = new(
            inputs.All.Select(log => request.Kind == DataKind.Candles ? (IInputSource)new StoredCandles(log, symbols) : new StoredInput(log, symbols)), request.From, request.To);
        Transfer(request, Word(request.Kind ?? DataKind.Ticks), merged, symbols);
    }

    private static void Transfer(Request request, EventKind kind, IInputSource input, SymbolTable symbols)
    {
        if (request.Frame is not null && kind != EventKind.Candle)
        {
            throw new UsageException("--timeframe is of candles; leave it out, or add --kind candles");
        }

        new DataTransfer(kind, request.Symbol, request.Frame).Run("export", input, symbols, request.Out, request.IsQuiet);
    }

    private static EventKind Word(DataKind kind) => kind switch
    {
        DataKind.Ticks => EventKind.Tick,
        DataKind.Quotes => EventKind.Quote,
        _ => EventKind.Candle,
    };
}
