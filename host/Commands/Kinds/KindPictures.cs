using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Host.Drawing.Charts;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>A picture of each kind: with its defaults, over the newest bars of a file of trades.</summary>
public static class KindPictures
{
    private const int Shown = 130;

    /// <summary>Families whose numbers are no prices, even where they happen to lie among them.</summary>
    private static readonly string[] NeverPrices = ["momentum", "cycle"];

    /// <summary>SVG by the name of the kind; what reads more than trades has none.</summary>
    public static IReadOnlyDictionary<string, string> Draw(string trades)
    {
        TimeFrame frame = TimeFrame.Of(120, TimeUnit.Second);
        ComputePipeline pipeline = new(frame, hasTicks: true);
        foreach (KindDescriptor kind in Pipelines.Kinds.Kinds.Where(k => pipeline.WhyNot(k) is null))
        {
            pipeline.Add(kind, [], []);
        }

        KindSeries series = new(pipeline.Nodes);
        SymbolTable symbols = new();
        using CsvFile file = CsvFile.Open(trades, symbols);
        new ReplayRunner(pipeline.Compile(), file, symbols, new ReplayOptions { OpenSink = series.SinkOf }).Run(CancellationToken.None);
        return pipeline.Nodes.ToDictionary(n => n.Kind.Name, n => ChartDrawing.Draw(ChartOf(n.Kind, series)), StringComparer.Ordinal);
    }

    private static Chart ChartOf(KindDescriptor kind, KindSeries series)
    {
        int skip = Math.Max(0, series.Candles.Count - Shown);
        ChartBar[] bars = [.. series.Candles.Skip(skip).Select(Bar)];
        ChartLine[] lines = kind.EmitsEvents ? [] : [.. kind.Output.DataFields.Where(IsNumber).Select(f => LineOf(f, series.Of(kind), series.Candles.Count, skip)).Where(l => l.Known.Any())];
        ChartLine[] over = [.. lines.Where(l => IsPrice(kind, l, bars))];
        return new Chart(Title(kind), bars)
        {
            Over = over,
            Below = Panels(lines.Except(over)),
            Boxes = kind.EmitsEvents ? Boxes(kind, series, skip) : [],
        };
    }

    private static ChartBar Bar(Candle c) =>
        new(c.Start.ToString()[11..16], c.Open.ToDouble(), c.High.ToDouble(), c.Low.ToDouble(), c.Close.ToDouble());

    private static string Title(KindDescriptor kind)
    {
        string[] parameters = [.. kind.Parameters.Select(p => $"{p.Name} {p.Default}")];
        return parameters.Length == 0 ? kind.Name : $"{kind.Name}: {string.Join(", ", parameters)}";
    }

    private static bool IsNumber(RecordField field) => field.Kind is FieldKind.Double or FieldKind.Price or FieldKind.Quantity or FieldKind.QuantitySum;

    private static ChartLine LineOf(RecordField field, IReadOnlyList<(int Bar, byte[] Record)> records, int bars, int skip)
    {
        double[] values = [.. Enumerable.Repeat(double.NaN, bars)];
        foreach ((int bar, byte[] record) in records)
        {
            values[bar] = NumberOf(field, record);
        }

        return new ChartLine(field.Name, values[skip..]);
    }

    private static double NumberOf(RecordField field, ReadOnlySpan<byte> record) => RecordSchema.IsNull(field, record) ? double.NaN : field.Kind switch
    {
        FieldKind.Double => MemoryMarshal.Read<double>(record[field.Offset..]),
        FieldKind.QuantitySum => MemoryMarshal.Read<QuantitySum>(record[field.Offset..]).ToDouble(),
        _ => MemoryMarshal.Read<Price>(record[field.Offset..]).ToDouble(),
    };

    private static bool IsPrice(KindDescriptor kind, ChartLine line, ChartBar[] bars)
    {
        (double low, double high) = (bars.Min(b => b.Low), bars.Max(b => b.High));
        double[] sorted = [.. line.Known.Order()];
        double middle = sorted[sorted.Length / 2];
        return !NeverPrices.Contains(kind.Family, StringComparer.Ordinal) && middle >= low - (high - low) && middle <= high + (high - low);
    }

    /// <summary>Lines of about the same size share a panel.</summary>
    private static List<List<ChartLine>> Panels(IEnumerable<ChartLine> lines)
    {
        List<List<ChartLine>> panels = [];
        foreach (ChartLine line in lines)
        {
            if (panels.FirstOrDefault(p => Fits(p[0], line)) is { } panel)
            {
                panel.Add(line);
            }
            else
            {
                panels.Add([line]);
            }
        }

        return panels;
    }

    private static bool Fits(ChartLine a, ChartLine b)
    {
        (double lowA, double highA, double lowB, double highB) = (a.Known.Min(), a.Known.Max(), b.Known.Min(), b.Known.Max());
        double all = Math.Max(highA, highB) - Math.Min(lowA, lowB);
        return Math.Min(highA - lowA, highB - lowB) >= all / 12;
    }

    /// <summary>The objects of a kind of events as boxes, from the bar where each lies to the one that said the last of it.</summary>
    private static ChartBox[] Boxes(KindDescriptor kind, KindSeries series, int skip)
    {
        RecordSchema schema = kind.Output;
        RecordField[] prices = [.. schema.DataFields.Where(f => f.Kind == FieldKind.Price)];
        RecordField? id = schema.Find("object_id");
        RecordField? place = EventTable.PlaceIn(schema);
        if (prices.Length == 0)
        {
            return [];
        }

        Dictionary<long, ChartBox> boxes = [];
        foreach ((int bar, byte[] record) in series.Of(kind))
        {
            int from = place is null ? bar : series.BarOf(MemoryMarshal.Read<Timestamp>(record.AsSpan(place.Offset)));
            double[] levels = [.. prices.Select(f => NumberOf(f, record)).Where(double.IsFinite)];
            if (levels.Length > 0 && from >= skip)
            {
                boxes[id is null ? boxes.Count : MemoryMarshal.Read<long>(record.AsSpan(id.Offset))] =
                    new ChartBox(schema.Name, from - skip, bar - skip, levels.Min(), levels.Max());
            }
        }

        return [.. boxes.Values];
    }
}
