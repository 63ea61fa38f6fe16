using Pawl.Recovery;

namespace Pawl.Host.Paper;

/// <summary>The log of an account beside a run, which is stored with what the run does.</summary>
internal interface IAccountMessages
{
    /// <summary>What was added since the last commit; null where nothing was.</summary>
    MessageBatch? TakeBatch();

    /// <summary>Shows what was added, once it is stored.</summary>
    void Show(MessageBatch? committed);
}
