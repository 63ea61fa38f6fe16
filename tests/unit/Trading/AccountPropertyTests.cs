using FsCheck;
using FsCheck.Fluent;
using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

/// <summary>Random events in any order; FsCheck shrinks what fails and names its seed.</summary>
public sealed class AccountPropertyTests
{
    [Fact]
    public void Cash_and_positions_are_equity_and_positions_are_the_sum_of_fills() =>
        ForAll(numbers => new RandomAccount(PositionMode.Netting).Run(numbers));

    [Fact]
    public void The_same_holds_where_long_and_short_stand_beside_each_other() =>
        ForAll(numbers => new RandomAccount(PositionMode.Hedging).Run(numbers));

    [Fact]
    public void No_fill_of_what_was_let_through_goes_beyond_the_largest_position() => ForAll(numbers =>
    {
        RiskLimits limits = ShippedLimits.BackTest with { MaxPosition = Quantity.Parse("20"), MaxOrderQuantity = Quantity.Parse("15"), MarginPercent = Price.Zero };
        var run = new RandomAccount(PositionMode.Netting, limits) { OnlySound = true };
        run.EachStep = account => Assert.All(
            Enumerable.Range(0, Accounts.Symbols), s => Assert.InRange(Math.Abs(account.Ledger.Total(s).Net.Raw), 0, 20 * Quantity.Scale));
        run.Run(numbers);
    });

    [Fact]
    public void A_saved_account_goes_on_as_if_nothing_had_happened() => ForAll(numbers =>
    {
        var whole = new RandomAccount(PositionMode.Netting, ShippedLimits.Paper with { MarginPercent = Price.Zero });
        var first = new RandomAccount(PositionMode.Netting, ShippedLimits.Paper with { MarginPercent = Price.Zero });
        int half = numbers.Length / 2;
        whole.Run(numbers);
        first.Run(numbers[..half]);
        byte[] saved = first.Account.Save();
        var second = new RandomAccount(PositionMode.Netting, ShippedLimits.Paper with { MarginPercent = Price.Zero });
        second.Account.Load(saved);
        Assert.Equal(saved, second.Account.Save());
        second.TakeOver(first);
        second.Run(numbers[half..]);
        Assert.Equal(whole.Account.Save(), second.Account.Save());
    });

    [Fact]
    public void A_damaged_or_cut_state_is_refused()
    {
        var run = new RandomAccount(PositionMode.Netting);
        run.Run([.. Enumerable.Range(0, 60)]);
        byte[] saved = run.Account.Save();
        for (int length = 0; length < saved.Length; length += 97)
        {
            Assert.Throws<FormatException>(() => new Accounts().Account.Load(saved.AsSpan(0, length)));
        }

        for (int at = 0; at < saved.Length; at += 41)
        {
            byte[] damaged = [.. saved];
            damaged[at] ^= 4;
            Assert.Throws<FormatException>(() => new Accounts().Account.Load(damaged));
        }

        Assert.Contains("another position mode", Assert.Throws<FormatException>(() => new Accounts(mode: PositionMode.Hedging).Account.Load(saved)).Message, StringComparison.Ordinal);
    }

    private static void ForAll(Action<int[]> property) => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(200).WithEndSize(120),
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), numbers =>
        {
            property(numbers);
            return true;
        }));
}
