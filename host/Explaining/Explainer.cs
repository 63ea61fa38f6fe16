using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Drawing;
using Pawl.Host.Replay;
using Pawl.Host.Verification;
using Pawl.Types;

namespace Pawl.Host.Explaining;

/// <summary>Where the events come from whose outputs are explained: files, or a stored run.</summary>
/// <param name="Files">The files; null where they come from a store.</param>
/// <param name="Recorded">The stored run; null where they come from files.</param>
internal sealed record ExplainSource(Graph Graph, SymbolInstruments Instruments, PipelineData? Files, RecordedRun? Recorded);

/// <summary>
/// Explains an output by running the log again: what its node read at that moment, what those values were made of, and so on
/// down to the market events. Running costs nothing for it, since nothing is kept while running.
/// </summary>
internal sealed class Explainer
{
    private readonly ExplainSource source;
    private readonly LogHistory history;
    private readonly Graph graph;
    private readonly HashSet<int> nodes = [];
    private readonly Dictionary<long, EventTrace> traces = [];
    private readonly HashSet<(int Producer, long Cycle)> shown = [];
    private readonly List<MarketEvent> events = [];
    private readonly RecordTexts texts = new();
    private long cycle;

    private Explainer(ExplainSource source, LogHistory history)
    {
        this.source = source;
        this.history = history;
        graph = source.Graph;
    }

    /// <exception cref="FailureException">There is no such output.</exception>
    public static Explanation Of(ExplainSource source, ExplainTarget target, CancellationToken stop)
    {
        OutputSearch search = new(target, stop);
        if (source.Recorded is { } recorded)
        {
            search.Read(recorded);
        }
        else
        {
            search.Read(new DataTape(source.Files!), source.Files!.To is null);
        }

        return target.Found is { } found ? new Explainer(source, search.History!).Explain(found) : throw target.Missing(search.History?.Log, search.Logs);
    }

    private Explanation Explain(OutputId id)
    {
        EventTrace made = history.Trace(log => log.Header.Sequence >= id.Sequence, nodes);
        int index = (int)id.Index - 1;
        Output output = made.Outputs[index];
        Channel channel = graph.Channels[output.Channel];
        int? producer = graph.ProducerOf(channel);
        if (producer is >= 0 and int node)
        {
            AddWithInputs(node);
            made = history.Trace(log => log.Header.Sequence >= id.Sequence, nodes);
            cycle = made.CycleOf(node, index)!.Value;
            traces.Add(cycle, made);
        }

        HeldValue value = new(cycle, output.Time, channel.Schema, made.Records[index], 1);
        ExplainedValue root = producer switch
        {
            null => Message(channel, value, made),
            < 0 => OfSource(graph.Sources[~producer.Value], value, made),
            _ => OfNode(graph.NodeAt(producer.Value)!, value, made) with { Name = channel.Node, Symbol = history.Log.Symbols[channel.Symbol] },
        };
        MarketEvent cause = Place(made);
        if (source.Files is { } files)
        {
            new RowFinder(files, history).Find(events);
        }

        return new Explanation(id, output.Time, cause, root);
    }

    /// <summary>All nodes that a node depends on.</summary>
    private void AddWithInputs(int node)
    {
        if (nodes.Add(node))
        {
            foreach (GraphInput input in graph.NodeAt(node)!.Inputs.Where(i => i.Producer >= 0))
            {
                AddWithInputs(input.Producer);
            }
        }
    }

    private ExplainedValue OfProducer(int producer, HeldValue held)
    {
        if (held.Cycle == 0)
        {
            string name = producer < 0 ? NameOf(graph.Sources[~producer]) : graph.NodeAt(producer)!.Id;
            return new ExplainedValue(name, SymbolOf(producer), "", null, 0, IsNew: false, []);
        }

        EventTrace made = TraceOf(held.Cycle);
        return producer < 0 ? OfSource(graph.Sources[~producer], held, made) : OfNode(graph.NodeAt(producer)!, held, made);
    }

    private ExplainedValue OfNode(GraphNode node, HeldValue value, EventTrace made)
    {
        ExplainedValue explained = Value(node.Id, history.Log.Symbols[node.Symbol], node.Kind!.Name, value, made) with
        {
            TimeFrame = node.TimeFrame,
            Formula = node.Kind.Formula,
            Parameters = GraphDrawing.ParametersOf(node),
        };
        if (!shown.Add((node.Index, value.Cycle)))
        {
            return explained with { IsRepeated = true };
        }

        NodeRun run = made.RunOf(node.Index, value.Cycle)!;
        return explained with
        {
            State = [.. run.Before.Zip(run.After, (before, after) => new ExplainedState(before.Name, before.Text, after.Text))],
            Inputs = [.. node.Inputs.Select((input, i) => OfInput(input, run.Inputs[i]))],
        };
    }

    private ExplainedInput OfInput(GraphInput input, HeldValue read)
    {
        GraphNode? node = input.Producer < 0 ? null : graph.NodeAt(input.Producer);
        if (node is not { Kind: null })
        {
            string? number = input.Field.Length == 0 ? null : texts.Of(read).First(f => f.Name == input.Field).Text;
            return new ExplainedInput(input.Name, input.Field, number, OfProducer(input.Producer, read));
        }

        // The hidden number behind a field was made in the same cycle as the record that it was taken from.
        GraphInput taken = node.Inputs[0];
        HeldValue record = read.Cycle == 0 ? read : TraceOf(read.Cycle).RunOf(node.Index, read.Cycle)!.Inputs[0];
        return new ExplainedInput(input.Name, taken.Field, read.Cycle == 0 ? null : texts.Of(read)[0].Text, OfProducer(taken.Producer, record));
    }

    private ExplainedValue OfSource(Source from, HeldValue value, EventTrace made)
    {
        string symbol = history.Log.Symbols[from.Symbol];
        ExplainedValue explained = Value(NameOf(from), symbol, from.Kind.ToString().ToLowerInvariant(), value, made) with { TimeFrame = from.TimeFrame };
        if (value.Cycle != 0 && !shown.Add((~from.Index, value.Cycle)))
        {
            return explained with { IsRepeated = true };
        }

        if (from.Kind is ReferenceKind.Clock or ReferenceKind.Orders or ReferenceKind.Position)
        {
            return explained;
        }

        MarketEvents? market = from.Kind == ReferenceKind.Candle
            ? CandleEvents.Of(history, from, MemoryMarshal.Read<Candle>(value.Record), source.Instruments.Of(symbol).CandlesFrom, made.Position)
            : new MarketEvents(1, [("first", Place(made)), ("last", Place(made))], null);
        events.AddRange(market?.Named.Select(n => n.Event) ?? []);
        return explained with { Market = market };
    }

    /// <summary>What the driver says of an event, such as that it came too late.</summary>
    private ExplainedValue Message(Channel channel, HeldValue value, EventTrace made) =>
        Value(channel.Node, history.Log.Symbols[channel.Symbol], channel.Schema.Name, value, made) with
        {
            Market = new MarketEvents(1, [("first", Place(made)), ("last", Place(made))], null),
        };

    private ExplainedValue Value(string name, string symbol, string kind, HeldValue value, EventTrace made) =>
        new(name, symbol, kind, value.Time, made.Sequence, value.Cycle == cycle, texts.Of(value));

    private EventTrace TraceOf(long made)
    {
        if (!traces.TryGetValue(made, out EventTrace? trace))
        {
            traces.Add(made, trace = history.Trace(log => log.Header.Cycle >= made, nodes));
        }

        return trace;
    }

    private MarketEvent Place(EventTrace made)
    {
        MarketEvent place = new(made.Sequence, made.Position, made.Event);
        events.Add(place);
        return place;
    }

    /// <summary>A source as it is written in pipelines.</summary>
    internal static string NameOf(Source source) => new InputReference(source.Kind, source.TimeFrame, null, null, null).ToString();

    private string SymbolOf(int producer) => history.Log.Symbols[producer < 0 ? graph.Sources[~producer].Symbol : graph.NodeAt(producer)!.Symbol];
}
