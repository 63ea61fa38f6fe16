strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return table.concat(setmetatable({}, {__index = type}), "", 1, 1e8)
end
