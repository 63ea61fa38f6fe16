using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Drawing;

namespace Pawl.Host.Commands;

/// <summary>Kinds as JSON.</summary>
internal static class KindJson
{
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("[].kind", "its name in pipelines"),
        new("[].set.*", "for an entry of its own that a value of a parameter has: the parameter and the value; absent else"),
        new("[].family", "what it is listed under"),
        new("[].version", "changes when the meaning of its state does"),
        new("[].summary", "what it tells, in a sentence"),
        new("[].formula", "the formula, with the rule for the first value"),
        new("[].source", "where the formula comes from"),
        new("[].convention", "whose numbers the defaults give where platforms differ; may be empty"),
        new("[].compared_with", "the numbers from elsewhere that tests compare it with; may be empty"),
        new("[].warm_up", "updates that it needs before it emits, with the defaults"),
        new("[].inputs[].name", "name of the input"),
        new("[].inputs[].type", "what it takes"),
        new("[].inputs[].awaited", "whether the node waits until it has come once"),
        new("[].inputs[].optional", "whether a pipeline may leave it out"),
        new("[].inputs[].default", "the kind that gives it where it is left out; absent where nothing does"),
        new("[].inputs[].doc", "what it is for; may be empty"),
        new("[].parameters[].name", "name of the parameter"),
        new("[].parameters[].type", "integer, number, decimal or enum"),
        new("[].parameters[].min", "the least value; absent for enum"),
        new("[].parameters[].max", "the largest value; absent for enum"),
        new("[].parameters[].values[]", "the values of an enum; absent else"),
        new("[].parameters[].default", "the value without it"),
        new("[].parameters[].doc", "what it is"),
        new("[].emits", "value: at most one object a cycle; events: any number"),
        new("[].type", "type of the messages it emits"),
        new("[].outputs[].name", "name of the field"),
        new("[].outputs[].type", "what it holds"),
        new("[].outputs[].doc", "what it means; may be empty"),
    ];

    /// <summary>One kind, or a list of all.</summary>
    public static void Write(Utf8JsonWriter json, KindDescriptor? kind)
    {
        if (kind is not null)
        {
            WriteKind(json, kind);
            return;
        }

        json.WriteStartArray();
        foreach (KindDescriptor each in Pipelines.Kinds.Kinds)
        {
            WriteKind(json, each);
            foreach (KindVariant variant in each.Variants)
            {
                WriteKind(json, each, variant);
            }
        }

        json.WriteEndArray();
    }

    /// <param name="variant">The value of a parameter that has an entry of its own.</param>
    private static void WriteKind(Utf8JsonWriter json, KindDescriptor kind, KindVariant? variant = null)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind.Name);
        if (variant is not null)
        {
            json.WriteStartObject("set");
            json.WriteString(variant.Parameter.Name, variant.Value);
            json.WriteEndObject();
        }

        json.WriteString("family", kind.Family);
        json.WriteNumber("version", kind.Version);
        json.WriteString("summary", variant?.Summary ?? kind.Summary);
        json.WriteString("formula", variant?.Formula ?? kind.Formula);
        json.WriteString("source", variant?.Source ?? kind.Source);
        json.WriteString("convention", kind.Convention);
        json.WriteString("compared_with", kind.ComparedWith);
        json.WriteNumber("warm_up", KindText.WarmUp(kind, variant));
        WriteRows(json, "inputs", kind.Inputs, i => i.Name, i => i.TypeName, i => i.Doc, i => WriteNeeds(json, i));
        WriteRows(json, "parameters", KindText.Parameters(kind), p => p.Name, p => p.Type, p => p.Doc, p => WriteRange(json, p));
        json.WriteString("emits", kind.EmitsEvents ? "events" : "value");
        json.WriteString("type", kind.Output.Name);
        WriteRows(json, "outputs", kind.Output.DataFields, f => f.Name, FieldType.Of, f => f.Doc, _ => { });
        json.WriteEndObject();
    }

    private static void WriteRows<T>(Utf8JsonWriter json, string name, IEnumerable<T> rows, Func<T, string> nameOf, Func<T, string> typeOf, Func<T, string> docOf, Action<T> more)
    {
        json.WriteStartArray(name);
        foreach (T row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", nameOf(row));
            json.WriteString("type", typeOf(row));
            more(row);
            json.WriteString("doc", docOf(row));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNeeds(Utf8JsonWriter json, KindInput input)
    {
        json.WriteBoolean("awaited", input.Awaited);
        json.WriteBoolean("optional", !input.IsNeeded);
        if (input.Default is not null)
        {
            json.WriteString("default", input.Default);
        }
    }

    private static void WriteRange(Utf8JsonWriter json, ShownParameter parameter)
    {
        if (parameter.Values.Count > 0)
        {
            json.WriteStartArray("values");
            foreach (string value in parameter.Values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            json.WriteString("default", parameter.Default);
            return;
        }

        foreach ((string name, string number) in (ReadOnlySpan<(string, string)>)[("min", parameter.Min), ("max", parameter.Max), ("default", parameter.Default)])
        {
            json.WritePropertyName(name);
            json.WriteRawValue(number);
        }
    }
}
