using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The rows around the point of control that hold a part of the volume.</summary>
internal readonly record struct ValueArea(int Low, int High, QuantitySum Volume)
{
    /// <summary>Grows from a row until it holds a part of the volume.</summary>
    public static ValueArea Around(int peak, ReadOnlySpan<SideVolumes> rows, QuantitySum total, int percent, ValueAreaMethod method)
    {
        bool isSingle = method == ValueAreaMethod.SingleRow;
        int step = isSingle ? 1 : 2;
        Long128 target = checked(total.ToLong128() * percent);
        ValueArea area = new(peak, peak, rows[peak].Volume);
        while ((area.Low > 0 || area.High < rows.Length - 1) && IsShort(area.Volume, target, isSingle))
        {
            QuantitySum above = Sum(rows, area.High + 1, area.High + step);
            QuantitySum below = Sum(rows, area.Low - step, area.Low - 1);
            bool up = area.High < rows.Length - 1 && (area.Low == 0 || above > below || (above == below && (isSingle || area.High - peak <= peak - area.Low)));
            area = up
                ? new ValueArea(area.Low, Math.Min(area.High + step, rows.Length - 1), area.Volume + above)
                : new ValueArea(Math.Max(area.Low - step, 0), area.High, area.Volume + below);
        }

        return area;
    }

    private static bool IsShort(QuantitySum volume, Long128 target, bool isSingle)
    {
        Long128 reached = checked(volume.ToLong128() * 100);
        return isSingle ? reached <= target : reached < target;
    }

    private static QuantitySum Sum(ReadOnlySpan<SideVolumes> rows, int from, int to)
    {
        QuantitySum sum = default;
        for (int i = Math.Max(from, 0); i <= Math.Min(to, rows.Length - 1); i++)
        {
            sum += rows[i].Volume;
        }

        return sum;
    }
}
