using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>
/// Checks that a struct is nothing but its fields: no references, and no padding, whose bytes nobody writes and which
/// would make equal states differ.
/// </summary>
internal static class UnmanagedLayout
{
    /// <summary>Types with several representations of one value, with padding, or whose value means nothing in another process.</summary>
    private static readonly Type[] Refused = [typeof(bool), typeof(char), typeof(decimal), typeof(nint), typeof(nuint)];

    /// <summary>The size of a type in bytes.</summary>
    /// <exception cref="InvalidOperationException">It has references or padding; the message names the field and the remedy.</exception>
    public static int Size(Type type)
    {
        if (!type.IsValueType || Refused.Contains(type))
        {
            throw new InvalidOperationException($"'{type.Name}' cannot be kept in a state: use long, double, int, an enum over them, or structs of these");
        }

        int size = RuntimeHelpers.SizeOf(type.TypeHandle);
        if (type.IsPrimitive || type.IsEnum)
        {
            return size;
        }

        if (!type.IsLayoutSequential)
        {
            throw new InvalidOperationException($"'{type.Name}' has no sequential layout: remove its StructLayout attribute, or use another type");
        }

        FieldInfo[] fields = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        int elements = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;
        int sum = fields.Sum(field => Size(field.FieldType)) * elements;
        return sum == size
            ? size
            : throw new InvalidOperationException($"'{type.Name}' takes {size} bytes for {sum} bytes of fields: fill the gap with another field, or use long for int");
    }
}
