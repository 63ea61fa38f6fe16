strategy{inputs = {price = 'candle(1m)'}}
local function f(n) return 1 + f(n + 1) end
function on_watch(ctx)
  return f(1)
end
