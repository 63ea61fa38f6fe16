using System.Runtime.InteropServices;
using Pawl.Bench.Baselines.Batch;
using Pawl.Engine;
using Pawl.Indicators;
using Pawl.Types;

namespace Pawl.Bench.Rows;

/// <summary>
/// Each kind as a node against its formula as passes over whole arrays. Sixteen nodes read sixteen time frames, whose bars
/// close in one cycle: so the row has what a node costs with its dispatch, its input and its output, and a sixteenth of an
/// event. That both say the same at the end is checked before anything is measured.
/// </summary>
internal static class EveryKind
{
    private const int Nodes = 16;
    private const string Against = "array passes";

    private static readonly KindRegistry Kinds = new KindRegistry().Add(typeof(Sma).Assembly);

    public static IEnumerable<Row> Make(bool quick)
    {
        int count = quick ? 2_000 : 10_000;
        var columns = Columns.Generate(count);
        Candle[] bars = [.. Enumerable.Range(0, count).Select(i => BarOf(columns, i))];
        var empty = new Run(new BatchFormula("bench_value", "", _ => [], "candle(FRAME).close"), bars, Nodes);
        yield return new Row("kind: none, an empty node", "copying an array", Goal.None, (double)count * Nodes, "bar", empty.Go, () => Repeat(() => [columns.Close.Ago(0)])) { IsBrief = true };
        foreach (BatchFormula formula in BatchFormula.All)
        {
            Check(formula, columns, bars);
            var run = new Run(formula, bars, Nodes);
            string name = $"kind: {formula.Kind}({formula.Parameters.Replace(';', ' ')})";
            yield return new Row(name, Against, Goal.AtMostTimes(3), (double)count * Nodes, "bar", run.Go, () => Repeat(() => formula.Fields(columns))) { IsBrief = true };
        }

        var measured = BatchFormula.All.Select(f => f.Kind).ToHashSet(StringComparer.Ordinal);
        foreach (KindDescriptor kind in Kinds.Kinds.Where(k => !measured.Contains(k.Name)))
            yield return Row.Skipped($"kind: {kind.Name}", Against, "none: it has no array form");
    }

    private static void Repeat(Func<Column[]> passes)
    {
        for (int i = 0; i < Nodes; i++)
        {
            foreach (Column column in passes())
                Sink.Take((long)column.Values[^1]);
        }
    }

    private static Candle BarOf(Columns columns, int i) => new()
    {
        Start = Timestamp.FromUnixSeconds(60 * i),
        CloseTime = Timestamp.FromUnixSeconds(60 * (i + 1)),
        Open = PriceOf(columns.O[i]),
        High = PriceOf(columns.H[i]),
        Low = PriceOf(columns.L[i]),
        Close = PriceOf(columns.C[i]),
        Volume = new Quantity((long)columns.V[i] * Quantity.Scale),
        Trades = -1,
    };

    private static Price PriceOf(double price) => new((long)Math.Round(price * Price.Scale));

    private static void Check(BatchFormula formula, Columns columns, Candle[] bars)
    {
        double[] said = new Run(formula, bars, 1).Last();
        Column[] expected = formula.Fields(columns);
        for (int field = 0; field < expected.Length; field++)
        {
            double value = expected[field].Values.Last(v => !double.IsNaN(v));
            if (!(Math.Abs(value - said[field]) <= 1e-6 * Math.Max(1, Math.Abs(value))))
                throw new InvalidOperationException($"{formula.Kind}({formula.Parameters}), field {field}: the node says {said[field]:R}, the arrays {value:R}");
        }
    }

    private sealed class Run
    {
        private readonly Candle[] _bars;
        private readonly Source[] _sources;
        private readonly EngineLog _log;
        private readonly ulong _all;

        public Run(BatchFormula formula, Candle[] bars, int nodes)
        {
            _bars = bars;
            NodeDeclaration[] declared =
            [
                .. Enumerable.Range(1, nodes).Select(frame => Pipelines.NodeOf(
                    $"n{frame:00000}", formula.Kind, formula.Parameters, nodes == 1, formula.Inputs.DefaultIfEmpty("candle(FRAME)").Select(i => i.Replace("FRAME", $"{frame}m", StringComparison.Ordinal)))),
            ];
            Graph graph = Pipelines.OfKinds(nodes == 1 ? declared : [.. declared, Pipelines.Keep(declared, FieldOf(formula.Kind))]);
            _log = EngineLog.Create(graph, "X");
            _sources = [.. graph.Sources.Where(s => s.Kind == ReferenceKind.Candle)];
            _all = _sources.Aggregate(0UL, (bits, s) => bits | s.Bit);
            if (graph.MarketOf(0) != 0)
            {
                int hint = 0;
                _log.SetMarket(0, bars[0].CloseTime, Market.Of(Instrument.Default, bars[0].Start, ref hint));
            }
        }

        public void Go()
        {
            foreach (ref readonly Candle bar in _bars.AsSpan())
                Close(in bar);
            Sink.Take(_log.Header.Cycle);
        }

        /// <summary>What was said last.</summary>
        public double[] Last()
        {
            double[] said = [];
            foreach (ref readonly Candle bar in _bars.AsSpan())
            {
                Close(in bar);
                foreach (Output output in _log.Outbox.Outputs)
                    said = MemoryMarshal.Cast<byte, double>(_log.Outbox.Record(output, _log.Graph.Channels[output.Channel].Schema.Size)).ToArray();
                _log.Outbox.Clear();
            }

            return said;
        }

        private void Close(in Candle bar)
        {
            _log.BeginEvent();
            _log.BeginCycle();
            foreach (Source source in _sources)
                _log.Write(source, bar.CloseTime, in bar);
            _log.Run(_all, bar.CloseTime);
        }

        private static string FieldOf(string kind) =>
            Kinds.Find(kind) is { } found && found.Output.ClrType != typeof(double) ? "." + found.Output.DataFields[0].Name : "";
    }
}
