namespace Pawl.Nats;

/// <summary>A message that has come.</summary>
/// <param name="Subject">What it was published on.</param>
/// <param name="Reply">Where an answer is awaited; empty where none is.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Payload">Its content.</param>
public sealed record NatsMessage(string Subject, string Reply, NatsHeaders Headers, ReadOnlyMemory<byte> Payload);
