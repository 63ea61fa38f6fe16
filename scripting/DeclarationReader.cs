using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Pawl.Scripting.Sandbox;

namespace Pawl.Scripting;

/// <summary>Reads what a script declares, and says what is wrong with it.</summary>
internal sealed class DeclarationReader(string file, int line)
{
    private const int LongestName = 32;

    private static readonly SearchValues<char> NameSigns = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly string[] Keys = ["description", "inputs", "parameters"];
    private static readonly string[] ParameterKeys = ["default", "min", "max", "doc"];

    /// <summary>Names that nodes have for other things.</summary>
    private static readonly string[] Taken = ["kind", "inputs", "trigger", "publish", "timeframe", "output_schema", "each", "source", "script", ScriptKind.FlattenOnHold];

    /// <exception cref="ScriptException">Something is wrong with it.</exception>
    public ScriptDeclaration Read(LuaValue declared)
    {
        foreach ((LuaValue key, _) in declared.Entries)
        {
            if (!Keys.Contains(Name(key)))
            {
                throw Wrong($"strategy: there is no '{Name(key)}'; it has {string.Join(", ", Keys)}");
            }
        }

        ImmutableArray<ScriptInput> inputs = [.. Entries(declared, "inputs").Select(e => Input(Checked(e.Key, "input"), e.Value))];
        ImmutableArray<ScriptParameter> parameters = [.. Entries(declared, "parameters").Select(e => Parameter(Checked(e.Key, "parameter"), e.Value))];
        if (inputs.All(i => i.Name != ScriptDeclaration.PriceInput))
        {
            throw Wrong($"strategy: an input must be called {ScriptDeclaration.PriceInput}, what is traded is valued at it; write inputs = {{price = \"candle(1m)\"}}");
        }

        return new ScriptDeclaration(Text(declared["description"], "description") ?? "", inputs, parameters, line);
    }

    private ImmutableArray<(LuaValue Key, LuaValue Value)> Entries(LuaValue declared, string key)
    {
        LuaValue? table = declared[key];
        if (table is not (null or { Kind: LuaKind.Table }))
        {
            throw Wrong($"strategy: '{key}' is a table such as {key} = {{…}}");
        }

        ImmutableArray<(LuaValue, LuaValue)> entries = table?.Entries ?? [];
        return entries.Length <= ScriptDeclaration.Most ? entries : throw Wrong($"strategy: {entries.Length} {key}; {ScriptDeclaration.Most} are the most");
    }

    private string Checked(LuaValue key, string what)
    {
        string name = key.Kind == LuaKind.Text ? key.Text : "";
        if (name.Length is 0 or > LongestName || !char.IsAsciiLetterLower(name[0]) || name.AsSpan().ContainsAnyExcept(NameSigns))
        {
            throw Wrong($"strategy: '{Name(key)}' cannot name an {what}; use small letters, digits and _, {LongestName} at most, a letter first");
        }

        return what == "parameter" && Taken.Contains(name) ? throw Wrong($"strategy: '{name}' means something else for a node; give the parameter another name") : name;
    }

    private ScriptInput Input(string name, LuaValue value)
    {
        if (value.Kind == LuaKind.Text)
        {
            return new ScriptInput(name, value.Text, null, []);
        }

        if (value.Kind != LuaKind.Table || Text(value["kind"], "kind") is not { } kind)
        {
            throw Wrong($"strategy: input '{name}' is a text such as \"candle(1m).close\", or a node such as {{kind = \"ema\", input = \"candle(1m)\", period = 9}}");
        }

        return new ScriptInput(name, "", kind, [.. value.Entries.Where(e => Name(e.Key) != "kind").Select(e => (Name(e.Key), Plain(name, e.Value)))]);
    }

    private ScriptParameter Parameter(string name, LuaValue value)
    {
        if (value.Kind is LuaKind.Integer or LuaKind.Number)
        {
            return new ScriptParameter(name, Finite(name, value), double.MinValue, double.MaxValue, "");
        }

        if (value.Kind != LuaKind.Table || value["default"] is not { } standard)
        {
            throw Wrong($"strategy: parameter '{name}' is a number, or a table such as {{default = 1, min = 0, max = 10, doc = \"…\"}}");
        }

        if (value.Entries.FirstOrDefault(e => !ParameterKeys.Contains(Name(e.Key))).Key is { } unknown)
        {
            throw Wrong($"strategy: parameter '{name}' has no '{Name(unknown)}'; it has {string.Join(", ", ParameterKeys)}");
        }

        double min = value["min"] is { } least ? Finite(name, least) : double.MinValue;
        double max = value["max"] is { } most ? Finite(name, most) : double.MaxValue;
        double number = Finite(name, standard);
        return number >= min && number <= max
            ? new ScriptParameter(name, number, min, max, Text(value["doc"], "doc") ?? "")
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"strategy: the default {number} of '{name}' is out of range {min}..{max}"));
    }

    private double Finite(string name, LuaValue value) =>
        value.Kind is LuaKind.Integer or LuaKind.Number && double.IsFinite(value.AsNumber) ? value.AsNumber : throw Wrong($"strategy: '{name}' takes finite numbers");

    private string? Text(LuaValue? value, string key) =>
        value is null ? null : value.Kind == LuaKind.Text ? value.Text : throw Wrong($"strategy: '{key}' is a text");

    private string Plain(string input, LuaValue value) => value.Kind switch
    {
        LuaKind.Text => value.Text,
        LuaKind.Integer => value.Bits.ToString(CultureInfo.InvariantCulture),
        LuaKind.Number => value.AsNumber.ToString("R", CultureInfo.InvariantCulture),
        LuaKind.Boolean => value.Bits != 0 ? "true" : "false",
        _ => throw Wrong($"strategy: the settings of input '{input}' are texts and numbers"),
    };

    private static string Name(LuaValue key) => key.Kind == LuaKind.Text ? key.Text : key.AsNumber.ToString(CultureInfo.InvariantCulture);

    private ScriptException Wrong(string message) => new(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {message}"));
}
