using System.CommandLine;
using System.Text;
using Pawl.Backtesting.Runs;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The options of the verbs that trade: what the account begins with, what the broker takes, and what the account may do.</summary>
/// <param name="usual">The limits that it has where nobody says otherwise.</param>
internal sealed class AccountOptions(LimitSet usual)
{
    private const string DefaultCash = "100000";

    /// <summary>What a fill costs where nobody says otherwise, in basis points of its value.</summary>
    private static readonly Price DefaultFee = new(2 * Price.Scale);

    private readonly ParsedOption<QuantitySum> cash = Options.Parsed<QuantitySum>(
        "--cash", "AMOUNT", $"Money that the account begins with; {DefaultCash} by default.", Money, "write a number above 0 such as 100000");

    private readonly Option<string?> currency = new("--currency") { Description = "The account's currency; by default that of the instruments, else USD.", HelpName = "CODE" };

    private readonly ParsedOption<Price> feeBasisPoints = Options.Parsed<Price>(
        "--fee-bps", "N", "Fee of each fill in basis points of its value; without any fee given, 2.", Fee, "write a number from 0 to 1000 such as 1.5");

    private readonly ParsedOption<Price> feePerUnit = Options.Parsed<Price>(
        "--fee-per-unit", "AMOUNT", "Fee of each fill for each share, contract or coin; 0 by default.", Fee, "write a number from 0 to 1000 such as 0.005");

    private readonly LimitOptions limits = new(usual);

    /// <summary>In the order of help.</summary>
    public Option[] All => [cash, currency, feeBasisPoints, feePerUnit, .. limits.All];

    /// <summary>The account and its broker as the command line says.</summary>
    public BacktestSettings Read(ParseResult parsed, PipelineData data, MatchingAssumptions assumptions) => new()
    {
        Account = new AccountSettings("backtest", limits.Read(parsed))
        {
            Cash = parsed.GetValue(cash) ?? QuantitySum.Parse(DefaultCash),
            Currency = parsed.GetValue(currency) ?? CurrencyOf(data),
            Tag = "backtest",
        },
        Assumptions = assumptions,
        Fees = FeesOf(parsed.GetValue(feeBasisPoints), parsed.GetValue(feePerUnit)),
    };

    /// <summary>Who gives one fee means that there is no other.</summary>
    private static FeeSchedule FeesOf(Price? basisPoints, Price? perUnit)
    {
        Price ofValue = basisPoints ?? (perUnit is null ? DefaultFee : Price.Zero);
        return new FeeSchedule { MakerBasisPoints = ofValue, TakerBasisPoints = ofValue, PerUnit = perUnit ?? Price.Zero };
    }

    private static QuantitySum? Money(string text) =>
        QuantitySum.TryParse(Encoding.UTF8.GetBytes(text), out QuantitySum value) && value > QuantitySum.Zero ? value : null;

    private static Price? Fee(string text) =>
        Price.TryParse(Encoding.UTF8.GetBytes(text), out Price value) && value.Raw is >= 0 and <= 1000 * Price.Scale ? value : null;

    private static string CurrencyOf(PipelineData data)
    {
        string[] currencies = [.. data.Graph.DeclaredSymbols.Select(s => data.Instruments.Of(s).Currency).Append(data.Instruments.Others.Currency).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)];
        return currencies.Length == 1 ? currencies[0] : "USD";
    }
}
