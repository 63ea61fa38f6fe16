using Pawl.Engine;
using Pawl.Host.Paper;
using Pawl.Host.Replay.Live;
using Pawl.Host.Replay.Storing;

namespace Pawl.Host.Replay;

/// <summary>How a replay runs and where its outputs go.</summary>
internal sealed class ReplayOptions
{
    public int Threads { get; init; } = 1;

    /// <summary>How nodes run.</summary>
    public Executor Executor { get; init; }

    /// <summary>Whether the last bars are closed by a clock event at their end.</summary>
    public bool Flush { get; init; } = true;

    /// <summary>Whether the input is all there is, so that what a broker still has to say at its end is heard.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Which instruments' rules the candles follow.</summary>
    public SymbolInstruments Instruments { get; init; } = new();

    /// <summary>Whether candles that are too large for one of the frames are refused, rather than told of at the end.</summary>
    public bool EveryFrame { get; init; }

    /// <summary>Makes the sink of a log.</summary>
    public Func<EngineLog, ILogSink> OpenSink { get; init; } = _ => new NoSink();

    /// <summary>Where all logs are written together, in the order of the input; null when they are not.</summary>
    public MergedStream? Stream { get; init; }

    /// <summary>Where everything is stored; null where nothing is.</summary>
    public RunStorage? Storage { get; init; }

    /// <summary>Passed for each piece of the input by those who compute; null where nobody looks at running logs.</summary>
    public EngineGate? Gate { get; init; }

    /// <summary>Told when a piece that is stored has been shown, with the moment at which it was begun.</summary>
    public Action<long>? Shown { get; init; }

    /// <summary>Trades what strategies want as the data come; null where nobody does. It needs a store.</summary>
    public PaperTrading? Trading { get; init; }

    /// <summary>Ends a read that waits for data, where the run ends before they do; null where reading never waits.</summary>
    public Action? StopReading { get; init; }

    /// <summary>Told after each chunk how many events it had.</summary>
    public Action<int>? Progress { get; init; }
}
