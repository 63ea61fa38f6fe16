using Pawl.Backtesting.Runs;

namespace Pawl.Host.Services.Trading;

/// <summary>What an executor trades.</summary>
/// <param name="Settings">The account and its broker.</param>
/// <param name="Symbols">All its symbols.</param>
internal sealed record AccountRequest(BacktestSettings Settings, IReadOnlyList<string> Symbols)
{
    /// <summary>The account.</summary>
    public string Name => Settings.Account.Name;
}
