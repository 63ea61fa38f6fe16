using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Running sums stay within 1e-9 of sums that are taken afresh in decimal numbers, however long they run and whatever
/// scales prices have been through: relative to the value itself, or, where terms of both signs cancel, to their size.
/// </summary>
public sealed class RunningSumsTests
{
    private const double Tolerance = 1e-9;

    /// <summary>More than the longest window.</summary>
    private const int Remembered = 256;

    private static readonly RunningSums[] Sums =
    [
        .. RunningSums.All,
        new("ad", "", _ => []),
        new("vwap", "anchor=fixed", _ => [], "candle: candle(1m)"),
    ];

    [Fact]
    public void Stay_exact() => Run(300_000, every: 97);

    [Fact, Trait("Speed", "long")]
    public void Stay_exact_over_a_hundred_million_updates() => Run(100_000_000, every: 20_011);

    private static void Run(int updates, int every)
    {
        WildMarket market = new(17);
        Many nodes = new();
        EndlessSums endless = new();
        Candle[] newest = new Candle[Remembered];
        double worst = 0;
        for (int i = 0; i < updates; i++)
        {
            Candle bar = market.Next(new Timestamp((long)i * 60 * Timestamp.NanosecondsPerSecond));
            newest[i % Remembered] = bar;
            nodes.Close(in bar);
            endless.Add(bar);
            if (i >= Remembered && i % every == 0)
            {
                ExactWindow window = new([.. newest[((i % Remembered) + 1)..], .. newest[..((i % Remembered) + 1)]]);
                foreach ((RunningSums sums, int node) in Sums.Select((sums, node) => (sums, node)))
                {
                    (double, double)[] fields = node < Sums.Length - 2 ? sums.Fields(window) : sums.Kind == "ad" ? endless.Line : endless.Average;
                    worst = Math.Max(worst, Check(sums, fields, nodes.Said(node), i));
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"the largest error after {updates} updates: {worst:0.0e+0}");
    }

    private static double Check(RunningSums sums, (double Value, double Size)[] expected, double[] actual, int update)
    {
        double worst = 0;
        for (int f = 0; f < expected.Length; f++)
        {
            (double value, double size) = expected[f];
            double error = double.IsNaN(value) ? (double.IsNaN(actual[f]) ? 0 : 1) : value == actual[f] ? 0 : Math.Abs(value - actual[f]) / size;
            worst = Math.Max(worst, error);
            Assert.True(
                error <= Tolerance,
                $"{sums.Kind}({sums.Parameters}) field {f} is {actual[f]:R}, not {value:R}, after {update} updates: {error:0.0e+0} of {size:R}");
        }

        return worst;
    }

    /// <summary>All of them as nodes of one log.</summary>
    private sealed class Many
    {
        private static readonly Place Here = new("test", 1, 1);
        private readonly EngineLog log;
        private readonly Source bars;
        private readonly double[][] said;

        public Many()
        {
            NodeDeclaration[] nodes = [.. Sums.Select((sums, i) => new NodeDeclaration($"n{i:00}", sums.Kind, Here, Here)
            {
                Arguments = [.. sums.Parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => new Argument(p[0], p[1], Here, Here))],
                Inputs = [.. (sums.Inputs.Length > 0 ? sums.Inputs : ["candle(1m)"]).Select(text => new InputDeclaration(text.Contains(": ", StringComparison.Ordinal) ? text.Split(": ")[0] : null, text.Split(": ")[^1], Here))],
            })];
            Graph graph = PipelineCompiler.Compile(new PipelineDeclaration("test", Here) { Nodes = nodes }, NodeHarness.Kinds, new DriverLayout([], (_, _) => 0), out IReadOnlyList<Diagnostic> errors)
                ?? throw new InvalidOperationException(string.Join('\n', errors));
            log = EngineLog.Create(graph, "TEST");
            bars = graph.Sources.Single(s => s.Kind == ReferenceKind.Candle);
            said = [.. Sums.Select(_ => new double[8])];
        }

        /// <summary>What the node said at the newest bar; NaN where it said nothing.</summary>
        public double[] Said(int node) => said[node];

        public void Close(in Candle bar)
        {
            log.BeginEvent();
            log.BeginCycle();
            log.Write(bars, bar.CloseTime, in bar);
            log.Run(bars.Bit, bar.CloseTime);
            foreach (double[] fields in said)
            {
                Array.Fill(fields, double.NaN);
            }

            foreach (Output output in log.Outbox.Outputs)
            {
                RecordSchema schema = log.Graph.Channels[output.Channel].Schema;
                ReadOnlySpan<byte> record = log.Outbox.Record(output, schema.Size);
                MemoryMarshal.Cast<byte, double>(record).CopyTo(said[int.Parse(log.Graph.Channels[output.Channel].Node[1..], System.Globalization.CultureInfo.InvariantCulture)]);
            }

            log.Outbox.Clear();
        }
    }
}
