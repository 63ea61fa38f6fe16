using System.Globalization;
using Pawl.Bus;
using Pawl.Host.Commands;

namespace Pawl.Host.Services;

/// <summary>One of several shares of all partitions.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Of">How many there are.</param>
internal readonly record struct GroupShare(int Number, int Of)
{
    public static GroupShare? TryParse(string text) =>
        text.Split('/') is [string number, string of]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int one)
        && int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out int all) && one >= 1 && one <= all
            ? new GroupShare(one, all) : null;
}

/// <summary>Which partitions an executor owns, if they are free.</summary>
/// <param name="IsOwn">Whether a partition is of its share.</param>
/// <param name="TakesOver">Whether it also takes those that their owners have left.</param>
/// <param name="Symbols">The only symbols that its partitions may hold; empty where they may hold all.</param>
internal sealed record PartitionShare(Func<int, bool> IsOwn, bool TakesOver, IReadOnlySet<string> Symbols)
{
    /// <param name="symbols">The symbols of an executor; empty where it has a share of all.</param>
    /// <param name="group">That share; null for everything.</param>
    /// <param name="logs">The logs of the symbols.</param>
    /// <param name="partitions">The partitions of the logs.</param>
    /// <exception cref="UsageException">Both are given, or a symbol is not one of the pipeline.</exception>
    public static PartitionShare Of(string[] symbols, GroupShare? group, LogFactory logs, Partitions partitions)
    {
        if (symbols.Length == 0)
        {
            GroupShare share = group ?? new GroupShare(1, 1);
            return new PartitionShare(p => p % share.Of == share.Number - 1, TakesOver: true, new HashSet<string>());
        }

        if (group is not null)
        {
            throw new UsageException("--symbols and --group: an executor has the one or the other; leave one out");
        }

        HashSet<string> own = new(Split(symbols), StringComparer.Ordinal);
        HashSet<int> theirs = [.. own.Select(s => logs.RouteOf(s) is { } route ? partitions.Of(route.Log) : throw new UsageException($"--symbols {s}: the pipeline is not for it"))];
        return new PartitionShare(theirs.Contains, TakesOver: false, own);
    }

    /// <summary>Symbols as they were given, one by one.</summary>
    public static IReadOnlyList<string> Split(string[] symbols) => [.. symbols.SelectMany(s => s.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];

    /// <summary>Refuses a partition that holds logs of others.</summary>
    /// <exception cref="FailureException">It does.</exception>
    public void Check(int partition, IEnumerable<string> found, LogFactory logs)
    {
        if (Symbols.Count > 0 && found.FirstOrDefault(log => !Symbols.Any(s => logs.RouteOf(s) is { } route && route.Log == log)) is { } foreign)
        {
            throw new FailureException(string.Create(CultureInfo.InvariantCulture, $"partition {partition} also holds '{foreign}', which --symbols does not name; name it too, or share by --group"));
        }
    }
}
