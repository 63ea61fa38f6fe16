using System.Globalization;
using System.Text;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Verification;

/// <summary>Where two runs part.</summary>
/// <param name="Log">The log.</param>
/// <param name="Sequence">The number of the input event.</param>
/// <param name="Node">What said it; empty where the state differs and not what was said.</param>
/// <param name="Expected">What the first run has.</param>
/// <param name="Found">What the other run has.</param>
public sealed record Difference(string Log, long Sequence, string Node, Said Expected, Said Found);

/// <summary>One side of a difference.</summary>
/// <param name="N">The number among the outputs of its event; 0 where there is none.</param>
/// <param name="Time">The time of its cycle; null where there is none.</param>
/// <param name="Text">The data as JSON, or in words what there is instead.</param>
public sealed record Said(int N, Timestamp? Time, string Text)
{
    public static Said Nothing { get; } = new(0, null, "nothing");

    internal static Said Of(in Output output, Channel channel, ReadOnlySpan<byte> record)
    {
        Utf8Buffer data = new(256);
        channel.Schema.WriteJson(record, data);
        return new Said(output.N, output.Time, Encoding.UTF8.GetString(data.Written));
    }

    public override string ToString() => N == 0 ? Text : string.Create(CultureInfo.InvariantCulture, $"n={N} {Time} {Text}");
}
