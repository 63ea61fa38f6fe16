using System.Text;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>All candles in one stream, with the symbol and the time frame before each row.</summary>
internal sealed class CandleStream : CandleTables
{
    private const int PieceBytes = 64 * 1024;

    private readonly Utf8Buffer rows = new(PieceBytes * 2);
    private readonly Stream to;

    public CandleStream(Stream to, bool hasFlow)
        : base(hasFlow)
    {
        this.to = to;
        rows.Write("symbol,timeframe,"u8);
        CsvTable.WriteHeader(Schema, rows);
    }

    public override void Finish()
    {
        HandOn();
        to.Flush();
    }

    public override void Dispose() => to.Dispose();

    protected override void Write(string symbol, TimeFrame frame, in FlowCandle candle)
    {
        rows.Write(Encoding.UTF8.GetBytes($"{symbol},{frame},"));
        WriteRow(in candle, rows);
        if (rows.Length >= PieceBytes)
        {
            HandOn();
        }
    }

    private void HandOn()
    {
        to.Write(rows.Written);
        rows.Clear();
    }
}
