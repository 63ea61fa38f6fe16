using System.Collections.Immutable;
using System.Reflection;

namespace Pawl.Engine;

/// <summary>Reads a kind's declaration from its type. Runs once, at registration; nothing here is on a hot path.</summary>
internal static class KindReflection
{
    private const BindingFlags Fields = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    public static KindDescriptor Describe(Type type)
    {
        KindAttribute attribute = type.GetCustomAttribute<KindAttribute>()
            ?? throw new InvalidOperationException($"{type} has no [Kind]");
        try
        {
            Type[] contracts = [.. type.GetInterfaces().Where(i =>
                i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(INodeKind<,,,>) || i.GetGenericTypeDefinition() == typeof(IEventKind<,,,>)))];
            if (contracts is not [Type contract])
            {
                throw new InvalidOperationException($"{type} has {contracts.Length} contracts: implement INodeKind or IEventKind, once");
            }

            Type adapter = contract.GetGenericTypeDefinition() == typeof(INodeKind<,,,>) ? typeof(ValueAdapter<,,,,>) : typeof(EventAdapter<,,,,>);
            return new KindDescriptor(
                attribute,
                (KindAdapter)Activator.CreateInstance(adapter.MakeGenericType([type, .. contract.GetGenericArguments()]))!);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"kind '{attribute.Name}': {e.Message}", e);
        }
    }

    public static ImmutableArray<KindParameter> Parameters(Type type)
    {
        if (type == typeof(None))
        {
            return [];
        }

        UnmanagedLayout.Size(type);
        ImmutableArray<KindParameter>.Builder parameters = ImmutableArray.CreateBuilder<KindParameter>();
        int offset = 0;
        foreach (FieldInfo field in type.GetFields(Fields))
        {
            ParamAttribute a = field.GetCustomAttribute<ParamAttribute>()
                ?? throw new InvalidOperationException($"parameter '{field.Name}' has no [Param]: say its range, default and meaning");
            parameters.Add(new KindParameter(SnakeCase.Of(field.Name), field.FieldType, a.Min, a.Max, a.Default, a.Doc, offset));
            offset += UnmanagedLayout.Size(field.FieldType);
        }

        return parameters.ToImmutable();
    }

    /// <summary>The values of the parameters whose enums describe each of them.</summary>
    public static ImmutableArray<KindVariant> Variants(ImmutableArray<KindParameter> parameters) =>
    [
        .. from parameter in parameters
           where parameter.Type.IsEnum
           from name in Enum.GetNames(parameter.Type)
           let variant = parameter.Type.GetField(name)!.GetCustomAttribute<VariantAttribute>()
           where variant is not null
           select new KindVariant(parameter, SnakeCase.Of(name), variant.Summary, variant.Formula, variant.Source),
    ];

    public static ImmutableArray<KindInput> Inputs(Type type)
    {
        if (Slot("input", type, null) is { } single)
        {
            return [single];
        }

        ImmutableArray<KindInput> inputs =
        [
            .. WiredByPipelines(type).Select(field =>
                Slot(SnakeCase.Of(field.Name), field.FieldType, field.GetCustomAttribute<InputAttribute>())
                ?? throw new InvalidOperationException($"input '{field.Name}' must be an In<T>, InMany<T> or InEvents<T>" + (IsOfEngine(field.FieldType) ? "; an In<Market> comes last, an In<Execution> before it" : ""))),
        ];
        if (inputs.IsEmpty)
        {
            throw new InvalidOperationException($"'{type.Name}' names no input: nothing would ever wake the kind");
        }

        UnmanagedLayout.Size(type);
        return inputs;
    }

    private static FieldInfo[] WiredByPipelines(Type type)
    {
        FieldInfo[] fields = type.GetFields(Fields);
        return fields[..(fields.Length - (ReadsMarket(type) ? 1 : 0) - (ReadsOrders(type) ? 1 : 0))];
    }

    private static bool IsOfEngine(Type field) => field == typeof(In<Market>) || field == typeof(In<Execution>);

    /// <summary>Whether a kind's inputs end, but for its market, with what it is told of its own orders, which the engine wires too.</summary>
    public static bool ReadsOrders(Type inputs) =>
        inputs.GetFields(Fields) is { Length: > 0 } fields && fields[^Math.Min(fields.Length, ReadsMarket(inputs) ? 2 : 1)].FieldType == typeof(In<Execution>);

    /// <summary>Whether the last field of a kind's inputs is its market, which the engine wires by itself.</summary>
    public static bool ReadsMarket(Type inputs) => inputs.GetFields(Fields).LastOrDefault()?.FieldType == typeof(In<Market>);

    private static KindInput? Slot(string name, Type type, InputAttribute? attribute)
    {
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        InputForm? form =
            definition == typeof(In<>) ? InputForm.One
            : definition == typeof(InMany<>) ? InputForm.Many
            : definition == typeof(InEvents<>) ? InputForm.Events
            : null;
        return form is null || IsOfEngine(type)
            ? null
            : new KindInput(name, type.GetGenericArguments()[0], form.Value, attribute?.Doc ?? "", attribute is null or { Awaited: true, Optional: false }, attribute?.Optional ?? false) { Default = attribute?.Default };
    }
}
