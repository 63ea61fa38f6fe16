using Pawl.Backtesting.Sweeps;
using Pawl.Host.Commands;
using Pawl.Types;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>Runs parameter sets over the data. Whoever does it, the figures are the same.</summary>
internal interface ISetRunner
{
    /// <summary>How many sets are given to it at once.</summary>
    int Together { get; }

    /// <param name="points">The sets.</param>
    /// <param name="stretch">The stretch of the data; null for all of it.</param>
    /// <param name="progress">Told what share is done.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The figures of each, as cells of the table.</returns>
    IReadOnlyList<string>[] Run(ParameterPoint[] points, (Timestamp From, Timestamp To)? stretch, Action<double> progress, CancellationToken stop);
}

/// <summary>Runs them here.</summary>
internal sealed class LocalSets(SweepPlan plan, SweptData data) : ISetRunner
{
    /// <summary>Sets that go through the data together: so many rows at most are lost with the program.</summary>
    private const int Kept = 32;

    /// <summary>The same where each way through the data decodes them.</summary>
    private const int Decoding = 128;

    private readonly TrialFigures figures = new(plan.Objective);

    public int Together => data.IsKept ? Kept : Decoding;

    public IReadOnlyList<string>[] Run(ParameterPoint[] points, (Timestamp From, Timestamp To)? stretch, Action<double> progress, CancellationToken stop)
    {
        Variant[] variants = [.. points.Select(p => new Variant(Pipelines.Load(plan.Data.Pipeline, plan.Data.File, plan.ParametersOf(p)).Graph, plan.Data.Instruments, plan.Settings))];
        return [.. new SweepPass(plan, data).Run(variants, stretch, progress, stop).Select(figures.Cells)];
    }
}
