namespace Pawl.Host.Configuration.Toml;

// Keys: bare, quoted, and several of them with dots between.
internal sealed partial class TomlReader
{
    /// <summary>One key or several, with blanks around; null after reporting something else.</summary>
    private List<ConfigScalar>? Keys()
    {
        var keys = new List<ConfigScalar>(1);
        do
        {
            _cursor.SkipBlanks();
            if (Key() is not { } key)
                return null;
            if (keys.Count == ConfigLimits.Depth)
            {
                Refuse(key.Place, TomlMistake.TooDeep);
                return null;
            }
            keys.Add(key);
            _cursor.SkipBlanks();
        }
        while (_cursor.TrySkip('.'));
        return keys;
    }

    private ConfigScalar? Key()
    {
        var place = _cursor.Place;
        if (_cursor.Next is '"' or '\'')
        {
            if (!_cursor.StartsWith("\"\"\"") && !_cursor.StartsWith("'''"))
                return QuotedText();
            Refuse(place, TomlMistake.LongKey);
            return null;
        }
        var bare = _cursor.Run(IsBare);
        if (bare.Length == 0)
        {
            Refuse(place, _cursor.AtLineEnd || char.IsAscii(_cursor.Next)
                ? TomlMistake.NoKey
                : $"{Shown.Of(_cursor.Run(c => !char.IsAscii(c)).ToString())} cannot be in a key without quotes; put the key in double quotes");
            return null;
        }
        _cursor.Skip(bare.Length);
        return new ConfigScalar(place, bare.ToString(), ConfigScalarKind.Text);
    }

    private static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
