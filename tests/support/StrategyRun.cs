using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>A pipeline of strategies in progress; tests close its bars and play its broker.</summary>
public sealed class StrategyRun
{
    private const long Minute = 60_000_000_000;

    private readonly Runs run;
    private long now;

    public StrategyRun(Graph graph)
        : this(Runs.Of(graph), 0)
    {
    }

    private StrategyRun(Runs run, long now)
    {
        this.run = run;
        this.now = now;
    }

    public EngineLog Log => run.Log;

    /// <summary>The same from its saved bytes.</summary>
    public StrategyRun SaveAndLoad() => new(run.SaveAndLoad(), now);

    /// <summary>Closes a bar of a minute.</summary>
    public IReadOnlyList<object> Close(Price close) => Close(new Candle { Open = close, High = close, Low = close, Close = close });

    /// <summary>Closes a bar of a minute whose time is filled in.</summary>
    public IReadOnlyList<object> Close(Candle candle)
    {
        now += Minute;
        (candle.Start, candle.CloseTime) = (new Timestamp(now - Minute), new Timestamp(now));
        return Process(new InputEvent { Kind = EventKind.Candle, Time = candle.CloseTime, Candle = candle, TimeFrame = TimeFrame.Parse("1m") });
    }

    /// <summary>Closes a bar and fills at its close what the strategy asks for, until it asks for nothing more; tells the sides that were filled.</summary>
    public IReadOnlyList<TradeDirection> Trade(string strategy, Candle candle)
    {
        List<TradeDirection> filled = [];
        Queue<object> said = new(Close(candle));
        while (said.TryDequeue(out object? next))
        {
            if (next is not TradeSignal { Kind: SignalKind.Entry or SignalKind.Exit } signal)
            {
                continue;
            }

            bool isEntry = signal.Kind == SignalKind.Entry;
            decimal size = signal.Side == TradeDirection.Buy ? 1 : -1;
            filled.Add(signal.Side);
            foreach (object more in Fill(strategy, isEntry ? OrderPurpose.Entry : OrderPurpose.Exit, size, candle.Close))
            {
                said.Enqueue(more);
            }
        }

        return filled;
    }

    /// <summary>A part of an order was filled.</summary>
    public IReadOnlyList<object> Fill(string strategy, OrderPurpose purpose, decimal quantity, Price price, OrderState state = OrderState.Filled, decimal fee = 0) =>
        Process(Event(EventKind.Fill, new Execution
        {
            Strategy = Execution.KeyOf(strategy),
            IsFill = 1,
            Purpose = purpose,
            State = state,
            Quantity = new Quantity((long)(quantity * Quantity.Scale)),
            Price = price,
            Fee = new Quantity((long)(fee * Quantity.Scale)),
        }));

    /// <summary>An order stands elsewhere.</summary>
    public IReadOnlyList<object> Update(string strategy, OrderPurpose purpose, OrderState state) =>
        Process(Event(EventKind.OrderUpdate, new Execution { Strategy = Execution.KeyOf(strategy), Purpose = purpose, State = state }));

    private InputEvent Event(EventKind kind, Execution execution) => new() { Kind = kind, Time = new Timestamp(now), Execution = execution };

    /// <summary>What the strategies said, in order: signals, transitions, positions and risks.</summary>
    private List<object> Process(InputEvent e)
    {
        run.Driver.Process(Log, [e]);
        List<object> said = [];
        foreach (Output output in Log.Outbox.Outputs)
        {
            RecordSchema schema = Log.Graph.Channels[output.Channel].Schema;
            ReadOnlySpan<byte> record = Log.Outbox.Record(in output, schema.Size);
            object? message =
                schema.ClrType == typeof(TradeSignal) ? MemoryMarshal.Read<TradeSignal>(record)
                : schema.ClrType == typeof(StateTransition) ? MemoryMarshal.Read<StateTransition>(record)
                : schema.ClrType == typeof(PositionUpdate) ? MemoryMarshal.Read<PositionUpdate>(record)
                : schema.ClrType == typeof(RiskMetric) ? MemoryMarshal.Read<RiskMetric>(record)
                : schema.ClrType == typeof(NodeError) ? throw new InvalidOperationException(MemoryMarshal.Read<NodeError>(record).Error.ToString())
                : null;
            if (message is not null)
            {
                said.Add(message);
            }
        }

        Log.Outbox.Clear();
        return said;
    }
}
