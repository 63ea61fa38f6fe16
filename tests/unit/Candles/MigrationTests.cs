using Pawl.Candles;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>A pipeline that changes while its log goes on.</summary>
public sealed class MigrationTests
{
    private const string Symbol = "X";

    [Fact]
    public void With_all_of_the_history_it_is_as_if_the_pipeline_had_always_been_the_new_one()
    {
        int kept = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            Change change = new(seed);
            Runs always = Runs.Of(change.Newer, Symbol);
            always.Process(change.Past);
            Runs migrated = change.Migrate(change.Past, isWhole: true, out Migration migration);
            kept += migration.Kept.Length;

            Assert.Equal(always.Process(change.Future), migrated.Process(change.Future));
        }

        Assert.True(kept > 130, $"only {kept} nodes were kept");
    }

    [Fact]
    public void What_did_not_change_goes_on_as_before_however_little_history_there_is()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Change change = new(seed);
            InputEvent[] history = change.Past[(change.Past.Length / 2)..];
            Runs before = Runs.Of(change.Older, Symbol);
            before.Process(change.Past);
            Runs migrated = change.Migrate(history, isWhole: false, out Migration migration);
            string[] untouched = [.. change.Untouched];

            Assert.Empty(untouched.Except(migration.Kept));
            Assert.Equal(Of(untouched, before.Process(change.Future)), Of(untouched, migrated.Process(change.Future)));
        }
    }

    [Fact]
    public void What_changed_is_as_if_the_new_pipeline_had_begun_with_the_history()
    {
        int compared = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            Change change = new(seed);
            // The history begins where the bars of all frames begin, so that none is cut.
            InputEvent[] history = [.. change.Past.SkipWhile(e => e.Time < change.Past[change.Past.Length / 2].Time)];
            Timestamp from = TimeFrame.Parse("5m").StartOf(history[0].Time.AddNanoseconds(TimeFrame.Parse("5m").Nanoseconds));
            history = [.. history.SkipWhile(e => e.Time < from)];
            Runs cold = Runs.Of(change.Newer, Symbol);
            cold.Process(history);
            Runs migrated = change.Migrate(history, isWhole: false, out Migration migration);

            // A node that reads one that was kept reads more than the history.
            string[] alone = [.. migration.Warmed.Where(id => !change.Reads(id).Any(migration.Kept.Contains))];
            compared += alone.Length;
            Assert.Equal(Of(alone, cold.Process(change.Future)), Of(alone, migrated.Process(change.Future)));
        }

        Assert.True(compared > 20, $"only {compared} nodes were compared");
    }

    [Fact]
    public void The_first_output_of_a_node_that_was_warmed_up_says_so_and_no_other()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Change change = new(seed);
            Runs migrated = change.Migrate(change.Past, isWhole: true, out Migration migration);
            HashSet<string> told = [];
            HashSet<string> spoke = [];
            migrated.Driver.Process(migrated.Log, change.Future);
            foreach (Output output in migrated.Log.Outbox.Outputs)
            {
                string node = migrated.Log.Graph.Channels[output.Channel].Node;
                bool isFirst = spoke.Add(node);
                bool says = migrated.Log.SaysWarmed(output.Channel);
                Assert.Equal(isFirst && migration.Warmed.Contains(node), says);
                _ = says && told.Add(node);
            }

            Assert.Equal(migration.Warmed.Intersect(spoke).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_migrated_log_is_saved_and_restored_like_any_other()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Change change = new(seed);
            Runs migrated = change.Migrate(change.Past, isWhole: true, out _);
            Runs restored = migrated.SaveAndLoad();
            Assert.Equal(migrated.Process(change.Future), restored.Process(change.Future));
            Assert.True(migrated.Log.Block.SequenceEqual(restored.Log.Block));
        }
    }

    [Fact]
    public void The_log_before_stays_as_it_is_and_another_log_is_refused()
    {
        Change change = new(1);
        Runs before = Runs.Of(change.Older, Symbol);
        before.Process(change.Past);
        byte[] block = before.Log.Block.ToArray();
        Runs after = Runs.Of(change.Newer, Symbol);
        after.Driver.TakeOver(after.Log, before.Log, before.Driver, isWhole: false);
        Assert.True(before.Log.Block.SequenceEqual(block));

        Runs other = Runs.Of(change.Newer, "Y");
        ArgumentException refused = Assert.Throws<ArgumentException>(() => other.Driver.TakeOver(other.Log, before.Log, before.Driver, isWhole: false));
        Assert.StartsWith("log 'Y' of Y cannot take over from log 'X' of X", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The lines of some nodes, without their ids: these count the events of a history, and the outputs of all nodes.</summary>
    private static string[] Of(IEnumerable<string> nodes, string lines)
    {
        HashSet<string> wanted = [.. nodes];
        return
        [
            .. lines.Split('\n').Where(l => l.Length > 0 && wanted.Contains(Between(l, "\"node\":\"", "\"")))
                .Select(l => l.Replace(Between(l, "\"id\":\"", "\""), "", StringComparison.Ordinal)),
        ];
    }

    private static string Between(string line, string from, string to)
    {
        int start = line.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return line[start..line.IndexOf(to, start, StringComparison.Ordinal)];
    }

    /// <summary>Random nodes, a random change of them, and random trades before and after it.</summary>
    private sealed class Change
    {
        private static readonly string[] OfNumbers = ["ema", "sma", "rsi", "bollinger"];
        private readonly Random random;
        private readonly List<Node> nodes = [];
        private int added;

        public Change(int seed)
        {
            random = new Random(seed);
            for (int i = 0; i < 10; i++)
            {
                nodes.Add(Make("n" + i, nodes));
            }

            string[] frames = random.Next(2) == 0 ? ["1m", "5m"] : ["5m"];
            Node[] had = [.. nodes];
            Older = Compile(nodes, frames);
            for (int edits = 1 + random.Next(3); edits > 0; edits--)
            {
                Edit();
            }

            HashSet<string> touched = [.. nodes.Where(n => !had.Contains(n)).Select(n => n.Id)];
            foreach (Node node in nodes.OrderBy(n => Array.FindIndex(had, h => h.Id == n.Id)))
            {
                _ = node.Inputs.Any(i => touched.Contains(Read(i))) && touched.Add(node.Id);
            }

            Untouched = [.. nodes.Select(n => n.Id).Where(id => !touched.Contains(id))];
            Newer = Compile(nodes, random.Next(3) == 0 ? [.. frames, "2m", "30t"] : frames);
            InputEvent[] events = [.. RandomTicks.Of(seed, 1600, wild: seed % 4 == 0).Select(Runs.Tick)];
            (Past, Future) = (events[..1000], events[1000..]);
        }

        /// <summary>The nodes that are what they were, with all that they read.</summary>
        public HashSet<string> Untouched { get; }

        public Graph Older { get; }

        public Graph Newer { get; }

        public InputEvent[] Past { get; }

        public InputEvent[] Future { get; }

        /// <summary>All nodes that one reads, directly or through others.</summary>
        public IEnumerable<string> Reads(string id) =>
            nodes.First(n => n.Id == id).Inputs.Where(i => i.StartsWith("indicator(", StringComparison.Ordinal)).Select(Read).SelectMany(r => Reads(r).Append(r));

        private static string Read(string input) => input.Replace("indicator(", "", StringComparison.Ordinal).TrimEnd(')');

        public Runs Migrate(InputEvent[] history, bool isWhole, out Migration migration)
        {
            Runs before = Runs.Of(Older, Symbol);
            before.Process(Past);
            Runs after = Runs.Of(Newer, Symbol);
            after.Process(history);
            migration = after.Driver.TakeOver(after.Log, before.Log, before.Driver, isWhole);
            return after;
        }

        private static Graph Compile(List<Node> nodes, string[] frames) =>
            Runs.Compile(Runs.Pipeline(frames, [.. nodes.Select(n => (n.Id, n.Kind, n.Inputs, n.Parameters))]));

        private Node Make(string id, IReadOnlyList<Node> existing)
        {
            string frame = random.Next(2) == 0 ? "candle(1m)" : "candle(5m)";
            Node[] numbers = [.. existing.Where(n => n.Kind is "ema" or "sma" or "rsi")];
            return random.Next(8) switch
            {
                0 => new Node(id, "atr", [frame], [Period()]),
                1 => new Node(id, "swing_points", [frame], []),
                2 => new Node(id, "delta", ["tick", frame], []),
                3 => new Node(id, "volume_profile", ["tick", frame], []),
                4 when numbers.Length > 1 => new Node(id, "cross", [$"indicator({Any(numbers).Id})", $"indicator({Any(numbers).Id})"], []),
                _ => new Node(id, Any(OfNumbers), [numbers.Length > 0 && random.Next(2) == 0 ? $"indicator({Any(numbers).Id})" : frame], [Period()]),
            };
        }

        private void Edit()
        {
            int at = random.Next(nodes.Count);
            if (nodes[at].Id.StartsWith("renamed", StringComparison.Ordinal))
            {
                return;
            }

            Node node = nodes[at];
            bool isRead = nodes.Exists(n => n.Inputs.Contains($"indicator({node.Id})"));
            switch (random.Next(4))
            {
                case 0 when node.Parameters.Length > 0:
                    nodes[at] = node with { Parameters = [Period()] };
                    break;
                case 1 when !isRead:
                    nodes.RemoveAt(at);
                    break;
                case 2 when !isRead:
                    nodes[at] = node with { Id = "renamed" + ++added };
                    break;
                default:
                    nodes.Insert(0, Make("new" + ++added, []));
                    break;
            }
        }

        private (string, string) Period() => ("period", (2 + random.Next(6)).ToString(System.Globalization.CultureInfo.InvariantCulture));

        private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
    }

    private sealed record Node(string Id, string Kind, string[] Inputs, (string Name, string Text)[] Parameters);
}
