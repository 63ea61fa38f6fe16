using Pawl.Engine;

namespace Pawl.Backtesting.Runs;

/// <summary>The log that a lane drives; whoever keeps its outputs implements it.</summary>
public interface ILaneLog
{
    /// <summary>The name of the log.</summary>
    string Name { get; }

    /// <summary>Processes one event.</summary>
    /// <param name="e">The event; its symbol is an index into the symbols of the log.</param>
    /// <param name="isOwn">Whether it comes from the broker here, and not from the source.</param>
    /// <param name="signals">Takes what strategies want, in order.</param>
    void Process(in InputEvent e, bool isOwn, List<LaneSignal> signals);
}
