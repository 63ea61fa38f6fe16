using System.Runtime.CompilerServices;
using System.Text;
using Pawl.Bus;
using Pawl.Engine;
using Pawl.Logs;
using Pawl.Recovery;
using Pawl.Tests.Unit.Bus;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Logs;

/// <summary>A sequencer lets time go on in quiet logs, and not in recordings.</summary>
public sealed class QuietSequencerTests
{
    private static readonly Timestamp Newest = Timestamp.Parse("2024-03-04T15:00:00.5Z");
    private static readonly Timestamp[] Ends = [Newest.AddNanoseconds(500_000_000), Newest.AddNanoseconds(700_000_000)];

    private readonly StreamServer server = new();
    private readonly Dictionary<string, KeyEntry> keys = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_live_log_is_told_of_each_end_once_and_a_recorded_one_of_none()
    {
        await SequenceAsync("one", 5, isQuiet: true);
        Check();
    }

    [Fact]
    public async Task A_sequencer_that_is_started_anew_lets_time_go_on_in_what_was_live()
    {
        await SequenceAsync("one", 3, isQuiet: false);
        await SequenceAsync("another", 2, isQuiet: true);
        Check();
    }

    /// <summary>Works until so many events are in the logs.</summary>
    private async Task SequenceAsync(string owner, int events, bool isQuiet)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Death death = Death.Never();
        MortalStream stream = new(server, death, () => { }, "IN_0");
        Sequencer sequencer = new(new Market(), [new LogStreams(0, stream, stream, stream)], new MortalKeys(keys, death), new SequencerOptions(owner, _ => 0, symbol => new LogRoute(symbol, 0))
        {
            Quiet = !isQuiet ? null : new QuietOptions(TimeSpan.FromMilliseconds(10), (_, newest, told) => newest == Newest ? Ends.Append(Timestamp.MaxValue).First(e => e > told) : throw new InvalidOperationException())
            {
                Beat = TimeSpan.FromMilliseconds(1),
            },
        });
        Task working = sequencer.RunAsync(stop.Token);
        while (sequencer.Events < events && !working.IsCompleted)
        {
            await Task.Delay(1, stop.Token);
        }

        await stop.CancelAsync();
        await working;
        Assert.Equal(events, sequencer.Events);
    }

    private void Check()
    {
        string[] written = [.. server.Records.Where(r => LogStreams.LogOf(r.Subject) is not null).SelectMany(r => Shown(LogStreams.LogOf(r.Subject)!, InputRecord.Read(r.Content)))];
        Assert.Equal(["LIVE Tick None 15:00:00.5Z", "LIVE Clock Own 15:00:01Z", "LIVE Clock Own 15:00:01.2Z"], written.Where(w => w.StartsWith("LIVE", StringComparison.Ordinal)));
        Assert.Equal(["TAPE Tick None 15:00:00.5Z", "TAPE Tick None 15:00:00.5Z"], written.Where(w => w.StartsWith("TAPE", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Shown(string log, InputRecord record)
    {
        EventDecoder decoder = new();
        decoder.Open(record.Events);
        while (decoder.TryRead(out InputEvent e, out EventMarks marks))
        {
            yield return $"{log} {e.Kind} {marks} {e.Time.ToString()[11..]}";
        }
    }

    /// <summary>One tick of a live market, two of a recording, and then nothing.</summary>
    private sealed class Market : IArrivals
    {
        private readonly Arrival[] all = [Of(1, "TAPE") with { IsRecorded = true }, Of(2, "LIVE"), Of(3, "TAPE") with { IsRecorded = true }];

        public async IAsyncEnumerable<Arrival> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancel = default)
        {
            foreach (Arrival arrival in all[(int)after..])
            {
                yield return arrival;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        }

        public Task<Arrival?> FindAsync(long sequence, CancellationToken cancel = default) => Task.FromResult<Arrival?>(all[sequence - 1]);

        private static Arrival Of(long sequence, string symbol) => new(sequence, "ticks.raw." + symbol, "", 0, Encoding.UTF8.GetBytes(
            $$$"""{"symbol":"{{{symbol}}}","timestamp":"{{{Newest}}}","timeframe":"tick","type":"tick","data":{"price":10,"size":1},"metadata":{"version":1}}"""));
    }
}
