using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>Every mistake in a pipeline is reported in one line: place, value, remedy.</summary>
public sealed class CompileErrorTests
{
    [Theory]
    [InlineData("a: mxi ← tick", "1:4: node 'a': unknown kind 'mxi'; did you mean 'mix'?")]
    [InlineData("a: something ← tick", "1:4: node 'a': unknown kind 'something'; 'pawl nodes' lists them")]
    [InlineData("a: mix factr=3 ← tick", "1:8: node 'a': unknown parameter 'factr'; did you mean 'factor'?")]
    [InlineData("a: mix colour=3 ← tick", "1:8: node 'a': unknown parameter 'colour'; mix has factor")]
    [InlineData("a: join colour=3 ← a: tick, b: tick", "1:9: node 'a': unknown parameter 'colour'; join has none")]
    [InlineData("a: mix factor=11 ← tick", "1:15: node 'a': factor 11 is out of range -10..10")]
    [InlineData("a: mix factor=NaN ← tick", "1:15: node 'a': factor 'NaN' is not a number; range -10..10")]
    [InlineData("a: mix factor=two ← tick", "1:15: node 'a': factor 'two' is not a number; range -10..10")]
    [InlineData("a: quiet every=0 ← tick", "1:16: node 'a': every 0 is out of range 1..100")]
    [InlineData("a: quiet every=2.5 ← tick", "1:16: node 'a': every '2.5' is not a whole number; range 1..100")]
    [InlineData("a: quiet every=2 every=3 ← tick", "1:18: node 'a': parameter 'every' is given twice; remove one")]
    [InlineData("a: choice mode=fst ← tick", "1:16: node 'a': mode 'fst' is unknown; one of fast, very_slow")]
    [InlineData("a: choice low=5 high=4 ← tick", "1:15: node 'a': low 5 is above high 4")]
    [InlineData("a: choice step=0.000000001 ← tick", "1:16: node 'a': step '0.000000001' is not a decimal with at most 8 places; range 0.00000001..100")]
    [InlineData("a: mix source=hlc ← candle(1m)", "1:15: node 'a': source 'hlc' is unknown; one of close, open, high, low, volume, hl2, hlc3, ohlc4")]
    [InlineData("a: mix source=high ← tick", "1:15: node 'a': source 'high' is for numbers read from candles, and no input reads any; remove it, or read candle(5m)")]
    [InlineData("a: mix source=high ← candle(1m).low", "1:15: node 'a': source 'high' is for numbers read from candles, and no input reads any; remove it, or read candle(5m)")]
    public void In_kind_and_parameters(string nodes, string error) => Assert.Equal([error], Errors(nodes));

    [Theory]
    [InlineData("a: mix", "1:1: node 'a': input 'input' is missing; mix takes input: number")]
    [InlineData("a: join ← tick", "1:1: node 'a': input 'b' is missing; join takes a: number, b: number")]
    [InlineData("a: total", "1:1: node 'a': input 'input' is missing; total takes input: any number of numbers")]
    [InlineData("a: mix ← tick, quote.bid", "1:16: node 'a': mix takes one input: input: number; remove 'quote.bid'")]
    [InlineData("a: join ← tick, tick, quote.bid", "1:23: node 'a': join takes 2 inputs: a: number, b: number; remove 'quote.bid'")]
    [InlineData("a: join ← a: tick, c: tick", "1:20: node 'a': unknown input 'c'; join has a: number, b: number")]
    [InlineData("a: join ← a: tick, a: tick", "1:20: node 'a': input 'a' is given twice; remove one")]
    [InlineData("a: three ← tick, tick, tick", "1:1: node 'a': three has 3 inputs, which must be named: fast: number, slow: number, bar: candle")]
    [InlineData("a: three ← fast: tick, slwo: tick, bar: candle(1m)", "1:24: node 'a': unknown input 'slwo'; did you mean 'slow'?")]
    [InlineData("a: mix ← tik", "1:10: node 'a': unknown input 'tik'; write tick, quote, candle(5m), clock(1m), position, indicator(id) or indicator(id).field, with @SYMBOL for another symbol")]
    [InlineData("a: mix ← candle", "1:10: node 'a': unknown input 'candle'; write tick, quote, candle(5m), clock(1m), position, indicator(id) or indicator(id).field, with @SYMBOL for another symbol")]
    [InlineData("a: mix ← position", "1:10: node 'a': 'position': no node of this pipeline gives orders, so nothing is ever held; add a strategy, or leave the input out")]
    [InlineData("a: mix ← candle(5x)", "1:10: node 'a': 'candle(5x)': unknown time frame '5x'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range")]
    [InlineData("a: mix timeframe=0m ← tick", "1:18: node 'a': unknown time frame '0m'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range")]
    [InlineData("a: mix ← indicator(bb)\nb: mix ← tick", "1:10: node 'a': unknown node 'bb'; did you mean 'b'?")]
    [InlineData("a: mix ← indicator(trend)", "1:10: node 'a': unknown node 'trend'; declare it under 'nodes'")]
    [InlineData("a: mix ← tick ! indicator(trend)", "1:17: node 'a': unknown node 'trend'; declare it under 'nodes'")]
    [InlineData("a: mix ← tick@-", "1:10: node 'a': 'tick@-': '-' is not a symbol; write letters, digits and . _ : / -, 64 at most")]
    [InlineData("a: mix ← tick\nb: mix ← tick\na: join ← tick", "3:1: node 'a': the id is used twice, first at p.yaml:1:1; rename one\n3:1: node 'a': input 'b' is missing; join takes a: number, b: number")]
    public void In_inputs(string nodes, string errors) => Assert.Equal(errors.Split('\n').Order(StringComparer.Ordinal), Errors(nodes).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("a: mix ← clock(1m)", "1:10: node 'a': input 'input' takes a number, but 'clock(1m)' gives a clock; what fits: candle(5m), candle(5m).high, tick, or indicator(id) of a node that gives a number")]
    [InlineData("a: mix ← quote", "1:10: node 'a': input 'input' takes a number, but 'quote' gives a quote; name one of its fields, such as 'quote.bid': bid, bid_size, ask, ask_size")]
    [InlineData("a: mix ← indicator(p)\np: pair ← tick", "1:10: node 'a': input 'input' takes a number, but 'indicator(p)' gives several values; name one of its fields, such as 'indicator(p).low': low, high, count")]
    [InlineData("a: mix ← indicator(p).hihg\np: pair ← tick", "1:10: node 'a': 'indicator(p).hihg': unknown field 'hihg'; did you mean 'high'?")]
    [InlineData("a: mix ← indicator(p).width\np: pair ← tick", "1:10: node 'a': 'indicator(p).width': unknown field 'width'; it has low, high, count")]
    [InlineData("a: mix ← candle(1m).hlc4", "1:10: node 'a': 'candle(1m).hlc4': unknown field 'hlc4'; did you mean 'hlc3'?")]
    [InlineData("a: mix ← candle(1m).close_time", "1:10: node 'a': input 'input' takes a number, but 'candle(1m).close_time' gives a timestamp; what fits: candle(5m), candle(5m).high, tick, or indicator(id) of a node that gives a number")]
    [InlineData("a: mix ← tick.side", "1:10: node 'a': input 'input' takes a number, but 'tick.side' gives an enum; what fits: candle(5m), candle(5m).high, tick, or indicator(id) of a node that gives a number")]
    [InlineData("a: height ← tick", "1:13: node 'a': input 'input' takes a candle, but 'tick' gives a tick; what fits: candle(5m)")]
    [InlineData("a: height ← candle(1m).high", "1:13: node 'a': input 'input' takes a candle, but 'candle(1m).high' gives a number; what fits: candle(5m)")]
    [InlineData("a: height ← candle(1m).hl2", "1:13: node 'a': input 'input' takes a candle, but 'candle(1m).hl2' gives a number; what fits: candle(5m)")]
    [InlineData("a: height ← candle(1m).hihg", "1:13: node 'a': 'candle(1m).hihg': unknown field 'hihg'; did you mean 'high'?")]
    [InlineData("a: seconds ← candle(1m)", "1:14: node 'a': input 'input' takes a clock, but 'candle(1m)' gives a candle; what fits: clock(5m)")]
    [InlineData("a: total ← tick, clock(1m)", "1:18: node 'a': input 'input' takes any number of numbers, but 'clock(1m)' gives a clock; what fits: candle(5m), candle(5m).high, tick, or indicator(id) of a node that gives a number")]
    [InlineData("a: spread ← indicator(m)\nm: mix ← tick", "1:13: node 'a': input 'input' takes a pair, but 'indicator(m)' gives a number; what fits: indicator(id) of a node that gives pair")]
    [InlineData("a: relay ← indicator(m)\nm: mix ← tick", "1:12: node 'a': input 'input' takes pulse events, but 'indicator(m)' gives a number; what fits: a node that emits pulse events")]
    [InlineData("a: mix ← tick ! indicator(p).width\np: pair ← tick", "1:17: node 'a': 'indicator(p).width': unknown field 'width'; it has low, high, count")]
    public void In_types(string nodes, string error) => Assert.Equal([error], Errors(nodes));

    [Theory]
    [InlineData("a: mix ← indicator(c)\nb: mix ← indicator(a)\nc: mix ← indicator(b)", "1:1: node 'a': cycle a → b → c → a; a node cannot read what it feeds: remove one of these inputs")]
    [InlineData("b: mix ← tick\na: mix ← indicator(a)", "2:1: node 'a': cycle a → a; a node cannot read what it feeds: remove one of these inputs")]
    [InlineData("a: mix ← tick ! indicator(b)\nb: mix ← indicator(a)", "1:1: node 'a': cycle a → b → a; a node cannot read what it feeds: remove one of these inputs")]
    [InlineData(
        "x: join ← indicator(a), indicator(y)\ny: mix ← indicator(x)\na: mix ← indicator(b)\nb: mix ← indicator(a)\nbehind: mix ← indicator(x)",
        "1:1: node 'x': cycle x → y → x; a node cannot read what it feeds: remove one of these inputs\n3:1: node 'a': cycle a → b → a; a node cannot read what it feeds: remove one of these inputs")]
    [InlineData(
        "a: total ← indicator(b), indicator(c)\nb: mix ← indicator(a)\nc: mix ← indicator(a)",
        "1:1: node 'a': cycle a → b → a; a node cannot read what it feeds: remove one of these inputs\n1:1: node 'a': cycle a → c → a; a node cannot read what it feeds: remove one of these inputs")]
    public void In_cycles(string nodes, string errors) => Assert.Equal(errors.Split('\n'), Errors(nodes));

    [Fact]
    public void Across_symbols()
    {
        Assert.Equal(
            ["1:11: node 'a': 'tick@NQ' reads another symbol; say with 'symbols: [...]' which ones this pipeline is for"],
            Errors("a: join ← a: tick@NQ, b: indicator(b)@ES\nb: mix ← tick"));
        Assert.Equal(
            ["2:10: node 'b': 'indicator(a)@YM': nothing is computed for YM; add it to 'symbols'"],
            Errors("a: mix ← tick\nb: mix ← indicator(a)@YM", ["ES", "NQ"]));
        Assert.Equal(
            ["1:1: node 'a': cycle a → a; a node cannot read what it feeds: remove one of these inputs"],
            Errors("a: mix ← indicator(a)@NQ", ["ES", "NQ"]));
        Assert.Empty(Errors("a: mix ← tick@YM\nb: mix ← indicator(a)@NQ\nc: mix ← candle(1m)@ES", ["ES", "NQ"]));
    }

    [Fact]
    public void In_the_header()
    {
        PipelineDeclaration pipeline = Pipelines.Of("p", "a: mix ← tick", ["ES", "", "ES", "a b"], ["1m", "60s", "m"]);
        PipelineCompiler.Compile(pipeline, TestKinds.Registry, EngineLogs.NoDriver, out IReadOnlyList<Diagnostic> errors);
        Assert.Equal(
            [
                "p.yaml:1:2: '' is not a symbol; write letters, digits and . _ : / -, 64 at most",
                "p.yaml:1:2: time frame '60s' is listed twice; remove one",
                "p.yaml:1:3: symbol 'ES' is listed twice; remove one",
                "p.yaml:1:3: unknown time frame 'm'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range",
                "p.yaml:1:4: 'a b' is not a symbol; write letters, digits and . _ : / -, 64 at most",
            ],
            errors.Select(e => e.ToString()));
    }

    [Fact]
    public void All_at_once_in_the_order_of_their_places()
    {
        string nodes = """
            a: mix factor=99 ← candle(5y)
            b: mixx ← tick
            c: mix ← indicator(b)
            d: mix ← indicator(e)
            e: mix ← indicator(d)
            f: mix ← clock(1m)
            g: quiet evry=2 every=0 ← indicator(h)
            a: height ← tick
            """;
        Assert.Equal(
            [
                "1:15: node 'a': factor 99 is out of range -10..10",
                "1:20: node 'a': 'candle(5y)': unknown time frame '5y'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range",
                "2:4: node 'b': unknown kind 'mixx'; did you mean 'mix'?",
                "4:1: node 'd': cycle d → e → d; a node cannot read what it feeds: remove one of these inputs",
                "6:10: node 'f': input 'input' takes a number, but 'clock(1m)' gives a clock; what fits: candle(5m), candle(5m).high, tick, or indicator(id) of a node that gives a number",
                "7:10: node 'g': unknown parameter 'evry'; did you mean 'every'?",
                "7:23: node 'g': every 0 is out of range 1..100",
                "7:27: node 'g': unknown node 'h'; declare it under 'nodes'",
                "8:1: node 'a': the id is used twice, first at p.yaml:1:1; rename one",
                "8:13: node 'a': input 'input' takes a candle, but 'tick' gives a tick; what fits: candle(5m)",
            ],
            Errors(nodes));
    }

    [Fact]
    public void A_state_that_would_be_too_large_is_refused()
    {
        PipelineDeclaration pipeline = Pipelines.Of("p", "a: huge mb=1 ← tick\nb: huge mb=1024 ← tick");
        KindRegistry kinds = new KindRegistry().Add(typeof(Huge));
        Assert.Null(PipelineCompiler.Compile(pipeline, kinds, EngineLogs.NoDriver, out IReadOnlyList<Diagnostic> errors));
        Assert.Equal("p.yaml: the state of the pipeline is larger than 1024 MiB; use fewer nodes or smaller periods", Assert.Single(errors).ToString());
    }

    private static List<string> Errors(string nodes, string[]? symbols = null)
    {
        KindRegistry kinds = new();
        foreach (Type type in new[] { typeof(Mix), typeof(Join), typeof(Total), typeof(Quiet), typeof(Extremes), typeof(Spread), typeof(Relay), typeof(Height), typeof(Seconds), typeof(Choice), typeof(Three) })
        {
            kinds.Add(type);
        }

        Graph? graph = PipelineCompiler.Compile(Pipelines.Of("p", nodes, symbols), kinds, EngineLogs.NoDriver, out IReadOnlyList<Diagnostic> errors);
        Assert.Equal(errors.Count == 0, graph is not null);
        return [.. errors.Select(e => e.ToString()["p.yaml:".Length..])];
    }

    public enum Mode
    {
        Fast,
        VerySlow,
    }

    [Kind("choice", "tests", "parameters of every type")]
    public readonly struct Choice : INodeKind<Choice.Parameters, None, In<double>, double>
    {
        public struct Parameters
        {
            [Param("fast", "a closed set")]
            public Mode Mode;

            [Param(0, 10, 1, "the smaller end")]
            public int Low;

            [Param(0, 10, 2, "the larger end")]
            public long High;

            [Param("0.00000001", "100", "0.01", "a price")]
            public Price Step;
        }

        public static string? Validate(in Parameters p) => p.Low > p.High ? $"low {p.Low} is above high {p.High}" : null;

        public static bool Step(in Parameters p, ref None s, in In<double> x, in Ctx c, out double y)
        {
            y = (double)p.Mode + p.Step.ToDouble();
            return true;
        }
    }

    [Kind("three", "tests", "three inputs")]
    public readonly struct Three : INodeKind<None, None, Three.Inputs, double>
    {
        public readonly struct Inputs
        {
            public readonly In<double> Fast;
            public readonly In<double> Slow;
            public readonly In<Candle> Bar;
        }

        public static bool Step(in None p, ref None s, in Inputs x, in Ctx c, out double y)
        {
            y = 0;
            return c.Updated(x.Bar);
        }
    }

    [Kind("huge", "tests", "a large window")]
    public readonly struct Huge : INodeKind<Huge.Parameters, Window<long>, In<double>, double>
    {
        public struct Parameters
        {
            [Param(1, 100_000, 1, "mebibytes")]
            public int Mb;
        }

        public static void Init(in Parameters p, ref Window<long> s, ref Layout l) => s = l.Window<long>(p.Mb << 17);

        public static bool Step(in Parameters p, ref Window<long> s, in In<double> x, in Ctx c, out double y)
        {
            y = c.Span(s).Length;
            return true;
        }
    }
}
