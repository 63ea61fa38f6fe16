using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

public sealed partial class CsvFile
{
    private static readonly (string Name, CandleFlags Flag)[] s_flags =
        [.. Enum.GetValues<CandleFlags>().Where(flag => flag != CandleFlags.None).Select(flag => (flag.ToString().ToLowerInvariant(), flag))];

    private CandleOrder? _order;
    private int _frameField;
    private int _closeTimeField;

    // The time frame of the file, or of the row before where there is a column for it; None until the first close time is seen.
    private TimeFrame _frame;
    private byte[] _frameText = [];

    private void InitializeTimeFrame(string name, CsvOptions options)
    {
        _frameField = _header[CsvColumn.TimeFrame];
        _closeTimeField = _header[CsvColumn.CloseTime];
        if (_frameField >= 0)
            return;
        _frame = options.TimeFrame ?? TimeFrame.None;
        // Close times are surer than a name, but where bars may be cut by a session, which a column of flags says, they tell nothing.
        bool isNamed = _closeTimeField < 0 || _header[CsvColumn.Flags] >= 0;
        if (!_frame.IsNone || (isNamed && TryFindFrame(name, out _frame)) || _closeTimeField >= 0)
            return;
        _frame = options.TimeFrameElse ?? TimeFrame.None;
        if (_frame.IsNone)
        {
            throw new IngestionException(
                $"{_rows.Name}: does not say the candles' time frame; state it in the pipeline with csv: {{timeframe: 1m}}, add a column 'timeframe' or 'close_time', " +
                "or put it into the file's name: SYM_1m_trade.csv");
        }
    }

    /// <summary>The first part of the name, behind the symbol, that is a time frame.</summary>
    private static bool TryFindFrame(string name, out TimeFrame frame)
    {
        foreach (string part in NameParts(name).AsSpan(1))
        {
            if (TimeFrame.TryParse(part, out frame) && frame.IsTime)
                return true;
        }

        frame = TimeFrame.None;
        return false;
    }

    private void ReadCandles(Span<InputEvent> batch, ref int count)
    {
        while (count < batch.Length && NextRow())
        {
            if (_header.IsOfQuotes && LacksSide())
                continue;

            ref InputEvent to = ref batch[count];
            to.Kind = EventKind.Candle;
            to.Flags = 0;
            to.Symbol = _symbolField < 0 ? _symbol : ReadSymbol();
            ref Candle candle = ref to.Candle;
            ReadTimes(ref candle);
            ReadPrices(ref candle);
            if (_header.IsOfQuotes)
                candle.Volume = default;
            else if (!QuantitySum.TryParse(_rows.Field(_header[CsvColumn.Volume]), out candle.Volume) || candle.Volume.High < 0)
                ThrowDecimal(CsvColumn.Volume);
            candle.Trades = ReadCount(CsvColumn.Trades, absent: -1);
            candle.Flags = ReadFlags();
            to.Time = candle.CloseTime;
            to.TimeFrame = _frame;
            CheckOrder(to.Symbol, candle);
            // Without a trade there is nothing to add up; whether such bars are made is for the instrument's gaps to say.
            if ((candle.Flags & CandleFlags.Synthetic) == CandleFlags.None)
                count++;
        }
    }

    /// <summary>Whether nobody quoted the side in question during the whole candle.</summary>
    private bool LacksSide() => Array.TrueForAll(CsvColumns.Prices, column => Field(column).IsEmpty);

    private CandleFlags ReadFlags()
    {
        CandleFlags flags = CandleFlags.None;
        int field = _header[CsvColumn.Flags];
        if (field < 0 || _rows.Field(field).IsEmpty)
            return flags;
        ReadOnlySpan<byte> text = _rows.Field(field);
        foreach (Range part in text.Split((byte)'|'))
        {
            int known = 0;
            while (known < s_flags.Length && !System.Text.Ascii.EqualsIgnoreCase(text[part], s_flags[known].Name))
                known++;
            if (known == s_flags.Length)
                ThrowValue(CsvColumn.Flags, $"is not a list of {string.Join(", ", s_flags.Select(flag => flag.Name))} with | between; leave the column out with csv: {{columns: {{flags: \"\"}}}}");
            flags |= s_flags[known].Flag;
        }

        return flags;
    }

    private void ReadTimes(ref Candle candle)
    {
        if (!_times.TryRead(_rows.Field(_header[CsvColumn.Timestamp]), out candle.Start))
            ThrowTime(CsvColumn.Timestamp);
        if (_frameField >= 0)
            ReadFrame(_rows.Field(_frameField));
        if (_closeTimeField < 0)
        {
            candle.CloseTime = _frame.EndOf(candle.Start);
            return;
        }

        if (!_times.TryRead(_rows.Field(_closeTimeField), out candle.CloseTime))
            ThrowTime(CsvColumn.CloseTime);
        if (candle.CloseTime <= candle.Start)
            ThrowValue(CsvColumn.CloseTime, $"is not after the candle's start, {candle.Start}");
        if (_frame.IsNone)
            _frame = InferFrame(candle);
        // The last bar of a session may be short, and a day of local time has up to 25 hours.
        ulong length = unchecked((ulong)(candle.CloseTime.Nanoseconds - candle.Start.Nanoseconds));
        if (_frame.Unit < TimeUnit.Day && length > (ulong)_frame.Nanoseconds)
            ThrowValue(CsvColumn.CloseTime, $"is more than {_frame} after the candle's start, {candle.Start}; state the time frame in the pipeline with csv: {{timeframe: 1m}}");
    }

    private void ReadFrame(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual(_frameText))
            return;
        if (!TimeFrame.TryParse(text, out _frame) || !_frame.IsTime)
            ThrowValue(CsvColumn.TimeFrame, "is not a time frame; write a whole number and s, m, h, d or w, such as 5m");
        _frameText = text.ToArray();
    }

    /// <summary>From the first candle's length; whole days are days and seven of them a week, since that is what such files hold.</summary>
    private TimeFrame InferFrame(in Candle candle)
    {
        UInt128 length = (UInt128)((Int128)candle.CloseTime.Nanoseconds - candle.Start.Nanoseconds);
        (UInt128 days, UInt128 ofDay) = UInt128.DivRem(length, (UInt128)Timestamp.NanosecondsPerDay);
        if (ofDay == 0)
            return days == 7 ? TimeFrame.Of(1, TimeUnit.Week) : TimeFrame.Of((long)days, TimeUnit.Day);
        if (length % (UInt128)Timestamp.NanosecondsPerSecond != 0)
            ThrowValue(CsvColumn.CloseTime, $"is not a whole number of seconds after the candle's start, {candle.Start}; state the time frame in the pipeline with csv: {{timeframe: 1m}}, or leave the column out with csv: {{columns: {{close_time: \"\"}}}}");
        return TimeFrame.Of((long)(length / (UInt128)Timestamp.NanosecondsPerSecond), TimeUnit.Second);
    }

    private void ReadPrices(ref Candle candle)
    {
        candle.Open = ReadPrice(CsvColumn.Open);
        candle.High = ReadPrice(CsvColumn.High);
        candle.Low = ReadPrice(CsvColumn.Low);
        candle.Close = ReadPrice(CsvColumn.Close);
        if (candle.High < candle.Low)
            ThrowValue(CsvColumn.High, $"is below the low, {candle.Low}");
        if (candle.Open < candle.Low || candle.Open > candle.High)
            ThrowValue(CsvColumn.Open, $"lies outside of the candle's range, {candle.Low} to {candle.High}");
        if (candle.Close < candle.Low || candle.Close > candle.High)
            ThrowValue(CsvColumn.Close, $"lies outside of the candle's range, {candle.Low} to {candle.High}");
    }

    private Price ReadPrice(CsvColumn column)
    {
        if (!Price.TryParse(_rows.Field(_header[column]), out Price price))
            ThrowDecimal(column);
        return price;
    }

    private void CheckOrder(int symbol, in Candle candle)
    {
        _order ??= new CandleOrder();
        if (_order.TryAdvance(symbol, _frame, candle, _rows.Line, out CandleOrder.Last last))
            return;
        string problem = candle.Start == last.Start ? $"is there twice; the candle before begins then too, on line {last.Line}"
            : candle.Start < last.Start ? $"is before the candle on line {last.Line}, which begins at {last.Start}; sort the file by time"
            : $"is inside of the candle on line {last.Line}, which ends at {last.Close}; candles of {_frame} must not overlap";
        ThrowValue(CsvColumn.Timestamp, problem);
    }
}
