using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>Reads the parameters of a node from their texts into the bytes of the kind's parameter struct.</summary>
public static partial class ParameterReader
{
    /// <summary>The bytes of the defaults, overwritten by <paramref name="arguments"/>; mistakes go to <paramref name="report"/>.</summary>
    /// <param name="sound">False where an argument is absent that could not be read: then nothing is said about how they agree.</param>
    public static byte[] Read(KindDescriptor kind, IReadOnlyList<Argument> arguments, Action<Place, string> report, bool sound = true)
    {
        byte[] bytes = Defaults(kind);
        HashSet<string> given = new(StringComparer.Ordinal);
        foreach (Argument argument in arguments)
        {
            KindParameter? parameter = kind.Parameters.FirstOrDefault(p => p.Name == argument.Name);
            if (parameter is null)
            {
                sound = false;
                report(argument.NamePlace, Unknown(kind, argument.Name));
            }
            else if (!given.Add(argument.Name))
            {
                sound = false;
                report(argument.NamePlace, $"parameter '{argument.Name}' is given twice; remove one");
            }
            else if (Write(parameter, argument.Text, bytes) is { } mistake)
            {
                sound = false;
                report(argument.Place, mistake);
            }
        }

        if (sound && arguments.Count > 0 && kind.Validate(bytes) is { } conflict)
        {
            report(arguments[0].Place, conflict);
        }

        return bytes;
    }

    /// <summary>What every node may say beside its parameters.</summary>
    private static readonly string[] Settings = ["kind", "inputs", "trigger", "publish", "timeframe", "output_schema", "each", "source"];

    private static string Unknown(KindDescriptor kind, string name)
    {
        string[] names = [.. kind.Parameters.Select(p => p.Name)];
        string remedy = Nearest.Of(name, names.Concat(Settings)) is { } nearest ? $"did you mean '{nearest}'?"
            : names.Length == 0 ? $"{kind.Name} has none"
            : $"{kind.Name} has {string.Join(", ", names)}";
        return $"unknown parameter '{name}'; {remedy}";
    }

    /// <summary>A longer list of values is no help in one line.</summary>
    private const int MostListed = 16;

    /// <returns>What is wrong, or null.</returns>
    private static string? Write(KindParameter parameter, string text, Span<byte> bytes)
    {
        Span<byte> to = bytes[parameter.Offset..];
        string range = $"range {parameter.Min}..{parameter.Max}";
        if (parameter.Type.IsEnum)
        {
            return WriteEnum(parameter, text, to);
        }

        if (parameter.Type == typeof(double))
        {
            if (!TryDouble(text, out double value))
            {
                return $"{parameter.Name} '{text}' is not a number; {range}";
            }

            MemoryMarshal.Write(to, value);
            return InRange(value, parameter, TryDouble) ? null : OutOfRange(parameter, text);
        }

        if (parameter.Type == typeof(int) || parameter.Type == typeof(long))
        {
            if (!TryLong(text, out long value))
            {
                return $"{parameter.Name} '{text}' is not a whole number; {range}";
            }

            if (!InRange(value, parameter, TryLong))
            {
                return OutOfRange(parameter, text);
            }

            if (parameter.Type == typeof(int))
            {
                MemoryMarshal.Write(to, (int)value);
            }
            else
            {
                MemoryMarshal.Write(to, value);
            }

            return null;
        }

        if (!TryPrice(text, out Price price))
        {
            return $"{parameter.Name} '{text}' is not a decimal with at most 8 places; {range}";
        }

        MemoryMarshal.Write(to, price);
        return InRange(price, parameter, TryPrice) ? null : OutOfRange(parameter, text);
    }

    private static string? WriteEnum(KindParameter parameter, string text, Span<byte> to)
    {
        string[] names = [.. Enum.GetNames(parameter.Type).Select(SnakeCase.Of)];
        int at = Array.FindIndex(names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            string remedy = names.Length <= MostListed ? "one of " + string.Join(", ", names)
                : Nearest.Of(text, names) is { } nearest ? $"did you mean '{nearest}'?"
                : "'pawl nodes' with the kind lists them";
            return $"{parameter.Name} '{text}' is unknown; {remedy}";
        }

        long value = Convert.ToInt64(Enum.GetValues(parameter.Type).GetValue(at), CultureInfo.InvariantCulture);
        if (UnmanagedLayout.Size(parameter.Type) == sizeof(int))
        {
            MemoryMarshal.Write(to, (int)value);
        }
        else
        {
            MemoryMarshal.Write(to, value);
        }

        return null;
    }

    private static string OutOfRange(KindParameter parameter, string text) =>
        $"{parameter.Name} {text} is out of range {parameter.Min}..{parameter.Max}";

    private delegate bool Reader<T>(string text, out T value);

    private static bool InRange<T>(T value, KindParameter parameter, Reader<T> read) where T : IComparable<T> =>
        (!read(parameter.Min, out T min) || value.CompareTo(min) >= 0) && (!read(parameter.Max, out T max) || value.CompareTo(max) <= 0);

    private static bool TryDouble(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static bool TryLong(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryPrice(string text, out Price value) => Price.TryParse(Encoding.UTF8.GetBytes(text), out value);
}
