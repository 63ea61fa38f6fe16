using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>
/// Puts the fills of one strategy in one symbol together to round trips. It follows the position with the same arithmetic as the
/// account, so that the profits of all trades and of what is open add up to the account's.
/// </summary>
/// <param name="symbol">The symbol.</param>
/// <param name="strategy">The strategy.</param>
/// <param name="multiplier">What one unit of price is worth for a quantity of 1.</param>
public sealed class TradeBook(string symbol, string strategy, Quantity multiplier)
{
    private Position position;
    private Timestamp entered;
    private bool isLong;
    private Side entry;
    private Side exit;
    private Long128 adverse;
    private Long128 favourable;

    public bool IsFlat => position.IsFlat;

    /// <summary>Counts a fill.</summary>
    /// <returns>The trade that it ended, if it ended one. What is beyond that begins the next.</returns>
    public RoundTrip? Take(in Fill fill, OrderRole role)
    {
        Quantity signed = fill.Side == TradeDirection.Buy ? fill.Quantity : -fill.Quantity;
        Long128 fee = fill.Fee.ToLong128();
        if (!position.IsFlat && Math.Sign(signed.Raw) == -Math.Sign(position.Quantity.Raw) && Math.Abs(signed.Raw) > Math.Abs(position.Quantity.Raw))
        {
            Quantity closing = -position.Quantity;
            Long128 part = fee * closing.Raw / signed.Raw;
            RoundTrip? ended = Apply(closing, fill.Price, part, fill.FillTime, role);
            Apply(signed - closing, fill.Price, fee - part, fill.FillTime, role);
            return ended;
        }

        return Apply(signed, fill.Price, fee, fill.FillTime, role);
    }

    /// <summary>The position is worth something else.</summary>
    public void Mark(Price price)
    {
        if (!position.IsFlat)
        {
            Long128 open = position.Unrealized(price, multiplier);
            adverse = Long128.Min(adverse, open);
            favourable = Long128.Max(favourable, open);
        }
    }

    internal void Save(StateWriter to)
    {
        to.Put(position);
        to.Put(entered);
        to.Put(isLong ? 1L : 0);
        entry.Save(to);
        exit.Save(to);
        to.Put(adverse);
        to.Put(favourable);
    }

    internal void Load(ref StateReader from)
    {
        position = from.Take<Position>();
        entered = from.Take<Timestamp>();
        isLong = from.Take<long>() != 0;
        entry = Side.Load(ref from);
        exit = Side.Load(ref from);
        (adverse, favourable) = (from.TakeLong128(), from.TakeLong128());
    }

    private RoundTrip? Apply(Quantity signed, Price price, Long128 fee, Timestamp time, OrderRole role)
    {
        if (position.IsFlat)
        {
            (position, entered, isLong, entry, exit, adverse, favourable) = (default, time, signed.Raw > 0, default, default, 0, 0);
        }

        // The price of a fill is one that the position saw, with what it was before.
        Mark(price);
        bool opens = signed.Raw > 0 == isLong;
        if (opens)
        {
            entry.Add(signed, price);
        }
        else
        {
            exit.Add(signed, price);
        }

        position.Apply(signed, price, multiplier, fee);
        Mark(price);
        return position.IsFlat
            ? new RoundTrip(
                symbol, strategy, isLong, entry.Quantity, entered, entry.Average, time, exit.Average, position.Realized.ToLong128() - position.Fees.ToLong128(),
                position.Fees.ToLong128(), Amounts.Value(entry.Average, entry.Quantity, multiplier), adverse, favourable, role)
            : null;
    }

    /// <summary>What was bought or sold, at which mean price.</summary>
    private struct Side
    {
        private static readonly Quantity One = new(Types.Quantity.Scale);

        private Long128 value;

        public Quantity Quantity { get; private set; }

        public readonly void Save(StateWriter to)
        {
            to.Put(value);
            to.Put(Quantity);
        }

        public static Side Load(ref StateReader from) => new() { value = from.TakeLong128(), Quantity = from.Take<Quantity>() };

        public readonly Price Average => Amounts.Average(value, Quantity, One);

        public void Add(Quantity signed, Price price)
        {
            Quantity quantity = new(Math.Abs(signed.Raw));
            value += Amounts.Value(price, quantity, One);
            Quantity += quantity;
        }
    }
}
