using System.Runtime.CompilerServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>How an exact field becomes the IEEE number that indicators compute with.</summary>
internal enum NumberKind
{
    /// <summary>A fixed-point price or quantity, divided by 1e8 (multiplying by 1e-8 is wrong in the last bit for one price in seven).</summary>
    Fixed,
    Sum,
    Integer,
    HighLow,
    HighLowClose,
    OpenHighLowClose,
}

/// <summary>The hidden, shared node between a source with exact fields and kinds that know only numbers.</summary>
/// <param name="value">Offset of the field.</param>
/// <param name="nullValue">The value of the field that stands for "unknown", which becomes NaN.</param>
internal sealed class NumberRunner(NumberKind kind, int value, long? nullValue) : NodeRunner
{
    public override void Run(in Ctx c)
    {
        if (!Wakes.Any(in c))
        {
            return;
        }

        ref Cell<double> cell = ref c.At<Cell<double>>(Cell);
        cell.Cycle = c.Cycle;
        cell.Time = c.Time;
        cell.Value = kind switch
        {
            NumberKind.Fixed or NumberKind.Integer when c.At<long>(value) == nullValue => double.NaN,
            NumberKind.Fixed => c.At<long>(value) / 1e8,
            NumberKind.Integer => c.At<long>(value),
            NumberKind.Sum => c.At<QuantitySum>(value).ToDouble(),
            _ => Combine(in c.At<Candle>(value)),
        };
    }

    private double Combine(in Candle candle)
    {
        double high = candle.High.ToDouble();
        double low = candle.Low.ToDouble();
        return kind switch
        {
            NumberKind.HighLow => (high + low) / 2,
            NumberKind.HighLowClose => (high + low + candle.Close.ToDouble()) / 3,
            _ => (candle.Open.ToDouble() + high + low + candle.Close.ToDouble()) / 4,
        };
    }

    internal override void Place(BlockBuilder builder) => Cell = builder.Take(Unsafe.SizeOf<Cell<double>>());

    internal override void Initialize(BlockImage image) => image.Range(Cell, Unsafe.SizeOf<Cell<double>>()).Clear();

    internal override NodeRunner Alias() => new ValueAlias<double>(Cell) { Sources = Sources };
}
