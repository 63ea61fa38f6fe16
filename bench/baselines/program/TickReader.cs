using Pawl.Bench.Baselines;

namespace Pawl.Bench.HandWritten;

/// <summary>Reads trades: columns timestamp, price and size.</summary>
internal sealed unsafe class TickReader(Stream stream) : RowReader(stream)
{
    // "2013-10-07T08:00:00Z,1,1": nothing shorter is a row.
    private const int ShortestRow = 24;

    /// <summary>Fills the array from its beginning; 0 at the end of the text.</summary>
    public int Read(RawTick[] ticks)
    {
        fixed (byte* buffer = Buffer)
        {
            SkipHeader("timestamp,price,size"u8);
            int count = 0;
            while (count < ticks.Length && TryTakeRow(ShortestRow, out int at))
                Parse(buffer + at, out ticks[count++]);
            return count;
        }
    }

    private void Parse(byte* row, out RawTick tick)
    {
        byte* at = row;
        long time = ParseTime(ref at);
        long price = ParsePrice(ref at);
        if (*at++ != ',')
            Fail("there is no size after the price");
        long size = ParseFixed(ref at);
        if (*at is not ((byte)',' or (byte)'\n' or (byte)'\r'))
            Fail("the size is not a number");
        tick = new RawTick(time, price, size);
    }
}
