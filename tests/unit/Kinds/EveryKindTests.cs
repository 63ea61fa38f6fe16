using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Verification;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Kinds;

/// <summary>
/// What every kind must keep, tested for each registered kind from its declaration: a new kind inherits all of it without
/// a line of its own.
/// </summary>
public sealed class EveryKindTests
{
    private const string Node = "node";

    public static TheoryData<string> Names => [.. Runs.Kinds.Kinds.Select(k => k.Name)];

    private static IEnumerable<Graph> Graphs(string name)
    {
        KindDescriptor kind = Runs.Kinds.Find(name)!;
        return KindPipelines.Of(kind, Runs.Kinds).Select(p => Runs.Compile(p));
    }

    /// <summary>Trades; where the kind looks at quotes, every third event is one around the price.</summary>
    private static InputEvent[] Events(string name, int seed, int count = 1500)
    {
        bool quotes = Runs.Kinds.Find(name)!.Inputs.Any(i => i.ValueType == typeof(Quote));
        InputEvent[] market = [.. RandomTicks.Of(seed, count, wild: false).Select((tick, i) => quotes && i % 3 == 0 ? QuoteAt(tick, i) : Runs.Tick(tick))];
        return Runs.Kinds.Find(name)!.ReadsOrders ? [.. market.SelectMany(WithFill)] : market;
    }

    /// <summary>Now and then an order of a strategy is filled, by turns one way and the other.</summary>
    private static IEnumerable<InputEvent> WithFill(InputEvent market, int i)
    {
        yield return market;
        if (i % 40 == 39)
        {
            Execution fill = new() { Strategy = Execution.KeyOf(Node), IsFill = 1, State = OrderState.Filled, Price = market.Tick.Price };
            (fill.Purpose, fill.Quantity) = i % 80 == 79 ? (OrderPurpose.Exit, new Quantity(-Quantity.Scale)) : (OrderPurpose.Entry, new Quantity(Quantity.Scale));
            yield return new InputEvent { Kind = EventKind.Fill, Time = market.Time, Execution = fill };
        }
    }

    private static InputEvent QuoteAt(NaiveTick tick, int i)
    {
        InputEvent quote = Runs.Event(new NaiveQuote(tick.Time, tick.Price - 0.01m, tick.Price + 0.01m));
        (quote.Quote.BidSize, quote.Quote.AskSize) = (new Quantity(i % 7 * Quantity.Scale), new Quantity(i % 5 * Quantity.Scale));
        return quote;
    }

    private static string OfNode(string lines) =>
        string.Join('\n', lines.Split('\n').Where(l => l.Contains("\"node\":\"node\"", StringComparison.Ordinal)));

    [Theory, MemberData(nameof(Names))]
    public void Says_something(string name)
    {
        Assert.All(Graphs(name).Take(1), graph => Assert.NotEmpty(OfNode(Runs.Of(graph).Process(Events(name, 1)))));
    }

    [Theory, MemberData(nameof(Names))]
    public void Keeps_what_verification_asks_of_every_pipeline(string name)
    {
        foreach (Graph graph in Graphs(name))
        {
            MemoryTape tape = new(new TapeLog(graph, "X", new CandleDriver(graph)), Events(name, 5, 400));
            VerificationResult found = new Verifier(tape) { Every = 1 }.Run(TestContext.Current.CancellationToken);
            Assert.All(found.Checks, check => Assert.True(check.First is null, check.ToString()));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Is_the_same_when_it_is_compiled(string name)
    {
        foreach (Graph graph in Graphs(name))
        {
            Runs reference = Runs.Of(graph);
            Runs compiled = Runs.Of(graph);
            compiled.Log.Executor = Executor.Compiled;
            Assert.Equal(reference.Process(Events(name, 10)), compiled.Process(Events(name, 10)));
            Assert.True(reference.Log.Block.SequenceEqual(compiled.Log.Block), "another state");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_reset_leaves_nothing_behind(string name)
    {
        foreach (Graph graph in Graphs(name))
        {
            InputEvent[] past = Events(name, 6);
            InputEvent[] later = [.. Events(name, 7).Select(e => e with { Time = new Timestamp(past[^1].Time.Nanoseconds + 86_400_000_000_000 + (e.Time.Nanoseconds % 10_000_000_000_000)) })];
            Array.Sort(later, (a, b) => a.Time.CompareTo(b.Time));
            Runs used = Runs.Of(graph);
            used.Process(past);
            used.Process(used.Flush());
            foreach (GraphNode node in graph.Nodes.Where(n => n.Kind is not null))
            {
                used.Log.Reset(node.Id);
            }

            Assert.Equal(Data(Runs.Of(graph).Process(later)), Data(used.Process(later)));
        }
    }

    /// <summary>The lines of the node without their ids, which count all events of the log.</summary>
    private static string Data(string lines) =>
        string.Join('\n', OfNode(lines).Split('\n').Select(l => l[..Math.Max(0, l.IndexOf(",\"metadata\"", StringComparison.Ordinal))]));

    [Theory, MemberData(nameof(Names))]
    public void Nothing_is_said_before_the_warm_up_is_over(string name)
    {
        KindDescriptor kind = Runs.Kinds.Find(name)!;
        foreach (Graph graph in Graphs(name))
        {
            GraphNode node = graph.Nodes.Single(n => n.Id == Node);
            Runs run = Runs.Of(graph);
            int bars = 0;
            bool silent = true;
            foreach (InputEvent e in Events(name, 8))
            {
                string[] lines = run.Process([e]).Split('\n');
                bars += lines.Count(l => l.Contains("\"node\":\"candle(1s)\"", StringComparison.Ordinal));
                if (silent && OfNode(string.Join('\n', lines)).Length > 0)
                {
                    silent = false;
                    // What only trades wake speaks before the first bar.
                    Assert.True(bars >= node.WarmUp || !kind.Inputs.Any(i => i.ValueType == typeof(Candle) || i.ValueType == typeof(double)), $"said something after {bars} bars; the warm-up is {node.WarmUp}");
                    if (kind.Family is "averages" or "momentum" or "volatility")
                    {
                        Assert.Equal(node.WarmUp, bars);
                    }
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Allocates_nothing_in_the_steady_state_and_stays_bounded(string name)
    {
        foreach (Graph graph in Graphs(name))
        {
            InputEvent[] events = Events(name, 9, 6000);
            EngineLog log = EngineLog.Create(graph, "X");
            CandleDriver driver = new(graph);
            driver.Process(log, events.AsSpan(0, 3000));
            log.Outbox.Clear();
            int block = log.Block.Length;
            int later = 3000;
            long allocated = Allocations.Least(() =>
            {
                driver.Process(log, events.AsSpan(later, 100));
                log.Outbox.Clear();
                later += 100;
            });

            // Only a ladder may grow, in the rare step that opens new pages.
            Assert.True(allocated == 0 || log.Block.Length > block, $"{allocated} bytes");
        }
    }
}
