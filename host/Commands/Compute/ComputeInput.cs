using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>What the file of a computation holds, and the time frame to compute on.</summary>
/// <param name="Csv">How to read it.</param>
internal sealed record ComputeInput(TimeFrame Frame, bool HasTicks, CsvOptions Csv)
{
    private const string Standard = "-";

    public static ComputeInput Of(string path, TimeFrame? asked, SymbolInstruments instruments)
    {
        CsvOptions csv = new() { CandlesFrom = instruments.CandlesFrom, TimeFrameElse = asked };
        if (path == Standard)
        {
            // It can be read once only, so nothing is looked up in it before.
            return asked is { } stated
                ? new ComputeInput(stated, HasTicks: true, csv)
                : throw new UsageException("--in '-': standard input needs --timeframe");
        }

        csv = asked is null ? csv with { TimeFrameElse = Spacing(path, csv) } : csv;
        using CsvFile file = CsvFile.Open(path, new SymbolTable(), options: csv);
        InputEvent[] first = new InputEvent[1];
        bool isCandle = file.Kind == EventKind.Candle;
        if (file.Kind == EventKind.Quote && csv.CandlesFrom == CandleSource.Trade)
        {
            throw new UsageException($"--in {Shown.Of(path)} holds quotes; make candles of them with 'pawl aggregate --from mid' first");
        }

        TimeFrame? own = isCandle && file.Read(first) > 0 ? first[0].TimeFrame : null;
        return new ComputeInput(
            asked ?? own ?? (isCandle ? csv.TimeFrameElse : null) ?? throw new UsageException($"--in {Shown.Of(path)} holds {Held(file.Kind)}; say on which candles to compute with --timeframe 1m"),
            file.Kind == EventKind.Tick,
            csv);
    }

    private static string Held(EventKind kind) => kind switch
    {
        EventKind.Tick => "trades",
        EventKind.Quote => "quotes",
        _ => "no candles",
    };

    /// <summary>The least distance between the starts of two candles: the time frame of a file that does not state one. Null for other files.</summary>
    private static TimeFrame? Spacing(string path, CsvOptions csv)
    {
        TimeFrame second = TimeFrame.Of(1, TimeUnit.Second);
        Dictionary<string, string> columns = new(StringComparer.Ordinal) { ["close_time"] = "", ["flags"] = "" };
        using CsvFile file = CsvFile.Open(path, new SymbolTable(), options: csv with { TimeFrame = second, Columns = columns });
        if (file.Kind != EventKind.Candle)
        {
            return null;
        }

        InputEvent[] batch = new InputEvent[512];
        long? before = null;
        long least = long.MaxValue;
        while (file.Read(batch) is var count and > 0)
        {
            foreach (ref readonly InputEvent e in batch.AsSpan(0, count))
            {
                long start = e.Candle.Start.Nanoseconds;
                least = before is { } b && start > b ? Math.Min(least, start - b) : least;
                before = start;
            }
        }

        long seconds = least / Timestamp.NanosecondsPerSecond;
        return least == long.MaxValue || seconds == 0 ? TimeFrame.Of(1, TimeUnit.Day)
            : seconds % 86_400 == 0 ? TimeFrame.Of(seconds / 86_400, TimeUnit.Day)
            : TimeFrame.Of(seconds, TimeUnit.Second);
    }
}
