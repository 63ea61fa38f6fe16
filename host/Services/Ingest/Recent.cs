using System.Diagnostics.CodeAnalysis;

namespace Pawl.Host.Services.Ingest;

/// <summary>What was used last, up to a number; what was not used for longest is forgotten. Several threads may ask.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class Recent<T>(int most)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> kept = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, T Value)> order = new();

    /// <summary>How many are kept now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return kept.Count;
            }
        }
    }

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        lock (gate)
        {
            if (kept.TryGetValue(key, out LinkedListNode<(string Key, T Value)>? node))
            {
                order.Remove(node);
                order.AddFirst(node);
                value = node.Value.Value;
                return true;
            }

            value = default;
            return false;
        }
    }

    /// <summary>What a key has, or gets now.</summary>
    public T GetOrAdd(string key, Func<T> make)
    {
        lock (gate)
        {
            if (TryGet(key, out T? value))
            {
                return value;
            }

            T made = make();
            Set(key, made);
            return made;
        }
    }

    public void Set(string key, T value)
    {
        lock (gate)
        {
            if (kept.Remove(key, out LinkedListNode<(string Key, T Value)>? before))
            {
                order.Remove(before);
            }

            kept.Add(key, order.AddFirst((key, value)));
            if (kept.Count > most)
            {
                kept.Remove(order.Last!.Value.Key);
                order.RemoveLast();
            }
        }
    }
}
