using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Configuration.Settings;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary><c>pawl data info</c>: what files of market data hold.</summary>
internal static class DataInfoCommand
{
    public static Command Create()
    {
        Option<string[]> input = DataCommand.In();
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("info", "Show what files hold: kind, symbols, time frames, rows, first and last time, prices, volume and rate.")
        {
            Examples = ["pawl data info --in samples/data/DEMO_trades.csv.gz", "pawl data info --in samples/data/DEMO_trades.csv.gz --json"],
            Json =
            [
                new("files[].file", "the file as it was given"),
                new("files[].kind", "tick, quote or candle"),
                new("files[].rows", "rows without the header"),
                new("files[].failure", "the row that could not be read, and why; null where all could"),
                new("files[].symbols[].symbol", "the symbol"),
                new("files[].symbols[].timeframes[]", "the time frames of candles"),
                new("files[].symbols[].events", "events of the symbol"),
                new("files[].symbols[].first", "the earliest time; of candles the start of the first"),
                new("files[].symbols[].last", "the latest time; of candles the end of the last"),
                new("files[].symbols[].low", "the lowest price; null where there is none"),
                new("files[].symbols[].high", "the highest price; null where there is none"),
                new("files[].symbols[].decimals", "the most decimals that a price has"),
                new("files[].symbols[].volume", "what was traded; null for quotes"),
                new("files[].symbols[].per_second", "events a second between the first and the last"),
            ],
        };
        command.Add(input);
        command.Add(json);
        Options.RefuseOptionsAsValues(input, command);
        SettingOptions settings = new();
        settings.AddTo(command);
        command.SetAction(parsed => Run(parsed.GetValue(input)!, settings.Read(parsed), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] entries, SettingValues settings, bool json)
    {
        List<(DataReading Reading, List<DataFacts> Symbols)> files = [];
        List<DataFacts> facts = [];
        foreach (DataReading reading in DataReading.Each(entries, new CsvOptions { CandlesFrom = CandleSource.Bid, OpenOther = new ParquetFiles(settings.Get(SettingTable.DuckDb)).OpenAsCsv }, !settings.Get(SettingTable.Progress), () =>
        {
            facts = [];
            return (in InputEvent e, SymbolTable _) => See(in e, facts);
        }))
        {
            files.Add((reading, facts));
        }

        if (json)
        {
            JsonOutput.Write(to => Write(to, files));
        }
        else
        {
            Write(Page.OnConsole(), files);
        }

        return files.Exists(f => f.Reading.Failure is not null) ? 1 : 0;
    }

    private static void See(in InputEvent e, List<DataFacts> facts)
    {
        while (e.Symbol >= facts.Count)
        {
            facts.Add(new DataFacts());
        }

        facts[e.Symbol].See(in e);
    }

    private static void Write(Page page, List<(DataReading Reading, List<DataFacts> Symbols)> files)
    {
        page.Table(
            ["file", "kind", "rows", "symbol", "first", "last", "low", "high", "decimals", "volume", "per second"],
            files.SelectMany(f => f.Symbols.Select((s, i) => (string[])
            [
                Path.GetFileName(f.Reading.Name), Kind(f.Reading, s), f.Reading.Rows.ToString("N0", CultureInfo.InvariantCulture), f.Reading.Symbols[i].ToString(), s.First.ToString(), s.Last.ToString(),
                s.Low?.ToString() ?? "", s.High?.ToString() ?? "", s.Decimals.ToString(CultureInfo.InvariantCulture), f.Reading.Kind == EventKind.Quote ? "" : s.Volume.ToString(), s.Rate.ToString("0.###", CultureInfo.InvariantCulture),
            ])));
        foreach ((DataReading reading, List<DataFacts> symbols) in files.Where(f => f.Reading.Failure is not null || f.Symbols.Count == 0))
        {
            page.Line();
            page.Paragraph(reading.Failure ?? $"{reading.Name}: holds {reading.Rows} rows and no events");
        }
    }

    private static string Kind(DataReading reading, DataFacts facts) =>
        string.Join(' ', [Word(reading.Kind), .. facts.Frames.Select(f => f.ToString())]);

    private static string Word(EventKind kind) => kind.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, List<(DataReading Reading, List<DataFacts> Symbols)> files)
    {
        json.WriteStartObject();
        json.WriteStartArray("files");
        foreach ((DataReading reading, List<DataFacts> symbols) in files)
        {
            json.WriteStartObject();
            json.WriteString("file", reading.Name);
            json.WriteString("kind", Word(reading.Kind));
            json.WriteNumber("rows", reading.Rows);
            json.WriteString("failure", reading.Failure);
            json.WriteStartArray("symbols");
            foreach ((int index, DataFacts facts) in symbols.Index())
            {
                json.WriteStartObject();
                json.WriteString("symbol", reading.Symbols[index].ToString());
                json.WriteStartArray("timeframes");
                foreach (TimeFrame frame in facts.Frames)
                {
                    json.WriteStringValue(frame.ToString());
                }

                json.WriteEndArray();
                json.WriteNumber("events", facts.Events);
                json.WriteString("first", facts.First.ToString());
                json.WriteString("last", facts.Last.ToString());
                WriteNumber(json, "low", facts.Low?.ToString());
                WriteNumber(json, "high", facts.High?.ToString());
                json.WriteNumber("decimals", facts.Decimals);
                WriteNumber(json, "volume", reading.Kind == EventKind.Quote ? null : facts.Volume.ToString());
                json.WriteNumber("per_second", facts.Rate);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, string? number)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(number ?? "null", skipInputValidation: true);
    }
}
