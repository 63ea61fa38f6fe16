using Pawl.Ingestion;

namespace Pawl.Host.Replay.Storing;

/// <summary>The data are not those that a run began with.</summary>
internal sealed class OtherDataException(string message) : IngestionException(message);
