using Pawl.Bus;
using Xunit;

namespace Pawl.Tests.Unit.Bus;

/// <summary>Owners with clocks of their own, each at its own pace of renewing, over keys that sometimes do not answer.</summary>
public sealed class LeaseTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Never_do_two_hold_it_and_when_one_is_gone_another_soon_does()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            Clock clock = new();
            Keys keys = new(random, random.Next(40));
            var leases = Enumerable.Range(0, 3).Select(i => new Lease(keys, "k", $"first-{i}", Life, clock)).ToList();
            for (int step = 0; step < 300; step++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(random.Next(1, 1500)));
                if (random.Next(60) == 0)
                {
                    // A program that is killed, and started again.
                    leases[random.Next(leases.Count)] = new Lease(keys, "k", $"again-{step}", Life, clock);
                }

                if (random.Next(3) > 0)
                {
                    await leases[random.Next(leases.Count)].TryHoldAsync(Cancel);
                }

                Assert.True(leases.Count(l => l.IsHeld) <= 1, $"seed {seed}: two hold it");
            }

            keys.Trouble = 0;
            for (int beat = 0; beat < 6 && !leases.Exists(l => l.IsHeld); beat++)
            {
                clock.Advance(leases[0].Beat);
                foreach (Lease lease in leases)
                {
                    await lease.TryHoldAsync(Cancel);
                }
            }

            Assert.Single(leases, l => l.IsHeld);
        }
    }

    [Fact]
    public async Task Whoever_gives_it_back_makes_nobody_wait()
    {
        Clock clock = new();
        Keys keys = new(new Random(1), 0);
        Lease first = new(keys, "k", "a", Life, clock);
        Lease second = new(keys, "k", "b", Life, clock);
        Assert.True(await first.TryHoldAsync(Cancel));
        Assert.False(await second.TryHoldAsync(Cancel));
        await first.ReleaseAsync(Cancel);
        Assert.False(first.IsHeld);
        Assert.True(await second.TryHoldAsync(Cancel));
    }

    private sealed class Clock : TimeProvider
    {
        private long now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }

    private sealed class Keys(Random random, int trouble) : IKeys
    {
        private KeyEntry? entry;
        private long newest;

        public int Trouble { get; set; } = trouble;

        public Task<KeyEntry?> GetAsync(string key, CancellationToken cancel = default) => Happens() ? throw new BusException("no answer") : Task.FromResult(entry);

        public Task<long?> PutAsync(string key, ReadOnlyMemory<byte> value, long revision, CancellationToken cancel = default)
        {
            bool isSilent = Happens();
            if (isSilent && random.Next(2) == 0)
            {
                throw new BusException("not sent");
            }

            if ((entry?.Revision ?? 0) != revision)
            {
                return Task.FromResult<long?>(null);
            }

            entry = new KeyEntry(value, ++newest);
            return isSilent ? throw new BusException("no answer") : Task.FromResult<long?>(newest);
        }

        private bool Happens() => random.Next(100) < Trouble;
    }
}
