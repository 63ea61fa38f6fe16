using Pawl.Engine;

namespace Pawl.Host.Services.Ingest;

/// <summary>A record of a stream: a tick or a quote, or word of the stream itself.</summary>
/// <param name="Number">Its number in the session.</param>
/// <param name="Event">The tick or quote; null where it is none.</param>
/// <param name="Lost">Numbers that the sender says are lost; null where it says nothing of that.</param>
/// <param name="Breaks">Whether the sender was cut off from the market, so that it does not know what is missing.</param>
public sealed record NinjaTraderRecord(long Number, InputEvent? Event, (long First, long Last)? Lost = null, bool Breaks = false);

/// <summary>A batch as the contract has it, checked.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Session">Its session; numbers begin anew with each.</param>
/// <param name="Sequence">The number of the batch.</param>
/// <param name="Symbol">The symbol of its instrument.</param>
/// <param name="Records">In the order of their numbers; at least one.</param>
public sealed record NinjaTraderBatch(string Stream, string Session, long Sequence, string Symbol, IReadOnlyList<NinjaTraderRecord> Records);
