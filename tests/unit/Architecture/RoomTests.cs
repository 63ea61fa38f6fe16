using Xunit;

namespace Pawl.Tests.Unit.Architecture;

/// <summary>Which room may use which, and what must be absent from the pure ones.</summary>
public sealed class RoomTests
{
    /// <summary>Each room and what it may refer to; the tests may refer to all.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Pawl.Types"] = [],
        ["Pawl.Engine"] = ["Pawl.Types"],
        ["Pawl.Candles"] = ["Pawl.Types", "Pawl.Engine"],
        ["Pawl.Indicators"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Candles"],
        ["Pawl.Trading"] = ["Pawl.Types", "Pawl.Engine"],
        ["Pawl.Strategies"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Candles", "Pawl.Indicators", "Pawl.Trading"],
        ["Pawl.Backtesting"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Trading"],
        ["Pawl.Ingestion"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Candles", "Pawl.Indicators"],
        ["Pawl.Recovery"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Candles"],
        ["Pawl.Persistence"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Candles", "Pawl.Recovery"],
        ["Pawl.Persistence.Postgres"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Candles", "Pawl.Recovery", "Pawl.Persistence"],
        ["Pawl.Scripting"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Trading"],
        ["Pawl.Bus"] = [],
        ["Pawl.Logs"] = ["Pawl.Bus", "Pawl.Types", "Pawl.Engine", "Pawl.Candles", "Pawl.Recovery"],
        ["Pawl.Feed"] = ["Pawl.Bus", "Pawl.Types", "Pawl.Engine", "Pawl.Candles", "Pawl.Recovery", "Pawl.Persistence", "Pawl.Logs"],
        ["Pawl.Nats"] = ["Pawl.Bus"],
        ["Pawl.Redis"] = [],
        ["pawl"] = ["Pawl.Types", "Pawl.Engine", "Pawl.Candles", "Pawl.Indicators", "Pawl.Trading", "Pawl.Strategies", "Pawl.Backtesting", "Pawl.Ingestion", "Pawl.Recovery", "Pawl.Persistence", "Pawl.Persistence.Postgres", "Pawl.Scripting", "Pawl.Bus", "Pawl.Logs", "Pawl.Feed", "Pawl.Nats", "Pawl.Redis"],
    };

    /// <summary>Packages that a pure room may use: pure themselves, or kept so by BannedSymbols.txt.</summary>
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal) { ["Pawl.Candles"] = ["NodaTime"] };

    private static readonly string[] Pure = ["Pawl.Types", "Pawl.Engine", "Pawl.Candles", "Pawl.Indicators", "Pawl.Trading", "Pawl.Strategies"];

    /// <summary>Types and namespaces (ending in a point) that bring in files, networks, clocks, chance, threads, logs or the environment.</summary>
    private static readonly string[] Forbidden =
    [
        "System.IO.", "System.Net.", "System.Data.", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Diagnostics.Trace",
        "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeProvider", "System.TimeZoneInfo",
        "System.Random", "System.Guid", "System.HashCode", "System.Security.", "System.AppContext", "System.AppDomain", "System.Console",
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.Tasks.", "System.Threading.Monitor",
        "Microsoft.", "NATS.", "StackExchange.", "Npgsql.", "YamlDotNet.", "Spectre.",
    ];

    [Fact]
    public void Every_room_refers_only_to_those_below_it()
    {
        Assert.Superset(Allowed.Keys.ToHashSet(), CompiledAssembly.Own.Select(a => a.Name).ToHashSet());
        foreach (CompiledAssembly assembly in CompiledAssembly.Own.Where(a => !IsTest(a)))
        {
            Assert.True(Allowed.TryGetValue(assembly.Name, out string[]? allowed), $"{assembly.Name}: say in this table what it may refer to");
            IEnumerable<string> wrong = assembly.Assemblies.Where(CompiledAssembly.IsOwn).Except(allowed, StringComparer.Ordinal);
            Assert.True(!wrong.Any(), $"{assembly.Name} refers to {string.Join(", ", wrong)}");
        }
    }

    [Fact]
    public void The_pure_rooms_refer_to_nothing_that_reaches_outside()
    {
        foreach (CompiledAssembly assembly in CompiledAssembly.Own.Where(a => Pure.Contains(a.Name)))
        {
            // An iterator asks for the number of its thread; nothing else of the environment is asked for.
            IEnumerable<string> environment = assembly.Members
                .Where(m => m.StartsWith("System.Environment.", StringComparison.Ordinal) && m != "System.Environment.get_CurrentManagedThreadId");
            IEnumerable<string> wrong = assembly.Types.Where(IsForbidden).Concat(environment);
            Assert.True(!wrong.Any(), $"{assembly.Name} refers to {string.Join(", ", wrong)}");
        }
    }

    [Fact]
    public void The_pure_rooms_use_no_other_package()
    {
        foreach (CompiledAssembly assembly in CompiledAssembly.Own.Where(a => Pure.Contains(a.Name)))
        {
            IEnumerable<string> foreign = assembly.Assemblies.Where(a => !CompiledAssembly.IsOwn(a) && !a.StartsWith("System.", StringComparison.Ordinal))
                .Except(Packages.GetValueOrDefault(assembly.Name, []), StringComparer.Ordinal);
            Assert.True(!foreign.Any(), $"{assembly.Name} refers to {string.Join(", ", foreign)}");
        }
    }

    private static bool IsTest(CompiledAssembly assembly) => assembly.Name.StartsWith("Pawl.Tests.", StringComparison.Ordinal);

    /// <summary>A hash is a function of its bytes: names of orders are made of it.</summary>
    private static bool IsForbidden(string type) =>
        type != "System.Security.Cryptography.SHA256" && Forbidden.Any(f => f.EndsWith('.') ? type.StartsWith(f, StringComparison.Ordinal) : type == f);
}
