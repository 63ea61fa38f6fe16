using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Replay;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The tables of a computation, one for each kind. All are written whole or not at all.</summary>
internal sealed class ComputeTables(IReadOnlyList<ComputedNode> nodes, string input, Func<ComputedNode, ComputeTarget> open) : IDisposable
{
    private readonly List<ComputeTable> tables = [.. nodes.Select(node => ComputeTable.Of(node, open(node)))];
    private string? symbol;

    /// <summary>The sink of the log: there is one, since a table is of one symbol.</summary>
    public ILogSink SinkOf(EngineLog log)
    {
        if (symbol is not null)
        {
            throw new FailureException($"--in {Shown.Of(input)} holds {symbol} and {log.Name}; give a file of one symbol");
        }

        symbol = log.Name;
        return new Sink(log.Graph, tables);
    }

    public void Complete() => tables.ForEach(t => t.Complete());

    public void Dispose() => tables.ForEach(t => t.Dispose());

    private sealed class Sink : ILogSink
    {
        private readonly IReadOnlyList<ComputeTable> all;
        private readonly ComputeTable?[] byChannel;

        public Sink(Graph graph, IReadOnlyList<ComputeTable> tables)
        {
            all = tables;
            byChannel = [.. graph.Channels.Select(c => tables.FirstOrDefault(t => t.Node == c.Node && c.Schema == t.Schema))];
        }

        public bool TakesLines => false;

        public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
        {
            if (byChannel[output.Channel] is { } table)
            {
                table.Add(output.Time, record);
            }
            else if (log.Graph.Channels[output.Channel].Schema.ClrType == typeof(Candle))
            {
                Candle candle = MemoryMarshal.Read<Candle>(record);
                foreach (ComputeTable each in all)
                {
                    each.Begin(in candle);
                }
            }
            else if (log.Graph.Channels[output.Channel].Schema.ClrType == typeof(NodeError))
            {
                throw new FailureException($"{log.Graph.Channels[output.Channel].Node}: {MemoryMarshal.Read<NodeError>(record).Error}");
            }
        }

        public void Dispose()
        {
        }
    }
}
