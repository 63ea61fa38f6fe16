using System.Text;

namespace Pawl.Bench.HandWritten;

/// <summary>Writes trades and the equity at the end of each day as CSV.</summary>
internal sealed class ResultWriter(Stream trades, Stream equity, string symbol)
{
    private const int LongestRow = 512;
    private const long OneDay = 24 * 60 * Pawl.Bench.Baselines.Frames.OneMinute;

    private readonly TextBuffer _trades = new(trades, 1 << 16);
    private readonly TextBuffer _equity = new(equity, 1 << 16);
    private readonly byte[] _head = Encoding.UTF8.GetBytes(symbol + ",cross,");

    public void WriteHeaders()
    {
        _trades.Write("symbol,strategy,side,quantity,entry_time,entry_price,exit_time,exit_price,exit,profit,fees,adverse,favourable\n"u8);
        _equity.Write("day,time,equity,cash\n"u8);
    }

    public void WriteTrade(in Trade trade)
    {
        _trades.Reserve(LongestRow + _head.Length);
        _trades.Write(_head);
        _trades.Write(trade.Side > 0 ? "long,1,"u8 : "short,1,"u8);
        _trades.WriteTime(trade.EntryTime);
        _trades.Write(","u8);
        _trades.WriteFixed(trade.EntryPrice);
        _trades.Write(","u8);
        _trades.WriteTime(trade.ExitTime);
        _trades.Write(","u8);
        _trades.WriteFixed(trade.ExitPrice);
        _trades.Write(",exit,"u8);
        _trades.WriteFixed(trade.Profit);
        _trades.Write(","u8);
        _trades.WriteFixed(trade.Fees);
        _trades.Write(","u8);
        _trades.WriteFixed(trade.Adverse);
        _trades.Write(","u8);
        _trades.WriteFixed(trade.Favourable);
        _trades.Write("\n"u8);
    }

    public void WriteDay(long day, long time, long equity, long cash)
    {
        _equity.Reserve(LongestRow);
        _equity.WriteDate(day * OneDay);
        _equity.Write(","u8);
        _equity.WriteTime(time);
        _equity.Write(","u8);
        _equity.WriteFixed(equity);
        _equity.Write(","u8);
        _equity.WriteFixed(cash);
        _equity.Write("\n"u8);
    }

    public void Flush()
    {
        _trades.Flush();
        _equity.Flush();
    }
}
