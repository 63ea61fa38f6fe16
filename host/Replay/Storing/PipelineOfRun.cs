using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>The pipeline that a run goes on with.</summary>
/// <param name="Hash">By it logs and saved states name it.</param>
/// <param name="Earlier">Those that its logs may have been computed by before.</param>
internal sealed record PipelineOfRun(Hash256 Hash, IPipelines Earlier);
