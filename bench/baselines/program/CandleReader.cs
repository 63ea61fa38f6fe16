namespace Pawl.Bench.HandWritten;

/// <summary>A bar of a minute: its start in nanoseconds since the Unix epoch (UTC), prices and volume in units of 1e-8.</summary>
internal readonly record struct RawBar(long Start, long Open, long High, long Low, long Close, long Volume);

/// <summary>Reads bars: columns timestamp, open, high, low, close and volume.</summary>
internal sealed unsafe class CandleReader(Stream stream) : RowReader(stream)
{
    // "2013-10-07T08:00:00Z,1,1,1,1,1": nothing shorter is a row.
    private const int ShortestRow = 30;

    /// <summary>Fills the array from its beginning; 0 at the end of the text.</summary>
    public int Read(RawBar[] bars)
    {
        fixed (byte* buffer = Buffer)
        {
            SkipHeader("timestamp,open,high,low,close,volume"u8);
            int count = 0;
            while (count < bars.Length && TryTakeRow(ShortestRow, out int at))
                Parse(buffer + at, out bars[count++]);
            return count;
        }
    }

    private void Parse(byte* row, out RawBar bar)
    {
        byte* at = row;
        long time = ParseTime(ref at);
        long open = ParseNext(ref at);
        long high = ParseNext(ref at);
        long low = ParseNext(ref at);
        long close = ParseNext(ref at);
        long volume = ParseFixed(ref at);
        if (*at is not ((byte)',' or (byte)'\n' or (byte)'\r'))
            Fail("the volume is not a number");
        bar = new RawBar(time, open, high, low, close, volume);
    }

    private long ParseNext(ref byte* at)
    {
        long price = ParsePrice(ref at);
        if (*at++ != ',')
            Fail("a row has too few columns");
        return price;
    }
}
