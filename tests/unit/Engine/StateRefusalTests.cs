using System.Buffers;
using System.Buffers.Binary;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>A state of something else is refused, and the refusal names the first difference.</summary>
public sealed class StateRefusalTests
{
    private const string Nodes = """
        a: mix factor=2 ← candle(5m)
        b: quiet every=3 ← indicator(a)
        c: total ← indicator(a), indicator(b)
        """;

    [Theory]
    [InlineData("c: total ← indicator(a), indicator(b)", "c: total ← indicator(b), indicator(a)", "node 'c': the state was written with inputs input=a, input=b, this has input=b, input=a")]
    [InlineData("factor=2", "factor=2.5", "node 'a': the state was written with factor=2, this has factor=2.5")]
    [InlineData("b: quiet every=3", "b: undefined every=3", "node 'b': the state was written by kind quiet, this is undefined")]
    [InlineData("indicator(a)\nc", "indicator(a) ! candle(5m)\nc", "node 'b': the state was written with trigger none, this has candle(5m)")]
    [InlineData("candle(5m)", "candle(1m)", "source 'candle(1m)': the state was written without it")]
    [InlineData("candle(5m)", "candle(5m).high", "number 'candle(5m).high': the state was written without it")]
    [InlineData("c: total", "d: total", "node 'd': the state was written without it")]
    [InlineData("c: total ← indicator(a), indicator(b)", "", "node 'c' is in the state but not in this pipeline")]
    [InlineData("c: total", "e: quiet every=3 ← indicator(a)\nc: total", "node 'e': the state was written without it")]
    public void Of_a_changed_pipeline(string old, string now, string message)
    {
        string nodes = Nodes.ReplaceLineEndings("\n");
        Assert.Equal(message, Refusal(Compile("p", nodes), Compile("p", nodes.Replace(old, now, StringComparison.Ordinal))));
    }

    [Fact]
    public void Of_a_pipeline_of_another_name() =>
        Assert.Equal("the state belongs to pipeline 'a', this is 'b'", Refusal(Compile("a", Nodes), Compile("b", Nodes)));

    [Fact]
    public void Of_another_symbol()
    {
        Graph graph = Compile("p", Nodes);
        Assert.Equal("the state belongs to log 'ES', this is 'NQ'", Refusal(EngineLog.Create(graph, "ES"), EngineLog.Create(graph, "NQ")));
    }

    [Fact]
    public void Of_other_symbols_in_one_log()
    {
        Graph two = Compile("p", Crossing, "ES", "NQ");
        Assert.Equal("symbol 3 of the state is none, here YM", Refusal(two, Compile("p", Crossing, "ES", "NQ", "YM")));
        Assert.Equal("symbol 1 of the state is ES, here NQ", Refusal(two, Compile("p", Crossing, "NQ", "ES")));
        Assert.Equal(
            "node 'a@ES': the state was written with inputs a=candle(1m).close@ES, b=candle(1m).close@NQ, this has a=candle(1m).close@ES, b=candle(1m).close@ES",
            Refusal(two, Compile("p", Crossing.Replace("@NQ", "@ES", StringComparison.Ordinal), "ES", "NQ")));
    }

    private const string Crossing = "a: join ← a: candle(1m), b: candle(1m)@NQ";

    [Fact]
    public void Of_another_version_of_a_kind() => Assert.Equal(
        "node 'rsi': the state was written by version 1 of kind rsi, this is version 2",
        Refusal(Compile("p", Rsi, new KindRegistry().Add(typeof(RsiOne))), Compile("p", Rsi, new KindRegistry().Add(typeof(RsiTwo)))));

    [Fact]
    public void Of_a_kind_whose_state_changed_without_a_version() => Assert.Equal(
        "node 'rsi': the state was written with 40 bytes, this takes 48: the version of kind rsi should have been raised",
        Refusal(Compile("p", Rsi, new KindRegistry().Add(typeof(RsiTwo))), Compile("p", Rsi, new KindRegistry().Add(typeof(RsiTwoWider)))));

    [Fact]
    public void Of_another_driver()
    {
        Graph Driven(int version, int bytes) => PipelineCompiler.Compile(
            Pipelines.Of("p", Nodes), TestKinds.Registry, new DriverLayout([], (_, _) => bytes) { Version = version }, out _)!;
        Assert.Equal("the driver: the state was written by version 1 of kind driver, this is version 2", Refusal(Driven(1, 8), Driven(2, 8)));
        Assert.Contains("the driver: the state was written with", Refusal(Driven(1, 8), Driven(1, 16)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_bytes_that_are_no_state_or_of_another_format()
    {
        EngineLog log = EngineLog.Create(Compile("p", Nodes), "X");
        byte[] state = Saved(log);
        Assert.Equal("these bytes are not a saved state", Assert.Throws<StateException>(() => log.Load("{\"state\": 1}, and more"u8)).Message);
        BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(8), 3);
        Assert.Equal(
            "the state has format 3, this program reads format 2: use the program that wrote it, or begin from the log's first event",
            Assert.Throws<StateException>(() => log.Load(state)).Message);
        state = Saved(log);
        state[100] ^= 1;
        Assert.Equal(
            "the state is damaged: its checksum is wrong; use an older one, or begin from the log's first event",
            Assert.Throws<StateException>(() => log.Load(state)).Message);
        Assert.Equal(
            $"the state is damaged: it should have {state.Length} bytes and has 100; use an older one, or begin from the log's first event",
            Assert.Throws<StateException>(() => log.Load(state.AsSpan(0, 100))).Message);
    }

    private const string Rsi = "rsi: rsi ← candle(1m)";

    [Kind("rsi", "tests", "version 1")]
    private readonly struct RsiOne : INodeKind<None, long, In<double>, double>
    {
        public static bool Step(in None p, ref long s, in In<double> x, in Ctx c, out double y) => (y = c.Value(x) + s++) > 0;
    }

    [Kind("rsi", "tests", "version 2", Version = 2)]
    private readonly struct RsiTwo : INodeKind<None, QuantitySum, In<double>, double>
    {
        public static bool Step(in None p, ref QuantitySum s, in In<double> x, in Ctx c, out double y) => (y = c.Value(x)) > s.Low;
    }

    [Kind("rsi", "tests", "version 2 with more state", Version = 2)]
    private readonly struct RsiTwoWider : INodeKind<None, Pair, In<double>, double>
    {
        public static bool Step(in None p, ref Pair s, in In<double> x, in Ctx c, out double y) => (y = c.Value(x)) > s.Low;
    }

    private static string Refusal(Graph from, Graph to) => Refusal(EngineLog.Create(from, "X"), EngineLog.Create(to, "X"));

    private static string Refusal(EngineLog from, EngineLog to)
    {
        EngineLogs.RandomEvent(to, 1);
        byte[] before = to.Block.ToArray();
        string message = Assert.Throws<StateException>(() => to.Load(Saved(from))).Message;
        Assert.True(to.Block.SequenceEqual(before), "half-loaded");
        return message;
    }

    private static Graph Compile(string name, string nodes, params string[] symbols) =>
        EngineLogs.Compile(Pipelines.Of(name, nodes, symbols));

    private static Graph Compile(string name, string nodes, KindRegistry kinds) =>
        PipelineCompiler.Compile(Pipelines.Of(name, nodes), kinds, EngineLogs.NoDriver, out _)!;

    private static byte[] Saved(EngineLog log)
    {
        ArrayBufferWriter<byte> bytes = new();
        log.Save(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
