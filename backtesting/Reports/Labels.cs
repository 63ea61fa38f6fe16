using Pawl.Types;

namespace Pawl.Backtesting.Reports;

/// <summary>Times below a picture, as fine as its length asks for, in UTC.</summary>
internal static class Labels
{
    public static string Of(Timestamp time, long span) => span switch
    {
        > 3 * Timestamp.NanosecondsPerDay => Figures.Date(time),
        > Timestamp.NanosecondsPerDay => time.ToString()[5..16].Replace('T', ' '),
        _ => time.ToString()[11..16],
    };
}
