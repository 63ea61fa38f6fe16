using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Storing;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>A pipeline and the data files that are run through it; they can be opened as often as they are needed.</summary>
internal sealed record PipelineData(string Pipeline, Graph Graph, PipelineFile File, IReadOnlyList<string> Files, SymbolInstruments Instruments)
{
    /// <summary>The first moment that is kept; null keeps all.</summary>
    public Timestamp? From { get; init; }

    /// <summary>The first moment that is not kept any more; null keeps all.</summary>
    public Timestamp? To { get; init; }

    /// <summary>Reads Parquet files; null refuses them.</summary>
    public ParquetFiles? Parquet { get; init; }

    /// <summary>What is read instead of files; null where files are.</summary>
    public LiveFeed? Feed { get; init; }

    /// <summary>Takes rows that cannot be read; null where reading ends with them.</summary>
    public DeadLetters? Letters { get; init; }

    /// <summary>Reads the pipeline; the files are not looked at yet.</summary>
    /// <exception cref="FailureException">The pipeline has mistakes.</exception>
    public static PipelineData Load(string pipeline, IReadOnlyList<string> files, Func<PipelineFile, SymbolInstruments> instrumentsOf)
    {
        (Graph graph, PipelineFile file) = Pipelines.Load(pipeline);
        SymbolInstruments instruments = instrumentsOf(file);
        return new PipelineData(pipeline, graph, file, files, file.CandlesFrom is { } from ? instruments.With(i => i with { CandlesFrom = from }) : instruments);
    }

    /// <summary>The same with other parameters than the pipeline says.</summary>
    /// <exception cref="UsageException">The pipeline cannot have them.</exception>
    public PipelineData With(IReadOnlyList<NodeParameter> parameters) =>
        parameters.Count == 0 ? this : this with { Graph = Pipelines.Load(Pipeline, File, parameters).Graph };

    /// <summary>The simulated market, where the data are that; it stands alone.</summary>
    /// <exception cref="UsageException">Files stand beside it.</exception>
    public SimulatedOptions? Market => !Files.Any(SimulatedOptions.IsNamed) ? null
        : Files.Count == 1 ? SimulatedOptions.Parse(Files[0])
        : throw new UsageException("--data simulated: it stands alone; leave out the files, or leave it out");

    /// <summary>Whether it has neither an end nor a time that was recorded.</summary>
    public bool IsEndless => Market is { Duration: null };

    /// <summary>Opens the data from their beginning.</summary>
    public IInputSource Open(SymbolTable symbols) => Feed is { } feed ? feed.Open(symbols)
        : Market is { } market ? new MergedInput([new SimulatedInput(market, symbols)], From, To)
        : DataFiles.Open("--data", Files, symbols, symbol: null, File.Csv with
        {
            CandlesFrom = Instruments.CandlesFrom,
            OpenOther = Parquet is null ? null : Parquet.OpenAsCsv,
            Refused = Letters is null ? null : Letters.Add,
        }).Merge(symbols, Instruments, From, To);

    /// <summary>Refuses a pipeline that trades nothing.</summary>
    /// <exception cref="UsageException">It has no strategy, or one that nobody can hear.</exception>
    public void CheckTrades()
    {
        GraphNode[] strategies = [.. Graph.Nodes.Where(n => n.Kind?.ReadsOrders == true)];
        if (strategies.Length == 0)
        {
            throw new UsageException($"--pipeline {Pipeline}: it has no strategy, so nothing would be traded; 'pawl nodes' lists the strategies");
        }

        if (Array.Find(strategies, n => n.Ids.IsEmpty) is { } silent)
        {
            throw new UsageException($"--pipeline {Pipeline}: strategy '{silent.Id}' has 'publish: false', so its signals reach nobody; remove that");
        }
    }

    /// <summary>Refuses what can be read only once.</summary>
    /// <exception cref="UsageException">Standard input is among the files.</exception>
    public void CheckRereadable(string verb)
    {
        if (Files.Any(f => f == "-" || f.EndsWith("=-", StringComparison.Ordinal)))
        {
            throw new UsageException($"--data -: {verb} reads the data several times, and standard input can be read once; give files");
        }
    }
}
