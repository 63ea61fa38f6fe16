using Pawl.Engine;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pawl.Host.Configuration;

/// <summary>
/// From YAML events to nodes. Works on events because they carry places, and because nothing is built, expanded or
/// converted before it has been looked at. A refusal ends the reading: the methods then return null.
/// </summary>
internal sealed class YamlComposer
{
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Mistakes _mistakes;
    private readonly Stack<Bracket> _open = [];

    private YamlComposer(string text, Mistakes mistakes)
    {
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
        _mistakes = mistakes;
    }

    public static ConfigNode? Compose(string text, Mistakes mistakes)
    {
        var composer = new YamlComposer(text, mistakes);
        try
        {
            return composer.Document();
        }
        // The parser throws the last two where it meets text that it did not foresee.
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            var mark = e is YamlException known ? known.Start : composer._scanner.CurrentPosition;
            Bracket? open = composer._open.TryPeek(out var bracket) ? bracket : null;
            var (place, message) = YamlMistake.Of(e, composer.At(mark), text, open);
            mistakes.Add(place, message);
            return null;
        }
    }

    private ConfigNode? Document()
    {
        var start = new Place(_mistakes.File, 1, 1);
        Next();
        if (Next() is StreamEnd)
            return new ConfigScalar(start, "", quoted: false);
        Next();
        if (Node(depth: 0, start) is not { } root)
            return null;
        Next();
        return Next() is StreamEnd
            ? root
            : Refuse(At(Current.Start), "a second document begins here; a file holds one: remove what separates them ('---' or '...')");
    }

    private ParsingEvent Current => _parser.Current!;

    private ParsingEvent Next()
    {
        _parser.MoveNext();
        return Current;
    }

    /// <summary>The node that the current event begins; afterwards the current event is its last.</summary>
    private ConfigNode? Node(int depth, Place emptyPlace)
    {
        var place = At(Current.Start);
        if (Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            return Refuse(place, YamlMistake.Anchor);
        if (Current is NodeEvent { Tag.IsEmpty: false } tagged)
            _mistakes.Add(place, YamlMistake.Tag(tagged.Tag.Value));
        if (Current is Scalar scalar)
            return new ConfigScalar(scalar.Start.Index == scalar.End.Index ? emptyPlace : place, scalar.Value, scalar.Style != ScalarStyle.Plain);
        if (depth == ConfigLimits.Depth)
            return Refuse(place, "lists and maps are nested deeper than 32; a pipeline needs 4: look for brackets too many");
        return Current is SequenceStart sequence
            ? Sequence(place, depth, sequence.Style == SequenceStyle.Flow)
            : Mapping(place, depth, ((MappingStart)Current).Style == MappingStyle.Flow);
    }

    private ConfigSequence? Sequence(Place place, int depth, bool bracketed)
    {
        if (bracketed)
            _open.Push(new Bracket(place, '[', ']'));
        var items = new List<ConfigNode>();
        while (Next() is not SequenceEnd)
        {
            if (Node(depth + 1, At(Current.Start)) is not { } item)
                return null;
            items.Add(item);
        }
        if (bracketed)
            _open.Pop();
        return new ConfigSequence(place, items);
    }

    private ConfigMapping? Mapping(Place place, int depth, bool bracketed)
    {
        if (bracketed)
            _open.Push(new Bracket(place, '{', '}'));
        var entries = new List<ConfigEntry>();
        var seen = new Dictionary<string, ConfigScalar>(StringComparer.Ordinal);
        while (Next() is not MappingEnd)
        {
            if (Node(depth + 1, At(Current.Start)) is not { } key || IsMerge(key))
                return null;
            Next();
            if (Node(depth + 1, key.Place) is not { } value)
                return null;
            if (key is ConfigScalar { IsNull: true })
                _mistakes.Add(value.Place, "the name before ':' is missing; write 'key: value'");
            else if (key is not ConfigScalar name)
                _mistakes.Add(key.Place, $"a key must be a name, {key.Instead}; quote it if it is text");
            else if (seen.TryAdd(name.Text, name))
                entries.Add(new ConfigEntry(name, value));
            else
                _mistakes.AddSecond(name, seen[name.Text].Place);
        }
        if (bracketed)
            _open.Pop();
        return new ConfigMapping(place, entries);
    }

    private bool IsMerge(ConfigNode key)
    {
        var merges = key is ConfigScalar { Text: "<<", Quoted: false };
        if (merges)
            _mistakes.Add(key.Place, "merge keys (<<) are not supported; write the entries out");
        return merges;
    }

    private ConfigNode? Refuse(Place place, string message)
    {
        _mistakes.Add(place, message);
        return null;
    }

    private Place At(Mark mark) => new(_mistakes.File, (int)mark.Line, (int)mark.Column);
}
