using System.Globalization;
using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>
/// Collects the mistakes of a file and of those that it extends. What is wrong in the same way in many nodes of a loop is
/// one mistake. Beyond a hundred it only counts.
/// </summary>
internal sealed class Mistakes
{
    private const int MostShown = 100;
    private const string More = " more mistakes";
    private readonly Collected _all;
    private readonly string? _node;

    public Mistakes(string file)
        : this(file, null, new Collected())
    {
    }

    private Mistakes(string file, string? node, Collected all) => (File, _node, _all) = (Shown.Plain(file, 4096), node, all);

    /// <summary>The name of the file in errors.</summary>
    public string File { get; }

    /// <summary>How many there have been.</summary>
    public int Count => _all.Count;

    /// <summary>The same collection, for another file.</summary>
    public Mistakes In(string file) => new(file, _node, _all);

    /// <summary>The same collection, for what is wrong with a node.</summary>
    public Mistakes About(string node) => new(File, node, _all);

    /// <summary>Tells that a node comes from a loop.</summary>
    public void Looped(string node, Iteration iteration) => _all.Loops[node] = iteration;

    /// <summary>A mistake of the file as a whole.</summary>
    public void Add(string message) => Add(new Place(File, 0, 0), message);

    public void Add(Place place, string message) => Add(new Diagnostic(place, message, _node));

    public void Add(Diagnostic mistake)
    {
        var iteration = mistake.Node is null ? null : _all.Loops.GetValueOrDefault(mistake.Node);
        // The same words, or the same but for the values of the loop.
        var exact = (mistake.Place, iteration is null ? mistake.Message : mistake.Said);
        var general = (mistake.Place, iteration?.Generalise(mistake.Said) ?? mistake.Message);
        if (_all.Known.TryGetValue(exact, out var known) || _all.Known.TryGetValue(general, out known))
        {
            known.Also(mistake.Node, iteration);
            return;
        }
        _all.Count++;
        if (_all.Shown.Count >= MostShown)
            return;
        var shown = new Mistake(mistake, iteration);
        _all.Known[exact] = _all.Known[general] = shown;
        _all.Shown.Add(shown);
    }

    /// <summary>A key that its map has already, first at <paramref name="first"/>.</summary>
    public void AddSecond(ConfigScalar key, Place first) => Add(key.Place, string.Create(CultureInfo.InvariantCulture,
        $"key {Shown.Of(key.Text)} is used a second time, first in line {first.Line}; rename or remove one of them"));

    /// <summary>All of them in the order of their places.</summary>
    public IReadOnlyList<Diagnostic> InOrder()
    {
        if (Count == 0)
            return [];
        var all = _all.Shown.Select(mistake => mistake.ToDiagnostic()).OrderBy(mistake => mistake.Place, Place.Order).ToList();
        if (Count > MostShown)
            all.Add(new Diagnostic(new Place(File, 0, 0), string.Create(CultureInfo.InvariantCulture, $"and {Count - MostShown}{More}")));
        return all;
    }

    /// <summary>Whether it only says how many more there are.</summary>
    public static bool IsCount(Diagnostic mistake) => mistake.Place.Line == 0 && mistake.Said.EndsWith(More, StringComparison.Ordinal);

    private sealed class Collected
    {
        public Dictionary<string, Iteration> Loops { get; } = new(StringComparer.Ordinal);

        public Dictionary<(Place, string), Mistake> Known { get; } = [];

        public List<Mistake> Shown { get; } = [];

        public int Count { get; set; }
    }

    /// <summary>A mistake, and the further nodes of its loop in which it is made.</summary>
    private sealed class Mistake(Diagnostic first, Iteration? iteration)
    {
        private const int MostNamed = 3;
        private readonly List<string> _others = [];
        private readonly HashSet<string> _nodes = new([first.Node ?? ""], StringComparer.Ordinal);

        public void Also(string? node, Iteration? other)
        {
            if (node is not null && other is not null && _nodes.Add(node) && _others.Count < MostNamed)
                _others.Add(other.Short);
        }

        public Diagnostic ToDiagnostic()
        {
            if (iteration is null)
                return first;
            var rest = _nodes.Count - 1 - _others.Count;
            var also = _others.Count == 0 ? "" : "; also " + string.Join(", ", _others) + (rest > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {rest} more") : "");
            return new Diagnostic(first.Place, $"node '{first.Node}' ({iteration}{also}): {first.Said}");
        }
    }
}
