//! Messages of Pawl. Generated: `pawl types generate --lang rust`.
#![allow(unexpected_cfgs)]

/// An exact decimal as JSON gives it; whoever needs all digits puts a decimal type here.
pub type Exact = f64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum AccountFlags {
    Halted,
}

/// What an account holds.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AccountUpdate {
    /// the account
    pub account: String,
    /// its currency
    pub currency: String,
    /// cash
    pub cash: Exact,
    /// cash and the value of all positions
    pub equity: Exact,
    /// margin that positions and orders take
    pub margin_used: Exact,
    /// what new positions may take
    pub buying_power: Exact,
    /// what a reader should know
    pub flags: Vec<AccountFlags>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum BreakKind {
    Bos,
    Choch,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Direction {
    Up,
    Down,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum BreakState {
    Confirmed,
}

/// Price has passed the newest swing on one side.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BreakOfStructure {
    /// number of the object within its node
    pub object_id: i64,
    /// bos with the trend, choch against it
    pub kind: BreakKind,
    /// up: a swing high was passed
    pub direction: Direction,
    /// a break is final when it is told
    pub state: BreakState,
    /// price of the swing
    pub level: Exact,
    /// object id of the swing
    pub swing_id: i64,
    /// number of the swing's bar
    pub origin_index: i64,
    /// start of the swing's bar
    pub origin_time: String,
    /// number of the bar that passed it
    pub confirmed_index: i64,
    /// end of the bar that passed it
    pub confirmed_time: String,
    /// end of the bar that brought this state
    pub state_time: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum CandleFlags {
    Incomplete,
    Truncated,
    Synthetic,
    Partial,
    Rolled,
}

/// A bar of trades over [timestamp, close_time).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Candle {
    /// end of the bar, which does not belong to it
    pub close_time: String,
    /// first price
    pub open: Exact,
    /// highest price
    pub high: Exact,
    /// lowest price
    pub low: Exact,
    /// last price
    pub close: Exact,
    /// quantity traded
    pub volume: Exact,
    /// number of trades
    pub trades: Option<i64>,
    /// what a reader should know about the bar
    pub flags: Vec<CandleFlags>,
    /// quantity bought by aggressors; null where the trades are not known
    pub buy_volume: Option<Exact>,
    /// quantity sold by aggressors
    pub sell_volume: Option<Exact>,
    /// quantity whose aggressor is unknown
    pub neutral_volume: Option<Exact>,
    /// sum of price times quantity of the trades, rounded half to even once
    pub notional: Option<Exact>,
    /// mean price of the trades, weighed by quantity; null without volume
    pub vwap: Option<Exact>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ControlCommand {
    Halt,
    Resume,
    Snapshot,
    Reset,
    Pipeline,
}

/// What an operator asked for.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Control {
    /// what was asked for
    pub command: ControlCommand,
    /// the node, pipeline or strategy that it concerns; empty for all
    pub target: String,
    /// who asked
    pub by: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum DeltaFlags {
    Gap,
}

/// What was bought minus what was sold since the beginning of the session, over a bar.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CumulativeDelta {
    /// start of the bar
    pub bar_time: String,
    /// the sum before the bar, or 0 where it begins anew
    pub open: Exact,
    /// its highest value in the bar
    pub high: Exact,
    /// its lowest value in the bar
    pub low: Exact,
    /// the sum at the end of the bar
    pub close: Exact,
    /// what a reader should know: gap, where trades are known to be missing since the sum began
    pub flags: Vec<DeltaFlags>,
}

/// Data are missing: a gap in the venue's sequence numbers, or one that a sender or the gateway found.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DataGap {
    /// sequence number that should have come; 0 where a sender says that something is missing, and ticks have no numbers
    pub expected: i64,
    /// sequence number that came; 0 likewise
    pub received: i64,
}

/// The volume of a bar by aggressor.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DeltaVolume {
    /// start of the bar
    pub bar_time: String,
    /// quantity bought by aggressors
    pub buy: Exact,
    /// quantity sold by aggressors
    pub sell: Exact,
    /// quantity whose aggressor is unknown
    pub neutral: Exact,
    /// buy minus sell
    pub delta: Exact,
    /// quantity whose aggressor the venue told
    pub by_venue: Exact,
    /// quantity whose aggressor the quote told
    pub by_quote: Exact,
    /// quantity whose aggressor the direction of the price told
    pub by_tick: Exact,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum FairValueGapState {
    Open,
    Updated,
    Touched,
    HalfFilled,
    Filled,
    Inverted,
    Expired,
}

/// A range that price jumped over within three bars; each new state is a message with the same object id.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FairValueGap {
    /// number of the object within its node
    pub object_id: i64,
    /// up: price jumped up over it; the other way once it is inverted
    pub direction: Direction,
    /// what became of it
    pub state: FairValueGapState,
    /// lower edge
    pub price_low: Exact,
    /// upper edge
    pub price_high: Exact,
    /// how much of it has been traded through, 0 to 1
    pub fill: Option<f64>,
    /// number of the bar that jumped
    pub origin_index: i64,
    /// start of the bar that jumped
    pub origin_time: String,
    /// number of the bar that confirmed it
    pub confirmed_index: i64,
    /// end of the bar that confirmed it
    pub confirmed_time: String,
    /// end of the bar that brought this state
    pub state_time: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum TradeDirection {
    Buy,
    Sell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Liquidity {
    Maker,
    Taker,
}

/// A part of an order, or all of it, was filled.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Fill {
    /// the account
    pub account: String,
    /// our id of the order, at most 20 characters
    pub client_order_id: String,
    /// the venue's id of the fill
    pub venue_fill_id: String,
    /// buy or sell
    pub side: TradeDirection,
    /// price of the fill
    pub price: Exact,
    /// how much was filled
    pub quantity: Exact,
    /// fee, in the currency of the account
    pub fee: Exact,
    /// who waited
    pub liquidity: Option<Liquidity>,
    /// when the venue filled it
    pub fill_time: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum AuctionFlags {
    High,
    Low,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ImbalanceSides {
    Buy,
    Sell,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FootprintRow {
    /// lower edge of the row
    pub price: Exact,
    /// quantity sold by aggressors
    pub bid: Exact,
    /// quantity bought by aggressors
    pub ask: Exact,
    /// quantity whose aggressor is unknown
    pub neutral: Exact,
    /// number of trades
    pub trades: i64,
    /// sides that outweigh the other side a row away
    pub imbalance: Vec<ImbalanceSides>,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StackedImbalance {
    /// buy or sell
    pub side: TradeDirection,
    /// price of the lowest row
    pub low: Exact,
    /// price of the highest row
    pub high: Exact,
    /// number of rows
    pub rows: i64,
}

/// What was traded at each price of a bar, by aggressor.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Footprint {
    /// start of the bar
    pub bar_time: String,
    /// height of a row
    pub row_size: Exact,
    /// quantity sold by aggressors, at the bid
    pub bid: Exact,
    /// quantity bought by aggressors, at the ask
    pub ask: Exact,
    /// quantity whose aggressor is unknown
    pub neutral: Exact,
    /// ask minus bid
    pub delta: Exact,
    /// the highest delta within the bar, trade by trade; at least 0
    pub max_delta: Exact,
    /// the lowest delta within the bar, trade by trade; at most 0
    pub min_delta: Exact,
    /// number of trades
    pub trades: i64,
    /// price of the row with the largest volume
    pub point_of_control: Option<Exact>,
    /// volume of that row
    pub point_of_control_volume: Exact,
    /// the extremes at which both sides traded
    pub unfinished: Vec<AuctionFlags>,
    /// rows with volume, from the lowest price up
    pub rows: Vec<FootprintRow>,
    /// runs of rows with imbalances of one side, from the lowest price up
    pub stacked: Vec<StackedImbalance>,
}

/// A service is alive.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Heartbeat {
    /// the service
    pub service: String,
    /// the newest input event that it has processed
    pub sequence: i64,
    /// time since it started
    pub uptime: Option<f64>,
    /// how far it is behind its input
    pub lag: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ImbalanceKind {
    Trade,
    Book,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ImbalanceFlags {
    Alert,
}

/// How much one side outweighs the other, from −1 (all sold) to 1 (all bought).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Imbalance {
    /// start of the bar
    pub bar_time: String,
    /// what was weighed: the trades, or the sizes of bid and ask
    pub kind: ImbalanceKind,
    /// −1 to 1; null where there is nothing to weigh
    pub value: Option<f64>,
    /// volume of the trades, or size of bid and ask together at the end of the bar
    pub volume: Exact,
    /// what a reader should know: alert, where it is large and there is volume behind it
    pub flags: Vec<ImbalanceFlags>,
}

/// A trade that came too late to enter its candle.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LateTick {
    /// price of the trade
    pub price: Exact,
    /// quantity traded
    pub size: Exact,
    /// newest time in the log before it
    pub newest_time: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum LeaseEvent {
    Acquired,
    Released,
    Lost,
}

/// The right to write a partition went to another process.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LeaseChange {
    /// the partition
    pub partition: i64,
    /// what happened
    pub change: LeaseEvent,
    /// the process that it concerns
    pub owner: String,
    /// number of the lease; a writer with a smaller one is refused
    pub epoch: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum LiquidityKind {
    EqualHighs,
    EqualLows,
    PreviousDayHigh,
    PreviousDayLow,
    PreviousWeekHigh,
    PreviousWeekLow,
    OpeningRangeHigh,
    OpeningRangeLow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum LiquidityState {
    Open,
    Extended,
    Swept,
    SweepRejected,
    SweepAccepted,
    Expired,
}

/// A price beyond which orders are thought to rest; each new state is a message with the same object id.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LiquidityLevel {
    /// number of the object within its node
    pub object_id: i64,
    /// what makes it a level
    pub kind: LiquidityKind,
    /// up: it is passed upwards
    pub direction: Direction,
    /// what became of it
    pub state: LiquidityState,
    /// the price that has to be passed
    pub level: Exact,
    /// lowest of the prices that make it
    pub price_low: Exact,
    /// highest of the prices that make it
    pub price_high: Exact,
    /// number of swings that make it
    pub members: i64,
    /// members, and a half where an extreme of the day or week before lies among them
    pub score: Option<f64>,
    /// number of the first bar that makes it
    pub origin_index: i64,
    /// start of the first bar that makes it
    pub origin_time: String,
    /// number of the bar that confirmed it
    pub confirmed_index: i64,
    /// end of the bar that confirmed it
    pub confirmed_time: String,
    /// end of the bar that brought this state
    pub state_time: String,
}

/// A node failed and sleeps.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NodeError {
    /// what went wrong, cut at 64 bytes
    pub error: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum OrderBlockState {
    Open,
    Tested,
    Mitigated,
    Broken,
    Breaker,
    Invalidated,
    Expired,
}

/// The bar from which a break of structure began; each new state is a message with the same object id.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderBlock {
    /// number of the object within its node
    pub object_id: i64,
    /// up: price left it upwards; the other way once it is a breaker
    pub direction: Direction,
    /// what became of it
    pub state: OrderBlockState,
    /// lower edge
    pub price_low: Exact,
    /// upper edge
    pub price_high: Exact,
    /// 0 to 1: how far price went from it, and whether it left a gap; null until the average true range is ready
    pub strength: Option<f64>,
    /// object id of the break that it led to
    pub break_id: i64,
    /// number of its bar
    pub origin_index: i64,
    /// start of its bar
    pub origin_time: String,
    /// number of the bar that broke the structure
    pub confirmed_index: i64,
    /// end of the bar that broke the structure
    pub confirmed_time: String,
    /// end of the bar that brought this state
    pub state_time: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum OrderAction {
    Place,
    Replace,
    Cancel,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum OrderKind {
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum TimeInForce {
    Day,
    Gtc,
    Ioc,
    Fok,
    Gtd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum OrderFlags {
    ReduceOnly,
}

/// What is asked of a broker.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderRequest {
    /// the account
    pub account: String,
    /// our id of the order, at most 20 characters
    pub client_order_id: String,
    /// place, replace or cancel
    pub action: OrderAction,
    /// buy or sell
    pub side: TradeDirection,
    /// how it is to be filled
    pub kind: OrderKind,
    /// how much
    pub quantity: Exact,
    /// the worst price, where there is one
    pub limit_price: Option<Exact>,
    /// the price that makes it active, where there is one
    pub stop_price: Option<Exact>,
    /// distance of a trailing stop
    pub trail: Option<Exact>,
    /// how long it stands
    pub time_in_force: TimeInForce,
    /// when it ends, of gtd
    pub expires: Option<String>,
    /// what is special about it
    pub flags: Vec<OrderFlags>,
    /// our id of the order that it protects; empty where there is none
    pub parent: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum OrderState {
    Intent,
    Sending,
    PendingNew,
    New,
    PartiallyFilled,
    Filled,
    PendingCancel,
    Canceled,
    Rejected,
    Expired,
    Unknown,
}

/// Where an order stands.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderUpdate {
    /// the account
    pub account: String,
    /// our id of the order, at most 20 characters
    pub client_order_id: String,
    /// the venue's id; empty before it has one
    pub venue_order_id: String,
    /// where it stands
    pub state: OrderState,
    /// how much was ordered
    pub quantity: Exact,
    /// how much of it is filled
    pub filled: Exact,
    /// mean price of what is filled
    pub average_price: Option<Exact>,
    /// why it was refused or ended; empty else
    pub reason: String,
}

/// The position of a strategy after a change.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PositionUpdate {
    /// how much is held; negative where it was sold short
    pub quantity: Exact,
    /// mean price of what is held
    pub average_price: Option<Exact>,
    /// the price it is valued at
    pub mark_price: Option<Exact>,
    /// profit of what was closed, in the currency of the account
    pub realized_profit: Exact,
    /// profit of what is held, in the currency of the account
    pub unrealized_profit: Exact,
    /// fees so far, in the currency of the account
    pub fees: Exact,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum QuoteMark {
    Normal,
    Locked,
    Crossed,
}

/// The best bid and ask: of each side the last that is known.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Quote {
    /// best bid
    pub bid: Exact,
    /// quantity at the bid
    pub bid_size: Exact,
    /// best ask
    pub ask: Exact,
    /// quantity at the ask
    pub ask_size: Exact,
    /// ask minus bid, below 0 where they are crossed; null where a side is not known
    pub spread: Option<Exact>,
    /// whether bid and ask are normal, locked (equal) or crossed (the bid is higher); null where a side is not known
    pub mark: Option<QuoteMark>,
}

/// What a strategy risks, and how far its limits are.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RiskMetric {
    /// where the position is given up
    pub stop_loss: Option<Exact>,
    /// where profit is taken
    pub take_profit: Option<Exact>,
    /// value of the position, in the currency of the account
    pub exposure: Exact,
    /// loss since the highest equity, in the currency of the account
    pub drawdown: Exact,
    /// exposure that its limit still allows
    pub exposure_room: Exact,
    /// loss that its limit still allows
    pub loss_room: Exact,
    /// quantity that its limit still allows
    pub position_room: Exact,
}

/// The change of a continuous future from one contract to the next; prices of the next one follow.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Roll {
    /// the contract that counted until then
    pub from_contract: String,
    /// the contract that counts from then on
    pub to_contract: String,
    /// last price of the first before the roll, as it was paid
    pub from_close: Option<Exact>,
    /// last price of the second before the roll, as it was paid
    pub to_close: Option<Exact>,
    /// what is added to the prices that follow, as they are paid
    pub offset: Exact,
    /// what they are multiplied by
    pub factor: Option<f64>,
}

/// The state of a log was saved.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SnapshotTaken {
    /// the newest input event that it holds
    pub sequence: i64,
    /// its size
    pub bytes: i64,
    /// how long the log stood still for it
    pub pause: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum MachineState {
    Watch,
    CloseWatch,
    InTrade,
}

/// A strategy went from one state to another.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StateTransition {
    /// the state before
    pub from: MachineState,
    /// the state after
    pub to: MachineState,
    /// why, cut at 64 bytes
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum SwingKind {
    SwingHigh,
    SwingLow,
    HigherHigh,
    LowerHigh,
    HigherLow,
    LowerLow,
    EqualHigh,
    EqualLow,
}

/// A confirmed local extreme of the bars.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SwingPoint {
    /// number of the object within its node
    pub object_id: i64,
    /// what it is, compared with the one before it on the same side
    pub kind: SwingKind,
    /// the extreme price
    pub price: Exact,
    /// number of the extreme bar
    pub bar_index: i64,
    /// start of the extreme bar
    pub bar_time: String,
    /// number of the bar that confirmed it
    pub confirmed_index: i64,
    /// end of the bar that confirmed it
    pub confirmed_time: String,
    /// number of bars that confirm it
    pub strength: i64,
    /// 0 to 1; null until its averages are ready
    pub score: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum AggressorSide {
    Buy,
    Sell,
}

/// A trade.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tick {
    /// price of the trade
    pub price: Exact,
    /// quantity traded
    pub size: Exact,
    /// side that took liquidity
    pub side: Option<AggressorSide>,
    /// the venue's id of the trade
    pub trade_id: Option<i64>,
    /// the venue's sequence number
    pub sequence: Option<i64>,
    /// best bid at the moment of the trade
    pub bid: Option<Exact>,
    /// best ask at the moment of the trade
    pub ask: Option<Exact>,
    /// the venue's conditions of the trade, as it writes them, at most 24 characters of ASCII
    pub conditions: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum SignalKind {
    Entry,
    Exit,
    Stop,
    Target,
}

/// What a strategy wants to do.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TradeSignal {
    /// what it asks for
    pub kind: SignalKind,
    /// buy or sell
    pub side: TradeDirection,
    /// the price it was decided at
    pub price: Exact,
    /// where the position is to be given up
    pub stop: Option<Exact>,
    /// where profit is to be taken
    pub target: Option<Exact>,
    /// how much, where the strategy says so
    pub size: Option<Exact>,
    /// 0 to 1, where the strategy says so
    pub confidence: Option<f64>,
    /// state of the strategy
    pub state: MachineState,
    /// why, cut at 64 bytes
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ProfileState {
    Developing,
    Final,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ValueAreaMethod {
    TwoRows,
    SingleRow,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ProfileRow {
    /// lower edge of the row
    pub price: Exact,
    /// quantity traded
    pub volume: Exact,
    /// quantity bought by aggressors
    pub buy: Exact,
    /// quantity sold by aggressors
    pub sell: Exact,
}

/// Where volume has traded: in the session, in a stretch of time, or in the newest bars.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct VolumeProfile {
    /// start of the newest bar in it
    pub bar_time: String,
    /// final once the session is over
    pub state: ProfileState,
    /// height of a row
    pub row_size: Exact,
    /// price of the row with the largest volume
    pub point_of_control: Exact,
    /// volume of that row
    pub point_of_control_volume: Exact,
    /// price of the lowest row of the value area
    pub value_area_low: Exact,
    /// price of the highest row of the value area
    pub value_area_high: Exact,
    /// volume of the value area
    pub value_area_volume: Exact,
    /// how the value area grows from the point of control
    pub value_area_method: ValueAreaMethod,
    /// volume of all rows
    pub volume: Exact,
    /// price of the lowest row with volume
    pub low: Exact,
    /// price of the highest row with volume
    pub high: Exact,
    /// number of rows with volume
    pub levels: i64,
    /// rows with volume, from the lowest price up
    pub bins: Vec<ProfileRow>,
    /// prices of the high-volume nodes, from the lowest up
    pub high_volume_nodes: Vec<Exact>,
    /// prices of the low-volume nodes, from the lowest up
    pub low_volume_nodes: Vec<Exact>,
}

/// Of every message.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Metadata {
    pub version: u32,
    /// {log}:{number of the input event}:{number of the output}
    pub id: String,
    pub node: String,
    /// false for a preview
    pub confirmed: bool,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Envelope<T> {
    pub symbol: String,
    /// UTC; when it became known, of a candle its start
    pub timestamp: String,
    pub timeframe: String,
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub kind: String,
    pub data: T,
    pub metadata: Metadata,
}

/// The name and version of a message's type.
pub trait MessageType {
    const NAME: &'static str;
    const VERSION: u32;
}

impl MessageType for AccountUpdate {
    const NAME: &'static str = "account_update";
    const VERSION: u32 = 1;
}

impl MessageType for BreakOfStructure {
    const NAME: &'static str = "break_of_structure";
    const VERSION: u32 = 1;
}

impl MessageType for Candle {
    const NAME: &'static str = "candle";
    const VERSION: u32 = 1;
}

impl MessageType for Control {
    const NAME: &'static str = "control";
    const VERSION: u32 = 1;
}

impl MessageType for CumulativeDelta {
    const NAME: &'static str = "cumulative_delta";
    const VERSION: u32 = 1;
}

impl MessageType for DataGap {
    const NAME: &'static str = "data_gap";
    const VERSION: u32 = 1;
}

impl MessageType for DeltaVolume {
    const NAME: &'static str = "delta_volume";
    const VERSION: u32 = 1;
}

impl MessageType for FairValueGap {
    const NAME: &'static str = "fair_value_gap";
    const VERSION: u32 = 1;
}

impl MessageType for Fill {
    const NAME: &'static str = "fill";
    const VERSION: u32 = 1;
}

impl MessageType for Footprint {
    const NAME: &'static str = "footprint";
    const VERSION: u32 = 1;
}

impl MessageType for Heartbeat {
    const NAME: &'static str = "heartbeat";
    const VERSION: u32 = 1;
}

impl MessageType for Imbalance {
    const NAME: &'static str = "imbalance";
    const VERSION: u32 = 1;
}

impl MessageType for LateTick {
    const NAME: &'static str = "late_tick";
    const VERSION: u32 = 1;
}

impl MessageType for LeaseChange {
    const NAME: &'static str = "lease_change";
    const VERSION: u32 = 1;
}

impl MessageType for LiquidityLevel {
    const NAME: &'static str = "liquidity_level";
    const VERSION: u32 = 1;
}

impl MessageType for NodeError {
    const NAME: &'static str = "node_error";
    const VERSION: u32 = 1;
}

impl MessageType for OrderBlock {
    const NAME: &'static str = "order_block";
    const VERSION: u32 = 1;
}

impl MessageType for OrderRequest {
    const NAME: &'static str = "order_request";
    const VERSION: u32 = 1;
}

impl MessageType for OrderUpdate {
    const NAME: &'static str = "order_update";
    const VERSION: u32 = 1;
}

impl MessageType for PositionUpdate {
    const NAME: &'static str = "position_update";
    const VERSION: u32 = 1;
}

impl MessageType for Quote {
    const NAME: &'static str = "quote";
    const VERSION: u32 = 1;
}

impl MessageType for RiskMetric {
    const NAME: &'static str = "risk_metric";
    const VERSION: u32 = 1;
}

impl MessageType for Roll {
    const NAME: &'static str = "roll";
    const VERSION: u32 = 1;
}

impl MessageType for SnapshotTaken {
    const NAME: &'static str = "snapshot_taken";
    const VERSION: u32 = 1;
}

impl MessageType for StateTransition {
    const NAME: &'static str = "state_transition";
    const VERSION: u32 = 1;
}

impl MessageType for SwingPoint {
    const NAME: &'static str = "swing_point";
    const VERSION: u32 = 1;
}

impl MessageType for Tick {
    const NAME: &'static str = "tick";
    const VERSION: u32 = 1;
}

impl MessageType for TradeSignal {
    const NAME: &'static str = "trade_signal";
    const VERSION: u32 = 1;
}

impl MessageType for VolumeProfile {
    const NAME: &'static str = "volume_profile";
    const VERSION: u32 = 1;
}
