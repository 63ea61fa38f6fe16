using Pawl.Engine;
using Pawl.Indicators;
using Pawl.Strategies;
using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Strategies;

/// <summary>Strategies over bars that say what structure sees.</summary>
internal static class StrategyBars
{
    public const string Node = "node";

    private static readonly KindRegistry s_kinds = new KindRegistry().Add(typeof(Sma).Assembly).Add(typeof(MovingAverageCross).Assembly)
        .Add(typeof(ScriptedLevels)).Add(typeof(ScriptedBreaks));

    /// <summary>A strategy whose inputs are given as <c>name: input</c>; levels and breaks are scripted.</summary>
    public static StrategyRun Run(string kind, (string, string)[] parameters, params string[] inputs)
    {
        PipelineDeclaration pipeline = Runs.Pipeline([], ("levels", "scripted_levels", ["candle(1m)"], []), ("breaks", "scripted_breaks", ["candle(1m)"], []));
        NodeDeclaration node = new(Node, kind, default, default)
        {
            Inputs = [.. inputs.Select(i => i.Split(": ")).Select(i => new InputDeclaration(i[0], i[1], default))],
            Arguments = [.. parameters.Select(p => new Argument(p.Item1, p.Item2, default, default))],
        };
        return new StrategyRun(Runs.Compile(pipeline with { Nodes = [.. pipeline.Nodes, node] }, s_kinds));
    }

    /// <summary>A bar; volume is what tests wire as any number they need.</summary>
    public static Candle Bar(decimal open, decimal high, decimal low, decimal close, decimal volume = 1, Told told = Told.Nothing) => new()
    {
        Open = At(open),
        High = At(high),
        Low = At(low),
        Close = At(close),
        Volume = new Quantity((long)(volume * Quantity.Scale)),
        Trades = (long)told,
    };

    public static Price At(decimal price) => new((long)(price * Price.Scale));

    /// <summary>What was said, in short.</summary>
    public static string Shown(IEnumerable<object> said) => string.Join(", ", said.Select(s => s switch
    {
        StateTransition t => $"{t.To}",
        TradeSignal { Kind: SignalKind.Entry } t => $"{t.Side} stop {Or(t.Stop)} target {Or(t.Target)}",
        TradeSignal t => $"{t.Kind}",
        _ => "",
    }).Where(s => s.Length > 0));

    private static string Or(Price price) => price == Price.MinValue ? "none" : price.ToString();
}
