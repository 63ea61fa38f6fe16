using Pawl.Engine;
using Pawl.Host.Commands;

namespace Pawl.Host.Comparing;

/// <summary>What differs between two declarations of a node, however they are written: a value that is the default is the same as none.</summary>
internal static class NodeDifferences
{
    /// <summary>The setting that names the number which is read of a candle.</summary>
    private const string CandleNumber = "source";

    public static IEnumerable<string> Of(NodeDeclaration a, NodeDeclaration b)
    {
        if (a.Kind != b.Kind)
        {
            yield return $"kind is {a.Kind} in A and {b.Kind} in B";
        }
        else
        {
            foreach (string difference in Parameters(Pipelines.Kinds.Find(a.Kind)!, a, b))
            {
                yield return difference;
            }
        }

        if (Inputs(a) is var ofA && Inputs(b) is var ofB && ofA != ofB)
        {
            yield return $"reads {ofA} in A and {ofB} in B";
        }

        if (Texts(a.Triggers) is var wakesA && Texts(b.Triggers) is var wakesB && wakesA != wakesB)
        {
            yield return $"is woken by {Or(wakesA, "its inputs")} in A and by {Or(wakesB, "its inputs")} in B";
        }

        if (a.TimeFrame?.Value != b.TimeFrame?.Value)
        {
            yield return $"time frame is {Or(a.TimeFrame?.Value, "that of its inputs")} in A and {Or(b.TimeFrame?.Value, "that of its inputs")} in B";
        }

        if (a.Publish != b.Publish)
        {
            yield return $"is published only in {(a.Publish ? "A" : "B")}";
        }
    }

    private static IEnumerable<string> Parameters(KindDescriptor kind, NodeDeclaration a, NodeDeclaration b)
    {
        (byte[] ofA, byte[] ofB) = (Bytes(kind, a), Bytes(kind, b));
        int end = ofA.Length;
        foreach (KindParameter parameter in kind.Parameters.OrderByDescending(p => p.Offset).ToList())
        {
            Range bytes = parameter.Offset..end;
            end = parameter.Offset;
            if (!ofA.AsSpan(bytes).SequenceEqual(ofB.AsSpan(bytes)))
            {
                yield return $"{parameter.Name} is {Text(a, parameter.Name, parameter.Default)} in A and {Text(b, parameter.Name, parameter.Default)} in B";
            }
        }

        if (kind.CandleSources.FirstOrDefault() is { } usual && Text(a, CandleNumber, usual) is var readByA && Text(b, CandleNumber, usual) is var readByB && readByA != readByB)
        {
            yield return $"{CandleNumber} is {readByA} in A and {readByB} in B";
        }
    }

    private static byte[] Bytes(KindDescriptor kind, NodeDeclaration node) =>
        ParameterReader.Read(kind, [.. node.Arguments.Where(argument => kind.Parameters.Any(p => p.Name == argument.Name))], (_, _) => { });

    private static string Text(NodeDeclaration node, string name, string usual) => node.Arguments.FirstOrDefault(argument => argument.Name == name)?.Text ?? usual;

    private static string Inputs(NodeDeclaration node)
    {
        KindDescriptor kind = Pipelines.Kinds.Find(node.Kind)!;
        IEnumerable<string> named = node.Inputs.Select((input, i) =>
            kind.Inputs.Length == 1 ? Text(input) : $"{input.Name ?? kind.Inputs[Math.Min(i, kind.Inputs.Length - 1)].Name}: {Text(input)}");
        return string.Join(", ", kind.Inputs.Length == 1 ? named : named.Order(StringComparer.Ordinal));
    }

    private static string Texts(IEnumerable<InputDeclaration> inputs) => string.Join(", ", inputs.Select(Text).Order(StringComparer.Ordinal));

    private static string Text(InputDeclaration input) => InputReference.Parse(input.Text, out _)?.ToString() ?? input.Text;

    private static string Or(string? text, string otherwise) => string.IsNullOrEmpty(text) ? otherwise : text;
}
