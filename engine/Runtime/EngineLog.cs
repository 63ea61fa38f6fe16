using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>
/// A log in progress: one block of memory and one outbox over a shared graph. Everything that happened to the log is in
/// the block; copying it is a snapshot. One thread at a time.
/// </summary>
public sealed partial class EngineLog
{
    private byte[] block;

    /// <summary>How much of the block is in use; a scratch log keeps more room than it needs.</summary>
    private int length;

    /// <summary>Indices of the sources written in this cycle.</summary>
    private readonly int[] written;
    private int writtenCount;

    /// <summary>By node the objects of managed kinds; they hold nothing that is not in the block.</summary>
    private readonly object?[] beside;

    private EngineLog(Graph graph, string name, ImmutableArray<string> symbols, byte[] block)
    {
        length = block.Length;
        written = new int[graph.Sources.Length];
        beside = graph.Parts.HasManaged ? new object?[graph.Parts.Runners.Length] : [];
        Graph = graph;
        Name = name;
        Symbols = symbols;
        this.block = block;
    }

    /// <summary>Starts an empty log; <paramref name="symbol"/> is its symbol unless the pipeline crosses symbols.</summary>
    public static EngineLog Create(Graph graph, string symbol) => graph.CrossesSymbols
        ? new EngineLog(graph, graph.Name, graph.Symbols, graph.Parts.Initial.AsSpan().ToArray())
        : new EngineLog(graph, symbol, [symbol], graph.Parts.Initial.AsSpan().ToArray());

    public Graph Graph { get; }

    /// <summary>How its nodes are run; forks have the reference executor until they are told otherwise.</summary>
    /// <remarks>It may be changed between any two events.</remarks>
    public Executor Executor { get; set; }

    /// <summary>The name that ids begin with.</summary>
    public string Name { get; }

    public ImmutableArray<string> Symbols { get; }

    /// <summary>What was said since it was last cleared.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>All state, as bytes.</summary>
    public ReadOnlySpan<byte> Block => block.AsSpan(0, length);

    public ref BlockHeader Header => ref At<BlockHeader>(0);

    /// <summary>Called before a node runs, with its index and the cycle: for tracing and tests. Slower while set.</summary>
    public Action<int, long>? Observer { get; set; }

    /// <summary>Called with the index of a node that has run and did not fail, where <see cref="Observer"/> is set: who measures needs the end, too.</summary>
    public Action<int>? Ran { get; set; }

    internal ReadOnlySpan<int> Written => written.AsSpan(0, writtenCount);

    internal bool IsWatched => Observer is not null || Header.Asleep != 0;

    /// <summary>A reference into the block; valid until the next cycle ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At<T>(int offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(block), offset));

    /// <summary>Numbers the next input event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginEvent() => Outbox.BeginEvent(++Header.Sequence);

    /// <summary>Begins a cycle: from now on, what is written counts as updated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginCycle()
    {
        Header.Cycle++;
        writtenCount = 0;
    }

    /// <summary>Writes a source's value for this cycle; publishes it where the pipeline says so. What no node reads is not kept.</summary>
    public void Write<T>(Source source, Timestamp time, in T value) where T : unmanaged
    {
        Keep(source, time, in value);
        if (source.Channel >= 0)
        {
            Outbox.Add(source.Channel, time, in value);
        }
    }

    /// <summary>The same where more is said of the value than nodes read.</summary>
    /// <param name="source">The source.</param>
    /// <param name="time">The time of the cycle.</param>
    /// <param name="value">What nodes read.</param>
    /// <param name="said">What is published; a record of the source's channel.</param>
    public void Write<T, TSaid>(Source source, Timestamp time, in T value, in TSaid said)
        where T : unmanaged
        where TSaid : unmanaged
    {
        Keep(source, time, in value);
        if (source.Channel >= 0)
        {
            Outbox.Add(source.Channel, time, in said);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep<T>(Source source, Timestamp time, in T value) where T : unmanaged
    {
        ref Cell<T> cell = ref At<Cell<T>>(source.Cell);
        cell.Cycle = Header.Cycle;
        cell.Time = time;
        if ((Graph.ReadSources & source.Bit) != 0)
        {
            cell.Value = value;
            written[writtenCount++] = source.Index;
        }
    }

    /// <summary>Says what is known of a symbol from this cycle on; nobody is woken. Not before some node of the graph asks for it.</summary>
    public void SetMarket(int symbol, Timestamp time, in Market market)
    {
        ref Cell<Market> cell = ref At<Cell<Market>>(Graph.MarketOf(symbol));
        cell.Cycle = Header.Cycle;
        cell.Time = time;
        cell.Value = market;
    }

    /// <summary>Runs the nodes that the written sources concern, each once, in topological order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(ulong sources, Timestamp time)
    {
        if ((sources & Graph.WakingSources) != 0)
        {
            RunNodes(sources, time);
        }
    }

    /// <summary>
    /// Takes ticks, each in an event and a cycle of its own: writes them into their source and runs the nodes that they concern.
    /// The same as event for event, but what does not change between them is looked up once.
    /// </summary>
    /// <param name="ticks">The source.</param>
    /// <param name="events">Ticks of its symbol.</param>
    /// <param name="begun">1 where the first event has its number already.</param>
    public void RunTicks(Source ticks, ReadOnlySpan<InputEvent> events, int begun)
    {
        Plan plan = Graph.PlanOf(ticks.Bit);
        Header.Sequence -= begun;
        foreach (ref readonly InputEvent e in events)
        {
            BeginEvent();
            BeginCycle();
            Write(ticks, e.Time, in e.Tick);
            Run(plan, e.Time);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunNodes(ulong sources, Timestamp time) => Run(Graph.PlanOf(sources), time);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Run(Plan plan, Timestamp time)
    {
        Ctx c = new(ref MemoryMarshal.GetArrayDataReference(block), Outbox, beside, Header.Cycle, time);
        PlanExecutor.Run(this, plan, in c);
        if (Header.LaddersWantRoom != 0)
        {
            GrowLadders();
        }
    }

    /// <summary>A second log in the same state, with nothing in its outbox.</summary>
    public EngineLog Fork() => new(Graph, Name, Symbols, block.AsSpan(0, length).ToArray());
}
