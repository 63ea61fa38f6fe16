using System.Buffers.Binary;
using Pawl.Types;

namespace Pawl.Trading;

// The whole account as bytes: the same account gives the same bytes, and goes on from them as if nothing had happened.
public sealed partial class Account
{
    private const uint Magic = 0x41_4C_57_50;
    private const uint Version = 2;
    private const int Header = 3 * sizeof(uint);
    private const int MostOrders = 1 << 20;

    /// <summary>The state, with a checksum.</summary>
    public byte[] Save()
    {
        var to = new StateWriter();
        SaveMoney(to);
        SaveOrders(to);
        byte[] state = new byte[Header + to.Written.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(state, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(state.AsSpan(sizeof(uint)), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(state.AsSpan(2 * sizeof(uint)), Crc32C.Of(to.Written));
        to.Written.CopyTo(state.AsSpan(Header));
        return state;
    }

    /// <summary>Takes a saved state over. After an error the account is not to be used.</summary>
    /// <exception cref="FormatException">It is damaged, of another version, or of other symbols, strategies or limits.</exception>
    public void Load(ReadOnlySpan<byte> state)
    {
        if (state.Length < Header || BinaryPrimitives.ReadUInt32LittleEndian(state) != Magic)
            throw new FormatException("this is no saved state of an account: give one that was saved by this program");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(state[sizeof(uint)..]);
        if (version != Version) throw new FormatException($"the saved state of the account is of version {version}, this program reads {Version}");
        if (BinaryPrimitives.ReadUInt32LittleEndian(state[(2 * sizeof(uint))..]) != Crc32C.Of(state[Header..]))
            throw new FormatException("the saved state of the account is damaged: take an older one");
        var from = new StateReader(state[Header..]);
        LoadMoney(ref from);
        LoadOrders(ref from);
        if (!from.IsAtEnd) throw new FormatException("the saved state of the account has bytes that do not belong to it");
    }

    /// <summary>What changes with every price: what is held, what it is worth, and where the limits are.</summary>
    public void SaveMoney(StateWriter to)
    {
        Ledger.Save(to);
        Risk.Save(to);
    }

    /// <summary>Takes over what <see cref="SaveMoney"/> wrote.</summary>
    /// <exception cref="FormatException">It is damaged, or of other symbols or strategies.</exception>
    public void LoadMoney(ref StateReader from)
    {
        Ledger.Load(ref from);
        Risk.Load(ref from);
    }

    /// <summary>What changes by signals and by answers of the broker: orders, and the executions that were counted.</summary>
    public void SaveOrders(StateWriter to)
    {
        to.PutAll(Orders.Used);
        to.PutAll<int>(Orders.DoneInOrder());
        to.PutAll(Orders.OpenSlots);
        to.PutAll<Text24>(_lastEntry);
        to.Put(_executions.Count);
        foreach ((ulong first, ulong second) in _executions.InOrder())
        {
            to.Put(first);
            to.Put(second);
        }
    }

    /// <summary>Takes over what <see cref="SaveOrders"/> wrote.</summary>
    /// <exception cref="FormatException">It is damaged, or of other symbols or strategies.</exception>
    public void LoadOrders(ref StateReader from)
    {
        Order[] orders = from.TakeAll<Order>(MostOrders);
        int[] done = from.TakeAll<int>(orders.Length);
        int[] open = from.TakeAll<int>(orders.Length);
        Orders.Restore(orders, done, open);
        from.FillFirst<Text24>(_lastEntry);
        int executions = from.TakeCount(ExecutionIds.Capacity);
        _executions.Clear();
        for (int i = 0; i < executions; i++) _executions.Add((from.Take<ulong>(), from.Take<ulong>()));
    }
}
