using System.Collections.Immutable;

namespace Pawl.Host.Web.Rest;

/// <summary>A parameter of an endpoint.</summary>
/// <param name="Name">As it stands in the path or the query.</param>
/// <param name="Meaning">For readers.</param>
/// <param name="Type">Its type as JSON Schema says it.</param>
/// <param name="Example">A value, to try.</param>
internal sealed record Parameter(string Name, string Meaning, string Type = "string", string? Example = null)
{
    /// <summary>Whether the query has to have it; of the path all are needed.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The words that it may be; empty where it may be anything.</summary>
    public ImmutableArray<string> Words { get; init; } = [];
}

/// <summary>
/// One thing that may be asked for: routing, checking, the OpenAPI document, the page to try it and the reference page follow from it.
/// </summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">With parameters in braces.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Summary">What it gives.</param>
/// <param name="Answer">What the answer holds, as JSON Schema would name it.</param>
/// <param name="Handle">Answers.</param>
internal sealed record Endpoint(string Method, string Path, string Group, string Summary, Answer Answer, Func<ApiRequest, Task<Reply>> Handle)
{
    /// <summary>Those of the query.</summary>
    public ImmutableArray<Parameter> Query { get; init; } = [];

    /// <summary>Those of the path, in its order.</summary>
    public ImmutableArray<Parameter> InPath { get; init; } = [];

    /// <summary>The fields of the body that it takes; empty where it takes none.</summary>
    public ImmutableArray<Parameter> Body { get; init; } = [];

    /// <summary>What a caller needs.</summary>
    public Right Needs { get; init; } = Right.Read;

    /// <summary>The same for people.</summary>
    public string NeedsText => Needs switch
    {
        Right.Trade => "Needs the right to trade.",
        Right.Orders => "Needs the right to orders.",
        _ => "Needs the right to read.",
    };

    public ImmutableArray<string> Segments { get; } = [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>What an endpoint answers with.</summary>
/// <param name="Kind">envelopes: a page of messages; page: a page of items with these fields; object: one of these fields; file: bytes.</param>
/// <param name="Fields">The fields of an item, and what they mean.</param>
internal sealed record Answer(AnswerKind Kind, params (string Name, string Meaning)[] Fields)
{
    public static Answer Envelopes { get; } = new(AnswerKind.Envelopes);
}

/// <summary>The shapes of answers.</summary>
internal enum AnswerKind
{
    Envelopes,
    Page,
    Object,
    File,
}
