using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>A handle inside a state: where it lies and which counters follow its first eight bytes.</summary>
internal readonly record struct RegionHandle(int Offset, Type Type)
{
    private Type Form => Type.GetGenericTypeDefinition();

    public bool IsRing => Form == typeof(Ring<>);

    public bool IsList => Form == typeof(BoundedList<>);

    public bool IsLadder => Form == typeof(Ladder<>);
}

/// <summary>Finds the handles inside a state type. They are followed without a check, so a restored one must be right.</summary>
internal static class RegionHandles
{
    public static List<RegionHandle> Of(Type state)
    {
        List<RegionHandle> handles = [];
        Collect(state, 0, handles);
        return handles;
    }

    /// <summary>Whether a type is a handle to a region.</summary>
    public static bool IsHandle(Type type)
    {
        Type? form = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return form == typeof(Window<>) || form == typeof(Ring<>) || form == typeof(BoundedList<>) || form == typeof(Ladder<>);
    }

    private static void Collect(Type type, int offset, List<RegionHandle> handles)
    {
        if (type.IsPrimitive || type.IsEnum)
        {
            return;
        }

        if (IsHandle(type))
        {
            handles.Add(new RegionHandle(offset, type));
            return;
        }

        int elements = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;
        for (int i = 0; i < elements; i++)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            {
                Collect(field.FieldType, offset, handles);
                offset += UnmanagedLayout.Size(field.FieldType);
            }
        }
    }
}
