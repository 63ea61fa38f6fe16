using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Tests.Unit.Trading;

/// <summary>Keeps what it is asked for, and what an account says.</summary>
internal sealed class RecordingBroker : IBroker, IAccountSink
{
    public List<ApprovedRequest> Requests { get; } = [];

    public List<(Order Order, Refusal Refusal)> Refused { get; } = [];

    public List<FillOddity> Oddities { get; } = [];

    public List<(OrderState From, OrderState Told)> Impossible { get; } = [];

    public List<RiskRule> Stops { get; } = [];

    public IEnumerable<ApprovedRequest> Cancels => Requests.Where(r => r.Request.Action == OrderAction.Cancel);

    public void Send(in ApprovedRequest request) => Requests.Add(request);

    public void OnRequest(in ApprovedRequest request)
    {
    }

    public void OnRefused(in Order order, in Refusal refusal, Timestamp time) => Refused.Add((order, refusal));

    public void OnOrder(in Order order, Timestamp time)
    {
    }

    public void OnPosition(int strategy, int symbol, in PositionUpdate position, Timestamp time)
    {
    }

    public void OnOddity(int symbol, in Text64 clientOrderId, FillOddity oddity, Timestamp time) => Oddities.Add(oddity);

    public void OnImpossible(in Order order, OrderState told, Timestamp time) => Impossible.Add((order.State, told));

    public void OnStopped(RiskRule rule, Timestamp time) => Stops.Add(rule);
}
