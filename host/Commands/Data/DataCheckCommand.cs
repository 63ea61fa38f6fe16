using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary><c>pawl data check</c>: gaps, duplicates, outliers, late data, and what does not fit the instrument.</summary>
internal static class DataCheckCommand
{
    public static Command Create()
    {
        Option<string[]> input = DataCommand.In();
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("check", "Look for gaps, duplicates, outliers, late data, crossed quotes and what does not fit the instrument. Fails where there is an error.")
        {
            Examples =
            [
                "pawl data check --in samples/data/DEMO_trades.csv.gz",
                "pawl data check --in samples/data/DEMO_trades.csv.gz --instrument SPY --json",
            ],
            Json =
            [
                new("files[].file", "the file as it was given"),
                new("files[].rows", "rows without the header"),
                new("files[].failure", "the row that could not be read, and why; null where all could"),
                new("files[].findings[].symbol", "the symbol"),
                new("files[].findings[].check", "late, gap, silence, duplicate, equal rows, size, price, quote, outlier, tick size, lot size or hours"),
                new("files[].findings[].severity", "note: nothing is wrong; warning: it may not be what was meant; error: something is wrong or missing"),
                new("files[].findings[].count", "how often"),
                new("files[].findings[].text", "what, with the first or the worst of them"),
            ],
        };
        command.Add(input);
        command.Add(json);
        Options.RefuseOptionsAsValues(input, command);
        InstrumentOptions instrument = new();
        instrument.AddTo(command);
        SettingOptions settings = new();
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            SettingValues values = settings.Read(parsed);
            return Run(parsed.GetValue(input)!, instrument.Read(parsed, values), values, parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(string[] entries, SymbolInstruments instruments, SettingValues settings, bool json)
    {
        List<(DataReading Reading, (string Symbol, DataFinding Finding)[] Findings)> files = [];
        List<List<DataCheck>> checks = [];
        CsvOptions csv = new()
        {
            CandlesFrom = instruments.CandlesFrom == CandleSource.Trade ? CandleSource.Bid : instruments.CandlesFrom,
            OpenOther = new ParquetFiles(settings.Get(SettingTable.DuckDb)).OpenAsCsv,
        };
        foreach (DataReading reading in DataReading.Each(entries, csv, !settings.Get(SettingTable.Progress), () =>
        {
            checks = [];
            return (in InputEvent e, SymbolTable symbols) => See(in e, symbols, checks, instruments);
        }))
        {
            files.Add((reading, [.. checks.Index().SelectMany(symbol => symbol.Item.SelectMany(c => c.Findings()).OrderByDescending(f => f.Severity).Select(f => (reading.Symbols[symbol.Index].ToString(), f)))]));
        }

        if (json)
        {
            JsonOutput.Write(to => DataCheckOutput.Write(to, files));
        }
        else
        {
            DataCheckOutput.Write(Page.OnConsole(), files);
        }

        return files.Exists(f => f.Reading.Failure is not null || Array.Exists(f.Findings, x => x.Finding.Severity == Severity.Error)) ? 1 : 0;
    }

    private static void See(in InputEvent e, SymbolTable symbols, List<List<DataCheck>> checks, SymbolInstruments instruments)
    {
        while (e.Symbol >= checks.Count)
        {
            Instrument instrument = instruments.Of(symbols[checks.Count].ToString());
            checks.Add([new LateCheck(), new NumberCheck(), new EqualCheck(), new ValueCheck(), new OutlierCheck(), new SilenceCheck(instrument), .. instrument.Id.Length == 0 ? (DataCheck[])[] : [new InstrumentCheck(instrument)]]);
        }

        foreach (DataCheck check in checks[e.Symbol])
        {
            check.See(in e);
        }
    }
}
