using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>
/// Checks that a struct is nothing but its fields: no references, and no padding, whose bytes nobody writes and which
/// would make equal states differ.
/// </summary>
internal static class UnmanagedLayout
{
    /// <summary>The size of a type in bytes.</summary>
    /// <exception cref="InvalidOperationException">It has references or padding; the message names the field and the remedy.</exception>
    public static int Size(Type type)
    {
        if (!type.IsValueType || type == typeof(bool) || type == typeof(char) || type == typeof(decimal))
        {
            throw new InvalidOperationException($"'{type.Name}' cannot be part of a state: use long, double, int, an enum over them, or structs of these");
        }

        int size = RuntimeHelpers.SizeOf(type.TypeHandle);
        if (type.IsPrimitive || type.IsEnum)
        {
            return size;
        }

        FieldInfo[] fields = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        int elements = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;
        int sum = fields.Sum(field => Size(field.FieldType)) * elements;
        return sum == size
            ? size
            : throw new InvalidOperationException($"'{type.Name}' takes {size} bytes for {sum} bytes of fields: fill the gap with another field, or use long for int");
    }
}
