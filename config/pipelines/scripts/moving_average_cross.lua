-- Buys when a fast average crosses above a slow one, sells when it crosses below: what the kind moving_average_cross
-- does, line by line.
strategy{
  description = "Follows the cross of a fast average and a slow one.",
  inputs = {
    price = "candle(1m)",
    fast = {kind = "ema", input = "candle(1m)", period = 9},
    slow = {kind = "ema", input = "candle(1m)", period = 21},
  },
  parameters = {
    size = {default = 1, min = 0.00000001, max = 1000000000, doc = "quantity of an entry"},
    entry_seconds = {default = 180, min = 1, max = 1000000, doc = "seconds after which an entry that is not filled is given up"},
  },
}

-- The side of a cross that was not acted on yet. Equal averages count as below.
local function wanted(ctx)
  local memory, fast, slow = ctx.memory, ctx.inputs.fast.value, ctx.inputs.slow.value
  if ctx.inputs.price.updated and fast and slow then
    local side = fast > slow and "long" or "short"
    if memory.side and side ~= memory.side then
      memory.wanted = side
    end
    memory.side = side
  end
  return memory.wanted
end

function on_watch(ctx)
  local side = wanted(ctx)
  if side then
    ctx.memory.wanted = nil
    return enter{
      side = side,
      size = ctx.parameters.size,
      within = ctx.parameters.entry_seconds,
      reason = side == "long" and "fast crossed above slow" or "fast crossed below slow",
    }
  end
end

function on_close_watch(ctx)
  if wanted(ctx) then
    return watch{reason = "the averages crossed back"}
  end
end

function on_in_trade(ctx)
  local side = wanted(ctx)
  if side and (ctx.position.size > 0) ~= (side == "long") then
    return exit{reason = "the averages crossed back"}
  end
  ctx.memory.wanted = nil
end
