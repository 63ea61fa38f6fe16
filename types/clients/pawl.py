"""Messages of Pawl. Generated: `pawl types generate --lang python`.

Read them with json.loads(line, parse_float=Decimal): exact decimals keep all their digits.
"""

from decimal import Decimal
from typing import Any, Dict, List, Literal, NotRequired, Optional, TypedDict, Union

# An exact decimal; one without a fraction is read as int.
Exact = Union[Decimal, int]
# An IEEE number.
Number = Union[Decimal, int, float]

AccountFlags = Literal["halted"]

# What an account holds.
AccountUpdate = TypedDict(
    "AccountUpdate",
    {
        # the account
        "account": str,
        # its currency
        "currency": str,
        # cash
        "cash": Exact,
        # cash and the value of all positions
        "equity": Exact,
        # margin that positions and orders take
        "margin_used": Exact,
        # what new positions may take
        "buying_power": Exact,
        # what a reader should know
        "flags": List[AccountFlags],
    },
)

BreakKind = Literal["bos", "choch"]
Direction = Literal["up", "down"]
BreakState = Literal["confirmed"]

# Price has passed the newest swing on one side.
BreakOfStructure = TypedDict(
    "BreakOfStructure",
    {
        # number of the object within its node
        "object_id": int,
        # bos with the trend, choch against it
        "kind": BreakKind,
        # up: a swing high was passed
        "direction": Direction,
        # a break is final when it is told
        "state": BreakState,
        # price of the swing
        "level": Exact,
        # object id of the swing
        "swing_id": int,
        # number of the swing's bar
        "origin_index": int,
        # start of the swing's bar
        "origin_time": str,
        # number of the bar that passed it
        "confirmed_index": int,
        # end of the bar that passed it
        "confirmed_time": str,
        # end of the bar that brought this state
        "state_time": str,
    },
)

CandleFlags = Literal["incomplete", "truncated", "synthetic", "partial", "rolled"]

# A bar of trades over [timestamp, close_time).
Candle = TypedDict(
    "Candle",
    {
        # end of the bar, which does not belong to it
        "close_time": str,
        # first price
        "open": Exact,
        # highest price
        "high": Exact,
        # lowest price
        "low": Exact,
        # last price
        "close": Exact,
        # quantity traded
        "volume": Exact,
        # number of trades
        "trades": Optional[int],
        # what a reader should know about the bar
        "flags": List[CandleFlags],
        # quantity bought by aggressors; null where the trades are not known
        "buy_volume": NotRequired[Optional[Exact]],
        # quantity sold by aggressors
        "sell_volume": NotRequired[Optional[Exact]],
        # quantity whose aggressor is unknown
        "neutral_volume": NotRequired[Optional[Exact]],
        # sum of price times quantity of the trades, rounded half to even once
        "notional": NotRequired[Optional[Exact]],
        # mean price of the trades, weighed by quantity; null without volume
        "vwap": NotRequired[Optional[Exact]],
    },
)

ControlCommand = Literal["halt", "resume", "snapshot", "reset", "pipeline"]

# What an operator asked for.
Control = TypedDict(
    "Control",
    {
        # what was asked for
        "command": ControlCommand,
        # the node, pipeline or strategy that it concerns; empty for all
        "target": str,
        # who asked
        "by": str,
    },
)

DeltaFlags = Literal["gap"]

# What was bought minus what was sold since the beginning of the session, over a bar.
CumulativeDelta = TypedDict(
    "CumulativeDelta",
    {
        # start of the bar
        "bar_time": str,
        # the sum before the bar, or 0 where it begins anew
        "open": Exact,
        # its highest value in the bar
        "high": Exact,
        # its lowest value in the bar
        "low": Exact,
        # the sum at the end of the bar
        "close": Exact,
        # what a reader should know: gap, where trades are known to be missing since the sum began
        "flags": List[DeltaFlags],
    },
)


# Data are missing: a gap in the venue's sequence numbers, or one that a sender or the gateway found.
DataGap = TypedDict(
    "DataGap",
    {
        # sequence number that should have come; 0 where a sender says that something is missing, and ticks have no numbers
        "expected": int,
        # sequence number that came; 0 likewise
        "received": int,
    },
)


# The volume of a bar by aggressor.
DeltaVolume = TypedDict(
    "DeltaVolume",
    {
        # start of the bar
        "bar_time": str,
        # quantity bought by aggressors
        "buy": Exact,
        # quantity sold by aggressors
        "sell": Exact,
        # quantity whose aggressor is unknown
        "neutral": Exact,
        # buy minus sell
        "delta": Exact,
        # quantity whose aggressor the venue told
        "by_venue": Exact,
        # quantity whose aggressor the quote told
        "by_quote": Exact,
        # quantity whose aggressor the direction of the price told
        "by_tick": Exact,
    },
)

FairValueGapState = Literal["open", "updated", "touched", "half_filled", "filled", "inverted", "expired"]

# A range that price jumped over within three bars; each new state is a message with the same object id.
FairValueGap = TypedDict(
    "FairValueGap",
    {
        # number of the object within its node
        "object_id": int,
        # up: price jumped up over it; the other way once it is inverted
        "direction": Direction,
        # what became of it
        "state": FairValueGapState,
        # lower edge
        "price_low": Exact,
        # upper edge
        "price_high": Exact,
        # how much of it has been traded through, 0 to 1
        "fill": Optional[Number],
        # number of the bar that jumped
        "origin_index": int,
        # start of the bar that jumped
        "origin_time": str,
        # number of the bar that confirmed it
        "confirmed_index": int,
        # end of the bar that confirmed it
        "confirmed_time": str,
        # end of the bar that brought this state
        "state_time": str,
    },
)

TradeDirection = Literal["buy", "sell"]
Liquidity = Literal["maker", "taker"]

# A part of an order, or all of it, was filled.
Fill = TypedDict(
    "Fill",
    {
        # the account
        "account": str,
        # our id of the order, at most 20 characters
        "client_order_id": str,
        # the venue's id of the fill
        "venue_fill_id": str,
        # buy or sell
        "side": TradeDirection,
        # price of the fill
        "price": Exact,
        # how much was filled
        "quantity": Exact,
        # fee, in the currency of the account
        "fee": Exact,
        # who waited
        "liquidity": Optional[Liquidity],
        # when the venue filled it
        "fill_time": str,
    },
)

AuctionFlags = Literal["high", "low"]
ImbalanceSides = Literal["buy", "sell"]

# FootprintRow
FootprintRow = TypedDict(
    "FootprintRow",
    {
        # lower edge of the row
        "price": Exact,
        # quantity sold by aggressors
        "bid": Exact,
        # quantity bought by aggressors
        "ask": Exact,
        # quantity whose aggressor is unknown
        "neutral": Exact,
        # number of trades
        "trades": int,
        # sides that outweigh the other side a row away
        "imbalance": List[ImbalanceSides],
    },
)


# StackedImbalance
StackedImbalance = TypedDict(
    "StackedImbalance",
    {
        # buy or sell
        "side": TradeDirection,
        # price of the lowest row
        "low": Exact,
        # price of the highest row
        "high": Exact,
        # number of rows
        "rows": int,
    },
)


# What was traded at each price of a bar, by aggressor.
Footprint = TypedDict(
    "Footprint",
    {
        # start of the bar
        "bar_time": str,
        # height of a row
        "row_size": Exact,
        # quantity sold by aggressors, at the bid
        "bid": Exact,
        # quantity bought by aggressors, at the ask
        "ask": Exact,
        # quantity whose aggressor is unknown
        "neutral": Exact,
        # ask minus bid
        "delta": Exact,
        # the highest delta within the bar, trade by trade; at least 0
        "max_delta": Exact,
        # the lowest delta within the bar, trade by trade; at most 0
        "min_delta": Exact,
        # number of trades
        "trades": int,
        # price of the row with the largest volume
        "point_of_control": Optional[Exact],
        # volume of that row
        "point_of_control_volume": Exact,
        # the extremes at which both sides traded
        "unfinished": List[AuctionFlags],
        # rows with volume, from the lowest price up
        "rows": List[FootprintRow],
        # runs of rows with imbalances of one side, from the lowest price up
        "stacked": List[StackedImbalance],
    },
)


# A service is alive.
Heartbeat = TypedDict(
    "Heartbeat",
    {
        # the service
        "service": str,
        # the newest input event that it has processed
        "sequence": int,
        # time since it started
        "uptime": Optional[Number],
        # how far it is behind its input
        "lag": Optional[Number],
    },
)

ImbalanceKind = Literal["trade", "book"]
ImbalanceFlags = Literal["alert"]

# How much one side outweighs the other, from −1 (all sold) to 1 (all bought).
Imbalance = TypedDict(
    "Imbalance",
    {
        # start of the bar
        "bar_time": str,
        # what was weighed: the trades, or the sizes of bid and ask
        "kind": ImbalanceKind,
        # −1 to 1; null where there is nothing to weigh
        "value": Optional[Number],
        # volume of the trades, or size of bid and ask together at the end of the bar
        "volume": Exact,
        # what a reader should know: alert, where it is large and there is volume behind it
        "flags": List[ImbalanceFlags],
    },
)


# A trade that came too late to enter its candle.
LateTick = TypedDict(
    "LateTick",
    {
        # price of the trade
        "price": Exact,
        # quantity traded
        "size": Exact,
        # newest time in the log before it
        "newest_time": str,
    },
)

LeaseEvent = Literal["acquired", "released", "lost"]

# The right to write a partition went to another process.
LeaseChange = TypedDict(
    "LeaseChange",
    {
        # the partition
        "partition": int,
        # what happened
        "change": LeaseEvent,
        # the process that it concerns
        "owner": str,
        # number of the lease; a writer with a smaller one is refused
        "epoch": int,
    },
)

LiquidityKind = Literal["equal_highs", "equal_lows", "previous_day_high", "previous_day_low", "previous_week_high", "previous_week_low", "opening_range_high", "opening_range_low"]
LiquidityState = Literal["open", "extended", "swept", "sweep_rejected", "sweep_accepted", "expired"]

# A price beyond which orders are thought to rest; each new state is a message with the same object id.
LiquidityLevel = TypedDict(
    "LiquidityLevel",
    {
        # number of the object within its node
        "object_id": int,
        # what makes it a level
        "kind": LiquidityKind,
        # up: it is passed upwards
        "direction": Direction,
        # what became of it
        "state": LiquidityState,
        # the price that has to be passed
        "level": Exact,
        # lowest of the prices that make it
        "price_low": Exact,
        # highest of the prices that make it
        "price_high": Exact,
        # number of swings that make it
        "members": int,
        # members, and a half where an extreme of the day or week before lies among them
        "score": Optional[Number],
        # number of the first bar that makes it
        "origin_index": int,
        # start of the first bar that makes it
        "origin_time": str,
        # number of the bar that confirmed it
        "confirmed_index": int,
        # end of the bar that confirmed it
        "confirmed_time": str,
        # end of the bar that brought this state
        "state_time": str,
    },
)


# A node failed and sleeps.
NodeError = TypedDict(
    "NodeError",
    {
        # what went wrong, cut at 64 bytes
        "error": str,
    },
)

OrderBlockState = Literal["open", "tested", "mitigated", "broken", "breaker", "invalidated", "expired"]

# The bar from which a break of structure began; each new state is a message with the same object id.
OrderBlock = TypedDict(
    "OrderBlock",
    {
        # number of the object within its node
        "object_id": int,
        # up: price left it upwards; the other way once it is a breaker
        "direction": Direction,
        # what became of it
        "state": OrderBlockState,
        # lower edge
        "price_low": Exact,
        # upper edge
        "price_high": Exact,
        # 0 to 1: how far price went from it, and whether it left a gap; null until the average true range is ready
        "strength": Optional[Number],
        # object id of the break that it led to
        "break_id": int,
        # number of its bar
        "origin_index": int,
        # start of its bar
        "origin_time": str,
        # number of the bar that broke the structure
        "confirmed_index": int,
        # end of the bar that broke the structure
        "confirmed_time": str,
        # end of the bar that brought this state
        "state_time": str,
    },
)

OrderAction = Literal["place", "replace", "cancel"]
OrderKind = Literal["market", "limit", "stop", "stop_limit", "trailing_stop"]
TimeInForce = Literal["day", "gtc", "ioc", "fok", "gtd"]
OrderFlags = Literal["reduce_only"]

# What is asked of a broker.
OrderRequest = TypedDict(
    "OrderRequest",
    {
        # the account
        "account": str,
        # our id of the order, at most 20 characters
        "client_order_id": str,
        # place, replace or cancel
        "action": OrderAction,
        # buy or sell
        "side": TradeDirection,
        # how it is to be filled
        "kind": OrderKind,
        # how much
        "quantity": Exact,
        # the worst price, where there is one
        "limit_price": Optional[Exact],
        # the price that makes it active, where there is one
        "stop_price": Optional[Exact],
        # distance of a trailing stop
        "trail": Optional[Exact],
        # how long it stands
        "time_in_force": TimeInForce,
        # when it ends, of gtd
        "expires": Optional[str],
        # what is special about it
        "flags": List[OrderFlags],
        # our id of the order that it protects; empty where there is none
        "parent": str,
    },
)

OrderState = Literal["intent", "sending", "pending_new", "new", "partially_filled", "filled", "pending_cancel", "canceled", "rejected", "expired", "unknown"]

# Where an order stands.
OrderUpdate = TypedDict(
    "OrderUpdate",
    {
        # the account
        "account": str,
        # our id of the order, at most 20 characters
        "client_order_id": str,
        # the venue's id; empty before it has one
        "venue_order_id": str,
        # where it stands
        "state": OrderState,
        # how much was ordered
        "quantity": Exact,
        # how much of it is filled
        "filled": Exact,
        # mean price of what is filled
        "average_price": Optional[Exact],
        # why it was refused or ended; empty else
        "reason": str,
    },
)


# The position of a strategy after a change.
PositionUpdate = TypedDict(
    "PositionUpdate",
    {
        # how much is held; negative where it was sold short
        "quantity": Exact,
        # mean price of what is held
        "average_price": Optional[Exact],
        # the price it is valued at
        "mark_price": Optional[Exact],
        # profit of what was closed, in the currency of the account
        "realized_profit": Exact,
        # profit of what is held, in the currency of the account
        "unrealized_profit": Exact,
        # fees so far, in the currency of the account
        "fees": Exact,
    },
)

QuoteMark = Literal["normal", "locked", "crossed"]

# The best bid and ask: of each side the last that is known.
Quote = TypedDict(
    "Quote",
    {
        # best bid
        "bid": Exact,
        # quantity at the bid
        "bid_size": Exact,
        # best ask
        "ask": Exact,
        # quantity at the ask
        "ask_size": Exact,
        # ask minus bid, below 0 where they are crossed; null where a side is not known
        "spread": NotRequired[Optional[Exact]],
        # whether bid and ask are normal, locked (equal) or crossed (the bid is higher); null where a side is not known
        "mark": NotRequired[Optional[QuoteMark]],
    },
)


# What a strategy risks, and how far its limits are.
RiskMetric = TypedDict(
    "RiskMetric",
    {
        # where the position is given up
        "stop_loss": Optional[Exact],
        # where profit is taken
        "take_profit": Optional[Exact],
        # value of the position, in the currency of the account
        "exposure": Exact,
        # loss since the highest equity, in the currency of the account
        "drawdown": Exact,
        # exposure that its limit still allows
        "exposure_room": Exact,
        # loss that its limit still allows
        "loss_room": Exact,
        # quantity that its limit still allows
        "position_room": Exact,
    },
)


# The change of a continuous future from one contract to the next; prices of the next one follow.
Roll = TypedDict(
    "Roll",
    {
        # the contract that counted until then
        "from_contract": str,
        # the contract that counts from then on
        "to_contract": str,
        # last price of the first before the roll, as it was paid
        "from_close": Optional[Exact],
        # last price of the second before the roll, as it was paid
        "to_close": Optional[Exact],
        # what is added to the prices that follow, as they are paid
        "offset": Exact,
        # what they are multiplied by
        "factor": Optional[Number],
    },
)


# The state of a log was saved.
SnapshotTaken = TypedDict(
    "SnapshotTaken",
    {
        # the newest input event that it holds
        "sequence": int,
        # its size
        "bytes": int,
        # how long the log stood still for it
        "pause": Optional[Number],
    },
)

MachineState = Literal["watch", "close_watch", "in_trade"]

# A strategy went from one state to another.
StateTransition = TypedDict(
    "StateTransition",
    {
        # the state before
        "from": MachineState,
        # the state after
        "to": MachineState,
        # why, cut at 64 bytes
        "reason": str,
    },
)

SwingKind = Literal["swing_high", "swing_low", "higher_high", "lower_high", "higher_low", "lower_low", "equal_high", "equal_low"]

# A confirmed local extreme of the bars.
SwingPoint = TypedDict(
    "SwingPoint",
    {
        # number of the object within its node
        "object_id": int,
        # what it is, compared with the one before it on the same side
        "kind": SwingKind,
        # the extreme price
        "price": Exact,
        # number of the extreme bar
        "bar_index": int,
        # start of the extreme bar
        "bar_time": str,
        # number of the bar that confirmed it
        "confirmed_index": int,
        # end of the bar that confirmed it
        "confirmed_time": str,
        # number of bars that confirm it
        "strength": int,
        # 0 to 1; null until its averages are ready
        "score": Optional[Number],
    },
)

AggressorSide = Literal["buy", "sell"]

# A trade.
Tick = TypedDict(
    "Tick",
    {
        # price of the trade
        "price": Exact,
        # quantity traded
        "size": Exact,
        # side that took liquidity
        "side": Optional[AggressorSide],
        # the venue's id of the trade
        "trade_id": Optional[int],
        # the venue's sequence number
        "sequence": Optional[int],
        # best bid at the moment of the trade
        "bid": NotRequired[Optional[Exact]],
        # best ask at the moment of the trade
        "ask": NotRequired[Optional[Exact]],
        # the venue's conditions of the trade, as it writes them, at most 24 characters of ASCII
        "conditions": NotRequired[Optional[str]],
    },
)

SignalKind = Literal["entry", "exit", "stop", "target"]

# What a strategy wants to do.
TradeSignal = TypedDict(
    "TradeSignal",
    {
        # what it asks for
        "kind": SignalKind,
        # buy or sell
        "side": TradeDirection,
        # the price it was decided at
        "price": Exact,
        # where the position is to be given up
        "stop": Optional[Exact],
        # where profit is to be taken
        "target": Optional[Exact],
        # how much, where the strategy says so
        "size": Optional[Exact],
        # 0 to 1, where the strategy says so
        "confidence": Optional[Number],
        # state of the strategy
        "state": MachineState,
        # why, cut at 64 bytes
        "reason": str,
    },
)

ProfileState = Literal["developing", "final"]
ValueAreaMethod = Literal["two_rows", "single_row"]

# ProfileRow
ProfileRow = TypedDict(
    "ProfileRow",
    {
        # lower edge of the row
        "price": Exact,
        # quantity traded
        "volume": Exact,
        # quantity bought by aggressors
        "buy": Exact,
        # quantity sold by aggressors
        "sell": Exact,
    },
)


# Where volume has traded: in the session, in a stretch of time, or in the newest bars.
VolumeProfile = TypedDict(
    "VolumeProfile",
    {
        # start of the newest bar in it
        "bar_time": str,
        # final once the session is over
        "state": ProfileState,
        # height of a row
        "row_size": Exact,
        # price of the row with the largest volume
        "point_of_control": Exact,
        # volume of that row
        "point_of_control_volume": Exact,
        # price of the lowest row of the value area
        "value_area_low": Exact,
        # price of the highest row of the value area
        "value_area_high": Exact,
        # volume of the value area
        "value_area_volume": Exact,
        # how the value area grows from the point of control
        "value_area_method": ValueAreaMethod,
        # volume of all rows
        "volume": Exact,
        # price of the lowest row with volume
        "low": Exact,
        # price of the highest row with volume
        "high": Exact,
        # number of rows with volume
        "levels": int,
        # rows with volume, from the lowest price up
        "bins": List[ProfileRow],
        # prices of the high-volume nodes, from the lowest up
        "high_volume_nodes": List[Exact],
        # prices of the low-volume nodes, from the lowest up
        "low_volume_nodes": List[Exact],
    },
)


# The output of an indicator; its fields are those of the node's kind.
Indicator = Dict[str, Any]


class Metadata(TypedDict):
    version: int
    # {log}:{number of the input event}:{number of the output}
    id: str
    node: str
    # False for a preview
    confirmed: bool


class CandleMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["candle"]
    data: Candle
    metadata: Metadata


class QuoteMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["quote"]
    data: Quote
    metadata: Metadata


class RollMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["roll"]
    data: Roll
    metadata: Metadata


class TickMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["tick"]
    data: Tick
    metadata: Metadata


class BreakOfStructureMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["break_of_structure"]
    data: BreakOfStructure
    metadata: Metadata


class FairValueGapMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["fair_value_gap"]
    data: FairValueGap
    metadata: Metadata


class LiquidityLevelMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["liquidity_level"]
    data: LiquidityLevel
    metadata: Metadata


class OrderBlockMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["order_block"]
    data: OrderBlock
    metadata: Metadata


class SwingPointMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["swing_point"]
    data: SwingPoint
    metadata: Metadata


class CumulativeDeltaMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["cumulative_delta"]
    data: CumulativeDelta
    metadata: Metadata


class DeltaVolumeMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["delta_volume"]
    data: DeltaVolume
    metadata: Metadata


class FootprintMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["footprint"]
    data: Footprint
    metadata: Metadata


class ImbalanceMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["imbalance"]
    data: Imbalance
    metadata: Metadata


class VolumeProfileMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["volume_profile"]
    data: VolumeProfile
    metadata: Metadata


class IndicatorMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["indicator"]
    data: Indicator
    metadata: Metadata


class PositionUpdateMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["position_update"]
    data: PositionUpdate
    metadata: Metadata


class RiskMetricMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["risk_metric"]
    data: RiskMetric
    metadata: Metadata


class StateTransitionMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["state_transition"]
    data: StateTransition
    metadata: Metadata


class TradeSignalMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["trade_signal"]
    data: TradeSignal
    metadata: Metadata


class AccountUpdateMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["account_update"]
    data: AccountUpdate
    metadata: Metadata


class FillMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["fill"]
    data: Fill
    metadata: Metadata


class OrderRequestMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["order_request"]
    data: OrderRequest
    metadata: Metadata


class OrderUpdateMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["order_update"]
    data: OrderUpdate
    metadata: Metadata


class ControlMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["control"]
    data: Control
    metadata: Metadata


class DataGapMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["data_gap"]
    data: DataGap
    metadata: Metadata


class HeartbeatMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["heartbeat"]
    data: Heartbeat
    metadata: Metadata


class LateTickMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["late_tick"]
    data: LateTick
    metadata: Metadata


class LeaseChangeMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["lease_change"]
    data: LeaseChange
    metadata: Metadata


class NodeErrorMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["node_error"]
    data: NodeError
    metadata: Metadata


class SnapshotTakenMessage(TypedDict):
    symbol: str
    # UTC; when it became known, of a candle its start
    timestamp: str
    timeframe: str
    type: Literal["snapshot_taken"]
    data: SnapshotTaken
    metadata: Metadata


Message = Union[
    CandleMessage,
    QuoteMessage,
    RollMessage,
    TickMessage,
    BreakOfStructureMessage,
    FairValueGapMessage,
    LiquidityLevelMessage,
    OrderBlockMessage,
    SwingPointMessage,
    CumulativeDeltaMessage,
    DeltaVolumeMessage,
    FootprintMessage,
    ImbalanceMessage,
    VolumeProfileMessage,
    IndicatorMessage,
    PositionUpdateMessage,
    RiskMetricMessage,
    StateTransitionMessage,
    TradeSignalMessage,
    AccountUpdateMessage,
    FillMessage,
    OrderRequestMessage,
    OrderUpdateMessage,
    ControlMessage,
    DataGapMessage,
    HeartbeatMessage,
    LateTickMessage,
    LeaseChangeMessage,
    NodeErrorMessage,
    SnapshotTakenMessage,
]
