using System.Globalization;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>Makes a small pipeline around any registered kind, from its declaration alone: what later kinds are tested by for nothing.</summary>
public static class KindPipelines
{
    /// <summary>The kind with its defaults, and with some small parameters drawn at random.</summary>
    public static IEnumerable<PipelineDeclaration> Of(KindDescriptor kind, KindRegistry kinds)
    {
        yield return Of(kind, kinds, []);
        Random random = new(kind.Name.Length);
        int draws = Math.Min(3, 3 * kind.Parameters.Length);
        for (int i = 0; i < draws; i++)
        {
            (string, string)[] parameters = [.. kind.Parameters.Select(p => (p.Name, Draw(p, random)))];
            PipelineDeclaration drawn = Of(kind, kinds, parameters);
            if (PipelineCompiler.Compile(drawn, kinds, Candles.CandleDriver.Layout, out _) is not null)
            {
                yield return drawn;
            }
        }
    }

    private static PipelineDeclaration Of(KindDescriptor kind, KindRegistry kinds, (string, string)[] parameters)
    {
        List<NodeDeclaration> nodes = [];
        List<InputDeclaration> inputs = Inputs(kind, kinds, nodes);
        NodeDeclaration node = new("node", kind.Name, default, default)
        {
            Inputs = inputs,
            Arguments = [.. parameters.Select(p => new Argument(p.Item1, p.Item2, default, default))],
        };
        return Runs.CandlesOnly("1s", "1m") with { Nodes = [.. nodes, node] };
    }

    /// <summary>An input for each that the kind has; what other kinds must give comes from helpers, which go before it.</summary>
    private static List<InputDeclaration> Inputs(KindDescriptor kind, KindRegistry kinds, List<NodeDeclaration> nodes)
    {
        List<InputDeclaration> inputs = [];
        foreach (KindInput input in kind.Inputs)
        {
            string text = input.ValueType switch
            {
                var t when input.Form != InputForm.Events && t == typeof(double) => !inputs.Exists(i => i.Text == "candle(1s).close") ? "candle(1s).close" : "candle(1s).open",
                var t when t == typeof(Candle) => "candle(1s)",
                var t when t == typeof(Tick) => "tick",
                var t when t == typeof(Quote) => "quote",
                var t when t == typeof(Timestamp) => "clock(1s)",
                var t => $"indicator({Helper(t, kind, kinds, nodes)})",
            };
            inputs.Add(new InputDeclaration(input.Name, text, default));
        }

        return inputs;
    }

    private static string Helper(Type output, KindDescriptor reader, KindRegistry kinds, List<NodeDeclaration> nodes)
    {
        KindDescriptor kind = kinds.Kinds.First(k => k.Output.ClrType == output && k.Name != reader.Name);
        string id = "helper_" + kind.Name;
        if (nodes.All(n => n.Id != id))
        {
            List<InputDeclaration> inputs = Inputs(kind, kinds, nodes);
            nodes.Add(new NodeDeclaration(id, kind.Name, default, default) { Inputs = inputs });
        }

        return id;
    }

    private static string Draw(KindParameter parameter, Random random)
    {
        if (parameter.Type.IsEnum)
        {
            string[] values = [.. parameter.Values];
            return values[random.Next(values.Length)];
        }

        if (parameter.Type == typeof(int) || parameter.Type == typeof(long))
        {
            long min = long.Parse(parameter.Min, CultureInfo.InvariantCulture);
            long max = Math.Min(long.Parse(parameter.Max, CultureInfo.InvariantCulture), min + 12);
            return random.NextInt64(min, max + 1).ToString(CultureInfo.InvariantCulture);
        }

        return random.Next(3) == 0 ? parameter.Min : parameter.Default;
    }
}
