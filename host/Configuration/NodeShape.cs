using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>
/// One node of a pipeline. Keys that are not settings of every node are parameters of its kind. A misspelt setting is
/// reported and then taken for what it was meant to be, so that one mistake does not make others.
/// </summary>
internal sealed class NodeShape(Mistakes mistakes, ConfigEntry entry)
{
    private static readonly string[] Settings = ["kind", "inputs", "trigger", "publish", "timeframe"];

    private readonly Expect _expect = new(mistakes);
    private readonly string _who = $"node {Shown.Of(entry.Key.Text)}: ";
    private readonly Dictionary<string, ConfigNode> _settings = new(StringComparer.Ordinal);
    private readonly List<Argument> _arguments = [];

    public NodeDeclaration Read()
    {
        var id = entry.Key.Text;
        if (!Identifier.IsValid(id))
            mistakes.Add(entry.Key.Place, $"node id {Shown.Of(id)}: {Identifier.Rule}");
        var place = entry.Key.Place;
        const string Expected = "a map such as {kind: ema, inputs: [candle(5m)], period: 9}";
        if (_expect.Map(entry.Value, $"node {Shown.Of(id)}", Expected) is not { } map)
            return new NodeDeclaration(id, "", place, place);
        Sort(map);
        var kind = Setting("kind");
        if (kind is null)
            mistakes.Add(place, _who + "'kind' is missing; add one such as kind: ema");
        return new NodeDeclaration(id, (kind is null ? null : Text(kind, "kind", "the name of a kind such as ema")) ?? "", place, kind?.Place ?? place)
        {
            Arguments = _arguments,
            Inputs = Setting("inputs") is { } inputs ? Inputs(inputs) : [],
            Triggers = Setting("trigger") is { } trigger ? Listed(trigger, "trigger") : [],
            TimeFrame = Setting("timeframe") is { } frame && Text(frame, "timeframe", "a time frame such as 5m") is { } text
                ? new Located<string>(text, frame.Place)
                : null,
            Publish = Setting("publish") is not { } publish || Switch(publish),
        };
    }

    private ConfigNode? Setting(string name) => _settings.GetValueOrDefault(name);

    private string? Text(ConfigNode node, string key, string expected) => _expect.Text(node, $"{_who}'{key}'", expected);

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
                Argument(key, value);
        }
    }

    /// <summary>A key near an absent setting is one if the node cannot be without it, or if it cannot be a parameter.</summary>
    private bool WasMeantAsSetting(ConfigScalar key, ConfigNode value)
    {
        var nearest = Nearest.Of(Shown.Plain(key.Text, 64), Settings);
        if (nearest is null || (value is ConfigScalar && nearest != "kind") || !_settings.TryAdd(nearest, value))
            return false;
        mistakes.Add(key.Place, $"{_who}unknown key {Shown.Of(key.Text)}; did you mean '{nearest}'?");
        return true;
    }

    private void Argument(ConfigScalar key, ConfigNode value)
    {
        var name = _expect.Text(key, _who + "a key", "a name");
        if (name is not null && Text(value, name, "a single value, as every parameter") is { } text)
            _arguments.Add(new Argument(name, text, key.Place, value.Place));
    }

    private List<InputDeclaration> Inputs(ConfigNode node)
    {
        if (node is ConfigMapping map)
            return Named(map);
        if (node is ConfigSequence)
            return Listed(node, "inputs");
        _expect.Report(node, _who + "'inputs'", "a list such as [candle(5m)] or a map such as {bar: candle(5m)}");
        return node is ConfigScalar { IsNull: false } && Text(node, "inputs", "") is { } text ? [new InputDeclaration(null, text, node.Place)] : [];
    }

    private List<InputDeclaration> Listed(ConfigNode node, string key) =>
        [.. _expect.Texts(node, $"{_who}'{key}'", "candle(5m)").Select(text => new InputDeclaration(null, text.Value, text.Place))];

    private List<InputDeclaration> Named(ConfigMapping map)
    {
        var inputs = new List<InputDeclaration>();
        foreach (var (key, value) in map.Entries)
        {
            if (_expect.Text(key, _who + "the name of an input", "a name") is { } name
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
                _expect.Report(node, _who + "'publish'", "true or false, without quotes");
                return true;
        }
    }
}
