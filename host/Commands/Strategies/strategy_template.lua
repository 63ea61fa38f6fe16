-- Buys the first close above the highest of the last bars, and leaves when the close falls below the lowest.
strategy{
  description = "Follows a breakout.",
  inputs = {
    -- What is traded is called price. The others have any name: a value of the pipeline such as "indicator(rsi_14)", or
    -- a node of its own, as here.
    price = "candle(1m)",
    high = {kind = "highest", input = "candle(1m).high", period = 20},
    low = {kind = "lowest", input = "candle(1m).low", period = 20},
  },
  parameters = {
    size = {default = 1, min = 0.01, max = 1000, doc = "quantity of an entry"},
  },
}

-- Each input has value, previous, updated and age (milliseconds). ctx.memory is the only thing that lasts from call to
-- call. A function returns nothing, or one action: close_watch{}, watch{}, enter{}, adjust{}, exit{}.
function on_watch(ctx)
  local price, high = ctx.inputs.price, ctx.inputs.high
  if price.updated and high.previous and price.value > high.previous then
    return enter{side = "long", size = ctx.parameters.size, stop = ctx.inputs.low.value, within = 60, reason = "broke out"}
  end
end

function on_close_watch(ctx)
end

function on_in_trade(ctx)
  local price, low = ctx.inputs.price, ctx.inputs.low
  if price.updated and low.previous and price.value < low.previous then
    return exit{reason = "fell below the range"}
  end
end
