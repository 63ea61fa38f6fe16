using System.Collections.Immutable;

namespace Pawl.Backtesting.Sweeps;

/// <summary>All parameter sets: each parameter with each of its values. A set is a point, an index into the values of each.</summary>
public sealed class ParameterSpace
{
    /// <exception cref="FormatException">A parameter is there twice, or there is none.</exception>
    public ParameterSpace(IEnumerable<Parameter> parameters)
    {
        Parameters = [.. parameters];
        if (Parameters.IsEmpty)
        {
            throw new FormatException("a sweep needs at least one parameter to vary: write NODE.PARAMETER=FROM..TO:STEP");
        }

        if (Parameters.GroupBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new FormatException($"'{twice.Key}' is varied twice: write all its values into one range or list");
        }
    }

    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>How many sets there are; <see cref="long.MaxValue"/> where there are more than can be counted.</summary>
    public long Count
    {
        get
        {
            Int128 count = 1;
            foreach (Parameter parameter in Parameters)
            {
                count = Int128.Min(count * parameter.Values.Length, long.MaxValue);
            }

            return (long)count;
        }
    }

    /// <summary>The set of this number in the order of a grid: the last parameter changes first.</summary>
    public ParameterPoint At(long number)
    {
        int[] indices = new int[Parameters.Length];
        for (int i = indices.Length - 1; i >= 0; i--)
        {
            indices[i] = (int)(number % Parameters[i].Values.Length);
            number /= Parameters[i].Values.Length;
        }

        return new ParameterPoint([.. indices]);
    }

    /// <summary>Names and values of a set, in the order of the parameters.</summary>
    public IEnumerable<(string Name, string Value)> Of(ParameterPoint point) =>
        Parameters.Zip(point.Indices, (parameter, index) => (parameter.Name, parameter.Values[index]));
}

/// <summary>One parameter set. Equal where the values are.</summary>
public readonly struct ParameterPoint(ImmutableArray<int> indices) : IEquatable<ParameterPoint>
{
    public ImmutableArray<int> Indices { get; } = indices;

    public bool Equals(ParameterPoint other) => Indices.AsSpan().SequenceEqual(other.Indices.AsSpan());

    public override bool Equals(object? obj) => obj is ParameterPoint other && Equals(other);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (int index in Indices)
        {
            hash = unchecked((hash * 31) + index);
        }

        return hash;
    }

    public static bool operator ==(ParameterPoint left, ParameterPoint right) => left.Equals(right);

    public static bool operator !=(ParameterPoint left, ParameterPoint right) => !left.Equals(right);
}
