using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>A roll that was made.</summary>
/// <param name="Symbol">The continuous future.</param>
/// <param name="Time">The open from which the second contract counts.</param>
/// <param name="FromClose">The last price of the first contract before it, as it was paid; null where there is none.</param>
/// <param name="ToClose">That of the second.</param>
public sealed record ContractRoll(string Symbol, Timestamp Time, string From, string To, Price? FromClose, Price? ToClose);
