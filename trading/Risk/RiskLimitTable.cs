using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>The names of limits in configuration, how they are read, and what is wrong with what was written.</summary>
public static class RiskLimitTable
{
    private static readonly RiskLimitEntry[] Entries =
    [
        new("max_order_quantity", "largest quantity of an order", false),
        new("max_order_notional", "largest value of an order", false),
        new("price_collar_percent", "how far a price may be beyond the market", false),
        new("max_position", "largest quantity held of a symbol", false),
        new("max_gross", "largest sum of the values of all positions", false),
        new("max_net", "largest value of long less short", false),
        new("max_open_orders", "how many orders may be open", true),
        new("account_messages_per_second", "messages to the broker a second", true) { Max = RiskLimitEntry.MaxMessages },
        new("strategy_messages_per_second", "messages of one strategy a second", true) { Max = RiskLimitEntry.MaxMessages },
        new("duplicate_window_ms", "how long the same order is refused", true),
        new("repeated_entries", "entries of a strategy in a symbol within repeated_entries_minutes", true) { Max = RiskLimitEntry.MaxMessages },
        new("repeated_entries_minutes", "minutes in which repeated_entries are counted", true),
        new("daily_loss", "largest loss of a day", false),
        new("max_drawdown", "largest loss since the highest equity", false),
        new("max_rejects", "refusals of the broker in a row", true),
        new("stale_after_seconds", "age of market data at which entries stop", true),
        new("margin_percent", "part of a position's value that must be there as equity", false),
        new("cancel_on_disconnect", "1 to cancel open orders when the connection is lost, 0 to leave them", true) { Max = 1 },
    ];

    /// <summary>All limits, in the order of the documentation.</summary>
    public static IReadOnlyList<RiskLimitEntry> All => Entries;

    /// <summary>Reads all limits.</summary>
    /// <param name="find">The text that was written for a name; null where there is none.</param>
    /// <param name="mistakes">One line for each that is missing, negative or no number.</param>
    /// <returns>Null where there is a mistake: nothing trades without limits.</returns>
    public static RiskLimits? Read(Func<string, string?> find, out IReadOnlyList<string> mistakes)
    {
        ArgumentNullException.ThrowIfNull(find);
        List<string> wrong = [];
        var raw = new Long128[Entries.Length];
        for (int i = 0; i < Entries.Length; i++)
        {
            if (Entries[i].Read(find(Entries[i].Name), out raw[i]) is { } mistake) wrong.Add(mistake);
        }

        mistakes = wrong;
        return wrong.Count > 0 ? null : Make(raw);
    }

    /// <summary>
    /// What tells one set of limits from another in the trail of an audit: the beginning of SHA-256 over names and values, as
    /// they are written.
    /// </summary>
    public static string Fingerprint(RiskLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var text = new StringBuilder();
        string[] values = Values(limits);
        for (int i = 0; i < Entries.Length; i++) text.Append(Entries[i].Name).Append('=').Append(values[i]).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    /// <summary>The values in the order of the table, as one would write them.</summary>
    public static string[] Values(RiskLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return
        [
            limits.MaxOrderQuantity.ToString(),
            limits.MaxOrderNotional.ToString(),
            limits.PriceCollarPercent.ToString(),
            limits.MaxPosition.ToString(),
            limits.MaxGross.ToString(),
            limits.MaxNet.ToString(),
            Text(limits.MaxOpenOrders),
            Text(limits.AccountMessagesPerSecond),
            Text(limits.StrategyMessagesPerSecond),
            Text(limits.DuplicateWindowMilliseconds),
            Text(limits.RepeatedEntries),
            Text(limits.RepeatedEntriesMinutes),
            limits.DailyLoss.ToString(),
            limits.MaxDrawdown.ToString(),
            Text(limits.MaxRejects),
            Text(limits.StaleAfterSeconds),
            limits.MarginPercent.ToString(),
            Text(limits.CancelOnDisconnect),
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The limits that a ready set of texts stands for; the sets that the program ships are right.</summary>
    internal static RiskLimits OfTexts(params string[] texts)
    {
        int next = 0;
        RiskLimits? limits = Read(_ => next < texts.Length ? texts[next++] : null, out IReadOnlyList<string> mistakes);
        return limits ?? throw new ArgumentException(string.Join('\n', mistakes), nameof(texts));
    }

    private static RiskLimits Make(Long128[] raw)
    {
        int i = 0;
        return new RiskLimits
        {
            MaxOrderQuantity = new Quantity((long)raw[i++]),
            MaxOrderNotional = QuantitySum.FromLong128(raw[i++]),
            PriceCollarPercent = new Price((long)raw[i++]),
            MaxPosition = new Quantity((long)raw[i++]),
            MaxGross = QuantitySum.FromLong128(raw[i++]),
            MaxNet = QuantitySum.FromLong128(raw[i++]),
            MaxOpenOrders = (long)raw[i++],
            AccountMessagesPerSecond = (long)raw[i++],
            StrategyMessagesPerSecond = (long)raw[i++],
            DuplicateWindowMilliseconds = (long)raw[i++],
            RepeatedEntries = (long)raw[i++],
            RepeatedEntriesMinutes = (long)raw[i++],
            DailyLoss = QuantitySum.FromLong128(raw[i++]),
            MaxDrawdown = QuantitySum.FromLong128(raw[i++]),
            MaxRejects = (long)raw[i++],
            StaleAfterSeconds = (long)raw[i++],
            MarginPercent = new Price((long)raw[i++]),
            CancelOnDisconnect = (long)raw[i],
        };
    }
}
