using System.Globalization;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// What the simulated market is to do. Its name as data is <c>simulated</c>, or <c>simulated:</c> with any of
/// <c>seed=7,symbols=ES+NQ,rate=20,start=2026-01-05T14:30:00Z,duration=2h</c>: the same name is the same market, event for event.
/// </summary>
public sealed record SimulatedOptions
{
    private const string Word = "simulated";
    private const double LargestRate = 1_000_000;

    /// <summary>Another seed is another course of prices.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What is traded.</summary>
    public IReadOnlyList<SimulatedListing> Listings { get; init; } = SimulatedListing.All;

    /// <summary>Events a second of each symbol, in normal times.</summary>
    public double Rate { get; init; } = 5;

    /// <summary>When it begins: a Monday, when New York opens.</summary>
    public Timestamp Start { get; init; } = new(1_767_623_400 * Timestamp.NanosecondsPerSecond);

    /// <summary>When it ends, which does not belong to it; null where it does not.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether a name of data means a simulated market.</summary>
    public static bool IsNamed(string data) => data is Word || (data?.StartsWith(Word + ":", StringComparison.Ordinal) ?? false);

    /// <summary>Reads the name of a simulated market.</summary>
    /// <exception cref="IngestionException">A part of it is wrong.</exception>
    public static SimulatedOptions Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        SimulatedOptions options = new();
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string part in name.Length <= Word.Length + 1 ? [] : name[(Word.Length + 1)..].Split(','))
        {
            string[] sides = part.Split('=', 2);
            if (sides.Length < 2 || !seen.Add(sides[0]))
                throw Wrong(part, sides.Length < 2 ? "write NAME=VALUE" : "it is there twice; leave one out");
            options = options.With(sides[0], sides[1], part);
        }

        return options;
    }

    /// <summary>The name that reads as these options, the same for the same market.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Word}:seed={Seed},symbols={string.Join('+', Listings.Select(l => l.Symbol))},rate={Rate},start={Start}{(Duration is { } length ? $",duration={length.TotalSeconds}s" : "")}");

    private SimulatedOptions With(string key, string value, string part) => key switch
    {
        "seed" => this with { Seed = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) ? seed : throw Wrong(part, "write a whole number from 0") },
        "symbols" => this with { Listings = ListingsOf(value, part) },
        "rate" => this with { Rate = RateOf(value) ?? throw Wrong(part, "write events a second, above 0 and up to 1000000") },
        "start" => this with { Start = Timestamp.TryParse(System.Text.Encoding.UTF8.GetBytes(value), out Timestamp start) ? start : throw Wrong(part, "write a time like 2026-01-05T14:30:00Z") },
        "duration" => this with { Duration = DurationOf(value) ?? throw Wrong(part, "write a time such as 90s, 30m or 8h") },
        _ => throw Wrong(part, "it has seed, symbols, rate, start and duration"),
    };

    private static double? RateOf(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate > 0 && rate <= LargestRate ? rate : null;

    /// <summary>A length of time such as <c>90s</c>, <c>30m</c> or <c>8h</c>; null for another text.</summary>
    public static TimeSpan? DurationOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        double unit = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        return unit > 0 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count > 0 && count * unit < 1e9
            ? TimeSpan.FromSeconds(count * unit) : null;
    }

    private static SimulatedListing[] ListingsOf(string text, string part)
    {
        string[] names = text.Split('+');
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            throw Wrong(part, "a symbol is there twice");
        return [.. names.Select(n => SimulatedListing.Find(n) ?? throw Wrong(part, $"the simulated market has {string.Join(", ", SimulatedListing.All.Select(l => l.Symbol))}"))];
    }

    private static IngestionException Wrong(string part, string remedy) => new($"--data {Word}: '{Printable.Value(System.Text.Encoding.UTF8.GetBytes(part))}': {remedy}");
}
