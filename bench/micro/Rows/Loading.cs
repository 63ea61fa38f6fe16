using System.Globalization;
using System.Text;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Indicators;
using YamlDotNet.Core;

namespace Pawl.Bench.Rows;

/// <summary>From the text of a pipeline to its graph.</summary>
internal static class Loading
{
    public const int Nodes = 1000;

    public static IEnumerable<Row> Make()
    {
        KindRegistry kinds = new KindRegistry().Add(typeof(Sma).Assembly);
        string text = Text();
        yield return new Row("load and compile a pipeline", "parsing its YAML", Goal.None, Nodes, "node", () => Sink.Take(Compile(text, kinds).BlockBytes), () => Parse(text));
    }

    /// <summary>The graph of the thousand nodes.</summary>
    public static Graph Graph() => Compile(Text(), new KindRegistry().Add(typeof(Sma).Assembly));

    private static Graph Compile(string text, KindRegistry kinds) =>
        PipelineFile.Compile("bench.yaml", text, kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors) is { } compiled
            ? compiled.Graph
            : throw new InvalidOperationException(string.Join('\n', errors));

    private static void Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        int events = 0;
        while (parser.MoveNext())
            events++;
        Sink.Take(events);
    }

    /// <summary>A thousand nodes of five kinds over five time frames, some of which read others; no two are equal.</summary>
    private static string Text()
    {
        string[] frames = ["1m", "5m", "15m", "1h", "1d"];
        var text = new StringBuilder("candles: [1m, 5m]\nnodes:\n");
        for (int i = 0; i < Nodes; i++)
        {
            string node = (i % 5) switch
            {
                0 => $"kind: ema, inputs: [candle({frames[i / 5 % 5]})], period: {i + 2}",
                1 => $"kind: sma, inputs: [candle({frames[i / 5 % 5]})], source: hlc3, period: {i + 2}",
                2 => $"kind: cross, inputs: {{fast: indicator(n{i - 2}), slow: indicator(n{i - 1})}}",
                3 => $"kind: macd, inputs: [candle({frames[i / 5 % 5]})], fast_period: {i + 2}, slow_period: {i + 20}",
                _ => $"kind: rsi, inputs: [indicator(n{i - 1}).histogram], period: {i + 2}",
            };
            text.Append(CultureInfo.InvariantCulture, $"  n{i}: {{{node}}}\n");
        }

        return text.ToString();
    }
}
