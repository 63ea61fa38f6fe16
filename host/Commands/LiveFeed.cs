using Pawl.Ingestion;

namespace Pawl.Host.Commands;

/// <summary>Data that come as they arise, and of which nobody knows whether they end.</summary>
/// <param name="Name">Which they are.</param>
/// <param name="Open">Opens them from their beginning.</param>
internal sealed record LiveFeed(string Name, Func<SymbolTable, IInputSource> Open);
