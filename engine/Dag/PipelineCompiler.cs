
namespace Pawl.Engine;

/// <summary>What the code that drives a log (candles, lateness) keeps in the log's block and may emit.</summary>
/// <param name="Messages">Messages it emits per symbol.</param>
/// <param name="Bytes">The size of its own state, from the graph's sources and the number of symbols.</param>
public sealed record DriverLayout(IReadOnlyList<Type> Messages, Func<IReadOnlyList<Source>, int, int> Bytes)
{
    /// <summary>The size of what previews need no copy of, from the number of symbols; it follows the other bytes.</summary>
    public Func<int, int> ColdBytes { get; init; } = _ => 0;

    /// <summary>Raised when the meaning of the driver's bytes changes; a state of another version is refused.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Writes the driver's state of a log that has seen nothing; it is all zero before.</summary>
    public DriverInitializer? Initialize { get; init; }
}

/// <summary>Writes the first state of a driver for a graph's sources and number of symbols.</summary>
public delegate void DriverInitializer(IReadOnlyList<Source> sources, int symbols, Span<byte> state);

/// <summary>
/// Turns a pipeline as written into a <see cref="Graph"/>, once, before the first event: reads every node's own texts,
/// orders the nodes, connects them, drops what nothing needs, shares what is equal, and lays out the block. It goes on
/// after a mistake, so that all mistakes are reported together.
/// </summary>
public sealed partial class PipelineCompiler
{
    private readonly PipelineDeclaration pipeline;
    private readonly KindRegistry kinds;
    private readonly DriverLayout driver;
    private readonly List<Diagnostic> errors = [];
    private readonly HashSet<Diagnostic> reported = [];

    private PipelineCompiler(PipelineDeclaration pipeline, KindRegistry kinds, DriverLayout driver)
    {
        this.pipeline = pipeline;
        this.kinds = kinds;
        this.driver = driver;
    }

    /// <summary>Compiles a pipeline; null, and every mistake in the order of its place, when it has any. Null too where a node is not whole.</summary>
    public static Graph? Compile(PipelineDeclaration pipeline, KindRegistry kinds, DriverLayout driver, out IReadOnlyList<Diagnostic> errors)
    {
        PipelineCompiler compiler = new(pipeline, kinds, driver);
        Graph? graph = compiler.Run();
        errors = compiler.errors.Count == 0 ? [] : [.. compiler.errors.OrderBy(e => e.Place, Engine.Place.Order)];
        return errors.Count == 0 ? graph : null;
    }

    private Graph? Run()
    {
        ReadHeader();
        ReadNodes();
        ChooseSymbols();
        OrderNodes();
        ConnectNodes();

        if (errors.Count == 0)
        {
            ofImplied.ForEach(Report);
        }

        if (errors.Count > 0 || pipeline.Nodes.Any(n => !n.IsWhole))
        {
            return null;
        }

        MarkNeeded();
        NumberSources();
        try
        {
            return LayOut();
        }
        catch (OverflowException)
        {
            Report(pipeline.Place, $"the state of the pipeline is larger than {BlockBuilder.MaxBytes >> 20} MiB; use fewer nodes or smaller periods");
            return null;
        }
    }

    private void Report(Place place, string message) => Report(new Diagnostic(place, message));

    private void Report(NodeDeclaration node, Place place, string message)
    {
        Diagnostic error = new(place, message, node.Id);
        if (node.IsImplied)
        {
            ofImplied.Add(error);
        }
        else
        {
            Report(error);
        }
    }

    private void Report(Diagnostic error)
    {
        if (reported.Add(error))
        {
            errors.Add(error);
        }
    }
}
