using Pawl.Backtesting.Results;
using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

// What the account says: requests to the broker, refusals to the strategy, and all of it to the results.
public sealed partial class TradingAccount
{
    /// <inheritdoc/>
    public void Send(in ApprovedRequest request)
    {
        OrdersChanged = true;
        OrderRole role = account.Orders.TryFind(request.Id, out int slot) ? account.Orders[slot].Role : OrderRole.Exit;
        lanes[request.Symbol]!.Send(in request, strategies[request.Strategy], role);
    }

    /// <inheritdoc/>
    public void OnRequest(in ApprovedRequest request)
    {
        Orders += request.Request.Action == OrderAction.Place ? 1 : 0;
        OrderRequest message = request.Request;
        results.Message(symbols[request.Symbol].Name, strategies[request.Strategy], request.Time, in message);
    }

    /// <inheritdoc/>
    public void OnRefused(in Order order, in Refusal refusal, Timestamp time)
    {
        Orders++;
        Refused++;
        string strategy = strategies[order.Strategy];
        Text64 reason = refusal.Reason();
        results.Message(symbols[order.Symbol].Name, strategy, time, Update(in order, in reason));
        results.Order(new DoneOrder(symbols[order.Symbol].Name, strategy, order, time, reason.ToString()));
        current!.Tell((int)order.Symbol, new Execution
        {
            Strategy = Execution.KeyOf(strategy),
            Order = order.Id,
            Purpose = LaneOrders.PurposeOf(order.Role),
            Reason = (int)refusal.Rule,
            State = OrderState.Rejected,
        });
    }

    /// <inheritdoc/>
    public void OnOrder(in Order order, Timestamp time)
    {
        Text64 none = default;
        results.Message(symbols[order.Symbol].Name, strategies[order.Strategy], time, Update(in order, in none));
        if (OrderStates.IsDone(order.State))
        {
            results.Order(new DoneOrder(symbols[order.Symbol].Name, strategies[order.Strategy], order, time, ""));
        }
    }

    /// <inheritdoc/>
    public void OnPosition(int strategy, int symbol, in PositionUpdate position, Timestamp time)
    {
    }

    /// <inheritdoc/>
    public void OnOddity(int symbol, in Text64 clientOrderId, FillOddity oddity, Timestamp time)
    {
    }

    /// <inheritdoc/>
    public void OnImpossible(in Order order, OrderState told, Timestamp time)
    {
    }

    /// <inheritdoc/>
    public void OnStopped(RiskRule rule, Timestamp time)
    {
        Stops.Add((time, rule));
        Describe(time);
    }

    /// <summary>The limits that stopped entries, and when.</summary>
    public List<(Timestamp Time, RiskRule Rule)> Stops { get; } = [];

    /// <summary>Says what the account is.</summary>
    private void Describe(Timestamp time)
    {
        AccountUpdate update = account.Describe();
        results.Message("", "", time, in update);
    }

    private OrderUpdate Update(in Order order, in Text64 reason) => new()
    {
        Account = Text64.From(settings.Account.Name),
        ClientOrderId = order.Id.ToText64(),
        State = order.State,
        Quantity = order.Quantity,
        Filled = order.Filled,
        AveragePrice = order.AveragePrice,
        Reason = reason,
    };
}
