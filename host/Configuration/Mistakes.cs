using System.Globalization;
using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>Collects the mistakes of one file; beyond a hundred it only counts.</summary>
internal sealed class Mistakes(string file)
{
    private const int MostShown = 100;
    private readonly List<Diagnostic> _shown = [];
    private int _unshown;

    /// <summary>The name of the file in errors.</summary>
    public string File { get; } = Shown.Plain(file, 4096);

    /// <summary>A mistake of the file as a whole.</summary>
    public void Add(string message) => Add(new Place(File, 0, 0), message);

    public void Add(Place place, string message)
    {
        if (_shown.Count < MostShown)
            _shown.Add(new Diagnostic(place, message));
        else
            _unshown++;
    }

    /// <summary>A key that its map has already, first at <paramref name="first"/>.</summary>
    public void AddSecond(ConfigScalar key, Place first) => Add(key.Place, string.Create(CultureInfo.InvariantCulture,
        $"key {Shown.Of(key.Text)} is used a second time, first in line {first.Line}; rename or remove one of them"));

    /// <summary>All of them in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> InOrder()
    {
        if (_shown.Count == 0)
            return [];
        var all = _shown.OrderBy(mistake => mistake.Place.Line).ThenBy(mistake => mistake.Place.Column).ToList();
        if (_unshown > 0)
            all.Add(new Diagnostic(new Place(File, 0, 0), string.Create(CultureInfo.InvariantCulture, $"and {_unshown} more mistakes")));
        return all;
    }
}
