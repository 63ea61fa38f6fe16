using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;
using Symbol = Pawl.Types.Symbol;

namespace Pawl.Host.Commands;

/// <summary><c>pawl aggregate</c>: ticks, quotes or candles in, candles out. A replay of a pipeline of candles alone.</summary>
internal static class AggregateCommand
{
    /// <summary>What becomes of the bars that are open at the end of the data.</summary>
    private enum PartialBars
    {
        Keep,
        Drop,
    }

    /// <summary>Hours that leave something out.</summary>
    private enum Hours
    {
        Regular,
        Extended,
    }

    public static Command Create()
    {
        Option<string[]> input = new("--in", "-i")
        {
            Description = "CSV files of ticks, quotes or candles, plain or gzip; '-' is standard input. The symbol is SYM of SYM=FILE, else --symbol, else the column 'symbol', else the file name up to the first '_'.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "[SYM=]FILE",
        };
        Option<string> frames = new("--timeframe", "-t") { Description = "Time frames with commas between: 5m, 1h, 1d, 100t (trades), 1000v (volume), 10r (range), …", Required = true, HelpName = "TF[,TF…]" };
        Option<string> output = new("--out", "-o") { Description = "Write a file SYM_TF.csv per symbol and time frame into this folder, or with '-' all rows to standard output.", Required = true, HelpName = "DIR|-" };
        Option<string?> symbol = new("--symbol") { Description = "The symbol of all rows.", HelpName = "SYM" };
        ParsedOption<CandleSource> from = Options.Choice<CandleSource>("--from", "What candles are made of: trades (default), bid, ask or mid of quotes, or the ticks of an index, which have no size.");
        ParsedOption<BarAlignment> align = Options.Choice<BarAlignment>("--align", "What bars of minutes and hours are counted from: 1970 in UTC (default), or the open of the session.");
        ParsedOption<GapPolicy> gaps = Options.Choice<GapPolicy>("--gaps", "skip: no bar without a trade (default). flat: such a bar repeats the last close.");
        ParsedOption<Hours> hours = Options.Choice<Hours>("--hours", "Which ticks enter candles, by the calendar of --instrument.");
        ParsedOption<PartialBars> partial = Options.Choice<PartialBars>("--partial", "keep: write the bars that are open at the end of the data, marked 'partial' (default). drop: leave them out.");
        Option<bool> flow = new("--flow") { Description = "Say too what was bought and sold by aggressors, the notional and the mean price; quotes among the files tell aggressors." };
        Option<bool> json = new("--json") { Description = "Print the summary as JSON to standard output." };
        Verb command = new("aggregate", "Make candles of other time frames from ticks, quotes or candles.")
        {
            Json = AggregateSummary.Fields,
            Examples =
            [
                "pawl aggregate --in samples/data/DEMO_trades.csv.gz --timeframe 1m,5m --out bars",
                "pawl aggregate --in bars/DEMO_1m.csv --timeframe 15m --out - | head -3",
                "pawl aggregate --in samples/data/DEMO_trades.csv.gz --timeframe 1h,1d --instrument SPY --out bars",
                "pawl aggregate --in samples/data/DEMO_trades.csv.gz --timeframe 5m --flow --out - | head -3",
            ],
        };
        foreach (Option option in (Option[])[input, frames, output, symbol, from, align, gaps, hours, partial, flow, json])
        {
            command.Add(option);
        }

        InstrumentOptions instrument = new();
        instrument.AddTo(command);
        SettingOptions settings = new();
        settings.AddTo(command);
        Options.RefuseOptionsAsValues(input, command);
        command.SetAction(parsed =>
        {
            SettingValues values = settings.Read(parsed);
            return Run(new Request(
                parsed.GetValue(input)!,
                SymbolOf(parsed.GetValue(symbol)),
                FramesOf(parsed.GetValue(frames)!),
                parsed.GetValue(output)!,
                parsed.GetValue(partial) != PartialBars.Drop,
                parsed.GetValue(flow),
                values.Get(SettingTable.Progress),
                parsed.GetValue(json),
                new ParquetFiles(values.Get(SettingTable.DuckDb)),
                instrument.Read(parsed, values).With(i => Change(i, parsed.GetValue(from), parsed.GetValue(align), parsed.GetValue(gaps), parsed.GetValue(hours)))));
        });
        return command;
    }

    private sealed record Request(
        string[] In, Symbol? Symbol, TimeFrame[] Frames, string Out, bool KeepPartial, bool Flow, bool Progress, bool Json, ParquetFiles Parquet, SymbolInstruments Instruments);

    private static int Run(Request request)
    {
        OutputArgument.Check(request.Out, request.Json);
        SymbolTable symbols = new();
        CsvOptions csv = new() { CandlesFrom = request.Instruments.CandlesFrom, OpenOther = request.Parquet.OpenAsCsv };
        IReadOnlyDictionary<string, SeriesAdjustment> openings = BackAdjustment.Openings(request.In, request.Symbol, csv, request.Instruments);
        using DataFiles files = DataFiles.Open("--in", request.In, symbols, request.Symbol, csv);
        Check(files, csv.CandlesFrom);
        if (request.Out != "-")
        {
            OutputArgument.Prepare(request.Out, path => Directory.CreateDirectory(path));
        }

        using IInputSource input = files.Merge(symbols, request.Instruments, openings: openings);
        using CandleTables tables = request.Out == "-" ? new CandleStream(Console.OpenStandardOutput(), request.Flow) : new CandleFolder(request.Out, request.Flow);
        bool isQuiet = !request.Progress || (request.Out == "-" && !Console.IsOutputRedirected);
        ReplaySummary summary = ReplayProgress.Show("aggregate", input, isQuiet, report => new ReplayRunner(CandlePipeline.Compile("aggregate", "--timeframe", request.Frames, request.Flow).Graph, input, symbols, new ReplayOptions
        {
            Flush = request.KeepPartial,
            Instruments = request.Instruments,
            EveryFrame = true,
            OpenSink = _ => new CandleSink(tables),
            Progress = report,
        }).Run(Interruption.Token));
        tables.Finish();
        AggregateSummary text = new(summary, [.. tables.Counts.Select(c =>
            (tables is CandleFolder folder ? folder.PathOf(c.Symbol, c.Frame) : $"{c.Symbol} {c.Frame}", c.Candles))]);
        if (request.Json)
        {
            text.WriteJson();
        }
        else
        {
            text.WriteText(Console.Error);
        }

        return 0;
    }

    /// <summary>Refuses what could give no candle at all.</summary>
    private static void Check(DataFiles files, CandleSource from)
    {
        if (!QuotedPrice.Makes(from) && files.All.All(f => f.Kind == EventKind.Quote))
        {
            throw new UsageException("the input holds quotes; choose what candles are made of with --from bid, --from ask or --from mid");
        }

        if (QuotedPrice.Makes(from) && files.All.All(f => f.Kind == EventKind.Tick))
        {
            throw new UsageException($"the input holds trades, and candles from '{from.ToString().ToLowerInvariant()}' are made of quotes; give quotes, or --from trade");
        }
    }

    private static Instrument Change(Instrument instrument, CandleSource? from, BarAlignment? align, GapPolicy? gaps, Hours? hours)
    {
        if (hours is not null && instrument.Calendar.IsAlwaysOpen)
        {
            throw new UsageException("--hours needs a calendar; name an instrument that has one with --instrument");
        }

        return instrument with
        {
            CandlesFrom = from ?? instrument.CandlesFrom,
            Align = align ?? instrument.Align,
            Gaps = gaps ?? instrument.Gaps,
            Hours = hours switch
            {
                Hours.Regular => TradingHours.Regular,
                Hours.Extended => TradingHours.Extended,
                _ => instrument.Hours,
            },
        };
    }

    private static Symbol? SymbolOf(string? text) =>
        text is null ? null
        : Symbol.TryParse(text, out Symbol symbol) ? symbol
        : throw new UsageException($"--symbol '{text}': is not a symbol; use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit");

    private static TimeFrame[] FramesOf(string text)
    {
        SortedSet<TimeFrame> frames = [];
        foreach (string part in text.Split(','))
        {
            if (!TimeFrame.TryParse(part.Trim(), out TimeFrame frame) || frame.IsNone)
            {
                throw new UsageException($"--timeframe '{part}': is not a time frame; write a whole number and s, m, h, d, w, t, v or r, such as 5m");
            }

            frames.Add(frame);
        }

        return [.. frames];
    }
}
