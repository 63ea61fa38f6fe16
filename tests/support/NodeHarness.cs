using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Indicators;
using Pawl.Strategies;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>
/// Runs one node by hand, without files or the candle driver: every call is one event with one cycle.
/// <code>
/// var values = NodeHarness.Run("ema", [("period", "10")], Bars.Prices("100.62, 100.69, …"));   // (index, value)
/// </code>
/// </summary>
public sealed class NodeHarness
{
    private const string Id = "node";
    private static readonly Place Here = new("test", 1, 1);

    private readonly EngineLog log;
    private Timestamp now;

    /// <param name="inputs">As in a pipeline, with or without <c>name: </c> in front; by default every number and candle input reads <c>candle(1m)</c>, every tick input <c>tick</c>.</param>
    public NodeHarness(string kind, IReadOnlyList<(string Name, string Value)> parameters, params string[] inputs)
    {
        log = EngineLog.Create(
            Compile(kind, parameters, inputs, out IReadOnlyList<Diagnostic> errors) ?? throw new InvalidOperationException(string.Join('\n', errors)),
            "TEST");
    }

    /// <summary>Several nodes, of which the last is watched; each as id, kind, inputs and parameters.</summary>
    public NodeHarness(params (string Id, string Kind, string[] Inputs, (string Name, string Value)[] Parameters)[] nodes)
    {
        NodeDeclaration[] declared = [.. nodes.Select((n, i) => Declare(n.Id, n.Kind, n.Parameters, n.Inputs) with { Publish = i == nodes.Length - 1 })];
        log = EngineLog.Create(Compile(declared, out IReadOnlyList<Diagnostic> errors) ?? throw new InvalidOperationException(string.Join('\n', errors)), "TEST");
    }

    /// <summary>All kinds that the product brings.</summary>
    public static KindRegistry Kinds { get; } = new KindRegistry().Add(typeof(Sma).Assembly).Add(typeof(MovingAverageCross).Assembly);

    public EngineLog Log => log;

    /// <summary>What the node looks at.</summary>
    public Instrument Instrument { get; init; } = Instrument.Default;

    /// <summary>Runs a node over closes; the index counts the closes from 0.</summary>
    public static IReadOnlyList<(int Index, double Value)> Run(string kind, IReadOnlyList<(string Name, string Value)> parameters, IEnumerable<Price> closes) =>
        Run<double>(kind, parameters, Bars.FromCloses(closes));

    /// <summary>Runs a node over candles of one minute; the index counts the candles from 0.</summary>
    public static IReadOnlyList<(int Index, T Value)> Run<T>(string kind, IReadOnlyList<(string Name, string Value)> parameters, IEnumerable<Candle> candles)
        where T : unmanaged
    {
        NodeHarness harness = new(kind, parameters);
        List<(int, T)> outputs = [];
        int index = 0;
        foreach (Candle candle in candles)
        {
            outputs.AddRange(harness.Close<T>(candle).Select(value => (index, value)));
            index++;
        }

        return outputs;
    }

    /// <summary>Runs a node whose output is made of numbers over candles of one minute, and gives its fields by name.</summary>
    public static IEnumerable<(int Index, Dictionary<string, double> Fields)> Numbers(
        string kind, IReadOnlyList<(string Name, string Value)> parameters, IEnumerable<Candle> candles, params string[] inputs)
    {
        NodeHarness harness = new(kind, parameters, inputs);
        int index = 0;
        foreach (Candle candle in candles)
        {
            harness.Put(harness.Source(ReferenceKind.Candle, "1m"), candle.CloseTime, candle);
            foreach ((RecordSchema schema, byte[] record) in harness.Records())
            {
                yield return (index, schema.DataFields.ToDictionary(f => f.Name, f => MemoryMarshal.Read<double>(record.AsSpan(f.Offset))));
            }

            index++;
        }
    }

    /// <summary>What is wrong with a declaration, one line for each mistake.</summary>
    public static IReadOnlyList<string> Mistakes(string kind, IReadOnlyList<(string Name, string Value)> parameters, params string[] inputs)
    {
        Compile(kind, parameters, inputs, out IReadOnlyList<Diagnostic> errors);
        return [.. errors.Select(e => e.Message)];
    }

    /// <summary>Closes a bar of a time frame.</summary>
    /// <returns>What the node emitted.</returns>
    public IReadOnlyList<T> Close<T>(in Candle candle, string frame = "1m")
        where T : unmanaged => Write<T, Candle>(Source(ReferenceKind.Candle, frame), candle.CloseTime, candle);

    /// <summary>Closes a bar that is flat at a price.</summary>
    public IReadOnlyList<T> Close<T>(string price, string frame = "1m")
        where T : unmanaged => Close<T>(Bars.Flat(now, Price.Parse(price)), frame);

    /// <summary>One trade.</summary>
    public IReadOnlyList<T> Trade<T>(in Tick tick)
        where T : unmanaged => Write<T, Tick>(Source(ReferenceKind.Tick, null), now.AddNanoseconds(1), tick);

    /// <summary>One quote.</summary>
    public IReadOnlyList<T> Quote<T>(in Quote quote)
        where T : unmanaged => Write<T, Quote>(Source(ReferenceKind.Quote, null), now.AddNanoseconds(1), quote);

    /// <summary>Time passes before the next trade or quote.</summary>
    public void Wait(long nanoseconds) => now = now.AddNanoseconds(nanoseconds);

    /// <summary>What was said last, as JSON; only of records with arrays.</summary>
    public IReadOnlyList<string> Said { get; private set; } = [];

    private static string Json(RecordSchema schema, ReadOnlySpan<byte> record)
    {
        Utf8Buffer to = new(256);
        schema.WriteJson(record, to);
        return System.Text.Encoding.UTF8.GetString(to.Written);
    }

    private List<TOutput> Write<TOutput, TInput>(Source source, Timestamp time, TInput value)
        where TOutput : unmanaged
        where TInput : unmanaged
    {
        Put(source, time, value);
        return [.. Records().Select(r => MemoryMarshal.Read<TOutput>(r.Record))];
    }

    private void Put<TInput>(Source source, Timestamp time, TInput value)
        where TInput : unmanaged
    {
        now = time;
        log.BeginEvent();
        log.BeginCycle();
        EnterSession(time);
        log.Write(source, time, in value);
        log.Run(source.Bit, time);
    }

    /// <summary>Takes what has been emitted.</summary>
    private List<(RecordSchema Schema, byte[] Record)> Records()
    {
        List<(RecordSchema Schema, byte[] Record)> records = [];
        foreach (Output output in log.Outbox.Outputs)
        {
            RecordSchema schema = log.Graph.Channels[output.Channel].Schema;
            ReadOnlySpan<byte> record = log.Outbox.Record(output, schema.Size);
            if (schema.ClrType == typeof(NodeError))
            {
                throw new InvalidOperationException(MemoryMarshal.Read<NodeError>(record).Error.ToString());
            }

            records.Add((schema, record.ToArray()));
        }

        Said = [.. records.Where(r => r.Schema.HasItems).Select(r => Json(r.Schema, r.Record))];
        log.Outbox.Clear();
        return records;
    }

    private void EnterSession(Timestamp time)
    {
        if (log.Graph.MarketOf(0) != 0)
        {
            // The last bar of a session closes with it.
            int hint = 0;
            log.SetMarket(0, time, Market.Of(Instrument, time.AddNanoseconds(-1), ref hint));
        }
    }

    private Source Source(ReferenceKind kind, string? frame) =>
        log.Graph.Sources.Single(s => s.Kind == kind && (frame is null || s.TimeFrame == TimeFrame.Parse(frame)));

    private static Graph? Compile(string kind, IReadOnlyList<(string Name, string Value)> parameters, string[] inputs, out IReadOnlyList<Diagnostic> errors) =>
        Compile([Declare(Id, kind, parameters, inputs.Length > 0 ? inputs : Defaults(kind))], out errors);

    private static Graph? Compile(NodeDeclaration[] nodes, out IReadOnlyList<Diagnostic> errors) =>
        PipelineCompiler.Compile(new PipelineDeclaration("test", Here) { Nodes = nodes }, Kinds, new DriverLayout([], (_, _) => 0), out errors);

    private static NodeDeclaration Declare(string id, string kind, IReadOnlyList<(string Name, string Value)> parameters, string[] inputs) => new(id, kind, Here, Here)
    {
        Arguments = [.. parameters.Select(p => new Argument(p.Name, p.Value, Here, Here))],
        Inputs = [.. inputs.Select(Input)],
    };

    private static InputDeclaration Input(string text)
    {
        string[] parts = text.Split(": ", 2);
        return new InputDeclaration(parts.Length == 2 ? parts[0] : null, parts[^1], Here);
    }

    private static string[] Defaults(string kind)
    {
        KindDescriptor descriptor = Kinds.Find(kind) ?? throw new ArgumentException($"no kind '{kind}'", nameof(kind));
        return
        [
            .. descriptor.Inputs.Where(input => input.IsNeeded).Select(input => (descriptor.Inputs.Length > 1 ? input.Name + ": " : "") + (input.ValueType == typeof(Tick) ? "tick" : input.ValueType == typeof(Quote) ? "quote" : "candle(1m)")),
        ];
    }
}
