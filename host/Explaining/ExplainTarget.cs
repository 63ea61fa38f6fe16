using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Host.Verification;
using Pawl.Types;

namespace Pawl.Host.Explaining;

/// <summary>Which output is to be explained.</summary>
internal abstract class ExplainTarget
{
    /// <summary>Whether it may be among the outputs of a log.</summary>
    public abstract bool Concerns(TapeLog log);

    /// <summary>Whether it may be among what a log says after the state in which it is.</summary>
    public abstract bool MayFollow(EngineLog log);

    /// <summary>Takes outputs, in order.</summary>
    public abstract void Look(EngineLog log);

    /// <summary>Whether what comes later cannot change what was found.</summary>
    public abstract bool IsSettled(EngineLog log);

    /// <summary>The output; null until there is one.</summary>
    public OutputId? Found { get; protected set; }

    /// <summary>Says why there is none.</summary>
    /// <param name="log">The log where it should be; null where the data has none such.</param>
    /// <param name="logs">The logs that the data has.</param>
    public abstract FailureException Missing(EngineLog? log, IEnumerable<string> logs);
}

/// <summary>The output of an id.</summary>
internal sealed class IdTarget(OutputId id) : ExplainTarget
{
    private long outputs;

    public override bool Concerns(TapeLog log) => log.Name == id.Log;

    public override bool MayFollow(EngineLog log) => log.Header.Sequence < id.Sequence;

    public override void Look(EngineLog log)
    {
        foreach (ref readonly Output output in log.Outbox.Outputs)
        {
            outputs = output.Sequence == id.Sequence ? output.N : outputs;
            Found ??= output.Sequence == id.Sequence && output.N == id.Index ? id : null;
        }
    }

    public override bool IsSettled(EngineLog log) => log.Header.Sequence >= id.Sequence;

    public override FailureException Missing(EngineLog? log, IEnumerable<string> logs) => new(
        log is null ? $"--id {id}: the data makes no log '{id.Log}'; it makes {string.Join(", ", logs)}"
        : log.Header.Sequence < id.Sequence ? $"--id {id}: the log has {log.Header.Sequence} events; give all data that it was made of"
        : $"--id {id}: event {id.Sequence} made {outputs} outputs; 'pawl replay --out -' prints all ids");
}

/// <summary>The last output of a node up to a moment.</summary>
internal sealed class NodeTarget(string node, string? symbol, Timestamp at) : ExplainTarget
{
    private Timestamp? first;
    private string? concerned;
    private int[] channels = [];

    public override bool Concerns(TapeLog log)
    {
        bool isMine = log.Graph.CrossesSymbols || symbol is null || log.Symbol == symbol;
        if (isMine && symbol is null && (log.Graph.CrossesSymbols ? log.Graph.Symbols.Length > 1 : concerned is not null && concerned != log.Name))
        {
            throw new UsageException($"--node {node}: the data has several symbols; say which one, such as {node}@{(log.Graph.CrossesSymbols ? log.Graph.Symbols[0] : concerned)}");
        }

        concerned = isMine ? log.Name : concerned;
        return isMine;
    }

    public override bool MayFollow(EngineLog log) => log.Header.Time <= at;

    public override void Look(EngineLog log)
    {
        if (channels.Length == 0)
        {
            channels = [.. log.Graph.Channels.Where(c => c.Node == node && (symbol is null || log.Symbols[c.Symbol] == symbol)).Select(c => c.Index)];
            if (channels.Length == 0)
            {
                throw Unknown(log);
            }
        }

        foreach (ref readonly Output output in log.Outbox.Outputs)
        {
            if (channels.Contains(output.Channel))
            {
                first = first < output.Time ? first : output.Time;
                Found = output.Time <= at ? new OutputId(log.Name, output.Sequence, output.N) : Found;
            }
        }
    }

    public override bool IsSettled(EngineLog log) => log.Header.Time > at;

    public override FailureException Missing(EngineLog? log, IEnumerable<string> logs) => new(
        log is null ? $"--node {node}@{symbol}: the data has no {symbol}; it has {string.Join(", ", logs)}"
        : first is { } time ? $"--node {node} --at {at}: its first output is at {time}; ask for a later time"
        : at == Timestamp.MaxValue ? $"--node {node}: it has said nothing"
        : $"--node {node} --at {at}: it has said nothing until then");

    private UsageException Unknown(EngineLog log)
    {
        string[] names = [.. log.Graph.Channels.Select(c => c.Node).Distinct(StringComparer.Ordinal)];
        string meant = Nearest.Of(node, names) is { } nearest ? $"did you mean '{nearest}'?" : "'pawl dag' shows the nodes";
        return new UsageException($"--node {Shown.Of(node)}: nothing of that name is published; {meant}");
    }
}
