using System.Globalization;
using System.Text;
using Pawl.Logs;
using Pawl.Recovery;

namespace Pawl.Host.Services.Monitoring;

/// <summary>What a message says, as lines: JSON as it is, the records of logs decoded.</summary>
internal static class TrafficLines
{
    /// <summary>The lines of a message.</summary>
    /// <param name="subject">What it came on.</param>
    /// <param name="content">What it holds.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(string subject, ReadOnlyMemory<byte> content)
    {
        string kind = subject.Split('.') is { Length: 4 } tokens && LogStreams.LogOf(subject) is not null ? $"{tokens[0]}.{tokens[1]}" : "";
        try
        {
            return kind switch
            {
                "log.in" => [Words(InputOf(InputRecord.Read(content)))],
                "log.out" => OutputOf(OutputRecords.Read(content)),
                _ => [.. ArrivedEvents.Lines(content)],
            };
        }
        catch (StoreException mistake)
        {
            return [Words($"cannot be read: {mistake.Message}")];
        }
    }

    private static string InputOf(InputRecord input) =>
        string.Create(CultureInfo.InvariantCulture, $"events {input.FirstRecord} to {input.Next - 1}, with what arrived up to {input.Arrived}");

    private static List<ReadOnlyMemory<byte>> OutputOf(OutputRecords said)
    {
        List<ReadOnlyMemory<byte>> lines = [Words(string.Create(CultureInfo.InvariantCulture, $"computed up to event {said.To.Records}"))];
        OutputReader records = new(said.Content);
        for (int i = 0; i < records.Count; i++)
        {
            lines.AddRange(ArrivedEvents.Lines(records.LinesOf(i).ToArray()));
        }

        return lines;
    }

    private static byte[] Words(string text) => Encoding.UTF8.GetBytes(text);
}
