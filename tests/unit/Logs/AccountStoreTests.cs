using System.Runtime.InteropServices;
using System.Text;
using Pawl.Bus;
using Pawl.Engine;
using Pawl.Logs;
using Pawl.Recovery;
using Pawl.Tests.Unit.Bus;
using Pawl.Tests.Unit.Recovery;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Logs;

/// <summary>Whoever trades a log, killed at every single call that he makes, and started again: what is stored is what one does whom nobody killed.</summary>
public sealed class AccountStoreTests
{
    [Theory]
    [InlineData(1, Ending.KilledBefore)]
    [InlineData(1, Ending.KilledBehind)]
    [InlineData(2, Ending.KilledBehind)]
    public async Task An_account_killed_at_any_call_does_everything_once(int seed, Ending how)
    {
        SmallSystem given = new();
        await SmallSystem.SequenceAsync(given, Course.Events(seed, 120), Death.Never());
        Trader whole = new(given.Computed());
        Death never = Death.Never();
        await whole.TradeAsync(never);
        string awaited = whole.Said();
        Assert.True(never.Calls > 100, $"{never.Calls} calls");
        for (int at = 1; at <= never.Calls; at++)
        {
            Trader trader = new(given.Computed());
            await Assert.ThrowsAsync<KilledException>(() => trader.TradeAsync(new Death(at, how)));
            await trader.TradeAsync(Death.Never());
            Assert.Equal(awaited, trader.Said());
        }
    }

    [Fact]
    public async Task Another_owner_ends_the_one_before()
    {
        SmallSystem given = new();
        await SmallSystem.SequenceAsync(given, Course.Events(1, 120), Death.Never());
        Trader trader = new(given);
        OwnershipLostException lost = await Assert.ThrowsAsync<OwnershipLostException>(() => trader.TradeAsync(Death.Never(), async step =>
        {
            if (step == 5)
            {
                await trader.TradeAsync(Death.Never());
            }
        }));
        Assert.Contains("another owner has taken it over", lost.Message, StringComparison.Ordinal);
        Trader alone = new(given.Computed());
        await alone.TradeAsync(Death.Never());
        Assert.Equal(alone.Said(), trader.Said());
    }

    /// <summary>Trades a log: every third step something is filled, which the log, the account and its state each keep.</summary>
    private sealed class Trader(SmallSystem system)
    {
        private readonly StreamServer log = new();
        private readonly StreamServer states = new();

        public async Task TradeAsync(Death death, Func<int, Task>? before = null)
        {
            LogStreams streams = system.Of(death, () => { });
            AccountStreams account = new("paper", new MortalStream(log, death, () => { }, "ACCOUNT_paper"), new MortalStream(states, death, () => { }, "ACCOUNTSTATE_paper") { KeepsNewest = true });
            AccountStore store = await AccountStore.OpenAsync(account, [streams], _ => 0, new ExecutorOptions(SmallSystem.NewOwner()) { Window = 4 }, CancellationToken.None);
            LogTag tag = system.Tag;
            Course course = new(tag);
            TradedLog? found = await store.FindAsync(SmallSystem.Log, tag, default, CancellationToken.None);
            LogBatch batch = found is null ? course.Batch : LogRecovery.Recover(found.Stored, course.Executor).Unsaid;
            long sum = store.Stored?.Part("sum") is { } part ? BitConverter.ToInt64(part.Span) : 0;
            MessageLog messages = new("paper", store.Stored?.Log.Tag ?? new LogTag(7), store.Stored?.Log.Tail ?? default);
            Assert.Equal(sum, messages.Position.Sequence);
            long taken = found?.Inputs ?? 0;
            int step = 0;
            foreach (StreamRecord record in system.Inputs.Records.Where(r => r.Number > 0).ToArray())
            {
                InputRecord input = InputRecord.Read(record.Content);
                step++;
                if (input.Next - 1 <= taken)
                {
                    continue;
                }

                await (before?.Invoke(step) ?? Task.CompletedTask);
                EventDecoder decoder = new();
                decoder.Open(input.Events);
                while (decoder.TryRead(out InputEvent e, out EventMarks marks))
                {
                    course.Executor.Process([e], batch, marks);
                }

                if (step % 3 == 0)
                {
                    Timestamp time = course.Log.Header.Time;
                    course.Executor.Process([new InputEvent { Kind = EventKind.Fill, Time = time }], batch, EventMarks.Own);
                    Fill fill = new() { Account = Text64.From("paper"), Quantity = new Quantity(step) };
                    messages.Add(SmallSystem.Log, "cross", time, typeof(Fill), MemoryMarshal.AsBytes(new ReadOnlySpan<Fill>(in fill)));
                    sum++;
                }

                batch.Snapshot = step % 5 == 0 ? Snapshot.Take(course.Executor, 1) : default(ReadOnlyMemory<byte>?);
                MessageBatch said = messages.Take();
                said.AddState("sum", BitConverter.GetBytes(sum));
                await store.CommitAsync([new TradedStep(batch, record.Sequence)], said, CancellationToken.None);
                course.Executor.Begin(batch);
            }
        }

        /// <summary>Everything that log and account say, and where they stand.</summary>
        public string Said()
        {
            StringBuilder text = new();
            foreach (StreamServer server in (StreamServer[])[system.Outputs, log])
            {
                LogPosition at = default;
                foreach (StreamRecord record in server.Records.Where(r => r.Number > 0))
                {
                    OutputRecords said = OutputRecords.Read(record.Content);
                    Assert.Equal(at, said.From);
                    at = said.To;
                    OutputReader lines = new(said.Content);
                    for (int i = 0; i < lines.Count; i++)
                    {
                        text.Append(Encoding.UTF8.GetString(lines.LinesOf(i)));
                    }
                }

                text.Append(at).Append('\n');
            }

            return text.ToString();
        }
    }
}
