using System.Text;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>A random document in block and flow style that knows where it put each value.</summary>
internal sealed class RandomYaml
{
    private readonly Random _random;
    private readonly string _lineBreak;
    private readonly StringBuilder _text = new();
    private int _line = 1;
    private int _lineStart;
    private int _keys;

    public RandomYaml(Random random, string lineBreak)
    {
        _random = random;
        _lineBreak = lineBreak;
        BlockMap(0);
    }

    public string Text => _text.ToString();

    public List<(int Line, int Column, string Text, bool Quoted)> Written { get; } = [];

    private void BlockMap(int indent)
    {
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            Indent(indent);
            Scalar($"k{_keys++}", _random.Next(3));
            _text.Append(':');
            BlockValue(indent);
        }
    }

    private void BlockList(int indent)
    {
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            Indent(indent);
            _text.Append('-');
            BlockValue(indent);
        }
    }

    private void BlockValue(int indent)
    {
        switch (_random.Next(indent < 8 ? 4 : 2))
        {
            case 0:
                Spaces();
                Scalar();
                Break();
                break;
            case 1:
                Spaces();
                Flow(_random.Next(3));
                Break();
                break;
            case 2:
                Break();
                BlockMap(indent + _random.Next(1, 4));
                break;
            default:
                Break();
                BlockList(indent + _random.Next(1, 4));
                break;
        }
    }

    private void Flow(int depth)
    {
        bool map = _random.Next(2) == 0;
        _text.Append(map ? '{' : '[');
        for (int i = _random.Next(0, 4); i > 0; i--)
        {
            Spaces();
            if (map)
            {
                Scalar($"k{_keys++}", _random.Next(3));
                _text.Append(": ");
            }

            if (depth > 0)
                Flow(depth - 1);
            else
                Scalar();
            _text.Append(i > 1 || _random.Next(2) == 0 ? "," : "");
        }

        _text.Append(map ? '}' : ']');
    }

    private void Scalar() => Scalar(_random.Next(3) switch { 0 => "candle(1m)@NQ", 1 => "5.0", _ => "ä b" }, _random.Next(3));

    private void Scalar(string value, int style)
    {
        Written.Add((_line, _text.Length - _lineStart + 1, value, style > 0));
        _text.Append(style switch { 0 => value, 1 => $"'{value}'", _ => $"\"{value}\"" });
    }

    private void Spaces() => _text.Append(' ', _random.Next(1, 4));

    private void Indent(int indent)
    {
        if (_random.Next(5) == 0)
        {
            _text.Append("# a comment: [");
            Break();
        }

        _text.Append(' ', indent);
    }

    private void Break()
    {
        _text.Append(_random.Next(4) == 0 ? " # x" : "").Append(_lineBreak);
        _line++;
        _lineStart = _text.Length;
    }
}
