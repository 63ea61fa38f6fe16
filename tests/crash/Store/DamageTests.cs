using System.Globalization;
using Pawl.Tests.Crash.Disk;
using Xunit;

namespace Pawl.Tests.Crash.Store;

/// <summary>
/// A store with a damaged file is refused with a line that says what to do, or goes on as if nothing had been, or what is wrong
/// in it is told by its check. Nothing ends in a stack trace.
/// </summary>
public sealed class DamageTests
{
    [Fact]
    public void A_whole_store_has_nothing_to_be_found()
    {
        SimulatedDisk disk = HalfRun.Make();
        Assert.Empty(HalfRun.Check(disk));
        Assert.Equal((Outcome.Equal, ""), HalfRun.GoOn(disk));
        Assert.Empty(HalfRun.Check(disk));
        Assert.Empty(HalfRun.Check(HalfRun.Make(killed: true)));
    }

    [Fact]
    public void A_flipped_bit_is_told_or_changes_nothing() => FlipBits(step: 211, from: 0);

    [Fact]
    [Trait("Speed", "long")]
    public void A_flipped_bit_of_any_byte_is_told_or_changes_nothing() => FlipBits(step: 1, from: 0);

    [Fact]
    public void A_flipped_bit_of_the_write_ahead_log_changes_nothing() => FlipBitsOfTheWriteAheadLog(step: 1201);

    [Fact]
    [Trait("Speed", "long")]
    public void A_flipped_bit_of_any_byte_of_the_write_ahead_log_changes_nothing() => FlipBitsOfTheWriteAheadLog(step: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_was_cut_is_told_or_changes_nothing(bool killed) => Cut(killed, step: 997);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Speed", "long")]
    public void A_file_that_was_cut_anywhere_is_told_or_changes_nothing(bool killed) => Cut(killed, step: 1);

    private static void FlipBitsOfTheWriteAheadLog(int step)
    {
        SimulatedDisk disk = HalfRun.Make(killed: true);
        byte[] whole = disk[HalfRun.WriteAheadLog].ToArray();
        for (int at = 0; at < whole.Length; at += step)
        {
            Assert.Equal((at, Outcome.Equal), (at, Damage(disk, HalfRun.WriteAheadLog, Flipped(whole, at)).Outcome));
        }
    }

    private static void Cut(bool killed, int step)
    {
        SimulatedDisk disk = HalfRun.Make(killed);
        string file = killed ? HalfRun.WriteAheadLog : HalfRun.Database;
        byte[] whole = disk[file].ToArray();
        // An empty database is a new one, and the beginning of a write-ahead log is that of an earlier time.
        Outcome expected = killed ? Outcome.Equal : Outcome.Refused;
        for (int length = 1; length < whole.Length; length += step)
        {
            (Outcome outcome, string line) = Damage(disk, file, whole[..length]);
            Assert.True(outcome == expected, $"cut at {length}: {outcome} {line}");
        }
    }

    /// <summary>Flips a bit of every so many bytes; says of each what is wrong with what became of it.</summary>
    private static void FlipBits(int step, int from)
    {
        SimulatedDisk disk = HalfRun.Make();
        byte[] whole = disk[HalfRun.Database].ToArray();
        Dictionary<Outcome, int> count = [];
        for (int at = from; at < whole.Length; at += step)
        {
            (Outcome outcome, string line) = Damage(disk, HalfRun.Database, Flipped(whole, at));
            count[outcome] = count.GetValueOrDefault(outcome) + 1;
            // A run that is not found under its name any more is begun anew, and the other stays as it is.
            bool isTold = outcome != Outcome.Different || line.StartsWith("# runs", StringComparison.Ordinal);
            Assert.True(isTold && !line.Contains("please report", StringComparison.Ordinal), string.Create(CultureInfo.InvariantCulture, $"bit {at % 8} of byte {at}: {outcome} {line}"));
        }

        Assert.True(count[Outcome.Refused] > 0 && count[Outcome.FoundByCheck] > 0, "nothing was found");
    }

    private static byte[] Flipped(byte[] whole, int at)
    {
        byte[] damaged = [.. whole];
        damaged[at] ^= (byte)(1 << (at % 8));
        return damaged;
    }

    private static (Outcome Outcome, string Line) Damage(SimulatedDisk disk, string file, byte[] content)
    {
        SimulatedDisk found = disk.AfterKill();
        found.Put(file, content);
        return HalfRun.GoOn(found);
    }
}
