using System.Text;
using System.Text.Json;
using Pawl.Bus;
using Pawl.Nats;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>What the publisher of a system has told, beside what its logs say.</summary>
internal static class ToldMessages
{
    /// <summary>Of each log every message that is for others, in order, once. The logs are those that were compared last.</summary>
    public static async Task CompareAsync(ClusterSystem cluster, CancellationToken cancel)
    {
        Dictionary<string, Queue<string>> awaited = Directory.GetFiles(cluster.Folder["logs"]).ToDictionary(
            f => Path.GetFileNameWithoutExtension(f), f => new Queue<string>(File.ReadLines(f)), StringComparer.Ordinal);
        await using NatsLink link = new(cluster.As("border"), TimeSpan.FromSeconds(10));
        int left = awaited.Values.Sum(q => q.Count);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        await foreach (StreamRecord told in new NatsRecordStream(link, "PUBLIC").ReadAsync(0, cancel: patience.Token))
        {
            if (told.Number > 0)
            {
                string line = Encoding.UTF8.GetString(told.Content.Span);
                string symbol = JsonDocument.Parse(line).RootElement.GetProperty("symbol").GetString()!;
                Assert.Equal(awaited[symbol].Dequeue(), line);
                Assert.True(told.Subject.Contains("." + symbol, StringComparison.Ordinal) || told.Subject.StartsWith("ops.engine.", StringComparison.Ordinal), told.Subject);
                if (--left == 0)
                {
                    return;
                }
            }
        }
    }
}
