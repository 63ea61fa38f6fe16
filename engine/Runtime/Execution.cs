using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>What an order is for.</summary>
public enum OrderPurpose : short
{
    None,
    Entry,
    Exit,
    Stop,
    Target,
}

/// <summary>
/// What a <see cref="EventKind.Fill"/> or an <see cref="EventKind.OrderUpdate"/> tells a strategy of one of its orders. The messages
/// <see cref="Fill"/> and <see cref="OrderUpdate"/> of the account's log say more, in more room; this has what a strategy acts on.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Execution
{
    /// <summary>The strategy's node, as <see cref="KeyOf"/> gives it.</summary>
    public long Strategy;

    /// <summary>Our id of the order.</summary>
    public Text24 Order;

    /// <summary>1 of a fill, 0 of an update.</summary>
    public short IsFill;

    public OrderPurpose Purpose;

    /// <summary>Why it was refused or ended, as a number of the account; 0 where there is nothing to say.</summary>
    public int Reason;

    /// <summary>Where the order stands after it.</summary>
    public OrderState State;

    /// <summary>Of a fill how much was bought, negative where it was sold; of an update how much is filled so far.</summary>
    public Quantity Quantity;

    /// <summary>Of a fill its price.</summary>
    public Price Price;

    /// <summary>Of a fill its fee.</summary>
    public QuantitySum Fee;

    /// <summary>Where <see cref="Quantity"/> lies.</summary>
    internal const int QuantityOffset = sizeof(long) + Text24.Capacity + (2 * sizeof(short)) + sizeof(int) + sizeof(long);

    /// <summary>The number that stands for a node's id in events: FNV-1a of its UTF-8. The compiler refuses two ids with the same.</summary>
    public static long KeyOf(ReadOnlySpan<char> node)
    {
        ulong hash = 14_695_981_039_346_656_037;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (System.Text.Rune rune in node.EnumerateRunes())
        {
            foreach (byte one in utf8[..rune.EncodeToUtf8(utf8)])
            {
                hash = unchecked((hash ^ one) * 1_099_511_628_211);
            }
        }

        return unchecked((long)hash);
    }
}
