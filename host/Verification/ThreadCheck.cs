using System.Collections.Concurrent;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Replay;
using Pawl.Ingestion;

namespace Pawl.Host.Verification;

/// <summary>Compares what <c>pawl replay</c> does, on any number of threads, with the first run.</summary>
internal static class ThreadCheck
{
    public static (CheckResult Result, ReplaySummary Summary) Run(Verifier verifier, PipelineData data, int threads, CancellationToken stop)
    {
        ConcurrentDictionary<string, Sink> sinks = new(StringComparer.Ordinal);
        SymbolTable symbols = new();
        using IInputSource input = data.Open(symbols);
        ReplaySummary summary = new ReplayRunner(data.Graph, input, symbols, new ReplayOptions
        {
            Threads = threads,
            Flush = verifier.Flush,
            Instruments = data.Instruments,
            OpenSink = log => sinks.GetOrAdd(log.Name, _ => new Sink(log, verifier)),
        }).Run(stop);
        Difference? first = sinks.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.Comparer.First).FirstOrDefault(f => f is not null);
        long compared = sinks.Values.Sum(s => s.Comparer.Count);
        string on = threads == 1 ? "replay on 1 thread" : $"replay on {threads} threads";
        return (new CheckResult("determinism", on, 1, "run", summary.Events, compared, first), summary);
    }

    private sealed class Sink(EngineLog log, Verifier verifier) : ILogSink
    {
        public OutputComparer Comparer { get; } = verifier.Compare(log.Graph, log.Name);

        public void Record(EngineLog from, in Output output, ReadOnlySpan<byte> record) => Comparer.Take(in output, record);

        public void Complete() => Comparer.End(long.MaxValue);

        public void Dispose()
        {
        }
    }
}
