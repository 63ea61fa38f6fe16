using System.Runtime.ExceptionServices;
using Pawl.Backtesting.Statistics;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>
/// One way through the data with many parameter sets at once: a piece is read and sorted once, and each set trades it. Sets know
/// nothing of each other, so neither how many there are together nor how many threads there are can matter.
/// </summary>
/// <param name="plan">The sweep.</param>
/// <param name="data">Its data.</param>
internal sealed class SweepPass(SweepPlan plan, SweptData data)
{
    private readonly ParallelOptions parallel = new() { MaxDegreeOfParallelism = plan.Threads };

    /// <summary>Runs sets over a stretch of the data, or over all of it.</summary>
    /// <param name="variants">The sets.</param>
    /// <param name="stretch">Null for all.</param>
    /// <param name="progress">Told what share of the way is done.</param>
    /// <param name="stop">Ends it between two pieces.</param>
    /// <returns>What the statistics of each are made from; null where nothing happened.</returns>
    public RunFigures?[] Run(IReadOnlyList<Variant> variants, (Timestamp From, Timestamp To)? stretch, Action<double> progress, CancellationToken stop)
    {
        using IInputSource input = data.Open(stretch, out SymbolTable symbols);
        using PieceReader pieces = new(plan.Data.Graph, input, symbols, new ReplayOptions { Threads = plan.Threads, Instruments = plan.Data.Instruments });
        try
        {
            while (pieces.Read())
            {
                stop.ThrowIfCancellationRequested();
                Parallel.For(0, variants.Count, parallel, i => variants[i].Take(pieces));
                InputProgress at = input.Progress;
                progress(at.BytesTotal > 0 ? at.BytesRead / (double)at.BytesTotal : 0);
            }

            // As in a back-test: where the data are cut off, the last bars stay open.
            bool flush = stretch is null && plan.Data.To is null;
            Parallel.For(0, variants.Count, parallel, i => variants[i].Finish(flush));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return [.. variants.Select(v => v.Figures())];
    }
}
