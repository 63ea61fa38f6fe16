using System.Globalization;
using System.Text.Json;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Host.Commands;
using Pawl.Host.Replay.Storing;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Replay.Live;

/// <summary>Prints what a live run did, for people or for machines.</summary>
internal static class LiveRunWriter
{
    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("store", "the file that the run is kept in"),
        new("run", "its number there"),
        new("events", "events of the source that it holds"),
        new("new", "how many of them are new"),
        new("stopped", "whether it was stopped before the end of the data"),
        new("logs[].log", "a log"),
        new("logs[].event", "the number of its last event"),
        new("logs[].chain", "the hash chain at its end"),
        new("account.name", "the account; null instead of all this where nothing was traded"),
        new("account.currency", "its currency"),
        new("account.cash", "its cash"),
        new("account.equity", "cash and the value of all positions"),
        new("account.orders", "orders that were given since it was opened, those that were refused included"),
        new("account.refused", "orders that a limit refused"),
        new("account.fills", "fills"),
        new("account.fees", "fees of all fills"),
        new("account.open_orders", "orders that stand"),
        new("account.messages", "the number of the last message of its log"),
        new("account.state", "active, reducing or halted"),
        new("account.differences[]", "in what it differed from its broker or its log when it was loaded, in words"),
        new("account.limits", "what tells its limits from others"),
    ];

    public static void WriteText(LiveRunSummary summary, TextWriter to)
    {
        if (summary.Ended is { } ended)
        {
            SummaryWriter.WriteFindings(ended, to);
        }
        else
        {
            to.WriteLine("stopped; the same command goes on");
        }

        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Store}: run {summary.Run} holds {summary.Events:N0} events, {summary.Events - summary.Before:N0} of them new"));
        foreach (StoredLogRun log in summary.Logs)
        {
            to.WriteLine($"log {log.Name}: event {log.Position.Sequence}, chain {log.Position.Chain}");
        }

        if (summary.Trading is { Account: { } account } trading)
        {
            AccountSettings settings = account.Settings.Account;
            Ledger ledger = account.Account.Ledger;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"account {settings.Name}: {account.Orders:N0} orders, {account.Refused:N0} refused, {account.Fills:N0} fills; equity {ResultFiles.Money(ledger.Equity)} {settings.Currency}, open orders: {account.Account.Orders.OpenCount}; message {trading.Position.Sequence}"));
            if (StateOf(account) is not TradingState.Active and var state)
            {
                to.WriteLine($"account {settings.Name}: is {Word(state)}; 'pawl kill-switch off' arms what a person or a limit has stopped");
            }
        }
    }

    public static void WriteJson(LiveRunSummary summary) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("store", summary.Store);
        json.WriteNumber("run", summary.Run);
        json.WriteNumber("events", summary.Events);
        json.WriteNumber("new", summary.Events - summary.Before);
        json.WriteBoolean("stopped", summary.Ended is null);
        json.WriteStartArray("logs");
        foreach (StoredLogRun log in summary.Logs)
        {
            json.WriteStartObject();
            json.WriteString("log", log.Name);
            json.WriteNumber("event", log.Position.Sequence);
            json.WriteString("chain", log.Position.Chain.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (summary.Trading is { Account: { } account } trading)
        {
            json.WriteStartObject("account");
            Write(json, account, trading.Position.Sequence, trading.Differences);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("account");
        }

        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, TradingAccount account, long messages, IReadOnlyList<string> differences)
    {
        AccountSettings settings = account.Settings.Account;
        json.WriteString("name", settings.Name);
        json.WriteString("currency", settings.Currency);
        Money(json, "cash", account.Account.Ledger.Cash);
        Money(json, "equity", account.Account.Ledger.Equity);
        json.WriteNumber("orders", account.Orders);
        json.WriteNumber("refused", account.Refused);
        json.WriteNumber("fills", account.Fills);
        Money(json, "fees", account.Fees);
        json.WriteNumber("open_orders", account.Account.Orders.OpenCount);
        json.WriteNumber("messages", messages);
        json.WriteString("state", Word(StateOf(account)));
        json.WriteStartArray("differences");
        foreach (string difference in differences)
        {
            json.WriteStringValue(difference);
        }

        json.WriteEndArray();
        json.WriteString("limits", RiskLimitTable.Fingerprint(settings.Limits));
    }

    private static TradingState StateOf(TradingAccount account)
    {
        RiskGate risk = account.Account.Risk;
        return (TradingState)Math.Max((long)risk.StateOf(RiskScope.Global).State, (long)risk.StateOf(RiskScope.Account).State);
    }

    private static string Word(TradingState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private static void Money(Utf8JsonWriter json, string name, Long128 amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(ResultFiles.Money(amount));
    }
}
