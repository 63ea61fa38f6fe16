using System.Globalization;
using Pawl.Types;

namespace Pawl.Engine;

// The defaults of a kind, and whether its parameters are declared soundly: asked once, when the kind is registered.
public static partial class ParameterReader
{
    /// <summary>The bytes of a kind's defaults.</summary>
    /// <exception cref="InvalidOperationException">The type, the range or the default of a parameter makes no sense.</exception>
    internal static byte[] Defaults(KindDescriptor kind)
    {
        byte[] bytes = new byte[kind.ParameterBytes];
        foreach (KindParameter parameter in kind.Parameters)
        {
            if (IsRanged(parameter) is not { } isRanged)
            {
                throw new InvalidOperationException(
                    $"parameter '{parameter.Name}' has type {parameter.Type.Name}: use int, long, double, Price, Quantity or an enum over int or long");
            }

            if (!isRanged)
            {
                throw new InvalidOperationException($"parameter '{parameter.Name}' has no range {parameter.Min}..{parameter.Max}: give both ends as {parameter.Type.Name}");
            }

            if (Write(parameter, parameter.Default, bytes) is { } mistake)
            {
                throw new InvalidOperationException($"default of {mistake}");
            }
        }

        return bytes;
    }

    /// <summary>Whether both ends of its range can be read; null when its type cannot be a parameter.</summary>
    private static bool? IsRanged(KindParameter parameter)
    {
        Type type = parameter.Type;
        return type.IsEnum ? IsInteger(Enum.GetUnderlyingType(type)) ? true : null
            : type == typeof(double) ? Both<double>(TryDouble)
            : type == typeof(int) ? Both<int>(TryInt)
            : type == typeof(long) ? Both<long>(TryLong)
            : type == typeof(Price) || type == typeof(Quantity) ? Both<Price>(TryPrice)
            : null;

        bool Both<T>(Reader<T> read) => read(parameter.Min, out _) && read(parameter.Max, out _);
    }

    private static bool IsInteger(Type type) => type == typeof(int) || type == typeof(long);

    private static bool TryInt(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
