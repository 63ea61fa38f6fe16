using System.Runtime.InteropServices;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>Takes what an account did, in order.</summary>
public interface IResults
{
    /// <summary>A message of the account's log.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="record">Its bytes. A method that were generic would be looked for, and compiled, while the account trades.</param>
    void Message(string symbol, string strategy, Timestamp time, Type type, ReadOnlySpan<byte> record);

    /// <summary>An order that is done.</summary>
    void Order(in DoneOrder order);

    /// <summary>A position that is closed.</summary>
    void Trade(in RoundTrip trade);

    /// <summary>What the account is worth now; said whenever that may have changed.</summary>
    void Mark(in EquityMark mark);

    /// <summary>What the account is worth at the end of a trading day, or of the run.</summary>
    void Equity(in EquityMark mark);
}

/// <summary>Tells results what a message is and where its bytes lie.</summary>
internal static class ResultMessages
{
    public static void Message<T>(this IResults results, string symbol, string strategy, Timestamp time, in T message)
        where T : unmanaged =>
        results.Message(symbol, strategy, time, typeof(T), MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in message)));
}

/// <summary>An order that is done, or stands at the end of the run.</summary>
public readonly record struct DoneOrder(string Symbol, string Strategy, Order Order, Timestamp Ended, string Reason);

/// <summary>What the account is worth.</summary>
/// <param name="Day">The trading day.</param>
/// <param name="Time">The newest moment that counts.</param>
/// <param name="Equity">Cash and the value of positions, in units of 10⁻⁸.</param>
/// <param name="Cash">Cash.</param>
public readonly record struct EquityMark(TradingDay Day, Timestamp Time, Long128 Equity, Long128 Cash);

/// <summary>A position of a strategy from its first fill until it was flat.</summary>
/// <param name="Profit">After fees, in the account's currency, in units of 10⁻⁸.</param>
/// <param name="EntryValue">What was bought or sold was worth at entry.</param>
/// <param name="Adverse">The worst open loss on the way, zero or negative.</param>
/// <param name="Favourable">The best open profit on the way, zero or positive.</param>
/// <param name="Exit">What closed it.</param>
public readonly record struct RoundTrip(
    string Symbol,
    string Strategy,
    bool IsLong,
    Quantity Quantity,
    Timestamp EntryTime,
    Price EntryPrice,
    Timestamp ExitTime,
    Price ExitPrice,
    Long128 Profit,
    Long128 Fees,
    Long128 EntryValue,
    Long128 Adverse,
    Long128 Favourable,
    OrderRole Exit);
