using System.Globalization;
using System.Text;
using Pawl.Bus;
using Pawl.Host.Services.Ingest;

namespace Pawl.Tests.Unit.Services.Ingest;

/// <summary>The stream of what came, and keys, in memory; either can be away, before it does what is asked or behind it.</summary>
internal sealed class MemoryBorder : IArrivalPort, IKeys
{
    private readonly Dictionary<string, (byte[] Value, long Revision)> keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private long revision;

    /// <summary>What is in the stream.</summary>
    public List<OutgoingArrival> Arrivals { get; } = [];

    /// <summary>Asked before each thing that is done: whether it is not done, and whether it is done and nobody is told so.</summary>
    public Func<(bool Fails, bool IsSilent)> Fault { get; set; } = () => (false, false);

    /// <summary>What a sequencer takes of it: a numbered line once, as long as numbers rise.</summary>
    public List<string> Sequenced()
    {
        Dictionary<string, long> come = new(StringComparer.Ordinal);
        List<string> taken = [];
        foreach (OutgoingArrival arrival in Arrivals)
        {
            long number = arrival.Number;
            foreach (string line in Encoding.UTF8.GetString(arrival.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (arrival.Sender.Length == 0 || number > come.GetValueOrDefault(arrival.Sender))
                {
                    taken.Add(line);
                }

                come[arrival.Sender] = Math.Max(number++, come.GetValueOrDefault(arrival.Sender));
            }
        }

        return taken;
    }

    /// <summary>The server forgets the ids that it knows, as it does when their time has passed.</summary>
    public void ForgetIds() => ids.Clear();

    public Task<bool> SendAsync(OutgoingArrival arrival, CancellationToken cancel)
    {
        bool isNew = true;
        Do(() =>
        {
            isNew = ids.Add(arrival.Id);
            if (isNew)
            {
                Arrivals.Add(arrival);
            }
        });
        return Task.FromResult(isNew);
    }

    public Task<KeyEntry?> GetAsync(string key, CancellationToken cancel = default) =>
        Task.FromResult(keys.TryGetValue(key, out (byte[] Value, long Revision) entry) ? new KeyEntry(entry.Value, entry.Revision) : null);

    public Task<long?> PutAsync(string key, ReadOnlyMemory<byte> value, long expected, CancellationToken cancel = default)
    {
        long? written = null;
        Do(() =>
        {
            if ((keys.TryGetValue(key, out (byte[] Value, long Revision) entry) ? entry.Revision : 0) == expected)
            {
                keys[key] = (value.ToArray(), ++revision);
                written = revision;
            }
        });
        return Task.FromResult(written);
    }

    private void Do(Action act)
    {
        (bool fails, bool isSilent) = Fault();
        if (!fails)
        {
            act();
        }

        if (fails || isSilent)
        {
            throw new BusException("away");
        }
    }
}

/// <summary>Batches of the NinjaTrader contract, as text.</summary>
internal static class Batches
{
    public const string Instrument = """{"fullName":"ES 12-26","tickSize":0.25}""";

    public static string Of(string records, long batch = 1, string session = "s1", string stream = "nt8-1", string instrument = Instrument) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"v":1,"streamId":"{{stream}}","sessionId":"{{session}}","batchSeq":{{batch}},"instrument":{{instrument}},"ticks":[{{records}}]}""");

    /// <summary>Trades with these numbers, each at a price and a time that follow from its number.</summary>
    public static string Trades(params IEnumerable<long> numbers) => string.Join(',', numbers.Select(n => string.Create(
        CultureInfo.InvariantCulture, $$"""{"q":{{n}},"k":"T","t":"2024-03-04T15:{{n / 600 % 60:00}}:{{n / 10 % 60:00}}.{{n % 10}}000000Z","p":{{5000 + (n % 8 * 0.25m)}},"s":{{n + 1}}}""")));

    public static IEnumerable<long> Range(long first, long last)
    {
        for (long n = first; n <= last; n++)
        {
            yield return n;
        }
    }
}
