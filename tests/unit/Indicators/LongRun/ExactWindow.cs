using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>The newest bars as decimal numbers, which hold every sum of them exactly; the newest last.</summary>
internal sealed class ExactWindow(IReadOnlyList<Candle> bars)
{
    private decimal[] Of(int count, Func<Candle, decimal> value) => [.. bars.TakeLast(count).Select(value)];

    public decimal[] Close(int count) => Of(count, b => b.Close.ToDecimal());

    public decimal[] Open(int count) => Of(count, b => b.Open.ToDecimal());

    public decimal[] Volume(int count) => Of(count, VolumeOf);

    public decimal[] Typical(int count) => Of(count, TypicalOf);

    public decimal[] Moves(int count) => Of(count, b => b.Close.ToDecimal() - b.Open.ToDecimal());

    /// <summary>Buying pressure and true range of each bar.</summary>
    public (decimal Pressure, decimal Range)[] Pressure(int count) =>
        [.. Pairs(count).Select(p => (p.Bar.Close.ToDecimal() - Low(p), Math.Max(p.Bar.High.ToDecimal(), p.Before.Close.ToDecimal()) - Low(p)))];

    /// <summary>
    /// Money that has flowed up, and all that has flowed up or down. Which bars rose is asked of rounded prices, as TA-Lib
    /// does: equal sums of other prices may differ in the last bit.
    /// </summary>
    public (decimal Up, decimal All) Flow(int count)
    {
        decimal up = Pairs(count).Where(p => Rounded(p.Bar) > Rounded(p.Before)).Sum(p => TypicalOf(p.Bar) * VolumeOf(p.Bar));
        return (up, up + Pairs(count).Where(p => Rounded(p.Bar) < Rounded(p.Before)).Sum(p => TypicalOf(p.Bar) * VolumeOf(p.Bar)));
    }

    /// <summary>Changes as fractions, rounded as the kind rounds them: they are its numbers.</summary>
    public decimal[] Changes(int count, Func<Candle, Price> price) =>
        [.. Pairs(count).Select(p => (decimal)((price(p.Bar).ToDouble() - price(p.Before).ToDouble()) / price(p.Before).ToDouble()))];

    public static decimal TypicalOf(Candle b) => (b.High.ToDecimal() + b.Low.ToDecimal() + b.Close.ToDecimal()) / 3;

    public static decimal VolumeOf(Candle b) => (decimal)b.Volume.ToDouble();

    private static double Rounded(Candle b) => (b.High.ToDouble() + b.Low.ToDouble() + b.Close.ToDouble()) / 3;

    private IEnumerable<(Candle Before, Candle Bar)> Pairs(int count) => bars.SkipLast(1).Zip(bars.Skip(1)).TakeLast(count);

    private static decimal Low((Candle Before, Candle Bar) p) => Math.Min(p.Bar.Low.ToDecimal(), p.Before.Close.ToDecimal());
}
