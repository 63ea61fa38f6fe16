using Pawl.Types;

namespace Pawl.Trading;

/// <summary>Takes what an account says, as it happens. What is made of it, messages, tables, alerts, is the business of who drives it.</summary>
public interface IAccountSink
{
    /// <summary>A request goes to the broker: the intent, to be made durable before it is sent.</summary>
    void OnRequest(in ApprovedRequest request);

    /// <summary>An order was refused before the broker.</summary>
    void OnRefused(in Order order, in Refusal refusal, Timestamp time);

    /// <summary>An order is in another state, by an answer of the broker or a fill.</summary>
    void OnOrder(in Order order, Timestamp time);

    /// <summary>A strategy's position changed by a fill of an order, which may be unknown.</summary>
    void OnPosition(int strategy, int symbol, in PositionUpdate position, Timestamp time);

    /// <summary>A fill is odd, or an answer does not fit the order: accounted, and to be looked at.</summary>
    void OnOddity(int symbol, in Text64 clientOrderId, FillOddity oddity, Timestamp time);

    /// <summary>An answer of the broker does not fit the state that its order is in; the order stays as it was.</summary>
    void OnImpossible(in Order order, OrderState told, Timestamp time);

    /// <summary>Entries stop, by a limit.</summary>
    void OnStopped(RiskRule rule, Timestamp time);
}
