using System.Security.Cryptography;
using System.Text;

namespace Pawl.Bench.HandWritten;

/// <summary>An order, from when it is asked for; times in nanoseconds, its id in bytes of ASCII.</summary>
internal struct PlacedOrder
{
    public int Side;
    public bool IsExit;
    public long Created;
    public byte[] Id;
}

/// <summary>
/// Writes what the account does as JSON Lines, and its orders as CSV. An order's id is made of the output that wanted it,
/// <c>{symbol}:{event}:{n}</c>: the first 80 bits of SHA-256 in base 32.
/// </summary>
internal sealed class AccountWriter(Stream lines, Stream orders, string symbol)
{
    private const int LongestLine = 1024;
    private const int ExitLeg = 3;

    private readonly TextBuffer _lines = new(lines, 1 << 16);
    private readonly TextBuffer _orders = new(orders, 1 << 16);
    private readonly byte[] _ofSymbol = Encoding.UTF8.GetBytes($"{{\"symbol\":\"{symbol}\",\"timestamp\":\"");
    private readonly byte[] _row = Encoding.UTF8.GetBytes($",,{symbol},cross,");
    private readonly byte[] _output = [.. "backtest\0"u8, .. Encoding.UTF8.GetBytes(symbol), (byte)':', .. new byte[32]];
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private long _line;
    private long _fills;

    public void WriteHeaders() =>
        _orders.Write("id,parent,symbol,strategy,role,side,kind,time_in_force,quantity,limit,stop,created,ended,state,filled,average_price,reason\n"u8);

    /// <summary>Asks for an order, which the broker takes.</summary>
    public PlacedOrder Place(long time, int side, bool isExit, long cause, int n)
    {
        var order = new PlacedOrder { Side = side, IsExit = isExit, Created = time, Id = IdOf(cause, n, isExit) };
        Ask(order, time, "place"u8);
        Update(order, time, "new"u8, 0);
        return order;
    }

    /// <summary>Takes an order back.</summary>
    public void Cancel(in PlacedOrder order, long time)
    {
        Ask(order, time, "cancel"u8);
        End(order, time, "canceled"u8);
    }

    /// <summary>An order has ended without a fill.</summary>
    public void End(in PlacedOrder order, long time, ReadOnlySpan<byte> state)
    {
        Update(order, time, state, 0);
        WriteRow(order, time, state, 0, ""u8);
    }

    /// <summary>An order is open when the data end.</summary>
    public void Leave(in PlacedOrder order, long time) => WriteRow(order, time, "new"u8, 0, "stands at the end of the data"u8);

    public void Fill(in PlacedOrder order, long time, long price, long fee)
    {
        Begin(_ofSymbol, time, "fill"u8);
        _lines.Write("\"client_order_id\":\""u8);
        _lines.Write(order.Id);
        _lines.Write("\",\"venue_fill_id\":\"x"u8);
        _lines.WriteWhole((ulong)++_fills);
        _lines.Write("\",\"side\":"u8);
        _lines.Write(order.Side > 0 ? "\"buy\",\"price\":"u8 : "\"sell\",\"price\":"u8);
        _lines.WriteFixed(price);
        _lines.Write(",\"quantity\":1,\"fee\":"u8);
        _lines.WriteFixed(fee);
        _lines.Write(",\"liquidity\":\"taker\",\"fill_time\":\""u8);
        _lines.WriteTime(time);
        _lines.Write("\""u8);
        EndLine("cross"u8);
        Update(order, time, "filled"u8, price);
        WriteRow(order, time, "filled"u8, price, ""u8);
    }

    /// <summary>What the account is, with a position of one unit, of none, or of one that was sold short.</summary>
    public void Describe(long time, long cash, long equity)
    {
        long used = Math.Abs(equity - cash);
        Begin("{\"symbol\":\"backtest\",\"timestamp\":\""u8, time, "account_update"u8);
        _lines.Write("\"currency\":\"USD\",\"cash\":"u8);
        _lines.WriteFixed(cash);
        _lines.Write(",\"equity\":"u8);
        _lines.WriteFixed(equity);
        _lines.Write(",\"margin_used\":"u8);
        _lines.WriteFixed(used);
        _lines.Write(",\"buying_power\":"u8);
        _lines.WriteFixed(Math.Max(0, equity - used));
        _lines.Write(",\"flags\":[]"u8);
        EndLine("backtest"u8);
    }

    public void Flush()
    {
        _lines.Flush();
        _orders.Flush();
    }

    private void Ask(in PlacedOrder order, long time, ReadOnlySpan<byte> action)
    {
        Begin(_ofSymbol, time, "order_request"u8);
        _lines.Write("\"client_order_id\":\""u8);
        _lines.Write(order.Id);
        _lines.Write("\",\"action\":\""u8);
        _lines.Write(action);
        _lines.Write(order.Side > 0 ? "\",\"side\":\"buy"u8 : "\",\"side\":\"sell"u8);
        _lines.Write("\",\"kind\":\"market\",\"quantity\":1,\"limit_price\":null,\"stop_price\":null,\"trail\":null,\"time_in_force\":"u8);
        _lines.Write(order.IsExit ? "\"gtc\",\"expires\":null,\"flags\":[\"reduce_only\"],\"parent\":\"\""u8 : "\"day\",\"expires\":null,\"flags\":[],\"parent\":\"\""u8);
        EndLine("cross"u8);
    }

    private void Update(in PlacedOrder order, long time, ReadOnlySpan<byte> state, long price)
    {
        Begin(_ofSymbol, time, "order_update"u8);
        _lines.Write("\"client_order_id\":\""u8);
        _lines.Write(order.Id);
        _lines.Write("\",\"venue_order_id\":\"\",\"state\":\""u8);
        _lines.Write(state);
        if (price == 0)
        {
            _lines.Write("\",\"quantity\":1,\"filled\":0,\"average_price\":null,\"reason\":\"\""u8);
        }
        else
        {
            _lines.Write("\",\"quantity\":1,\"filled\":1,\"average_price\":"u8);
            _lines.WriteFixed(price);
            _lines.Write(",\"reason\":\"\""u8);
        }

        EndLine("cross"u8);
    }

    private void WriteRow(in PlacedOrder order, long time, ReadOnlySpan<byte> state, long price, ReadOnlySpan<byte> reason)
    {
        _orders.Reserve(LongestLine);
        _orders.Write(order.Id);
        _orders.Write(_row);
        _orders.Write(order.IsExit ? "exit,"u8 : "entry,"u8);
        _orders.Write(order.Side > 0 ? "buy,market,"u8 : "sell,market,"u8);
        _orders.Write(order.IsExit ? "gtc,1,,,"u8 : "day,1,,,"u8);
        _orders.WriteTime(order.Created);
        _orders.Write(","u8);
        _orders.WriteTime(time);
        _orders.Write(","u8);
        _orders.Write(state);
        _orders.Write(price == 0 ? ",0,"u8 : ",1,"u8);
        if (price != 0)
            _orders.WriteFixed(price);
        _orders.Write(","u8);
        _orders.Write(reason);
        _orders.Write("\n"u8);
    }

    private void Begin(ReadOnlySpan<byte> head, long time, ReadOnlySpan<byte> type)
    {
        _lines.Reserve(LongestLine);
        _lines.Write(head);
        _lines.WriteTime(time);
        _lines.Write("\",\"timeframe\":\"tick\",\"type\":\""u8);
        _lines.Write(type);
        _lines.Write("\",\"data\":{\"account\":\"backtest\","u8);
    }

    private void EndLine(ReadOnlySpan<byte> node)
    {
        _lines.Write("},\"metadata\":{\"version\":1,\"id\":\"backtest:"u8);
        _lines.WriteWhole((ulong)++_line);
        _lines.Write(":1\",\"node\":\""u8);
        _lines.Write(node);
        _lines.Write("\",\"confirmed\":true}}\n"u8);
    }

    private byte[] IdOf(long cause, int n, bool isExit)
    {
        int at = _output.Length - 32;
        cause.TryFormat(_output.AsSpan(at), out int digits);
        at += digits;
        _output[at++] = (byte)':';
        _output[at++] = (byte)('0' + n);
        if (isExit)
            _output[at++] = ExitLeg;
        SHA256.HashData(_output.AsSpan(0, at), _hash);
        byte[] id = [.. "pwl"u8, .. new byte[16]];
        for (int half = 0; half < 2; half++)
        {
            ulong bits = 0;
            for (int i = 0; i < 5; i++)
                bits = (bits << 8) | _hash[(5 * half) + i];
            for (int i = 7; i >= 0; i--, bits >>= 5)
                id[3 + (8 * half) + i] = "abcdefghijklmnopqrstuvwxyz234567"u8[(int)(bits & 31)];
        }

        return id;
    }
}
