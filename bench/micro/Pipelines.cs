using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Indicators;
using Pawl.Strategies;

namespace Pawl.Bench;

/// <summary>Graphs to measure.</summary>
public static class Pipelines
{
    /// <summary>The graph of a pipeline file in the folder bench.</summary>
    public static Graph Load(string name)
    {
        PipelineFile file = PipelineFile.Read(PathOf(name), out IReadOnlyList<Diagnostic> errors)
            ?? throw new InvalidOperationException(string.Join('\n', errors));
        return Compile(file.Declaration, new KindRegistry().Add(typeof(Sma).Assembly));
    }

    /// <summary>The same where strategies are among its nodes.</summary>
    public static Graph LoadTraded(string name)
    {
        PipelineFile file = PipelineFile.Read(PathOf(name), out IReadOnlyList<Diagnostic> errors)
            ?? throw new InvalidOperationException(string.Join('\n', errors));
        return Compile(file.Declaration, new KindRegistry().Add(typeof(Sma).Assembly).Add(typeof(MovingAverageCross).Assembly));
    }

    /// <summary>The path of a pipeline file in the folder bench.</summary>
    public static string PathOf(string name) => Path.Combine(Repository(), "bench", name);

    /// <summary>A graph of any kinds, of the product and of the bench, whose bars are written by hand.</summary>
    public static Graph OfKinds(params IEnumerable<NodeDeclaration> nodes)
    {
        PipelineDeclaration pipeline = new("kinds", Nowhere) { Nodes = [.. nodes] };
        KindRegistry kinds = new KindRegistry().Add(typeof(Sma).Assembly).Add(typeof(Pipelines).Assembly);
        return PipelineCompiler.Compile(pipeline, kinds, new DriverLayout([], (_, _) => 0), out IReadOnlyList<Diagnostic> errors)
            ?? throw new InvalidOperationException(string.Join('\n', errors));
    }

    /// <summary>A node of any kind.</summary>
    /// <param name="parameters"><c>name=value</c>, separated by semicolons</param>
    /// <param name="inputs">with or without <c>name: </c> in front</param>
    public static NodeDeclaration NodeOf(string id, string kind, string parameters, bool publish, params IEnumerable<string> inputs) => new(id, kind, Nowhere, Nowhere)
    {
        Arguments = [.. parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => new Argument(p[0], p[1], Nowhere, Nowhere))],
        Inputs = [.. inputs.Select(i => i.Split(": ")).Select(i => new InputDeclaration(i.Length > 1 ? i[0] : null, i[^1], Nowhere))],
        Publish = publish,
    };

    /// <summary>A graph of nodes that do nothing but count; see <see cref="CountTicks"/> and <see cref="CountValues"/>.</summary>
    public static Graph OfCounters(params IEnumerable<NodeDeclaration> nodes)
    {
        PipelineDeclaration pipeline = new("counters", Nowhere) { Nodes = [.. nodes] };
        return Compile(pipeline, new KindRegistry().Add(typeof(Pipelines).Assembly));
    }

    /// <summary>A node of the bench's own kinds. Each has its own number, or equal ones would be computed once.</summary>
    public static NodeDeclaration Node(string kind, int number, params string[] inputs) => new($"n{number:00000}", kind, Nowhere, Nowhere)
    {
        Arguments = [new Argument("number", $"{number}", Nowhere, Nowhere)],
        Inputs = [.. inputs.Select(i => new InputDeclaration(null, i, Nowhere))],
        Publish = false,
    };

    /// <summary>A published node that needs others and is woken by quotes, of which none comes: without one nothing would be computed.</summary>
    /// <param name="field">the field of each that is needed, with a dot; empty where it is a number</param>
    public static NodeDeclaration Keep(IEnumerable<NodeDeclaration> nodes, string field = "") => new("all", "bench_all", Nowhere, Nowhere)
    {
        Inputs = [.. nodes.Select(n => new InputDeclaration(null, $"indicator({n.Id}){field}", Nowhere))],
        Triggers = [new InputDeclaration(null, "quote", Nowhere)],
    };

    private static Place Nowhere => new("bench", 0, 0);

    private static Graph Compile(PipelineDeclaration pipeline, KindRegistry kinds) =>
        PipelineCompiler.Compile(pipeline, kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors)
        ?? throw new InvalidOperationException(string.Join('\n', errors));

    private static string Repository()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "bench", "reference.yaml")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("the program has left its repository");
    }
}
