using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Explaining;

/// <summary>
/// Finds the rows of the data files that events came from, by what they hold: of events that are equal in everything the n-th
/// of the log is the n-th of the files.
/// </summary>
internal sealed class RowFinder(PipelineData data, LogHistory history)
{
    private readonly Dictionary<Key, List<MarketEvent>> wanted = [];
    private readonly HashSet<Timestamp> times = [];

    /// <summary>What tells events apart.</summary>
    private readonly record struct Key(EventKind Kind, string Symbol, Timestamp Time, long A, long B, long C);

    /// <summary>Writes file and row into the events. Where they were sorted on their way, or contracts put together, rows are not known.</summary>
    public void Find(IEnumerable<MarketEvent> events)
    {
        if (data.Instruments.Lateness > TimeSpan.Zero || data.Instruments.Futures.Any())
        {
            return;
        }

        foreach (MarketEvent e in events.Where(e => ExplanationWords.HasData(e.Event)))
        {
            InputEvent read = e.Event;
            ref List<MarketEvent>? same = ref CollectionsMarshal.GetValueRefOrAddDefault(wanted, KeyOf(in read), out _);
            (same ??= []).Add(e);
            times.Add(read.Time);
        }

        Dictionary<(Key Key, int Number), List<MarketEvent>> places = Number();
        Dictionary<Key, int> seen = [];
        foreach (string file in data.Files)
        {
            Search(file, places, seen);
        }
    }

    /// <summary>Which of the equal events of the log each one is.</summary>
    private Dictionary<(Key Key, int Number), List<MarketEvent>> Number()
    {
        Dictionary<(Key, int), List<MarketEvent>> places = [];
        Dictionary<Key, int> seen = [];
        int last = wanted.Values.SelectMany(e => e).Select(e => e.Position).DefaultIfEmpty(-1).Max();
        for (int position = 0; position <= last; position++)
        {
            ref readonly InputEvent e = ref history[position];
            if (times.Contains(e.Time) && KeyOf(in e) is var key && wanted.TryGetValue(key, out List<MarketEvent>? same))
            {
                int number = CollectionsMarshal.GetValueRefOrAddDefault(seen, key, out _)++;
                int here = position;
                places.Add((key, number), same.FindAll(m => m.Position == here));
            }
        }

        return places;
    }

    private void Search(string file, Dictionary<(Key Key, int Number), List<MarketEvent>> places, Dictionary<Key, int> seen)
    {
        SymbolTable symbols = new();
        using IInputSource input = (data with { Files = [file] }).Open(symbols);
        InputEvent[] one = new InputEvent[1];
        while (input.Read(one) > 0)
        {
            if (!times.Contains(one[0].Time))
            {
                continue;
            }

            Key key = KeyOf(in one[0], symbols[one[0].Symbol].ToString());
            int number = CollectionsMarshal.GetValueRefOrAddDefault(seen, key, out _)++;
            foreach (MarketEvent found in places.GetValueOrDefault((key, number)) ?? [])
            {
                (found.File, found.Row) = (DataArgument.Split("--data", file).Path, input.Progress.Rows);
            }
        }
    }

    private Key KeyOf(in InputEvent e) => KeyOf(in e, history.Log.Symbols[e.Symbol]);

    private static Key KeyOf(in InputEvent e, string symbol) => e.Kind switch
    {
        EventKind.Tick => new Key(e.Kind, symbol, e.Time, e.Tick.Price.Raw, e.Tick.Size.Raw, e.Tick.Sequence ^ (e.Tick.TradeId << 1)),
        EventKind.Quote => new Key(e.Kind, symbol, e.Time, e.Quote.Bid.Raw, e.Quote.Ask.Raw, e.Quote.BidSize.Raw ^ (e.Quote.AskSize.Raw << 1)),
        _ => new Key(e.Kind, symbol, e.Time, e.Candle.Start.Nanoseconds, e.Candle.Close.Raw, (long)e.Candle.Volume.Low),
    };
}
