using Pawl.Persistence;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Crash.Store;

/// <summary>A stored run, crashed in the middle of every call that changes the disk and gone on with, is the run that was never interrupted.</summary>
public abstract class CrashTests(Durability durability)
{
    [Fact]
    public void A_run_that_is_crashed_at_any_call_is_the_run_that_was_not() => CrashEverywhere(new StoreScenario { Durability = durability });

    /// <summary>States are saved so seldom that a change of the pipeline is often processed again.</summary>
    [Fact]
    public void A_run_whose_pipeline_changes_and_that_is_crashed_at_any_call_is_the_run_that_was_not() =>
        CrashEverywhere(new StoreScenario { Durability = durability, ChangeAt = 55, BatchEvents = 30, SnapshotEvery = 5 });

    /// <summary>What an account says and where it stands is stored with what it follows from: no fill is lost, none comes twice.</summary>
    [Fact]
    public void A_run_with_an_account_that_is_crashed_at_any_call_is_the_run_that_was_not() =>
        CrashEverywhere(new StoreScenario { Durability = durability, HasAccount = true, BatchEvents = 40 });

    private void CrashEverywhere(StoreScenario scenario)
    {
        CrashHarness harness = new(scenario);
        Assert.True(harness.Calls > 150, $"only {harness.Calls} calls");
        foreach (HarnessCase one in HarnessCase.AskedOr(Enumerable.Range(1, harness.Calls).Select(at => new HarnessCase(at, null, (ulong)at))))
        {
            foreach ((HarnessCase found, string wrong) in harness.Try(one))
            {
                found.Fail(wrong, GetType().Name);
            }
        }

        Assert.Equal(durability == Durability.Normal, harness.Losses > 0); // a harness that never sees a loss proves nothing
    }

    /// <summary>The seed decides how large commits are, how often states are saved and the program ends, and what the data are.</summary>
    [Fact]
    [Trait("Speed", "long")]
    public void A_run_of_any_shape_that_is_crashed_anywhere_is_the_run_that_was_not()
    {
        foreach (HarnessCase one in HarnessCase.AskedOr(Enumerable.Range(1, 40).Select(seed => new HarnessCase(0, null, (ulong)seed))))
        {
            CrashHarness harness = new(StoreScenario.Random(one.Seed, durability));
            Lcg chance = new(one.Seed);
            foreach (int at in one.At > 0 ? [one.At] : Enumerable.Range(1, harness.Calls).Where(_ => chance.OneIn(16)))
            {
                foreach ((HarnessCase found, string wrong) in harness.Try(one with { At = at }))
                {
                    found.Fail(wrong, GetType().Name);
                }
            }
        }
    }
}

/// <summary>Each commit waits for the disk: nothing that was acknowledged is lost.</summary>
public sealed class DurableCrashTests() : CrashTests(Durability.Full);

/// <summary>Commits do not wait: the last ones may be lost with the power, and come again in the same way.</summary>
public sealed class FastCrashTests() : CrashTests(Durability.Normal);
