using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>
/// One node of a pipeline. Keys that are not settings of every node are parameters of its kind. A misspelt setting is
/// reported and then taken for what it was meant to be, so that one mistake does not make others.
/// </summary>
internal sealed class NodeShape
{
    internal static readonly string[] Settings = ["kind", "inputs", "trigger", "publish", "timeframe", "output_schema", "each"];

    private readonly Mistakes _mistakes;
    private readonly ConfigEntry _entry;
    private readonly string _id;
    private readonly Expect _expect;
    private readonly Dictionary<string, ConfigNode> _settings = new(StringComparer.Ordinal);
    private readonly List<Argument> _arguments = [];

    private bool _isWhole = true;

    public NodeShape(Mistakes mistakes, WrittenNode node)
    {
        _entry = node.Entry;
        _id = Shown.Plain(node.Id, 64);
        if (node.Iteration is { } iteration)
            mistakes.Looped(_id, iteration);
        _mistakes = mistakes.About(_id);
        _expect = new Expect(_mistakes);
    }

    public NodeDeclaration Read(Mistakes file)
    {
        var place = _entry.Key.Place;
        if (!Identifier.IsValid(_entry.Key.Text))
            _mistakes.Add(place, $"{Identifier.Rule} in its id");
        const string Expected = "a map such as {kind: ema, inputs: [candle(5m)], period: 9}";
        if (new Expect(file).Map(_entry.Value, $"node '{_id}'", Expected) is not { } map)
            return new NodeDeclaration(_id, "", place, place);
        Sort(map);
        var kind = Setting("kind");
        if (kind is null)
            _mistakes.Add(place, "'kind' is missing; add one such as kind: ema");
        return new NodeDeclaration(_id, (kind is null ? null : Text(kind, "kind", "the name of a kind such as ema")) ?? "", place, kind?.Place ?? place)
        {
            Arguments = _arguments,
            Inputs = Setting("inputs") is { } inputs ? Whole(() => Inputs(inputs)) : [],
            Triggers = Setting("trigger") is { } trigger ? Listed(trigger, "trigger") : [],
            TimeFrame = Located("timeframe", "a time frame such as 5m"),
            OutputSchema = Located("output_schema", "the name of a schema such as swing_point, or swing_point:1"),
            Publish = Setting("publish") is not { } publish || Switch(publish),
            IsWhole = _isWhole,
        };
    }

    private Located<string>? Located(string setting, string expected) =>
        Setting(setting) is { } node && Text(node, setting, expected) is { } text ? new Located<string>(text, node.Place) : null;

    /// <summary>Reads something without which others would be missed.</summary>
    private T Whole<T>(Func<T> read)
    {
        var before = _mistakes.Count;
        var value = read();
        _isWhole &= _mistakes.Count == before;
        return value;
    }

    private ConfigNode? Setting(string name) => _settings.GetValueOrDefault(name);

    private string? Text(ConfigNode node, string key, string expected) => _expect.Text(node, $"'{key}'", expected);

    private void Sort(ConfigMapping map)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (Settings.Contains(key.Text))
                _settings.Add(key.Text, value);
        }
        foreach (var (key, value) in map.Entries)
        {
            if (!Settings.Contains(key.Text) && !WasMeantAsSetting(key, value))
                _isWhole &= Argument(key, value);
        }
    }

    /// <summary>A key near an absent setting is one if the node cannot be without it, or if it cannot be a parameter.</summary>
    private bool WasMeantAsSetting(ConfigScalar key, ConfigNode value)
    {
        // A single value can only have been meant as a kind; most are parameters, and looking for what is near costs.
        if (value is ConfigScalar && _settings.ContainsKey("kind"))
            return false;
        var nearest = Nearest.Of(Shown.Plain(key.Text, 64), Settings);
        if (nearest is null || (value is ConfigScalar && nearest != "kind") || !_settings.TryAdd(nearest, value))
            return false;
        _mistakes.Add(key.Place, $"unknown key {Shown.Of(key.Text)}; did you mean '{nearest}'?");
        return true;
    }

    private bool Argument(ConfigScalar key, ConfigNode value)
    {
        if (_expect.Text(key, "a key", "a name") is not { } name || Text(value, name, "a single value, as every parameter") is not { } text)
            return false;
        _arguments.Add(new Argument(name, text, key.Place, value.Place));
        return true;
    }

    private List<InputDeclaration> Inputs(ConfigNode node)
    {
        if (node is ConfigMapping map)
            return Named(map);
        if (node is ConfigSequence)
            return Listed(node, "inputs");
        _expect.Report(node, "'inputs'", "a list such as [candle(5m)] or a map such as {bar: candle(5m)}");
        // A single input that was meant as a list of one: what reads this node's input can be checked all the same.
        return node is ConfigScalar { Text: var text } && Expect.IsShortLine(text) && InputReference.Parse(text, out _) is not null
            ? [new InputDeclaration(null, text, node.Place)]
            : [];
    }

    private List<InputDeclaration> Listed(ConfigNode node, string key) =>
        [.. _expect.Texts(node, $"'{key}'", "candle(5m)").Select(text => new InputDeclaration(null, text.Value, text.Place))];

    private List<InputDeclaration> Named(ConfigMapping map)
    {
        var inputs = new List<InputDeclaration>();
        foreach (var (key, value) in map.Entries)
        {
            if (_expect.Text(key, "the name of an input", "a name") is { } name
                && Text(value, name, "an input such as candle(5m)") is { } text)
                inputs.Add(new InputDeclaration(name, text, value.Place));
        }
        return inputs;
    }

    private bool Switch(ConfigNode node)
    {
        switch (node)
        {
            case ConfigScalar { Quoted: false, Text: "true" or "True" or "TRUE" }:
                return true;
            case ConfigScalar { Quoted: false, Text: "false" or "False" or "FALSE" }:
                return false;
            default:
                _expect.Report(node, "'publish'", "true or false, without quotes");
                return true;
        }
    }
}
