// Messages of Pawl. Generated: `pawl types generate --lang ts`.
// Exact decimals are JSON numbers; who needs all their digits parses the text with a library for decimals.

export type AccountFlags = "halted";

/** What an account holds. */
export interface AccountUpdate {
  /** the account */
  account: string;
  /** its currency */
  currency: string;
  /** cash */
  cash: number;
  /** cash and the value of all positions */
  equity: number;
  /** margin that positions and orders take */
  margin_used: number;
  /** what new positions may take */
  buying_power: number;
  /** what a reader should know */
  flags: AccountFlags[];
}

export type BreakKind = "bos" | "choch";

export type Direction = "up" | "down";

export type BreakState = "confirmed";

/** Price has passed the newest swing on one side. */
export interface BreakOfStructure {
  /** number of the object within its node */
  object_id: number;
  /** bos with the trend, choch against it */
  kind: BreakKind;
  /** up: a swing high was passed */
  direction: Direction;
  /** a break is final when it is told */
  state: BreakState;
  /** price of the swing */
  level: number;
  /** object id of the swing */
  swing_id: number;
  /** number of the swing's bar */
  origin_index: number;
  /** start of the swing's bar */
  origin_time: string;
  /** number of the bar that passed it */
  confirmed_index: number;
  /** end of the bar that passed it */
  confirmed_time: string;
  /** end of the bar that brought this state */
  state_time: string;
}

export type CandleFlags = "incomplete" | "truncated" | "synthetic" | "partial" | "rolled";

/** A bar of trades over [timestamp, close_time). */
export interface Candle {
  /** end of the bar, which does not belong to it */
  close_time: string;
  /** first price */
  open: number;
  /** highest price */
  high: number;
  /** lowest price */
  low: number;
  /** last price */
  close: number;
  /** quantity traded */
  volume: number;
  /** number of trades */
  trades: number | null;
  /** what a reader should know about the bar */
  flags: CandleFlags[];
  /** quantity bought by aggressors; null where the trades are not known */
  buy_volume?: number | null;
  /** quantity sold by aggressors */
  sell_volume?: number | null;
  /** quantity whose aggressor is unknown */
  neutral_volume?: number | null;
  /** sum of price times quantity of the trades, rounded half to even once */
  notional?: number | null;
  /** mean price of the trades, weighed by quantity; null without volume */
  vwap?: number | null;
}

export type ControlCommand = "halt" | "resume" | "snapshot" | "reset" | "pipeline";

/** What an operator asked for. */
export interface Control {
  /** what was asked for */
  command: ControlCommand;
  /** the node, pipeline or strategy that it concerns; empty for all */
  target: string;
  /** who asked */
  by: string;
}

export type DeltaFlags = "gap";

/** What was bought minus what was sold since the beginning of the session, over a bar. */
export interface CumulativeDelta {
  /** start of the bar */
  bar_time: string;
  /** the sum before the bar, or 0 where it begins anew */
  open: number;
  /** its highest value in the bar */
  high: number;
  /** its lowest value in the bar */
  low: number;
  /** the sum at the end of the bar */
  close: number;
  /** what a reader should know: gap, where trades are known to be missing since the sum began */
  flags: DeltaFlags[];
}

/** Data are missing: a gap in the venue's sequence numbers, or one that a sender or the gateway found. */
export interface DataGap {
  /** sequence number that should have come; 0 where a sender says that something is missing, and ticks have no numbers */
  expected: number;
  /** sequence number that came; 0 likewise */
  received: number;
}

/** The volume of a bar by aggressor. */
export interface DeltaVolume {
  /** start of the bar */
  bar_time: string;
  /** quantity bought by aggressors */
  buy: number;
  /** quantity sold by aggressors */
  sell: number;
  /** quantity whose aggressor is unknown */
  neutral: number;
  /** buy minus sell */
  delta: number;
  /** quantity whose aggressor the venue told */
  by_venue: number;
  /** quantity whose aggressor the quote told */
  by_quote: number;
  /** quantity whose aggressor the direction of the price told */
  by_tick: number;
}

export type FairValueGapState = "open" | "updated" | "touched" | "half_filled" | "filled" | "inverted" | "expired";

/** A range that price jumped over within three bars; each new state is a message with the same object id. */
export interface FairValueGap {
  /** number of the object within its node */
  object_id: number;
  /** up: price jumped up over it; the other way once it is inverted */
  direction: Direction;
  /** what became of it */
  state: FairValueGapState;
  /** lower edge */
  price_low: number;
  /** upper edge */
  price_high: number;
  /** how much of it has been traded through, 0 to 1 */
  fill: number | null;
  /** number of the bar that jumped */
  origin_index: number;
  /** start of the bar that jumped */
  origin_time: string;
  /** number of the bar that confirmed it */
  confirmed_index: number;
  /** end of the bar that confirmed it */
  confirmed_time: string;
  /** end of the bar that brought this state */
  state_time: string;
}

export type TradeDirection = "buy" | "sell";

export type Liquidity = "maker" | "taker";

/** A part of an order, or all of it, was filled. */
export interface Fill {
  /** the account */
  account: string;
  /** our id of the order, at most 20 characters */
  client_order_id: string;
  /** the venue's id of the fill */
  venue_fill_id: string;
  /** buy or sell */
  side: TradeDirection;
  /** price of the fill */
  price: number;
  /** how much was filled */
  quantity: number;
  /** fee, in the currency of the account */
  fee: number;
  /** who waited */
  liquidity: Liquidity | null;
  /** when the venue filled it */
  fill_time: string;
}

export type AuctionFlags = "high" | "low";

export type ImbalanceSides = "buy" | "sell";

export interface FootprintRow {
  /** lower edge of the row */
  price: number;
  /** quantity sold by aggressors */
  bid: number;
  /** quantity bought by aggressors */
  ask: number;
  /** quantity whose aggressor is unknown */
  neutral: number;
  /** number of trades */
  trades: number;
  /** sides that outweigh the other side a row away */
  imbalance: ImbalanceSides[];
}

export interface StackedImbalance {
  /** buy or sell */
  side: TradeDirection;
  /** price of the lowest row */
  low: number;
  /** price of the highest row */
  high: number;
  /** number of rows */
  rows: number;
}

/** What was traded at each price of a bar, by aggressor. */
export interface Footprint {
  /** start of the bar */
  bar_time: string;
  /** height of a row */
  row_size: number;
  /** quantity sold by aggressors, at the bid */
  bid: number;
  /** quantity bought by aggressors, at the ask */
  ask: number;
  /** quantity whose aggressor is unknown */
  neutral: number;
  /** ask minus bid */
  delta: number;
  /** the highest delta within the bar, trade by trade; at least 0 */
  max_delta: number;
  /** the lowest delta within the bar, trade by trade; at most 0 */
  min_delta: number;
  /** number of trades */
  trades: number;
  /** price of the row with the largest volume */
  point_of_control: number | null;
  /** volume of that row */
  point_of_control_volume: number;
  /** the extremes at which both sides traded */
  unfinished: AuctionFlags[];
  /** rows with volume, from the lowest price up */
  rows: FootprintRow[];
  /** runs of rows with imbalances of one side, from the lowest price up */
  stacked: StackedImbalance[];
}

/** A service is alive. */
export interface Heartbeat {
  /** the service */
  service: string;
  /** the newest input event that it has processed */
  sequence: number;
  /** time since it started */
  uptime: number | null;
  /** how far it is behind its input */
  lag: number | null;
}

export type ImbalanceKind = "trade" | "book";

export type ImbalanceFlags = "alert";

/** How much one side outweighs the other, from −1 (all sold) to 1 (all bought). */
export interface Imbalance {
  /** start of the bar */
  bar_time: string;
  /** what was weighed: the trades, or the sizes of bid and ask */
  kind: ImbalanceKind;
  /** −1 to 1; null where there is nothing to weigh */
  value: number | null;
  /** volume of the trades, or size of bid and ask together at the end of the bar */
  volume: number;
  /** what a reader should know: alert, where it is large and there is volume behind it */
  flags: ImbalanceFlags[];
}

/** A trade that came too late to enter its candle. */
export interface LateTick {
  /** price of the trade */
  price: number;
  /** quantity traded */
  size: number;
  /** newest time in the log before it */
  newest_time: string;
}

export type LeaseEvent = "acquired" | "released" | "lost";

/** The right to write a partition went to another process. */
export interface LeaseChange {
  /** the partition */
  partition: number;
  /** what happened */
  change: LeaseEvent;
  /** the process that it concerns */
  owner: string;
  /** number of the lease; a writer with a smaller one is refused */
  epoch: number;
}

export type LiquidityKind = "equal_highs" | "equal_lows" | "previous_day_high" | "previous_day_low" | "previous_week_high" | "previous_week_low" | "opening_range_high" | "opening_range_low";

export type LiquidityState = "open" | "extended" | "swept" | "sweep_rejected" | "sweep_accepted" | "expired";

/** A price beyond which orders are thought to rest; each new state is a message with the same object id. */
export interface LiquidityLevel {
  /** number of the object within its node */
  object_id: number;
  /** what makes it a level */
  kind: LiquidityKind;
  /** up: it is passed upwards */
  direction: Direction;
  /** what became of it */
  state: LiquidityState;
  /** the price that has to be passed */
  level: number;
  /** lowest of the prices that make it */
  price_low: number;
  /** highest of the prices that make it */
  price_high: number;
  /** number of swings that make it */
  members: number;
  /** members, and a half where an extreme of the day or week before lies among them */
  score: number | null;
  /** number of the first bar that makes it */
  origin_index: number;
  /** start of the first bar that makes it */
  origin_time: string;
  /** number of the bar that confirmed it */
  confirmed_index: number;
  /** end of the bar that confirmed it */
  confirmed_time: string;
  /** end of the bar that brought this state */
  state_time: string;
}

/** A node failed and sleeps. */
export interface NodeError {
  /** what went wrong, cut at 64 bytes */
  error: string;
}

export type OrderBlockState = "open" | "tested" | "mitigated" | "broken" | "breaker" | "invalidated" | "expired";

/** The bar from which a break of structure began; each new state is a message with the same object id. */
export interface OrderBlock {
  /** number of the object within its node */
  object_id: number;
  /** up: price left it upwards; the other way once it is a breaker */
  direction: Direction;
  /** what became of it */
  state: OrderBlockState;
  /** lower edge */
  price_low: number;
  /** upper edge */
  price_high: number;
  /** 0 to 1: how far price went from it, and whether it left a gap; null until the average true range is ready */
  strength: number | null;
  /** object id of the break that it led to */
  break_id: number;
  /** number of its bar */
  origin_index: number;
  /** start of its bar */
  origin_time: string;
  /** number of the bar that broke the structure */
  confirmed_index: number;
  /** end of the bar that broke the structure */
  confirmed_time: string;
  /** end of the bar that brought this state */
  state_time: string;
}

export type OrderAction = "place" | "replace" | "cancel";

export type OrderKind = "market" | "limit" | "stop" | "stop_limit" | "trailing_stop";

export type TimeInForce = "day" | "gtc" | "ioc" | "fok" | "gtd";

export type OrderFlags = "reduce_only";

/** What is asked of a broker. */
export interface OrderRequest {
  /** the account */
  account: string;
  /** our id of the order, at most 20 characters */
  client_order_id: string;
  /** place, replace or cancel */
  action: OrderAction;
  /** buy or sell */
  side: TradeDirection;
  /** how it is to be filled */
  kind: OrderKind;
  /** how much */
  quantity: number;
  /** the worst price, where there is one */
  limit_price: number | null;
  /** the price that makes it active, where there is one */
  stop_price: number | null;
  /** distance of a trailing stop */
  trail: number | null;
  /** how long it stands */
  time_in_force: TimeInForce;
  /** when it ends, of gtd */
  expires: string | null;
  /** what is special about it */
  flags: OrderFlags[];
  /** our id of the order that it protects; empty where there is none */
  parent: string;
}

export type OrderState = "intent" | "sending" | "pending_new" | "new" | "partially_filled" | "filled" | "pending_cancel" | "canceled" | "rejected" | "expired" | "unknown";

/** Where an order stands. */
export interface OrderUpdate {
  /** the account */
  account: string;
  /** our id of the order, at most 20 characters */
  client_order_id: string;
  /** the venue's id; empty before it has one */
  venue_order_id: string;
  /** where it stands */
  state: OrderState;
  /** how much was ordered */
  quantity: number;
  /** how much of it is filled */
  filled: number;
  /** mean price of what is filled */
  average_price: number | null;
  /** why it was refused or ended; empty else */
  reason: string;
}

/** The position of a strategy after a change. */
export interface PositionUpdate {
  /** how much is held; negative where it was sold short */
  quantity: number;
  /** mean price of what is held */
  average_price: number | null;
  /** the price it is valued at */
  mark_price: number | null;
  /** profit of what was closed, in the currency of the account */
  realized_profit: number;
  /** profit of what is held, in the currency of the account */
  unrealized_profit: number;
  /** fees so far, in the currency of the account */
  fees: number;
}

export type QuoteMark = "normal" | "locked" | "crossed";

/** The best bid and ask: of each side the last that is known. */
export interface Quote {
  /** best bid */
  bid: number;
  /** quantity at the bid */
  bid_size: number;
  /** best ask */
  ask: number;
  /** quantity at the ask */
  ask_size: number;
  /** ask minus bid, below 0 where they are crossed; null where a side is not known */
  spread?: number | null;
  /** whether bid and ask are normal, locked (equal) or crossed (the bid is higher); null where a side is not known */
  mark?: QuoteMark | null;
}

/** What a strategy risks, and how far its limits are. */
export interface RiskMetric {
  /** where the position is given up */
  stop_loss: number | null;
  /** where profit is taken */
  take_profit: number | null;
  /** value of the position, in the currency of the account */
  exposure: number;
  /** loss since the highest equity, in the currency of the account */
  drawdown: number;
  /** exposure that its limit still allows */
  exposure_room: number;
  /** loss that its limit still allows */
  loss_room: number;
  /** quantity that its limit still allows */
  position_room: number;
}

/** The change of a continuous future from one contract to the next; prices of the next one follow. */
export interface Roll {
  /** the contract that counted until then */
  from_contract: string;
  /** the contract that counts from then on */
  to_contract: string;
  /** last price of the first before the roll, as it was paid */
  from_close: number | null;
  /** last price of the second before the roll, as it was paid */
  to_close: number | null;
  /** what is added to the prices that follow, as they are paid */
  offset: number;
  /** what they are multiplied by */
  factor: number | null;
}

/** The state of a log was saved. */
export interface SnapshotTaken {
  /** the newest input event that it holds */
  sequence: number;
  /** its size */
  bytes: number;
  /** how long the log stood still for it */
  pause: number | null;
}

export type MachineState = "watch" | "close_watch" | "in_trade";

/** A strategy went from one state to another. */
export interface StateTransition {
  /** the state before */
  from: MachineState;
  /** the state after */
  to: MachineState;
  /** why, cut at 64 bytes */
  reason: string;
}

export type SwingKind = "swing_high" | "swing_low" | "higher_high" | "lower_high" | "higher_low" | "lower_low" | "equal_high" | "equal_low";

/** A confirmed local extreme of the bars. */
export interface SwingPoint {
  /** number of the object within its node */
  object_id: number;
  /** what it is, compared with the one before it on the same side */
  kind: SwingKind;
  /** the extreme price */
  price: number;
  /** number of the extreme bar */
  bar_index: number;
  /** start of the extreme bar */
  bar_time: string;
  /** number of the bar that confirmed it */
  confirmed_index: number;
  /** end of the bar that confirmed it */
  confirmed_time: string;
  /** number of bars that confirm it */
  strength: number;
  /** 0 to 1; null until its averages are ready */
  score: number | null;
}

export type AggressorSide = "buy" | "sell";

/** A trade. */
export interface Tick {
  /** price of the trade */
  price: number;
  /** quantity traded */
  size: number;
  /** side that took liquidity */
  side: AggressorSide | null;
  /** the venue's id of the trade */
  trade_id: number | null;
  /** the venue's sequence number */
  sequence: number | null;
  /** best bid at the moment of the trade */
  bid?: number | null;
  /** best ask at the moment of the trade */
  ask?: number | null;
  /** the venue's conditions of the trade, as it writes them, at most 24 characters of ASCII */
  conditions?: string | null;
}

export type SignalKind = "entry" | "exit" | "stop" | "target";

/** What a strategy wants to do. */
export interface TradeSignal {
  /** what it asks for */
  kind: SignalKind;
  /** buy or sell */
  side: TradeDirection;
  /** the price it was decided at */
  price: number;
  /** where the position is to be given up */
  stop: number | null;
  /** where profit is to be taken */
  target: number | null;
  /** how much, where the strategy says so */
  size: number | null;
  /** 0 to 1, where the strategy says so */
  confidence: number | null;
  /** state of the strategy */
  state: MachineState;
  /** why, cut at 64 bytes */
  reason: string;
}

export type ProfileState = "developing" | "final";

export type ValueAreaMethod = "two_rows" | "single_row";

export interface ProfileRow {
  /** lower edge of the row */
  price: number;
  /** quantity traded */
  volume: number;
  /** quantity bought by aggressors */
  buy: number;
  /** quantity sold by aggressors */
  sell: number;
}

/** Where volume has traded: in the session, in a stretch of time, or in the newest bars. */
export interface VolumeProfile {
  /** start of the newest bar in it */
  bar_time: string;
  /** final once the session is over */
  state: ProfileState;
  /** height of a row */
  row_size: number;
  /** price of the row with the largest volume */
  point_of_control: number;
  /** volume of that row */
  point_of_control_volume: number;
  /** price of the lowest row of the value area */
  value_area_low: number;
  /** price of the highest row of the value area */
  value_area_high: number;
  /** volume of the value area */
  value_area_volume: number;
  /** how the value area grows from the point of control */
  value_area_method: ValueAreaMethod;
  /** volume of all rows */
  volume: number;
  /** price of the lowest row with volume */
  low: number;
  /** price of the highest row with volume */
  high: number;
  /** number of rows with volume */
  levels: number;
  /** rows with volume, from the lowest price up */
  bins: ProfileRow[];
  /** prices of the high-volume nodes, from the lowest up */
  high_volume_nodes: number[];
  /** prices of the low-volume nodes, from the lowest up */
  low_volume_nodes: number[];
}

/** The output of an indicator; its fields are those of the node's kind. */
export type Indicator = Record<string, number | string | null | unknown[]>;

export interface Metadata {
  version: number;
  /** {log}:{number of the input event}:{number of the output} */
  id: string;
  node: string;
  /** false for a preview */
  confirmed: boolean;
  [more: string]: unknown;
}

export interface Envelope<Type extends string, Data> {
  symbol: string;
  /** UTC; when it became known, of a candle its start */
  timestamp: string;
  /** tick for what follows ticks */
  timeframe: string;
  type: Type;
  data: Data;
  metadata: Metadata;
}

export type Message =
  | Envelope<"account_update", AccountUpdate>
  | Envelope<"break_of_structure", BreakOfStructure>
  | Envelope<"candle", Candle>
  | Envelope<"control", Control>
  | Envelope<"cumulative_delta", CumulativeDelta>
  | Envelope<"data_gap", DataGap>
  | Envelope<"delta_volume", DeltaVolume>
  | Envelope<"fair_value_gap", FairValueGap>
  | Envelope<"fill", Fill>
  | Envelope<"footprint", Footprint>
  | Envelope<"heartbeat", Heartbeat>
  | Envelope<"imbalance", Imbalance>
  | Envelope<"late_tick", LateTick>
  | Envelope<"lease_change", LeaseChange>
  | Envelope<"liquidity_level", LiquidityLevel>
  | Envelope<"node_error", NodeError>
  | Envelope<"order_block", OrderBlock>
  | Envelope<"order_request", OrderRequest>
  | Envelope<"order_update", OrderUpdate>
  | Envelope<"position_update", PositionUpdate>
  | Envelope<"quote", Quote>
  | Envelope<"risk_metric", RiskMetric>
  | Envelope<"roll", Roll>
  | Envelope<"snapshot_taken", SnapshotTaken>
  | Envelope<"state_transition", StateTransition>
  | Envelope<"swing_point", SwingPoint>
  | Envelope<"tick", Tick>
  | Envelope<"trade_signal", TradeSignal>
  | Envelope<"volume_profile", VolumeProfile>
  | Envelope<"indicator", Indicator>;
